using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>Credentials that are known by how they begin.</summary>
internal static class Tokens
{
    private const int Glance = 64;
    private const int LeastPart = 4;

    /// <summary>What an anchor of <see cref="TokenKinds"/> begins, if anything.</summary>
    public static Cut Scan(ref Reading text, int start)
    {
        foreach (var kind in TokenKinds.BeginningWith(text[start]))
        {
            if (text.Has(start, kind.Anchor) && Scan(ref text, start, kind) is { IsAny: true } found)
            {
                return found;
            }
        }

        return Cut.None;
    }

    /// <summary>Three parts of base64url with dots between; the last may be empty.</summary>
    public static Cut Jwt(ref Reading text, int start)
    {
        // Only the first of a run: so that each is looked at once.
        if (!text.Has(start, "eyJ") || IsPart(text.Before(start)))
        {
            return Cut.None;
        }

        var header = text.EndOf(start, Letters.Dash);
        var payload = text[header] == '.' ? text.EndOf(header + 1, Letters.Dash) : header;
        if (header - start < 10 || payload - header <= LeastPart)
        {
            return Cut.None;
        }

        var end = text[payload] == '.' ? text.EndOf(payload + 1, Letters.Dash) : payload;

        // An encrypted one has five.
        for (var more = 0; more < 2 && text[end] == '.' && IsPart(text[end + 1]); more++)
        {
            end = text.EndOf(end + 1, Letters.Dash);
        }

        return new(start, end);
    }

    private static Cut Scan(ref Reading text, int start, TokenKind kind)
    {
        var body = start + kind.Anchor.Length;
        var from = kind.Left > 0 ? text.StartOf(start, kind.LeftOf, kind.MostLeft) : start;
        if ((kind.Left > 0 && start - from < kind.Left) || (!kind.KeepsAnchor && IsInside(ref text, from, kind)))
        {
            return Cut.None;
        }

        var near = text.EndOf(body, kind.Of, Math.Max(Glance, kind.Least));
        if (near - body < kind.Least || (kind.HasDigit && !text.Text[body..near].ContainsAnyInRange('0', '9')))
        {
            return Cut.None;
        }

        var end = text.EndOf(near, kind.Of);
        return end - body > kind.Most ? Cut.None : new(kind.KeepsAnchor ? body : from, WithKey(ref text, kind, end));
    }

    // Behind the id of a key of AWS often stands the key.
    private static int WithKey(ref Reading text, TokenKind kind, int end)
    {
        const int Length = 40;
        var start = text.AfterBlanks(end);
        start = text[start] is ':' or ',' or '/' ? text.AfterBlanks(start + 1) : start;
        return kind.Anchor is "AKIA" or "ASIA" && start > end
            && text.EndOf(start, Letters.Base64, Length + 1) == start + Length
                ? start + Length
                : end;
    }

    // In the middle of a longer word it is no beginning. Of a bot's address the number may follow "bot".
    private static bool IsInside(ref Reading text, int from, TokenKind kind) =>
        char.IsAsciiLetterOrDigit(text.Before(from)) && char.IsAsciiLetterOrDigit(text[from])
        && !(kind.Left > 0 && kind.Anchor[0] == ':' && char.IsAsciiLetter(text.Before(from)));

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
