using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <summary>
/// The methods of Go's <c>time.Duration</c>, <c>time.Month</c>, <c>time.Weekday</c> and <c>time.Location</c>.
/// </summary>
internal static class DurationMethods
{
    private static readonly Method Hours = Of(duration => duration.In(3_600_000_000_000));
    private static readonly Method Minutes = Of(duration => duration.In(60_000_000_000));
    private static readonly Method Seconds = Of(duration => duration.In(1_000_000_000));
    private static readonly Method Milliseconds = Whole(1_000_000);
    private static readonly Method Microseconds = Whole(1000);
    private static readonly Method Nanoseconds = Whole(1);
    private static readonly Method Truncating = With((duration, multiple) => duration.Truncate(multiple));
    private static readonly Method Rounding = With((duration, multiple) => duration.Round(multiple));
    private static readonly Method Absolute = Of(duration => duration.Abs());
    private static readonly Method Text = Of(duration => duration.ToString());
    private static readonly Method IntegerText = Method.Of(integer => ((Integer)integer).Name);
    private static readonly Method ZoneText = Method.Of(zone => ((Zone)zone).Name);

    /// <summary>A method of a duration, or null.</summary>
    public static Method? Find(string name) => name switch
    {
        "Hours" => Hours,
        "Minutes" => Minutes,
        "Seconds" => Seconds,
        "Milliseconds" => Milliseconds,
        "Microseconds" => Microseconds,
        "Nanoseconds" => Nanoseconds,
        "Truncate" => Truncating,
        "Round" => Rounding,
        "Abs" => Absolute,
        "String" => Text,
        _ => null,
    };

    /// <summary>A method of a month or a day of the week, or null.</summary>
    public static Method? OfInteger(Integer integer, string name) =>
        integer.Name is not null && name == "String" ? IntegerText : null;

    /// <summary>A method of a time zone, or null.</summary>
    public static Method? OfZone(string name) => name == "String" ? ZoneText : null;

    private static Method Of<T>(Func<Duration, T> call) => Method.Of(duration => call((Duration)duration));

    private static Method Whole(long unit) =>
        Of(duration => new Integer(IntegerKind.Int64, duration.Nanoseconds / unit));

    private static Method With(Func<Duration, Duration, Duration> call) => new(
        Signature.Of(ParameterType.Duration), (duration, args) => call((Duration)duration, (Duration)args[0]!));
}
