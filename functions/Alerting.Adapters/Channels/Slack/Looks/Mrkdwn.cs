using System.Buffers;
using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>
/// Slack's text markup. What senders say is written so that it stays text: no mention, link or code begins in it, no
/// mark turns the direction of what follows, and no control character passes.
/// </summary>
internal static class Mrkdwn
{
    private const int LongestUrl = 2000;

    private static readonly SearchValues<char> Special = SearchValues.Create(
    [
        '&', '<', '>', '`', '\u2028', '\u2029', '\u200E', '\u200F', '\u061C',
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c),
        .. Enumerable.Range(0x202A, 5).Select(c => (char)c),
        .. Enumerable.Range(0x2066, 4).Select(c => (char)c),
    ]);

    /// <summary>Appends a text of any length as it is to be read, on one line.</summary>
    /// <param name="text">What comes before.</param>
    /// <param name="value">Any text.</param>
    /// <param name="most">UTF-16 units at the most, escapes counted as Slack counts them; the last is an ellipsis when
    /// something was cut.</param>
    public static StringBuilder Line(this StringBuilder text, ReadOnlySpan<char> value, int most) =>
        text.Escaped(value, most, " ");

    /// <summary>The same with its own lines.</summary>
    public static StringBuilder Lines(this StringBuilder text, ReadOnlySpan<char> value, int most) =>
        text.Escaped(value, most, "\n");

    /// <summary>Appends a moment in the reader's own zone, in UTC where the client cannot.</summary>
    public static StringBuilder Date(this StringBuilder text, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        return seconds <= 0
            ? text.Instant(at)
            : text.Append(CultureInfo.InvariantCulture, $"<!date^{seconds}^{{date_short_pretty}} {{time_secs}}|")
                .Instant(at).Append('>');
    }

    /// <summary>
    /// Appends a link after what there is of others, where it is an absolute http or https URL and fits.
    /// </summary>
    /// <param name="text">What comes before.</param>
    /// <param name="url">Any text.</param>
    /// <param name="words">What is shown; no special characters.</param>
    /// <param name="most">Up to which length of all the text.</param>
    public static StringBuilder Link(this StringBuilder text, string url, string words, int most)
    {
        const string Between = " | ";
        if (url.Length is 0 or > LongestUrl
            || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return text;
        }

        var safe = uri.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal)
            .Replace("&", "&amp;", StringComparison.Ordinal);
        if (text.Length + safe.Length + words.Length + Between.Length + "<|>".Length > most)
        {
            return text;
        }

        text.Append(text.Length > 0 ? Between : "");
        return text.Append('<').Append(safe).Append('|').Append(words).Append('>');
    }

    private static StringBuilder Escaped(this StringBuilder text, ReadOnlySpan<char> value, int most, string newLine)
    {
        var end = text.Length + most - 1;
        while (!value.IsEmpty)
        {
            var run = value.IndexOfAny(Special) is >= 0 and var at ? at : value.Length;
            if (text.Length + run > end)
            {
                return text.Cut(value[..Math.Max(0, end - text.Length)]);
            }

            text.Append(value[..run]);
            value = value[run..];
            if (value.IsEmpty)
            {
                break;
            }

            var shown = Shown(value[0], newLine);
            if (text.Length + shown.Length > end)
            {
                return text.Append('…');
            }

            text.Append(shown);
            value = value[1..];
        }

        return text;
    }

    private static StringBuilder Cut(this StringBuilder text, ReadOnlySpan<char> rest) =>
        text.Append(rest is [.., var last] && char.IsHighSurrogate(last) ? rest[..^1] : rest).Append('…');

    private static string Shown(char c, string newLine) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '`' => "'",
        '\n' or '\u2028' or '\u2029' => newLine,
        '\r' => "",
        '\t' => " ",
        _ => "\uFFFD",
    };

    private static StringBuilder Instant(this StringBuilder text, DateTimeOffset at) =>
        text.Append(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
