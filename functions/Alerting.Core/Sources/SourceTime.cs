using System.Globalization;
using System.Text.Json;

namespace Alerting.Core.Sources;

/// <summary>
/// Times that senders stamp their reports with, from 2000 to 2199: what is beyond is no clock that is wrong but a
/// value that is none, and calculating with it would overflow.
/// </summary>
internal static class SourceTime
{
    /// <summary>What <see cref="Strict"/> takes, for messages.</summary>
    public const string Expected = Rfc3339.Expected + " from 2000 to 2199";

    private const long LeastSeconds = 946_684_800;
    private const long MostSeconds = 7_258_118_400;

    /// <summary>An RFC 3339 time; null for anything else.</summary>
    public static DateTimeOffset? Strict(string text) =>
        Rfc3339.TryParse(text, out var time) && IsSane(time) ? time : null;

    /// <summary>
    /// The same, and what programs write beside it: a blank for the <c>T</c>, no zone for UTC, and a number or text of
    /// seconds, milliseconds, microseconds or nanoseconds since 1970. Null for anything else.
    /// </summary>
    public static DateTimeOffset? Loose(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Loose(JsonText.Of(value).Trim()),
        JsonValueKind.Number => value.TryGetDouble(out var number) ? Since1970(number) : null,
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
            or JsonValueKind.Undefined => null,
    };

    /// <summary>The same of a text.</summary>
    public static DateTimeOffset? Loose(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return Since1970(number);
        }

        var shaped = text.Length > 10 && text[10] == ' '
            ? $"{text[..10]}T{text[11..].Replace(" ", "", StringComparison.Ordinal)}"
            : text;
        return Strict(shaped) ?? Strict(shaped + "Z");
    }

    /// <summary>
    /// Since when an explicit alert fires, and until when where it is over: neither is still to come, and none ends
    /// before it began.
    /// </summary>
    /// <param name="start">Null where it is not said: now, or when it ended.</param>
    /// <param name="end">Null where it goes on.</param>
    /// <param name="now">The store's time.</param>
    public static (DateTimeOffset Start, DateTimeOffset? End) OfAlert(
        DateTimeOffset? start, DateTimeOffset? end, DateTimeOffset now)
    {
        var latest = end < now ? end.Value : now;
        return (start < latest ? start.Value : latest, end is null ? null : latest);
    }

    private static DateTimeOffset? Since1970(double number)
    {
        var seconds = number;
        for (var steps = 0; steps < 3 && seconds >= MostSeconds; steps++)
        {
            seconds /= 1000;
        }

        return seconds is >= LeastSeconds and < MostSeconds
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    private static bool IsSane(DateTimeOffset time) =>
        time.ToUnixTimeSeconds() is >= LeastSeconds and < MostSeconds;
}
