using System.Collections.Frozen;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <summary>The methods of Go's <c>time.Time</c>.</summary>
internal static class TimeMethods
{
    // The only parameter that can be nothing.
    private const string NoZone = "time: missing Location in call to Time.In";

    private static readonly FrozenDictionary<string, Method> All = new Dictionary<string, Method>
    {
        ["Format"] = With(ParameterType.Text, (time, layout) => TimeFormat.Format(time, (string)layout)),
        ["String"] = Of(time => time.ToString()),
        ["GoString"] = Of(Formatting.GoSyntax.Of),
        ["Add"] = With(ParameterType.Duration, (time, duration) => time.Add((Duration)duration)),
        ["Sub"] = With(ParameterType.Time, (time, other) => time.Since((Time)other)),
        ["AddDate"] = new(
            Signature.Of(ParameterType.Int, ParameterType.Int, ParameterType.Int),
            (time, args) => ((Time)time).AddDate((long)args[0]!, (long)args[1]!, (long)args[2]!)),
        ["Truncate"] = With(ParameterType.Duration, (time, multiple) => time.Truncate((Duration)multiple)),
        ["Round"] = With(ParameterType.Duration, (time, multiple) => time.Round((Duration)multiple)),
        ["UTC"] = Of(time => time with { Zone = Zone.Utc }),
        ["Local"] = Of(time => time with { Zone = Zone.Local }),
        ["In"] = With(ParameterType.Zone, (time, zone) => time with { Zone = (Zone)zone }),
        ["Location"] = Of(time => time.Zone),
        ["Before"] = With(ParameterType.Time, (time, other) => time.CompareTo((Time)other) < 0),
        ["After"] = With(ParameterType.Time, (time, other) => time.CompareTo((Time)other) > 0),
        ["Equal"] = With(ParameterType.Time, (time, other) => time.CompareTo((Time)other) == 0),
        ["Compare"] = With(ParameterType.Time, (time, other) => (long)Math.Sign(time.CompareTo((Time)other))),
        ["IsZero"] = Of(time => time.IsZero),
        ["IsDST"] = Of(time => time.Zone.IsDaylight(time.Unix)),
        ["Unix"] = Of(time => new Integer(IntegerKind.Int64, time.Unix)),
        ["UnixMilli"] = Of(time => InUnits(time, 1000)),
        ["UnixMicro"] = Of(time => InUnits(time, 1_000_000)),
        ["UnixNano"] = Of(time => InUnits(time, 1_000_000_000)),
        ["Year"] = Of(time => time.Date.Year),
        ["Month"] = Of(time => new Integer(IntegerKind.Month, time.Date.Month)),
        ["Day"] = Of(time => (long)time.Date.Day),
        ["Hour"] = Of(time => (long)(time.Clock / 3600)),
        ["Minute"] = Of(time => (long)(time.Clock / 60 % 60)),
        ["Second"] = Of(time => (long)(time.Clock % 60)),
        ["Nanosecond"] = Of(time => (long)time.Nanosecond),
        ["Weekday"] = Of(time => new Integer(IntegerKind.Weekday, time.Weekday)),
        ["YearDay"] = Of(time => (long)time.Date.DayOfYear),
        ["Date"] = Unusable("function Date has 3 return values; should be 1 or 2"),
        ["Clock"] = Unusable("function Clock has 3 return values; should be 1 or 2"),
        ["ISOWeek"] = Second("ISOWeek", "int"),
        ["Zone"] = Second("Zone", "int"),
        ["ZoneBounds"] = Second("ZoneBounds", "time.Time"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The method, or null.</summary>
    public static Method? Find(string name) => All.GetValueOrDefault(name);

    private static Method Of<T>(Func<Time, T> call) => Method.Of(time => call((Time)time));

    private static Method With<T>(ParameterType parameter, Func<Time, object, T> call) => new(
        Signature.Of(parameter),
        (time, args) => call((Time)time, args[0] ?? throw new TemplateException(NoZone)));

    private static Method Unusable(string problem) => Method.Of(time => time) with { Problem = problem };

    private static Method Second(string name, string type) => Unusable(
        $"invalid function signature for {name}: second return value should be error; is {type}");

    private static Integer InUnits(Time time, long perSecond) => new(
        IntegerKind.Int64, unchecked((time.Unix * perSecond) + (time.Nanosecond / (1_000_000_000 / perSecond))));
}
