using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>Headers of HTTP: the scheme of an authorization stays, and the names of headers.</summary>
internal static class Headers
{
    private const int LeastToken = 8;
    private const int LongestScheme = 20;
    private const int LongWord = 20;

    private static readonly SearchValues<char> LineEnd = SearchValues.Create("\r\n\"'\\`");
    private static readonly SearchValues<char> Lower = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> Letter =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>What follows <c>Bearer </c> or <c>Basic </c>.</summary>
    public static Cut Scheme(ref Reading text, int start, int after)
    {
        if (char.IsAsciiLetterOrDigit(text.Before(start)) || text.Has(after, Redactor.Mark))
        {
            return Cut.None;
        }

        var word = text.EndOf(after, Letter, LongWord);
        var end = text.EndOf(word, Letters.Token68);
        return end - after < LeastToken || (end == word && word - after < LongWord) || IsPunctuated(ref text, word, end)
            ? Cut.None
            : new(after, end);
    }

    /// <summary>The value of the header <c>Authorization</c>, whose name ends there.</summary>
    public static Cut Authorization(ref Reading text, int after)
    {
        if (!Begins(ref text, after, out var at))
        {
            return Cut.None;
        }

        var scheme = text.EndOf(at, Letters.Dash, LongestScheme);
        var from = text[scheme] == ' ' ? scheme + 1 : at;
        if (text.Has(from, Redactor.Mark) || text.Has(at, Redactor.Mark))
        {
            return Cut.None;
        }

        var word = text.EndOf(from, Letter, LongWord);
        var end = text.HasAnyCase(at, "digest ") || text.HasAnyCase(at, "aws4-") || text.HasAnyCase(at, "oauth ")
            ? text.Find(from, LineEnd)
            : Values.EndOf(ref text, from);
        return end - from < 6 || (end == word && from > at && IsWord(ref text, from, word)) ? Cut.None : new(from, end);
    }

    /// <summary>The cookies after the name of their header, which ends there.</summary>
    public static Cut Cookie(ref Reading text, int after)
    {
        if (!Begins(ref text, after, out var at) || text.Has(at, Redactor.Mark))
        {
            return Cut.None;
        }

        var name = text.EndOf(at, Letters.Dotted);
        return name > at && text[name] == '=' ? new(at, text.Find(name, LineEnd)) : Cut.None;
    }

    // After a colon or an equal sign, with or without quotation marks.
    private static bool Begins(ref Reading text, int after, out int value)
    {
        var separator = text.AfterBlanks(Quotation.At(ref text, after).Next);
        value = text.AfterBlanks(separator + 1);
        value = text[value] == '[' && !text.Has(value, Redactor.Mark) ? value + 1 : value;
        value = Values.AfterPrefix(ref text, value);
        value = Quotation.At(ref text, value).Next;
        return text[separator] is ':' or '=' || (text[separator] == ',' && value > separator + 1);
    }

    // "Authorization: Basic Authentication failed"
    private static bool IsWord(ref Reading text, int start, int end) =>
        end - start < LongWord && text.EndOf(start + 1, Lower, LongWord) >= end;

    // "Basic authentication: failed"
    private static bool IsPunctuated(ref Reading text, int word, int end)
    {
        text.Looked += 1;
        return end - word == 1 && text[word] is ':' or '.' or '/' && !char.IsAsciiLetterOrDigit(text[end]);
    }
}
