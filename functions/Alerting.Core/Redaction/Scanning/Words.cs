using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>What follows a word after a space, and lines whose fields are known by their place.</summary>
internal static class Words
{
    private const int LongestField = 128;
    private const int LeastToken = 6;

    private static readonly SearchValues<char> Letter =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-");

    private static readonly SearchValues<char> EndOfSlash = SearchValues.Create("@ \t\r\n\"'");

    /// <summary>The word that begins there, or what stands between quotation marks.</summary>
    public static Cut Next(ref Reading text, int start, bool isSure)
    {
        var quote = Quotation.At(ref text, start);
        if (text.Has(quote.Next, Redactor.Mark) || quote.ClosesHere(ref text) || (!isSure && !quote.IsThere))
        {
            return Cut.None;
        }

        var end = quote.IsThere ? quote.Close(ref text) : Values.EndOf(ref text, start);
        return end > quote.Next ? new(quote.Next, end) : Cut.None;
    }

    /// <summary>The password of <c>login name password word</c>, as in <c>.netrc</c>; the word begins there.</summary>
    public static Cut OfLogin(ref Reading text, int start)
    {
        var name = text.StartOf(start - " password ".Length, Letters.Mail, LongestField);
        return Next(ref text, start, name >= 6 && text.HasAnyCase(name - 6, "login "));
    }

    /// <summary>The word that begins there, unless it is only letters: a sentence goes on.</summary>
    public static Cut NextToken(ref Reading text, int start)
    {
        var found = Next(ref text, start, isSure: true);
        return found.End - found.Start >= LeastToken
            && text.EndOf(found.Start, Letter, found.End - found.Start) < found.End
                ? found
                : Cut.None;
    }

    /// <summary>The word after <c>-p</c> where the command is a login.</summary>
    public static Cut OfLoginOption(ref Reading text, int start, int after)
    {
        var before = text.Text[Math.Max(text.Settled, start - LongestField)..Math.Max(text.Settled, start)];
        text.Looked += before.Length;
        return before[(before.LastIndexOf('\n') + 1)..].Contains(" login ", StringComparison.Ordinal)
            ? Next(ref text, after, isSure: true)
            : Cut.None;
    }

    /// <summary>The password of <c>user/password@host</c>, which begins there.</summary>
    public static Cut OfSlash(ref Reading text, int start)
    {
        var slash = text.EndOf(start, Letters.Ident, LongestField);
        var end = text[slash] == '/' && slash > start ? text.Find(slash + 1, EndOfSlash, LongestField) : start;
        return end > slash + 1 && text[end] == '@' && !text.Has(slash + 1, Redactor.Mark)
            ? new(slash + 1, end)
            : Cut.None;
    }

    /// <summary>The password of <c>user:password@tcp(host)</c>, which ends there.</summary>
    public static Cut OfDsn(ref Reading text, int end)
    {
        var start = text.StartOf(end, Letters.Visible, LongestField);
        var colon = text.Text[start..end].IndexOf(':');
        return colon > 0 && start + colon + 1 < end && !text.Has(start + colon + 1, Redactor.Mark)
            ? new(start + colon + 1, end)
            : Cut.None;
    }

    /// <summary>The second of two texts in quotation marks, the first of which begins there.</summary>
    public static Cut OfTuple(ref Reading text, int start)
    {
        var user = Quotation.At(ref text, start);
        var comma = user.IsThere ? Quotation.At(ref text, user.Close(ref text)).Next : start;
        var password = Quotation.At(ref text, text.AfterBlanks(comma + 1));
        return text[comma] == ',' && password.IsLike(user) && !text.Has(password.Next, Redactor.Mark)
            ? new(password.Next, password.Close(ref text))
            : Cut.None;
    }

    /// <summary>The password of <c>user:password</c>, which begins there.</summary>
    public static Cut OfPair(ref Reading text, int start)
    {
        var quote = Quotation.At(ref text, start);
        var colon = text.EndOf(quote.Next, Letters.Mail, LongestField);
        if (text[colon] != ':' || colon == quote.Next || text.Has(colon + 1, Redactor.Mark)
            || char.IsWhiteSpace(text[colon + 1]))
        {
            return Cut.None;
        }

        // Of containers, the ids of a user and of its group.
        var end = quote.IsThere ? quote.Close(ref text) : Values.EndOf(ref text, colon + 1);
        return end > colon + 1 && text.EndOf(quote.Next, Letters.Digit, LongestField) != colon
            ? new(colon + 1, end)
            : Cut.None;
    }

    /// <summary>The fifth field of <c>host:5432:database:user:password</c>; the third begins there.</summary>
    public static Cut OfPgpass(ref Reading text, int start)
    {
        var database = text.EndOf(start, Letters.UrlPath, LongestField);
        database = database == start && text[start] == '*' ? start + 1 : database;
        var user = text[database] == ':' ? text.EndOf(database + 1, Letters.Mail, LongestField) : start;
        if (user <= database + 1 || text[user] != ':' || text.Has(user + 1, Redactor.Mark))
        {
            return Cut.None;
        }

        var end = Values.EndOf(ref text, user + 1);
        return end > user + 1 ? new(user + 1, end) : Cut.None;
    }
}
