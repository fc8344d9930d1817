using System.Globalization;

namespace Alerting.Core.Templates.Times;

/// <summary>Go's <c>time.Duration</c>: nanoseconds, some 292 years of them at most.</summary>
internal readonly record struct Duration(long Nanoseconds)
{
    private const ulong Second = 1_000_000_000;

    /// <summary>The longest.</summary>
    public static Duration Longest { get; } = new(long.MaxValue);

    /// <summary>The longest backwards.</summary>
    public static Duration Shortest { get; } = new(long.MinValue);

    /// <summary>In a unit of so many nanoseconds, as floating point as Go divides it.</summary>
    public double In(long unit) => (Nanoseconds / unit) + ((Nanoseconds % unit) / (double)unit);

    /// <summary>Toward zero to a multiple; the same for a multiple of nothing.</summary>
    public Duration Truncate(Duration multiple) =>
        multiple.Nanoseconds <= 0 ? this : new(Nanoseconds - (Nanoseconds % multiple.Nanoseconds));

    /// <summary>To the nearest multiple, halves away from zero.</summary>
    public Duration Round(Duration multiple)
    {
        if (multiple.Nanoseconds <= 0)
        {
            return this;
        }

        var rest = Int128.Abs(Nanoseconds) % multiple.Nanoseconds;
        var size = Int128.Abs(Nanoseconds) - rest + (rest * 2 < multiple.Nanoseconds ? 0 : multiple.Nanoseconds);
        var rounded = Nanoseconds < 0 ? -size : size;
        return rounded > long.MaxValue ? Longest : rounded < long.MinValue ? Shortest : new((long)rounded);
    }

    /// <summary>Without its sign.</summary>
    public Duration Abs() => Nanoseconds == long.MinValue ? Longest : new(Math.Abs(Nanoseconds));

    /// <summary>Such as <c>1h2m3.5s</c>, <c>1.5ms</c> or <c>0s</c>.</summary>
    public override string ToString()
    {
        var size = Nanoseconds < 0 ? unchecked((ulong)-Nanoseconds) : (ulong)Nanoseconds;
        var sign = Nanoseconds < 0 ? "-" : "";
        return sign + size switch
        {
            0 => "0s",
            < 1000 => Whole(size) + "ns",
            < 1_000_000 => Decimal(size, 1000, 3) + "µs",
            < Second => Decimal(size, 1_000_000, 6) + "ms",
            _ => Long(size),
        };
    }

    private static string Long(ulong size)
    {
        var minutes = size / (60 * Second);
        var text = Decimal(size % (60 * Second), Second, 9) + "s";
        return minutes == 0 ? text
            : minutes < 60 ? Whole(minutes) + "m" + text
            : Whole(minutes / 60) + "h" + Whole(minutes % 60) + "m" + text;
    }

    private static string Decimal(ulong size, ulong unit, int digits)
    {
        var fraction = (size % unit).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return Whole(size / unit) + (fraction.Length == 0 ? "" : "." + fraction);
    }

    private static string Whole(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
