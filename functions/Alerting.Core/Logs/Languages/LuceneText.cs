namespace Alerting.Core.Logs.Languages;

/// <summary>
/// Lucene's query syntax, of Elasticsearch's query_string, Kibana and Graylog.
/// https://lucene.apache.org/core/9_0_0/queryparser/org/apache/lucene/queryparser/classic/package-summary.html
/// </summary>
public static class LuceneText
{
    private const string Special = "+-&|!(){}[]^\"~*?:\\/ =";

    /// <summary>A text as a phrase, <c>"say \"a\""</c>.</summary>
    /// <exception cref="ArgumentException">It holds control characters.</exception>
    public static string Quote(string text) => LiteralText.Quote(text, '"');

    /// <summary>What a record must have and be, without its time.</summary>
    public static string Of(LogQuery query) => string.Join(
        " AND ",
        [
            .. query.Fields.Select(Condition),
            .. query.Filter.Length == 0 ? (string[])[] : [$"({query.Filter})"],
        ]);

    private static string Condition(LogField field)
    {
        var name = LiteralText.Escape(field.Name, Special);
        return field.IsPrefix ? $"{name}:{Start(field.Value)}*" : $"{name}:{Quote(field.Value)}";
    }

    // An angle bracket cannot be escaped in a term; a question mark stands for any one character.
    private static string Start(string value) => string.Join(
        '?', value.Split(['<', '>', '\u00A0', '\u3000']).Select(part => LiteralText.Escape(part, Special)));
}
