using System.Globalization;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary>
/// A length of time for people, as Prometheus shows it: <c>1d 2h 3m 4s</c>, <c>1.5s</c>, <c>234ms</c>.
/// </summary>
internal static class HumanDuration
{
    private static readonly string[] Prefixes = ["m", "u", "n", "p", "f", "a", "z", "y"];

    /// <summary>Of seconds, as a number or a text, or of a duration.</summary>
    public static string Of(object? value)
    {
        var seconds = Seconds(value);
        if (!double.IsFinite(seconds))
        {
            return Digits(seconds);
        }

        return seconds == 0 || Math.Abs(seconds) >= 1 ? Long(seconds) : Short(seconds);
    }

    private static double Seconds(object? value) => value switch
    {
        double number => number,
        long whole => whole,
        string text => Number(text),
        Duration duration => duration.In(1_000_000_000),
        Integer { Kind: IntegerKind.Int64 or IntegerKind.UInt64 } integer => integer.Value,
        _ => throw new TemplateException($"can't convert {GoType.NameOf(value)} to float"),
    };

    private static double Number(string text) => FloatReader.Parse(text)
        ?? throw new TemplateException($"strconv.ParseFloat: parsing {Quoted.Of(text)}: {FloatReader.Problem(text)}");

    private static string Long(double seconds)
    {
        var sign = seconds < 0 ? "-" : "";
        var size = Math.Abs(seconds);
        var whole = size >= long.MaxValue ? long.MaxValue : (long)size;
        var (days, hours, minutes) = (whole / 86_400, whole / 3600 % 24, whole / 60 % 60);
        return days + hours + minutes == 0
            ? sign + Digits(size) + "s"
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{(days != 0 ? $"{days}d " : "")}"
                + $"{(days + hours != 0 ? $"{hours}h " : "")}{minutes}m {whole % 60}s");
    }

    private static string Short(double seconds)
    {
        var prefix = "";
        for (var i = 0; i < Prefixes.Length && Math.Abs(seconds) < 1; i++)
        {
            prefix = Prefixes[i];
            seconds *= 1000;
        }

        return Digits(seconds) + prefix + "s";
    }

    private static string Digits(double number) => FloatText.Of(number, 'g', 4);
}
