namespace Alerting.Core.Logs.Languages;

/// <summary>
/// Kusto. Azure Monitor takes no query parameters, so values stand in the query as literals.
/// https://learn.microsoft.com/kusto/query/scalar-data-types/string
/// </summary>
public static class KqlText
{
    /// <summary>A text as a literal, <c>'it\'s'</c>.</summary>
    /// <exception cref="ArgumentException">It holds control characters.</exception>
    public static string Quote(string text) => LiteralText.Quote(text, '\'');

    /// <summary>The query for a source; what it asks first is the newest.</summary>
    /// <param name="query">Of <see cref="LogSourceSettings.AzureMonitor"/>.</param>
    /// <param name="records">How many at the most.</param>
    /// <param name="longest">Characters of a message at the most.</param>
    public static string Of(LogQuery query, int records, int longest)
    {
        var source = (LogSourceSettings.AzureMonitor)query.Source;
        var columns = source.Columns;
        string[] kept =
        [
            $"At = {columns.Time}", $"Message = substring(tostring({columns.Message}), 0, {longest})",
            $"Level = {Text(columns.Level)}", $"Origin = {Text(columns.Origin)}",
        ];
        return string.Join("\n| ",
        [
            source.Table,
            $"where {columns.Time} >= datetime({LiteralText.Instant(query.From)}) "
                + $"and {columns.Time} < datetime({LiteralText.Instant(query.To)})",
            .. query.Fields.Select(field => "where " + Condition(field)),
            // A comment at the end of a filter ends with its line.
            .. query.Filter.Length == 0 ? (string[])[] : [$"where ({query.Filter}\n)"],
            $"project {string.Join(", ", kept)}",
            $"top {records} by At desc",
        ]);
    }

    // What has a point in it is inside of a dynamic column.
    private static string Condition(LogField field)
    {
        var name = field.Name.Contains('.', StringComparison.Ordinal) ? $"tostring({field.Name})" : field.Name;
        return $"{name} {(field.IsPrefix ? "startswith_cs" : "==")} {Quote(field.Value)}";
    }

    private static string Text(string column) => column.Length == 0 ? "''" : $"tostring({column})";
}
