using System.Text.Json.Nodes;
using Alerting.Testing.Schemas;

namespace Alerting.Testing.Vendors.Logs;

/// <summary>
/// Elasticsearch's <c>POST /{index}/_search</c>: takes what its own description allows, where that is at hand.
/// </summary>
public static class ElasticsearchServer
{
    /// <summary>The key it knows.</summary>
    public const string Key = "aWQ6" + "a2V5";

    // Its only data stream.
    private const string Index = "logs-app";

    private const string Description = "schemas/elasticsearch_search.subset.openapi.json";

    private static readonly Lock Gate = new();
    private static JsonSchema? schema;

    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start(params StoredLog[] logs) => VendorServer.Start(request => Answer(request, logs));

    /// <summary>An error as it words it.</summary>
    public static VendorAnswer Refused(int status, string type, string reason, string? retryAfter = null) => LogJson.Answer(
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["root_cause"] = new JsonArray(new JsonObject { ["type"] = type, ["reason"] = reason }),
                ["type"] = "search_phase_execution_exception",
                ["reason"] = "all shards failed",
            },
            ["status"] = status,
        },
        status, retryAfter);

    /// <summary>200 with a part: it ran out of time, or shards failed.</summary>
    public static VendorAnswer Partial(bool isLate, int failed, params StoredLog[] logs) =>
        LogJson.Answer(Hits(logs, isLate, failed));

    /// <summary>200 with a part: of three clusters one is in that state, and no shard failed.</summary>
    public static VendorAnswer Clusters(string state, params StoredLog[] logs)
    {
        var json = Hits(logs, isLate: false, failed: 0);
        var clusters = new JsonObject
        {
            ["total"] = 3,
            ["successful"] = 2,
            ["skipped"] = 0,
            ["running"] = 0,
            ["partial"] = 0,
            ["failed"] = 0,
        };
        clusters[state] = 1;
        json["_clusters"] = clusters;
        return LogJson.Answer(json);
    }

    /// <summary>What its description says against a body; null: nothing, or the description is not at hand.</summary>
    public static string? Fault(VendorRequest request) => Described() is { } described
        ? described.Problems(request.Body) is { Count: > 0 } problems ? string.Join("; ", problems) : null
        : null;

    private static VendorAnswer Answer(VendorRequest request, StoredLog[] logs)
    {
        if (request.Header("Authorization") != "ApiKey " + Key)
        {
            return Refused(401, "security_exception", "missing authentication credentials");
        }

        if (LogJson.Body(request) is not { } body || request.Header("Content-Type") != "application/json")
        {
            return Refused(400, "parsing_exception", "not JSON");
        }

        var names = Uri.UnescapeDataString(request.Path.Split('/')[1]).Split(',');
        return Fault(request) is { } fault ? Refused(400, "parsing_exception", fault)
            : !request.Target.Contains("ignore_unavailable=true", StringComparison.Ordinal)
                && names.FirstOrDefault(name => !name.Contains('*', StringComparison.Ordinal) && !IsKnown(name)) is { } missing
                ? Refused(404, "index_not_found_exception", $"no such index [{missing}]")
            : !names.Any(IsKnown) ? LogJson.Answer(NoIndex())
            : LogJson.Answer(Hits(StoredLog.Newest(logs, body.GetProperty("size").GetInt32()), isLate: false, failed: 0));
    }

    private static bool IsKnown(string name) => name.Split('*') is [var start, ""]
        ? Index.StartsWith(start, StringComparison.Ordinal)
        : name == Index;

    private static JsonObject NoIndex()
    {
        var json = Hits([], isLate: false, failed: 0);
        json["_shards"]!["total"] = 0;
        json["_shards"]!["successful"] = 0;
        return json;
    }

    private static JsonObject Hits(IEnumerable<StoredLog> logs, bool isLate, int failed) => new()
    {
        ["took"] = 12,
        ["timed_out"] = isLate,
        ["_shards"] = new JsonObject
        {
            ["total"] = 4,
            ["successful"] = 4 - failed,
            ["skipped"] = 0,
            ["failed"] = failed,
            ["failures"] = new JsonArray([.. Enumerable.Range(0, failed).Select(shard => (JsonNode)new JsonObject
            {
                ["shard"] = shard,
                ["reason"] = new JsonObject { ["type"] = "illegal_argument_exception", ["reason"] = "no such field" },
            })]),
        },
        ["hits"] = new JsonObject
        {
            ["max_score"] = null,
            ["hits"] = new JsonArray([.. logs.Select(log => (JsonNode)new JsonObject
            {
                ["_index"] = ".ds-logs-1",
                ["fields"] = FieldsOf(log),
            })]),
        },
    };

    private static JsonObject FieldsOf(StoredLog log)
    {
        var fields = new JsonObject
        {
            ["@timestamp"] = new JsonArray(log.Time),
            ["message"] = new JsonArray(log.Text),
            ["kubernetes.pod.name"] = new JsonArray("pod-1"),
        };
        if (log.Level is not null)
        {
            fields["log.level"] = new JsonArray(log.Level);
        }

        return fields;
    }

    // Its unions overlap: of oneOf, what one of several allows is meant.
    private static JsonSchema? Described()
    {
        lock (Gate)
        {
            if (schema is null && SharedFile.TryFind(Description) is { } file)
            {
                var text = File.ReadAllText(file).Replace("\"oneOf\"", "\"anyOf\"", StringComparison.Ordinal);
                var copy = Path.Combine(Path.GetTempPath(), $"alerting-es-{Guid.NewGuid():N}.json");
                File.WriteAllText(copy, text);
                schema = JsonSchema.Load(copy, "/components/requestBodies/search/content/application~1json/schema");
                File.Delete(copy);
            }

            return schema;
        }
    }
}
