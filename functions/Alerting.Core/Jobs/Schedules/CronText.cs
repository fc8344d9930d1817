using System.Globalization;
using Alerting.Core.Alerts;

namespace Alerting.Core.Jobs.Schedules;

/// <summary>A cron expression as it is written.</summary>
internal static class CronText
{
    private const int Longest = 1_000;
    private const string Fields = "minute, hour, day of month, month, day of week";

    private static readonly char[] Blanks = [' ', '\t'];

    private static readonly Dictionary<string, string> Macros = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <summary>What it asks for; null where it asks for nothing, with the reason.</summary>
    /// <param name="text">Five fields, or a word such as <c>@daily</c>.</param>
    /// <param name="isRhythm">The minute or the hour begins with a star.</param>
    /// <param name="problem">The reason, one line.</param>
    public static CronFields? Read(string text, out bool isRhythm, out string? problem)
    {
        isRhythm = false;
        problem = Refusal(text);
        if (problem is not null)
        {
            return null;
        }

        var parts = Macros.GetValueOrDefault(text, text).Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        problem = ProblemOf(parts);
        if (problem is not null || Read(parts, out problem) is not { } fields)
        {
            return null;
        }

        isRhythm = IsStar(parts[0]) || IsStar(parts[1]);
        problem = fields.CanFire ? null : "it never fires: none of its months has such a day";
        return fields.CanFire ? fields : null;
    }

    private static string? Refusal(string text) => text switch
    {
        { Length: > Longest } => string.Create(CultureInfo.InvariantCulture, $"expected at most {Longest} characters"),
        ['@', ..] when !Macros.ContainsKey(text) => Macro(text),
        _ when text.Contains("TZ=", StringComparison.Ordinal) =>
            "a time zone has a key of its own, such as timezone: Europe/Berlin",
        _ => null,
    };

    private static string Macro(string text) => text.Split(Blanks)[0] switch
    {
        "@every" => "an interval has a key of its own, such as every: 15m",
        "@reboot" => "@reboot is no time at which a run could be expected",
        var word => $"there is no {GoQuote.Append(new(), word)}{Nearest.Hint(word, Macros.Keys)}",
    };

    private static string? ProblemOf(string[] parts) => parts.Length switch
    {
        5 => null,
        6 or 7 => string.Create(CultureInfo.InvariantCulture, $"{parts.Length} fields: seconds and years are not ")
            + $"supported; expected five ({Fields}), such as \"{string.Join(' ', parts.Skip(1).Take(5))}\"",
        var count => string.Create(CultureInfo.InvariantCulture, $"expected five fields ({Fields}), not {count}"),
    };

    private static CronFields? Read(string[] parts, out string? problem)
    {
        CronField[] kinds = [CronField.Minute, CronField.Hour, CronField.Day, CronField.Month, CronField.Weekday];
        var bits = new ulong[kinds.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            bits[i] = kinds[i].Read(parts[i], out problem);
            if (problem is not null)
            {
                return null;
            }
        }

        problem = null;
        return new(
            bits[0], (uint)bits[1], (uint)bits[2], (uint)bits[3], (uint)bits[4],
            EitherDay: !IsStar(parts[2]) && !IsStar(parts[4]));
    }

    private static bool IsStar(string field) => field[0] is '*' or '?';
}
