using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Routing.Intervals;
using NodaTime;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Reads one element of <c>time_intervals</c> of a named interval.</summary>
/// <param name="localZone">What <c>location: Local</c> means: a name of the time zone database.</param>
internal sealed class TimeSpecReader(string localZone)
{
    private delegate string? ReadText(string text, out NumberRange range);

    /// <summary>The spec; every instant for null, null when it is no mapping.</summary>
    public TimeSpec? Read(YamlValue element)
    {
        if (element.AsMap("timeinterval.TimeInterval") is not { } map)
        {
            return null;
        }

        var spec = new TimeSpec
        {
            Times = ReadList(map.TakeSet("times"), "[]timeinterval.TimeRange", ReadTimes),
            Weekdays = ReadRanges(map.TakeSet("weekdays"), "[]timeinterval.WeekdayRange", IntervalScalars.ReadWeekdays),
            DaysOfMonth = ReadRanges(
                map.TakeSet("days_of_month"), "[]timeinterval.DayOfMonthRange", IntervalScalars.ReadDaysOfMonth),
            Months = ReadRanges(map.TakeSet("months"), "[]timeinterval.MonthRange", IntervalScalars.ReadMonths),
            Years = ReadRanges(map.TakeSet("years"), "[]timeinterval.YearRange", IntervalScalars.ReadYears),
            Zone = ReadZone(map.TakeSet("location")),
        };
        map.RefuseRest();
        return spec;
    }

    private static ImmutableArray<NumberRange>? ReadRanges(YamlValue? list, string type, ReadText read) =>
        ReadList(list, type, element => ReadRange(element, read));

    private static ImmutableArray<T>? ReadList<T>(YamlValue? list, string type, Func<YamlValue, T> read) =>
        list is null ? null : [.. list.AsList(type).Select(read)];

    // Zero where Alertmanager leaves it so: sunday for a weekday, nothing else that exists.
    private static NumberRange ReadRange(YamlValue element, ReadText read)
    {
        if (element.IsSkipped || element.AsText() is not { } text)
        {
            return default;
        }

        if (read(text, out var range) is { } problem)
        {
            element.ErrorOnValue(problem);
        }

        return range;
    }

    private static MinuteRange ReadTimes(YamlValue element)
    {
        if (element.IsSkipped || element.AsMap("timeinterval.yamlTimeRange") is not { } map)
        {
            return default;
        }

        var (start, end) = (map.TakeSet("start_time"), map.TakeSet("end_time"));
        map.RefuseRest();
        if (TextOf(start) is not { } startText || TextOf(end) is not { } endText)
        {
            return default;
        }

        if (startText.Length == 0 || endText.Length == 0)
        {
            element.Error("both start and end times must be provided");
            return default;
        }

        return ReadBounds(element, start!, end!);
    }

    private static string? TextOf(YamlValue? value) => value is null ? "" : value.AsText();

    private static MinuteRange ReadBounds(YamlValue element, YamlValue start, YamlValue end)
    {
        var (first, last) = (ReadTime(start), ReadTime(end));
        if (first >= last)
        {
            element.Error("start time cannot be equal or greater than end time");
        }

        return new(first ?? 0, last ?? 0);
    }

    private static int? ReadTime(YamlValue value)
    {
        var problem = IntervalScalars.ReadTime(value.AsText() ?? "", out var minute);
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null ? minute : null;
    }

    private DateTimeZone ReadZone(YamlValue? value)
    {
        var problem = IntervalScalars.ReadZone(value?.AsText() ?? "", localZone, out var zone);
        if (problem is not null)
        {
            value!.ErrorOnValue(problem);
        }

        return zone;
    }
}
