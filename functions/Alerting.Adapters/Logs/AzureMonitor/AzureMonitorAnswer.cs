using System.Text.Json;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.AzureMonitor;

/// <summary>
/// What a workspace answers: tables of columns and rows, and an error beside them where it is not all.
/// </summary>
internal static class AzureMonitorAnswer
{
    /// <summary>The records. Throws what reading another shape throws.</summary>
    public static LogAnswer Read(LogQuery query, string text)
    {
        // 204 has no body; nor has the 200 of a request that it took for something else.
        if (text.Length == 0)
        {
            return new LogAnswer.Found([])
            {
                Partial = "the answer is empty: the workspace has no data, or took no query",
            };
        }

        using var json = JsonDocument.Parse(text);
        var partial = json.RootElement.TryGetProperty("error", out var error)
            ? Words.OneLine("a part only: " + (VendorReason.Of(error) ?? "it does not say why"))
            : null;
        if (partial is not null && !json.RootElement.TryGetProperty("tables", out _))
        {
            return new LogAnswer.Failed(partial, CanHelp: false);
        }

        var tables = json.RootElement.GetProperty("tables");
        var longest = Bounds.OfOne(query.Source);
        return Bounds.Of(query, [.. tables.EnumerateArray().Take(1).SelectMany(it => Records(it, longest))], partial);
    }

    private static IEnumerable<LogRecord> Records(JsonElement table, int longest)
    {
        var columns = table.GetProperty("columns").EnumerateArray()
            .Select((column, at) => (Name: column.GetProperty("name").GetString() ?? "", at))
            .DistinctBy(column => column.Name)
            .ToDictionary(column => column.Name, column => column.at, StringComparer.Ordinal);
        var (at, message) = (columns["At"], columns["Message"]);
        foreach (var row in table.GetProperty("rows").EnumerateArray())
        {
            yield return new(
                Instants.Read(Cells.Text(row[at])), Words.OfRecord(Cells.Text(row[message]) ?? "", longest),
                LevelOf(Cell(row, columns, "Level")), Words.OneLine(Cell(row, columns, "Origin")));
        }
    }

    private static string Cell(JsonElement row, Dictionary<string, int> columns, string name) =>
        columns.TryGetValue(name, out var at) ? Cells.Text(row[at]) ?? "" : "";

    // Application Insights has numbers.
    private static Core.Jobs.Events.Level? LevelOf(string text) => text switch
    {
        "0" => Core.Jobs.Events.Level.Debug,
        "1" => Core.Jobs.Events.Level.Info,
        "2" => Core.Jobs.Events.Level.Warning,
        "3" => Core.Jobs.Events.Level.Error,
        "4" => Core.Jobs.Events.Level.Critical,
        _ => LevelWords.Of(text),
    };
}
