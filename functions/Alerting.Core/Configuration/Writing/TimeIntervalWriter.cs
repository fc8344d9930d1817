using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Configuration.Reading;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Configuration.Writing;

/// <summary>Time intervals as they are printed: ranges as numbers, days of the week by name.</summary>
internal static class TimeIntervalWriter
{
    private static readonly TimeSpecReader Specs = new("UTC");

    /// <summary>An element of <c>time_intervals</c>; null where it is null.</summary>
    public static Marshalled Write(YamlValue element)
    {
        if (element.IsSkipped || element.AsMap() is not { } map)
        {
            return Marshalled.Null;
        }

        return new Marshalled.Mapping(
        [
            new("name", new Marshalled.Text(map.Take("name")?.AsText() ?? "")),
            new("time_intervals", new Marshalled.Sequence([.. map.TakeList("time_intervals").Select(Spec)])),
        ]);
    }

    private static Marshalled.Mapping Spec(YamlValue element)
    {
        var spec = Specs.Read(element)!;
        (string Key, Marshalled? Value)[] entries =
        [
            ("times", List(spec.Times, Times, isFlow: false)),
            ("weekdays", List(spec.Weekdays, day => Range(day, Weekday), isFlow: true)),
            ("days_of_month", List(spec.DaysOfMonth, DaysOfMonth, isFlow: true)),
            ("months", List(spec.Months, month => Range(month, Number), isFlow: true)),
            ("years", List(spec.Years, year => Range(year, Number), isFlow: true)),
            ("location", Location(element)),
        ];
        return new([.. entries.Where(entry => entry.Value is not null)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value!))]);
    }

    private static Marshalled.Sequence? List<T>(ImmutableArray<T>? ranges, Func<T, Marshalled> print, bool isFlow) =>
        ranges is { IsEmpty: false } some ? new([.. some.Select(print)], isFlow) : null;

    // The name as it was written: Local stays Local.
    private static Marshalled.Text? Location(YamlValue element) =>
        element.AsMap()?.TakeSet("location")?.AsText() is { } name ? new(name.Length == 0 ? "UTC" : name) : null;

    // From nothing to nothing was null.
    private static Marshalled Times(MinuteRange range) => range == default
        ? Marshalled.Null
        : new Marshalled.Mapping([new("start_time", Clock(range.Start)), new("end_time", Clock(range.End))]);

    private static Marshalled.Text Clock(int minute) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}"));

    private static Marshalled DaysOfMonth(NumberRange days) =>
        days == default ? Marshalled.Null : Range(days, Number);

    private static Marshalled.Text Range(NumberRange range, Func<long, string> print) => new(range.First == range.Last
        ? print(range.First)
        : $"{print(range.First)}:{print(range.Last)}");

    private static string Weekday(long day) => IntervalScalars.DayNames[(int)day];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
