using System.Globalization;

namespace Alerting.Adapters.Logs;

/// <summary>Instants as vendors write them.</summary>
internal static class Instants
{
    /// <summary>
    /// RFC 3339, also with slashes in the date, with or without a zone (UTC), up to nanoseconds; null for anything
    /// else.
    /// </summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null || text.Length > 40 || !IsDated(text))
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            Cut(text), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds since 1970, whichever is of our time.</summary>
    public static DateTimeOffset? Read(double number)
    {
        var seconds = Math.Abs(number) switch
        {
            < 1e11 => number,
            < 1e14 => number / 1e3,
            < 1e17 => number / 1e6,
            _ => number / 1e9,
        };
        return seconds is > 0 and < 2e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }

    // .NET takes a time of day for one of today, and 1.5 for a day of this year.
    private static bool IsDated(string text)
    {
        const string Shape = "0000-00-00T00:00";
        return text.Length >= Shape.Length && Shape.Zip(text).All(pair => pair.First switch
        {
            '0' => char.IsAsciiDigit(pair.Second),
            '-' => pair.Second is '-' or '/',
            'T' => pair.Second is 'T' or 't' or ' ',
            _ => pair.Second == ':',
        });
    }

    // .NET reads seven digits of a fraction.
    private static string Cut(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - point > 8 ? text[..(point + 8)] + text[end..] : text;
    }
}
