namespace Alerting.Core.Logs.Languages;

/// <summary>
/// Google Cloud's Logging query language. https://cloud.google.com/logging/docs/view/logging-query-language
/// </summary>
public static class GoogleText
{
    private const string OfRegex = "\\.+*?()|[]{}^$";

    /// <summary>A text as a literal, <c>"say \"a\""</c>.</summary>
    /// <exception cref="ArgumentException">It holds control characters.</exception>
    public static string Quote(string text) => LiteralText.Quote(text, '"');

    /// <summary>What a record must have and be, with its time.</summary>
    public static string Of(LogQuery query) => string.Join(
        " AND ",
        [
            Untimed(query),
            $"timestamp>={Quote(LiteralText.Instant(query.From))}", $"timestamp<{Quote(LiteralText.Instant(query.To))}",
        ]);

    /// <summary>The same without its time.</summary>
    public static string Untimed(LogQuery query) => string.Join(
        " AND ",
        [
            .. query.Fields.Select(Condition),
            // A comment at the end of a filter ends with its line.
            .. query.Filter.Length == 0 ? (string[])[] : [$"({query.Filter}\n)"],
        ]);

    private static string Condition(LogField field) => field.IsPrefix
        ? $"{field.Name}=~{Quote("^" + LiteralText.Escape(field.Value, OfRegex))}"
        : $"{field.Name}={Quote(field.Value)}";
}
