using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// Names and their values: <c>password=x</c>, <c>"token": "x"</c>, <c>--api-key x</c>, <c>&lt;secret&gt;x&lt;/</c>, and
/// so on. The name stays.
/// </summary>
internal static class Assignments
{
    private const int LongestName = 40;
    private const int MostBetween = 64;

    /// <summary>The value of the name whose last word is there.</summary>
    public static Cut Scan(ref Reading text, int start, int end, bool isSure)
    {
        var after = end;
        while (after - end < 3 && char.IsAsciiDigit(text[after]))
        {
            after++;
        }

        if (text[after] == '_' && text.EndOf(after, Letters.Word, LongestName) is var suffix
            && SecretNames.IsStill(text.Text[after..suffix]))
        {
            after = suffix;
        }

        if (IsName(text[after]) || (text[after] is '-' or '.' && char.IsAsciiLetter(text[after + 1])))
        {
            return Cut.None;
        }

        var word = text.Text[start..end];
        var name = new Name(SecretNames.IsPassword(word) || isSure, text.StartOf(start, Letters.Ident, LongestName))
        {
            IsFolder = word.Equals("pwd", StringComparison.OrdinalIgnoreCase),
        };
        if (!isSure && word.Equals("key", StringComparison.OrdinalIgnoreCase))
        {
            var before = text.Text[Math.Max(text.Settled, start - 16)..start];
            name = name with { IsLong = before.EndsWith("routing_", StringComparison.OrdinalIgnoreCase) };
            if (!name.IsLong && !SecretNames.IsKey(before))
            {
                return Cut.None;
            }
        }

        var quote = Quotation.At(ref text, after);
        if (!isSure && word.Equals("pass", StringComparison.OrdinalIgnoreCase)
            && (char.IsAsciiLetterOrDigit(text.Before(start)) || !(quote.IsThere || text[after] == '=')))
        {
            return Cut.None;
        }

        return Scan(ref text, name with { Quote = quote }, text[quote.Next] == ']' ? quote.Next + 1 : quote.Next);
    }

    private static Cut Scan(ref Reading text, Name name, int after)
    {
        var at = text.AfterBlanks(after);
        switch (text[at])
        {
            case '=':
                at++;
                at += text[at] is '=' or '>' ? 1 : 0;
                return Values.Scan(ref text, text.AfterBlanks(at), name with { IsSaid = true });
            case ':' when text[at + 1] != ':':
                at++;
                at += text[at] == '=' ? 1 : 0;
                return Values.Scan(ref text, text.AfterBlanks(at), name with
                {
                    IsProse = text[at] == ' ' && IsInSentence(ref text, name.Start),
                    IsLine = text[at] == ' ' && IsFirst(ref text, name.Start),
                });
            case '%' when text[at + 1] == '3' && text[at + 2] is 'D' or 'd' or 'A' or 'a':
                return Values.Scan(ref text, at + 3, name with { IsSaid = true });
            case '>' when text[name.Start - 1] == '<':
                return Values.Scan(ref text, at + 1, name with { IsSaid = true });
            case ',' when name.Quote.IsThere && text[name.Start] == '-':
                return Values.Scan(ref text, text.AfterBlanks(at + 1), name with { IsSaid = true });
            default:
                return Loose(ref text, name, after, at);
        }
    }

    // Options, whose value follows after a space; passwords in quotation marks; members called name and value.
    private static Cut Loose(ref Reading text, Name name, int after, int at)
    {
        if (!name.Quote.IsThere && at > after && (text[name.Start] == '-'
            ? text[at] != '-'
            : name.IsPassword && text[at] is '\'' or '"'))
        {
            return Values.Scan(ref text, at, name with { IsSaid = true });
        }

        var between = after;
        while (between - after < MostBetween
            && text[between] is ' ' or '\t' or '\r' or '\n' or ',' or '"' or '\'' or '\\')
        {
            between += text[between] == '\\' && text[between + 1] is 'n' or 'r' or 't' ? 2 : 1;
        }

        text.Looked += between - after + 1;
        return between > after && text.HasAnyCase(between, "value")
            ? OfPair(ref text, name, between + "value".Length)
            : Cut.None;
    }

    private static Cut OfPair(ref Reading text, Name name, int after)
    {
        var quote = Quotation.At(ref text, after);
        var at = text.AfterBlanks(quote.Next);
        return text[at] is ':' or '='
            ? Values.Scan(ref text, text.AfterBlanks(at + 1), name with { Quote = quote, IsSaid = true })
            : Cut.None;
    }

    private static bool IsInSentence(ref Reading text, int start) =>
        text[start - 1] == ' ' && (char.IsLetter(text[start - 2]) || text[start - 2] is ',' or '\'' or '"');

    private static bool IsFirst(ref Reading text, int start)
    {
        var before = start;
        while (start - before < MostBetween && text[before - 1] is ' ' or '\t' or '-')
        {
            before--;
        }

        text.Looked += start - before + 1;
        return before == 0 || text[before - 1] is '\n' or '\r' || (text[before - 1] == 'n' && text[before - 2] == '\\');
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c == '_';
}

/// <summary>A name, as far as it tells how its value is to be read.</summary>
/// <param name="IsPassword">Whether also a number or a short word may be its value.</param>
/// <param name="Start">Where it begins.</param>
internal readonly record struct Name(bool IsPassword, int Start)
{
    /// <summary>The quotation mark after it.</summary>
    public Quotation Quote { get; init; }

    /// <summary>Whether a path may be its value: <c>PWD</c> is also where a shell is.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether only a long value is one: PagerDuty's <c>routing_key</c> is 32 characters, RabbitMQ's a
    /// name.</summary>
    public bool IsLong { get; init; }

    /// <summary>Whether what follows is a value for certain, and not a sentence going on.</summary>
    public bool IsSaid { get; init; }

    /// <summary>Whether it stands in a sentence.</summary>
    public bool IsProse { get; init; }

    /// <summary>Whether it is the first of its line, as in YAML: its value may have spaces.</summary>
    public bool IsLine { get; init; }
}
