using System.Globalization;
using Alerting.Core.Alerts;

namespace Alerting.Core.Configuration;

/// <summary>
/// Durations as Go writes them: a sign, then decimal numbers with units (<c>h m s ms us µs ns</c>) in any order;
/// <c>0</c> needs no unit. From -2^63 to 2^63 - 1 ns, some 292 years. Source: Go's time.ParseDuration and
/// Duration.String.
/// </summary>
public static class GoDuration
{
    private const decimal Limit = 9_223_372_036_854_775_808m;
    private const decimal Microsecond = 1000;
    private const decimal Millisecond = 1_000_000;
    private const decimal Second = 1_000_000_000;

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text, without white space.</param>
    /// <param name="value">The duration; a part of 100 ns is rounded away from zero, so that no limit turns into
    /// none.</param>
    /// <param name="hasDays">Whether <c>d</c>, <c>w</c> and <c>y</c> (365 days) are units, too, as on command
    /// lines.</param>
    /// <returns>Null, or why it is none, in Go's words.</returns>
    public static string? Parse(string text, out TimeSpan value, bool hasDays = false)
    {
        value = TimeSpan.Zero;
        var negative = text.StartsWith('-');
        var rest = negative || text.StartsWith('+') ? text[1..] : text;
        if (rest == "0")
        {
            return null;
        }

        var nanoseconds = 0m;
        var problem = rest.Length == 0 ? "invalid duration" : null;
        for (var at = 0; problem is null && at < rest.Length;)
        {
            problem = TakePart(rest, ref at, ref nanoseconds, hasDays);
        }

        if (problem is null && nanoseconds > (negative ? Limit : Limit - 1))
        {
            problem = "invalid duration";
        }

        if (problem is not null)
        {
            return $"time: {problem} {(problem.EndsWith("duration", StringComparison.Ordinal) ? "" : "in duration ")}"
                + GoQuote.Append(new(), text);
        }

        var ticks = (long)decimal.Ceiling(nanoseconds / TimeSpan.NanosecondsPerTick);
        value = TimeSpan.FromTicks(negative ? -ticks : ticks);
        return null;
    }

    /// <summary>Prints it as <c>1h30m0s</c>, <c>1.5s</c>, <c>300ms</c>, <c>100ns</c> or <c>0s</c>.</summary>
    public static string Print(TimeSpan value)
    {
        var nanoseconds = Math.Abs((decimal)value.Ticks) * TimeSpan.NanosecondsPerTick;
        var sign = value < TimeSpan.Zero ? "-" : "";
        return sign + nanoseconds switch
        {
            0 => "0s",
            < Microsecond => Number(nanoseconds) + "ns",
            < Millisecond => Number(nanoseconds / Microsecond) + "µs",
            < Second => Number(nanoseconds / Millisecond) + "ms",
            _ => PrintLong(nanoseconds / Second),
        };
    }

    private static string PrintLong(decimal seconds)
    {
        var minutes = decimal.Floor(seconds / 60);
        var text = Number(seconds - minutes * 60) + "s";
        if (minutes == 0)
        {
            return text;
        }

        var hours = decimal.Floor(minutes / 60);
        text = Number(minutes - hours * 60) + "m" + text;
        return hours == 0 ? text : Number(hours) + "h" + text;
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string? TakePart(string text, ref int at, ref decimal nanoseconds, bool hasDays)
    {
        var whole = Digits(text, ref at);
        var fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        if (whole.Length + fraction.Length == 0 || whole.TrimStart('0').Length > 19)
        {
            return "invalid duration";
        }

        var start = at;
        while (at < text.Length && text[at] != '.' && !char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        var unit = text[start..at];
        if (UnitOf(unit, hasDays) is not { } size)
        {
            return unit.Length == 0 ? "missing unit" : "unknown unit " + GoQuote.Append(new(), unit);
        }

        // 12 digits of a fraction are below a nanosecond in any unit; more than that cannot count.
        var digits = $"0{whole}.{fraction[..Math.Min(fraction.Length, 15)]}0";
        var part = decimal.Parse(digits, CultureInfo.InvariantCulture);
        nanoseconds += decimal.Truncate(part * size);
        return nanoseconds > Limit ? "invalid duration" : null;
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static decimal? UnitOf(string name, bool hasDays) => name switch
    {
        "ns" => 1,
        "us" or "\u00b5s" or "\u03bcs" => Microsecond,
        "ms" => Millisecond,
        "s" => Second,
        "m" => Second * 60,
        "h" => Second * 3600,
        "d" => hasDays ? Second * 86_400 : null,
        "w" => hasDays ? Second * 604_800 : null,
        "y" => hasDays ? Second * 31_536_000 : null,
        _ => null,
    };
}
