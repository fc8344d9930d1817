namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>
/// What Go's <c>url.ParseRequestURI</c> takes (observed on 1.19) when the fragment is left out, which go-openapi does
/// since Alertmanager 0.34: an absolute URI or an absolute path. It is what the API asks of a <c>generatorURL</c>.
/// </summary>
internal static class RequestUri
{
    private const string InHost = "!$&'()*+,;=:[]<>\"-_.~";
    private const string InUser = "-._:~!$&'()*+,;=%@";

    /// <summary>Whether a text is one.</summary>
    public static bool IsOne(string text)
    {
        text = text.Split('#', 2)[0];
        if (text.Length == 0 || text.Any(c => c is < ' ' or '\x7f'))
        {
            return false;
        }

        if (text == "*" || !TryScheme(text, out var scheme))
        {
            return text == "*";
        }

        var rest = text[(scheme == 0 ? 0 : scheme + 1)..].Split('?', 2)[0];
        if (!rest.StartsWith('/'))
        {
            return scheme > 0;
        }

        return scheme == 0 || !rest.StartsWith("//", StringComparison.Ordinal)
            ? HasWholeEscapes(rest)
            : IsAuthorityAndPath(rest[2..]);
    }

    // The length of the scheme, 0 for none; false where a colon stands first.
    private static bool TryScheme(string text, out int length)
    {
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':')
            {
                length = i;
                return i > 0;
            }

            var isFirst = char.IsAsciiLetter(text[i]);
            if (!isFirst && (i == 0 || !(char.IsAsciiDigit(text[i]) || text[i] is '+' or '-' or '.')))
            {
                return true;
            }
        }

        return true;
    }

    private static bool IsAuthorityAndPath(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (authority, path) = slash < 0 ? (text, "") : (text[..slash], text[slash..]);
        var at = authority.LastIndexOf('@');
        return IsHost(authority[(at + 1)..]) && HasWholeEscapes(path)
            && (at < 0 || (authority[..at].All(c => char.IsAsciiLetterOrDigit(c)
                || InUser.Contains(c, StringComparison.Ordinal)) && HasWholeEscapes(authority[..at])));
    }

    private static bool IsHost(string host)
    {
        if (!host.StartsWith('['))
        {
            var colon = host.LastIndexOf(':');
            return (colon < 0 || IsPort(host[colon..])) && IsHostText(host, allEscapes: false);
        }

        var end = host.LastIndexOf(']');
        if (end < 0 || !IsPort(host[(end + 1)..]))
        {
            return false;
        }

        var zone = host[..end].IndexOf("%25", StringComparison.Ordinal);
        return zone < 0
            ? IsHostText(host, allEscapes: false)
            : IsHostText(host[..zone], allEscapes: false) && IsHostText(host[zone..end], allEscapes: true)
                && IsHostText(host[end..], allEscapes: false);
    }

    private static bool IsPort(string text) =>
        text.Length == 0 || (text[0] == ':' && text[1..].All(char.IsAsciiDigit));

    // Only bytes beyond ASCII may be escaped in a host, and the percent sign itself; in a zone also the blank and what
    // may stand there bare.
    private static bool IsHostText(string text, bool allEscapes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                if (text[i] < 0x80 && !MayBeInHost(text[i]))
                {
                    return false;
                }

                continue;
            }

            if (!IsEscape(text, i))
            {
                return false;
            }

            var value = Convert.ToByte(text.Substring(i + 1, 2), 16);
            if (value != '%' && (allEscapes ? value != ' ' && !MayBeInHost((char)value) : value < 0x80))
            {
                return false;
            }

            i += 2;
        }

        return true;
    }

    private static bool MayBeInHost(char c) =>
        char.IsAsciiLetterOrDigit(c) || InHost.Contains(c, StringComparison.Ordinal);

    private static bool HasWholeEscapes(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 3))
        {
            if (!IsEscape(text, i))
            {
                return false;
            }

            if (i + 3 >= text.Length)
            {
                break;
            }
        }

        return true;
    }

    private static bool IsEscape(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);
}
