namespace Alerting.Core.Logs.Languages;

/// <summary>How a vendor's query language writes a text, and where a text stands in a filter.</summary>
/// <param name="quote">A text as a literal, with its quotes.</param>
/// <param name="quotes">The characters that open and close a text.</param>
/// <param name="escapes">Whether a backslash outside of texts takes the meaning from what follows.</param>
/// <param name="odd">What outside of texts opens what is not understood here, such as a comment.</param>
public sealed class FilterLanguage(Func<string, string> quote, string quotes, bool escapes, params string[] odd)
{
    /// <summary>Kusto, of Azure Monitor.</summary>
    public static FilterLanguage Kql { get; } =
        new(KqlText.Quote, "'\"", escapes: false, "//", "@'", "@\"", "`", "~~~");

    /// <summary>Lucene, of Elasticsearch's <c>query_string</c> and of Graylog.</summary>
    public static FilterLanguage Lucene { get; } = new(LuceneText.Quote, "\"", escapes: true, "/");

    /// <summary>The Logging query language of Google Cloud.</summary>
    public static FilterLanguage Google { get; } = new(GoogleText.Quote, "'\"", escapes: false, "--");

    /// <summary>LogQL, of Loki: what follows the selector.</summary>
    public static FilterLanguage LogQl { get; } = new(LogQlText.Quote, "\"", escapes: false, "#", "`");

    /// <summary>A text as a literal.</summary>
    public string Quote(string text) => quote(text);

    /// <summary>
    /// Why a value cannot stand after this piece of a filter: it ends within quotes, or in what gives the value's own
    /// quotes another meaning, or nobody can say here whether it does. Null: it can.
    /// </summary>
    internal string? ProblemBeforeValue(string text) => ProblemIn(text + quote("")[0], after: 1);

    /// <summary>The same of the piece after the last value.</summary>
    internal string? ProblemAtEnd(string text) => ProblemIn(text, after: 0);

    // After: characters at the end that are not the piece's, but that it must not take for its own.
    private string? ProblemIn(ReadOnlySpan<char> text, int after)
    {
        while (text.Length > after)
        {
            if (quotes.Contains(text[0], StringComparison.Ordinal))
            {
                if (EndOf(text) is not (> 0 and var end) || end > text.Length - after)
                {
                    return "a {{label}} stands for a text with its quotes: it cannot stand within quotes";
                }

                text = text[end..];
                continue;
            }

            foreach (var opening in odd)
            {
                if (text.StartsWith(opening, StringComparison.Ordinal))
                {
                    return $"a filter with a {{{{label}}}} cannot have {opening} outside of quotes";
                }
            }

            text = text[(escapes && text[0] == '\\' ? Math.Min(2, text.Length) : 1)..];
            if (text.Length < after)
            {
                return "a {{label}} cannot stand after a backslash, which takes the meaning from its quotes";
            }
        }

        return null;
    }

    // After the text that begins there; 0 where it does not end.
    private static int EndOf(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == text[0])
            {
                return at + 1;
            }
        }

        return 0;
    }
}
