using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>What follows a word after a space, and lines whose fields are known by their place.</summary>
internal static class Words
{
    private const int LongestField = 128;

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

        var end = quote.IsThere ? quote.Close(ref text) : Values.EndOf(ref text, colon + 1);
        return end > colon + 1 ? new(colon + 1, end) : Cut.None;
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
