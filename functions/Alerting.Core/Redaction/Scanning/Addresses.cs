using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>Who is named in an address before its host: the password goes, and a name that is a token.</summary>
internal static class Addresses
{
    private const int LongToken = 16;
    private const int LongestPort = 5;
    private const int LongestPassword = 256;

    // A slash may stand in a password that nobody encoded.
    private static readonly SearchValues<char> End = SearchValues.Create(" \t\r\n\"'`<>\\\0");
    private static readonly SearchValues<char> Authority = SearchValues.Create("/ \t\r\n\"'`<>\\?#@:\0");

    /// <summary>The password in the address whose host or user begins there.</summary>
    public static Cut Scan(ref Reading text, int start)
    {
        var at = text.NextAt(start);
        if (at >= text.Text.Length)
        {
            return Cut.None;
        }

        var colon = text.Find(start, Authority);
        if (text[colon] == '@')
        {
            // The key of a Sentry project, a token of GitHub without a password.
            return colon - start >= LongToken && !IsBroken(ref text, start, colon) ? new(start, colon) : Cut.None;
        }

        if (text[colon] != ':' || text.Has(colon + 1, Redactor.Mark))
        {
            return Cut.None;
        }

        var password = colon + 1;
        var port = text.EndOf(password, Letters.Digit, LongestPort + 1);
        if (port > password && text[port] is '/' or ',' or '?' or ' ' or '"')
        {
            return Cut.None;
        }

        var last = LastAt(ref text, password);
        return last > password ? new(password, last) : Cut.None;
    }

    // The last at sign before the host; one in what follows a slash counts only where there is none before it.
    private static int LastAt(ref Reading text, int password)
    {
        var at = text.NextAt(password);
        var between = at - password;
        if (at >= text.Text.Length || between > LongestPassword || IsBroken(ref text, password, at))
        {
            return password;
        }

        var end = text.Find(at + 1, Authority);
        while (text[end] is '@' or ':')
        {
            at = text[end] == '@' ? end : at;
            end = text.Find(end + 1, Authority);
        }

        return text[end] == '/' ? AfterSlash(ref text, end, at) : at;
    }

    // Nobody encoded what has a slash and an at sign in it: the host is behind the last one.
    private static int AfterSlash(ref Reading text, int slash, int at)
    {
        var later = text.NextAt(slash);
        if (later >= text.Text.Length || later - slash is 1 or > LongestPassword || IsBroken(ref text, slash, later))
        {
            return at;
        }

        var between = text.Text[slash..later];
        text.Looked += between.Length;
        return !between.ContainsAny('?', '#') && text[text.EndOf(later + 1, Letters.Host)] is ':' or '/' ? later : at;
    }

    private static bool IsBroken(ref Reading text, int start, int end)
    {
        return text.Find(start, End, end - start) < end
            || text.Text[start..end].Contains(Redactor.Mark, StringComparison.Ordinal);
    }
}
