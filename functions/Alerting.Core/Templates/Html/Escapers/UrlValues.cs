using System.Buffers;
using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>Values in URLs.</summary>
internal static class UrlValues
{
    private const string Space = "\t\n\f\r ";

    // Of RFC 3986, less the single quote and parentheses, which end strings and URLs of style sheets.
    private static readonly SearchValues<byte> Kept = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"u8);

    private static readonly SearchValues<byte> Reserved = SearchValues.Create("!#$&*+,/:;=?@[]"u8);

    private static readonly string[] SafeSchemes = ["http", "https", "mailto"];

    /// <summary>At the start of a URL: one of another scheme than these few is refused.</summary>
    public static string Start(Content value) =>
        value.Kind == SafeKind.Url || IsSafe(value.Text) ? value.Text : "#" + HtmlValues.Refused;

    /// <summary>The same with a colon behind it.</summary>
    public static string Scheme(Content value) =>
        value.Kind == SafeKind.Url || IsSafe(value.Text + ":") ? value.Text : "#" + HtmlValues.Refused;

    /// <summary>Within a URL: what has a meaning in one keeps it.</summary>
    public static string Normal(Content value) => Encoded(value.Text, keepsReserved: true);

    /// <summary>In a query or fragment: nothing keeps a meaning, but of what is a URL already.</summary>
    public static string Part(Content value) => Encoded(value.Text, value.Kind == SafeKind.Url);

    /// <summary>URLs with commas between and a size behind each.</summary>
    public static string Srcset(Content value) => value.Kind == SafeKind.Url
        ? Normal(value).Replace(",", "%2c", StringComparison.Ordinal)
        : string.Join(',', value.Text.Split(',').Select(Source));

    private static bool IsSafe(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "/" : url[..colon];
        return scheme.Contains('/', StringComparison.Ordinal)
            || SafeSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);
    }

    private static string Encoded(string text, bool keepsReserved)
    {
        var bytes = RawBytes.Of(text);
        var result = new StringBuilder(bytes.Length + 16);
        for (var i = 0; i < bytes.Length; i++)
        {
            var one = bytes[i];
            if (Kept.Contains(one) || (keepsReserved && (Reserved.Contains(one) || IsEscape(bytes.AsSpan(i)))))
            {
                result.Append((char)one);
            }
            else
            {
                result.Append('%').Append(one.ToString("x2", CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }

    private static bool IsEscape(ReadOnlySpan<byte> bytes) => bytes.Length > 2 && bytes[0] == '%'
        && char.IsAsciiHexDigit((char)bytes[1]) && char.IsAsciiHexDigit((char)bytes[2]);

    private static string Source(string element)
    {
        var start = element.AsSpan().IndexOfAnyExcept(Space);
        start = start < 0 ? element.Length : start;
        var length = element.AsSpan(start).IndexOfAny(Space);
        var end = length < 0 ? element.Length : start + length;
        var url = element[start..end];
        var size = element[end..];
        return IsSafe(url) && size.All(c => char.IsAsciiLetterOrDigit(c) || Space.Contains(c, StringComparison.Ordinal))
            ? element[..start] + Encoded(url, keepsReserved: true) + size
            : "#" + HtmlValues.Refused;
    }
}
