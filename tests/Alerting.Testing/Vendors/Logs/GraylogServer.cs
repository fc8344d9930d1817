using System.Text;
using System.Text.Json.Nodes;

namespace Alerting.Testing.Vendors.Logs;

/// <summary>Graylog's <c>POST /api/search/messages</c>.</summary>
public static class GraylogServer
{
    /// <summary>The token it knows.</summary>
    public const string Token = "graylog" + "token1";

    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start(params StoredLog[] logs) => VendorServer.Start(request => Answer(request, logs));

    /// <summary>An error as it words it.</summary>
    public static VendorAnswer Refused(int status, string message, string? retryAfter = null) => LogJson.Answer(
        new JsonObject { ["type"] = "ApiError", ["message"] = message }, status, retryAfter);

    private static VendorAnswer Answer(VendorRequest request, StoredLog[] logs)
    {
        var known = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(Token + ":token"));
        if (request.Header("Authorization") != known)
        {
            return VendorAnswer.Status(401);
        }

        if (request.Header("X-Requested-By") is null)
        {
            return Refused(400, "CSRF protection header is missing. Please add a \"X-Requested-By\" header");
        }

        return LogJson.Body(request) is not { } body || request.Path != "/api/search/messages"
            ? Refused(404, "HTTP 404 Not Found")
            : LogJson.Answer(Rows(
                StoredLog.Newest(logs, body.GetProperty("size").GetInt32()),
                [.. body.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!)]));
    }

    private static JsonObject Rows(IEnumerable<StoredLog> logs, string[] fields) => new()
    {
        ["schema"] = new JsonArray([.. fields.Select(field => (JsonNode)new JsonObject
        {
            ["column_type"] = "field",
            ["type"] = "string",
            ["field"] = field,
            ["name"] = "field: " + field,
        })]),
        ["datarows"] = new JsonArray([.. logs.Select(log => (JsonNode)new JsonArray(
            [.. fields.Select(field => Cell(log, field))]))]),
        ["metadata"] = new JsonObject(),
    };

    private static JsonNode? Cell(StoredLog log, string field) => field switch
    {
        "timestamp" => log.Time,
        "message" => log.Text,
        "level" => log.Level == "ERROR" ? 3 : log.Level,
        _ => "pod-1",
    };
}
