using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.Graylog;

/// <summary>What a search answers: a schema, and rows in its order.</summary>
internal static class GraylogAnswer
{
    /// <summary>The fields that are asked for, each once.</summary>
    public static IEnumerable<string> FieldsOf(LogColumns columns) =>
        ((string[])[columns.Time, columns.Message, columns.Level, columns.Origin])
        .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>The records. Throws what reading another shape throws.</summary>
    public static LogAnswer Read(LogQuery query, string text)
    {
        using var json = JsonDocument.Parse(text);
        var columns = ((LogSourceSettings.Graylog)query.Source).Columns;
        var places = json.RootElement.GetProperty("schema").EnumerateArray()
            .Select((column, at) => (Name: FieldOf(column), at)).DistinctBy(column => column.Name)
            .ToDictionary(column => column.Name, column => column.at, StringComparer.Ordinal);
        var message = places[columns.Message];
        var records = json.RootElement.GetProperty("datarows").EnumerateArray().Select(row => new LogRecord(
            Instants.Read(Cell(row, places, columns.Time)), Words.OfRecord(Cells.Text(row[message]) ?? ""),
            LevelOf(Cell(row, places, columns.Level)), Words.OneLine(Cell(row, places, columns.Origin)))).ToList();
        records.Reverse();
        return Bounds.Of(query, records, null);
    }

    private static string FieldOf(JsonElement column) => column.TryGetProperty("field", out var field)
        && field.ValueKind == JsonValueKind.String ? field.GetString()! : "";

    private static string Cell(JsonElement row, Dictionary<string, int> places, string name) =>
        places.TryGetValue(name, out var at) ? Cells.Text(row[at]) ?? "" : "";

    // Severities of syslog.
    private static Level? LevelOf(string text) => text switch
    {
        "0" or "1" or "2" => Level.Critical,
        "3" => Level.Error,
        "4" => Level.Warning,
        "5" or "6" => Level.Info,
        "7" => Level.Debug,
        _ => LevelWords.Of(text),
    };
}
