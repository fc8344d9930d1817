using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>Slack's text markup: the three characters that must be escaped, dates and links.</summary>
internal static class Mrkdwn
{
    private const int LongestUrl = 500;

    /// <summary>Text that is shown as it is; the limit counts the escapes, as Slack does.</summary>
    public static string Escape(string text, int most) => BoundedText.Escape(text, most, Escape);

    /// <summary>A moment in the reader's own zone, in UTC where the client cannot.</summary>
    public static string Date(DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        var fallback = PlainText.Instant(at);
        return seconds <= 0
            ? fallback
            : string.Create(
                CultureInfo.InvariantCulture, $"<!date^{seconds}^{{date_short_pretty}} {{time_secs}}|{fallback}>");
    }

    /// <summary>A link; empty when the URL is not an absolute http or https one or is too long for a message.</summary>
    public static string Link(string url, string words)
    {
        if (url.Length > LongestUrl
            || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return "";
        }

        var safe = uri.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal)
            .Replace("&", "&amp;", StringComparison.Ordinal);
        return safe.Length > LongestUrl ? "" : $"<{safe}|{words}>";
    }

    private static string? Escape(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => BoundedText.Visible(rune),
    };
}
