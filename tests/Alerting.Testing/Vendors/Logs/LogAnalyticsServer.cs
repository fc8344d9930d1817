using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Vendors.Logs;

/// <summary>
/// Log Analytics' <c>POST /v1/workspaces/{id}/query</c>: without exactly <c>application/json</c> it answers 200 and
/// nothing, as the service does.
/// </summary>
public static partial class LogAnalyticsServer
{
    /// <summary>The token it knows.</summary>
    public const string Token = "entra-" + "token";

    /// <summary>The workspace it has.</summary>
    public const string Workspace = "11111111-1111-4111-8111-111111111111";

    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start(params StoredLog[] logs) => VendorServer.Start(request => Answer(request, logs));

    /// <summary>An error as it words it.</summary>
    public static VendorAnswer Refused(int status, string code, string inner, string? retryAfter = null) => LogJson.Answer(
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["message"] = "The request had some invalid properties",
                ["code"] = code,
                ["innererror"] = new JsonObject { ["code"] = code, ["message"] = inner },
            },
        },
        status, retryAfter);

    /// <summary>200 with a part, and the error that says so.</summary>
    public static VendorAnswer Partial(params StoredLog[] logs)
    {
        var json = Tables(logs);
        json["error"] = new JsonObject
        {
            ["code"] = "PartialError",
            ["message"] = "There were some errors when processing your query.",
            ["details"] = new JsonArray(new JsonObject
            {
                ["code"] = "EngineError",
                ["message"] = "Something went wrong processing your query on the server.",
                ["innererror"] = new JsonObject
                {
                    ["code"] = "-2133196797",
                    ["message"] = "The results of this query exceed the set limit of 500000 records.",
                },
            }),
        };
        return LogJson.Answer(json);
    }

    private static VendorAnswer Answer(VendorRequest request, StoredLog[] logs)
    {
        if (request.Header("Content-Type") != "application/json")
        {
            return VendorAnswer.Status(200);
        }

        if (request.Header("Authorization") != "Bearer " + Token)
        {
            return Refused(403, "InsufficientAccessError", "The provided credentials have insufficient access");
        }

        if (request.Path != $"/v1/workspaces/{Workspace}/query" || LogJson.Body(request) is not { } body)
        {
            return Refused(404, "PathNotFoundError", "The requested path does not exist");
        }

        var top = Top().Match(body.GetProperty("query").GetString()!);
        return !top.Success || body.GetProperty("timespan").GetString()!.Split('/').Length != 2
            ? Refused(400, "BadArgumentError", "A recognition error occurred in the query.")
            : LogJson.Answer(Tables(StoredLog.Newest(
                logs, int.Parse(top.Groups["count"].Value, CultureInfo.InvariantCulture))));
    }

    private static JsonObject Tables(IEnumerable<StoredLog> logs) => new()
    {
        ["tables"] = new JsonArray(new JsonObject
        {
            ["name"] = "PrimaryResult",
            ["columns"] = new JsonArray(
                Column("Level", "string"), Column("At", "datetime"), Column("Message", "string"),
                Column("Origin", "string")),
            ["rows"] = new JsonArray([.. logs.Select(log => (JsonNode)new JsonArray(log.Level, log.Time, log.Text, "pod-1"))]),
        }),
    };

    private static JsonObject Column(string name, string type) => new() { ["name"] = name, ["type"] = type };

    [GeneratedRegex(@"\n\| top (?<count>[0-9]+) by At desc\z")]
    private static partial Regex Top();
}
