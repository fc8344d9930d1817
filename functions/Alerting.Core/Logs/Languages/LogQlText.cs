namespace Alerting.Core.Logs.Languages;

/// <summary>LogQL, of Loki. https://grafana.com/docs/loki/latest/query/log_queries/</summary>
public static class LogQlText
{
    private const string OfRegex = "\\.+*?()|[]{}^$";

    /// <summary>A text as a literal, <c>"say \"a\""</c>.</summary>
    /// <exception cref="ArgumentException">It holds control characters.</exception>
    public static string Quote(string text) => LiteralText.Quote(text, '"');

    /// <summary>The selector, and the filter after it.</summary>
    public static string Of(LogQuery query) =>
        $"{{{string.Join(", ", query.Fields.Select(Condition))}}} {query.Filter}".TrimEnd();

    private static string Condition(LogField field) => field.IsPrefix
        ? $"{field.Name}=~{Quote(LiteralText.Escape(field.Value, OfRegex) + ".*")}"
        : $"{field.Name}={Quote(field.Value)}";
}
