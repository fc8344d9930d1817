using System.Globalization;
using System.Text.Json;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.Elasticsearch;

/// <summary>What a search answers: hits with lists of values, and whether it is all.</summary>
internal static class ElasticsearchAnswer
{
    /// <summary>The records. Throws what reading another shape throws.</summary>
    public static LogAnswer Read(LogQuery query, string text)
    {
        using var json = JsonDocument.Parse(text);
        var columns = ((LogSourceSettings.Elasticsearch)query.Source).Columns;
        var hits = json.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray()
            .Select(hit => RecordOf(hit, columns)).ToList();
        var records = hits.OfType<LogRecord>().ToList();
        var partial = PartialOf(json.RootElement) ?? (records.Count == hits.Count
            ? null
            : Text($"{hits.Count - records.Count} records have no field {columns.Message}"));

        // The newest came first; those of the same instant keep their order.
        records.Reverse();
        return Bounds.Of(query, records, partial);
    }

    private static LogRecord? RecordOf(JsonElement hit, LogColumns columns)
    {
        if (!hit.TryGetProperty("fields", out var fields) || ValueOf(fields, columns.Message) is not { } message)
        {
            return null;
        }

        return new(
            Instants.Read(ValueOf(fields, columns.Time)), Words.OfRecord(message),
            LevelWords.Of(ValueOf(fields, columns.Level)), Words.OneLine(ValueOf(fields, columns.Origin) ?? ""));
    }

    private static string? ValueOf(JsonElement fields, string name)
    {
        if (name.Length == 0 || !fields.TryGetProperty(name, out var values))
        {
            return null;
        }

        return Cells.Text(
            values.ValueKind == JsonValueKind.Array ? values.EnumerateArray().FirstOrDefault() : values);
    }

    private static string? PartialOf(JsonElement answer)
    {
        if (answer.TryGetProperty("timed_out", out var late) && late.ValueKind == JsonValueKind.True)
        {
            return "the search ran out of time: a part only";
        }

        if (answer.TryGetProperty("_clusters", out var clusters)
            && ((string[])["skipped", "partial", "failed"]).Sum(state => CountOf(clusters, state)) is > 0 and var away)
        {
            return Text($"{away} clusters did not answer in full: a part only");
        }

        return answer.TryGetProperty("_shards", out var shards) ? PartialOfShards(shards) : null;
    }

    private static string? PartialOfShards(JsonElement shards)
    {
        if (CountOf(shards, "total") == 0)
        {
            return "there is no index of that name";
        }

        if (CountOf(shards, "failed") is not (> 0 and var count))
        {
            return null;
        }

        var why = shards.TryGetProperty("failures", out var failures) && failures.GetArrayLength() > 0
            && failures[0].TryGetProperty("reason", out var reason) ? VendorReason.Of(reason) : null;
        return Words.OneLine(Text($"{count} shards failed: a part only{(why is null ? "" : $" ({why})")}"));
    }

    // Null: it does not say.
    private static int? CountOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var count) ? count.GetInt32() : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
