using System.Text.Json;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.Elasticsearch;

/// <summary>A search: the values stand in JSON, so that none can be anything but a value.</summary>
internal static class ElasticsearchBody
{
    /// <summary>The body, which asks for the newest.</summary>
    public static ReadOnlyMemory<byte> Of(LogQuery query, int records)
    {
        var source = (LogSourceSettings.Elasticsearch)query.Source;
        return JsonBody.Of(json =>
        {
            json.WriteNumber("size", records);
            json.WriteBoolean("track_total_hits", false);
            json.WriteString("timeout", $"{Math.Max(1, (long)(source.Timeout.TotalMilliseconds * 0.8))}ms");
            json.WriteBoolean("_source", false);
            Fields(json, source.Columns);
            Query(json, query, source);
            Sort(json, source.Columns.Time);
        });
    }

    private static void Fields(Utf8JsonWriter json, LogColumns columns)
    {
        json.WriteStartArray("fields");
        json.WriteStartObject();
        json.WriteString("field", columns.Time);
        json.WriteString("format", "strict_date_time");
        json.WriteEndObject();
        string[] others = [columns.Message, columns.Level, columns.Origin];
        foreach (var name in others.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("field", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Query(Utf8JsonWriter json, LogQuery query, LogSourceSettings.Elasticsearch source)
    {
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        Range(json, query, source.Columns.Time);
        foreach (var field in query.Fields)
        {
            Clause(json, field.IsPrefix ? "prefix" : "term", () =>
            {
                json.WriteStartObject(field.Name);
                json.WriteString("value", field.Value);
                json.WriteEndObject();
            });
        }

        if (query.Filter.Length > 0)
        {
            Clause(json, "query_string", () => json.WriteString("query", query.Filter));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, LogQuery query, string time) => Clause(json, "range", () =>
    {
        json.WriteStartObject(time);
        json.WriteString("gte", JsonBody.Instant(query.From));
        json.WriteString("lt", JsonBody.Instant(query.To));
        json.WriteString("format", "strict_date_optional_time");
        json.WriteEndObject();
    });

    private static void Sort(Utf8JsonWriter json, string time)
    {
        json.WriteStartArray("sort");
        Clause(json, time, () =>
        {
            json.WriteString("order", "desc");
            json.WriteString("unmapped_type", "date");
        });
        json.WriteEndArray();
    }

    private static void Clause(Utf8JsonWriter json, string name, Action members)
    {
        json.WriteStartObject();
        json.WriteStartObject(name);
        members();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
