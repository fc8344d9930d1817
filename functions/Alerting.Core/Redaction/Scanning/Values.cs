using System.Buffers;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>The value of a name: between quotation marks, or up to where such values end.</summary>
internal static class Values
{
    private const int LongestWord = 24;
    private const int LongestNumber = 6;
    private const int RoutingKey = 32;
    private const int LongestNext = 32;
    private const int LongestBraced = 128;
    private const int MostListed = 20;

    private static readonly SearchValues<char> Stops =
        SearchValues.Create(" \t\r\n\"'`<\\,;&)}[]");

    private static readonly SearchValues<char> Brace = SearchValues.Create("}\r\n\"");
    private static readonly SearchValues<char> Bracket = SearchValues.Create("[]\r\n\"");
    private static readonly SearchValues<char> Lines = SearchValues.Create("\r\n\"");
    private static readonly SearchValues<char> Lower = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> Hidden = SearchValues.Create("*xX.");

    private static readonly string[] Nothing = ["null", "none", "nil", "true", "false", "undefined"];

    /// <summary>The value that begins there.</summary>
    public static Cut Scan(ref Reading text, int start, Name name)
    {
        var quote = Quotation.At(ref text, AfterPrefix(ref text, start));
        if (text.Has(quote.Next, Redactor.Mark) || (text[start] == '/' && name.IsFolder))
        {
            return Cut.None;
        }

        return quote.IsThere ? Quoted(ref text, quote, name)
            : text[start] is '[' or '(' && IsQuoted(ref text, start + 1) ? Listed(ref text, start + 1, name)
            : text[start] == '[' && text[start - 1] == ':' && !name.Quote.IsThere ? OfMap(ref text, start + 1, name)
            : text[start] == '{' && text[start - 1] == '=' && name.IsPassword ? Braced(ref text, start)
            : text[start] is '{' or '[' or '<' || Code.Is(ref text, start, name) ? Cut.None
            : text[start] is '|' or '>' && name.IsLine ? Block(ref text, start)
            : Bare(ref text, start, name);
    }

    /// <summary>Where a value without quotation marks ends.</summary>
    public static int EndOf(ref Reading text, int start)
    {
        for (var at = start; ; at++)
        {
            at = text.Find(at, Stops);
            switch (text[at])
            {
                case '\\' when !EndsAt(ref text, at):
                    at++;
                    break;
                case '[' when !text.Has(at, Redactor.Mark):
                case ',' or ';' or '&' when !IsLast(ref text, at):
                case ')' or '}' or ']' when IsPart(text[at + 1]):
                case '\'' or '`' when char.IsLetterOrDigit(text[at + 1]):
                    break;
                default:
                    return Math.Min(at, text.Text.Length);
            }
        }
    }

    /// <summary>After Python's b'', C#'s @"" and the like; itself where there is none.</summary>
    public static int AfterPrefix(ref Reading text, int start) =>
        text[start] is 'b' or 'r' or 'u' or 'f' or '@' && text[start + 1] is '"' or '\'' ? start + 1 : start;

    private static bool IsQuoted(ref Reading text, int start) =>
        Quotation.At(ref text, AfterPrefix(ref text, start)).IsThere;

    // Of a list of texts all, as one.
    private static Cut Listed(ref Reading text, int start, Name name)
    {
        var first = Quotation.At(ref text, AfterPrefix(ref text, start));
        var end = first.Close(ref text);
        if (first.ClosesHere(ref text) || text.Has(first.Next, Redactor.Mark)
            || !IsSecret(ref text, first.Next, end, name))
        {
            return Cut.None;
        }

        for (var items = 1; items < MostListed; items++)
        {
            var comma = Quotation.At(ref text, end).Next;
            var next = Quotation.At(ref text, AfterPrefix(ref text, text.AfterBlanks(comma + 1)));
            if (text[comma] != ',' || !next.IsLike(first))
            {
                break;
            }

            end = next.Close(ref text);
        }

        return new(first.Next, end);
    }

    // Go's map[Name:[value] Other:[value]].
    private static Cut OfMap(ref Reading text, int start, Name name)
    {
        var end = text.Find(start, Bracket, LongestBraced);
        return text[end] == ']' && !text.Has(start - 1, Redactor.Mark) && IsSecret(ref text, start, end, name)
            ? new(start, end)
            : Cut.None;
    }

    // ODBC's {}, in which a closing brace is written twice; what has one name in it is put in later.
    private static Cut Braced(ref Reading text, int start)
    {
        var end = text.Find(start + 1, Brace, LongestBraced);
        while (text[end] == '}' && text[end + 1] is not (';' or '"' or '\0') && end - start < LongestBraced)
        {
            end = text.Find(end + 1, Brace, LongestBraced);
        }

        return text[end] == '}' && end - start < LongestBraced && !text.Has(start + 1, Redactor.Mark)
            && text.EndOf(start + 1, Kinds.Letters.Ident) != end
                ? new(start + 1, end)
                : Cut.None;
    }

    // An escape that means a line end, or one of what ends a value where it is written as it is.
    private static bool EndsAt(ref Reading text, int at) =>
        text[at + 1] is 'n' or 'r' or 't' || Quotation.At(ref text, at).IsThere
        || (text[at + 1] == 'u' && text[at + 2] == '0' && text[at + 3] == '0' && (text[at + 4], text[at + 5]) is
            ('2', '2' or '6' or '7') or ('3', 'c' or 'C' or 'e' or 'E') or ('6', '0'));

    private static Cut Quoted(ref Reading text, Quotation quote, Name name)
    {
        // It closes what the name stands in.
        if (name.Quote is { Mark: '"' } && quote.Mark == '"'
            ? quote.Slashes != name.Quote.Slashes
            : quote.ClosesHere(ref text))
        {
            return Cut.None;
        }

        var close = quote.Close(ref text);
        return IsSecret(ref text, quote.Next, close, name) ? new(quote.Next, close) : Cut.None;
    }

    private static Cut Bare(ref Reading text, int start, Name name)
    {
        var end = EndOf(ref text, start);
        if (!IsSecret(ref text, start, end, name) || IsWord(ref text, start, end, name))
        {
            return Cut.None;
        }

        end = name is { IsLine: true, IsPassword: true } ? EndOfLine(ref text, end) : end;
        return new(start, end) { Quote = name.Quote is { Mark: '"' } ? name.Quote.Text : "" };
    }

    // Of a separator: whether another name follows, or nothing.
    private static bool IsLast(ref Reading text, int at)
    {
        var next = at + 1;
        if (next >= text.Text.Length || char.IsWhiteSpace(text[next]) || text[next] is '"' or '\'' or '\\' or '{' or '}'
            || text.Has(next, Redactor.Mark))
        {
            return true;
        }

        while (next - at <= LongestNext && (char.IsAsciiLetterOrDigit(text[next]) || text[next] is '_' or '-' or '.'
            || (text[next] == ' ' && text[at] == ';')))
        {
            next++;
        }

        text.Looked += next - at;
        return next > at + 1 && (text[next] is '=' or ':' || (text[next] == ';' && text[at] == '&'));
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '!' or '@' or '#' or '$' or '%';

    // A value of YAML goes on to the end of its line, unless another follows on it.
    private static int EndOfLine(ref Reading text, int end)
    {
        while (text[end] == ' ' && !char.IsWhiteSpace(text[end + 1]) && text[end + 1] is not '#' and not '\0')
        {
            var next = EndOf(ref text, end + 1);
            next += next == end + 1 && text[next] is '&' or ')' or '}' or ']' ? 1 : 0;
            if (next == end + 1 || text.Text[(end + 1)..next].ContainsAny('=', ':'))
            {
                break;
            }

            end = next;
        }

        return end;
    }

    // YAML's block, | or >: the lines that are indented.
    private static Cut Block(ref Reading text, int start)
    {
        var line = start + (text[start + 1] is '-' or '+' ? 2 : 1);
        var begin = text.AfterBlanks(line + 1);
        if (text[line] != '\n' || begin == line + 1 || text.Has(begin, Redactor.Mark))
        {
            return Cut.None;
        }

        var end = text.Find(begin, Lines);
        while (text[end] == '\n' && text[end + 1] is ' ' or '\t')
        {
            end = text.Find(end + 1, Lines);
        }

        return new(begin, end);
    }

    private static bool IsSecret(ref Reading text, int start, int end, Name name)
    {
        var value = text.Text[start..Math.Max(start, end)];
        if (value.Length > LongestWord || name.IsLong)
        {
            return !name.IsLong || (value.Length == RoutingKey && !value.ContainsAnyExcept(Kinds.Letters.Alnum));
        }

        text.Looked += value.Length;
        foreach (var nothing in Nothing)
        {
            if (value.Equals(nothing, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        // Such as </s>: a token that models know.
        if (!name.IsPassword && value is ['<', .., '>'])
        {
            return false;
        }

        return value.ContainsAnyExcept(Hidden)
            && (name.IsPassword || value.Length > LongestNumber || value.ContainsAnyExcept(Kinds.Letters.Digit));
    }

    // "invalid token: expired" tells the reason; "token: hunter" is a value.
    private static bool IsWord(ref Reading text, int start, int end, Name name) =>
        !name.IsSaid && end - start < LongestWord && !text.Text[start..end].ContainsAnyExcept(Lower)
        && ((name.IsProse && !name.IsPassword) || (text[end] == ' '
            && (char.IsAsciiLetterLower(text[end + 1]) || text.Has(end + 1, Redactor.Mark))));
}
