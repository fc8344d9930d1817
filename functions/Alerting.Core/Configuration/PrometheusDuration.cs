using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Core.Configuration;

/// <summary>
/// Durations as Prometheus writes them: whole numbers with units in descending order (<c>y w d h m s ms</c>, a year
/// being 365 days), no sign, no fraction; <c>0</c> needs no unit. At most 2^63 - 1 ns, some 292 years. Source:
/// prometheus/common, model.ParseDuration.
/// </summary>
public static class PrometheusDuration
{
    private static readonly (string Name, long Milliseconds, bool OnlyExact)[] Units =
    [
        ("y", 31_536_000_000, true), ("w", 604_800_000, true), ("d", 86_400_000, false), ("h", 3_600_000, false),
        ("m", 60_000, false), ("s", 1000, false), ("ms", 1, false),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text, without white space.</param>
    /// <param name="value">Zero or more; zero when unreadable.</param>
    /// <returns>Null, or why it is none, in Prometheus' words.</returns>
    public static string? Parse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text is "" or "0")
        {
            return text.Length == 0 ? "empty duration string" : null;
        }

        var total = UInt128.Zero;
        var next = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!TakePart(text, ref at, ref next, out var milliseconds))
            {
                return "not a valid duration string: " + GoQuote.Append(new(), text);
            }

            total += milliseconds;
        }

        if (total * 1_000_000 > long.MaxValue)
        {
            return "duration out of range";
        }

        value = TimeSpan.FromTicks((long)total * TimeSpan.TicksPerMillisecond);
        return null;
    }

    /// <summary>
    /// Prints it, largest unit first, years and weeks only when nothing is left over; parts of a millisecond are
    /// dropped.
    /// </summary>
    public static string Print(TimeSpan value)
    {
        var left = value.Ticks / TimeSpan.TicksPerMillisecond;
        if (left == 0)
        {
            return "0s";
        }

        var text = new StringBuilder();
        foreach (var (name, milliseconds, onlyExact) in Units)
        {
            if (left >= milliseconds && !(onlyExact && left % milliseconds != 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"{left / milliseconds}{name}");
                left %= milliseconds;
            }
        }

        return text.ToString();
    }

    // One number with its unit; a unit may only come after larger ones.
    private static bool TakePart(string text, ref int at, ref int next, out UInt128 milliseconds)
    {
        milliseconds = 0;
        var number = At(text, ref at, char.IsAsciiDigit);
        var unit = At(text, ref at, c => !char.IsAsciiDigit(c));
        var index = Array.FindIndex(Units, next, candidate => candidate.Name == unit);
        if (index < 0 || !ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        milliseconds = (UInt128)count * (ulong)Units[index].Milliseconds;
        next = index + 1;
        return true;
    }

    private static string At(string text, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return text[start..at];
    }
}
