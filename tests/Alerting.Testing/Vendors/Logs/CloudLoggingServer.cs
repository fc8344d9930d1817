using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alerting.Testing.Vendors.Logs;

/// <summary>Google Cloud Logging's <c>POST /v2/entries:list</c>, and the metadata server that gives tokens.</summary>
public static class CloudLoggingServer
{
    /// <summary>The token it gives and knows.</summary>
    public const string Token = "ya29" + ".machine";

    // It may give fewer than asked for, and a token for the rest.
    private const int MostOfPage = 40;

    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start(params StoredLog[] logs) => VendorServer.Start(request => Answer(request, logs));

    /// <summary>An error as it words it.</summary>
    public static VendorAnswer Refused(int status, string word, string message, string? retryAfter = null) => LogJson.Answer(
        new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["status"] = word },
        },
        status, retryAfter);

    /// <summary>A page.</summary>
    public static VendorAnswer Page(string? next, params StoredLog[] logs)
    {
        var json = new JsonObject();
        if (logs.Length > 0)
        {
            json["entries"] = new JsonArray([.. logs.Select(Entry)]);
        }

        if (next is not null)
        {
            json["nextPageToken"] = next;
        }

        return LogJson.Answer(json);
    }

    /// <summary>A token, as the metadata server and the token endpoint give it.</summary>
    public static VendorAnswer Given(string token = Token, int lasts = 3599) => LogJson.Answer(
        new JsonObject { ["access_token"] = token, ["expires_in"] = lasts, ["token_type"] = "Bearer" });

    private static VendorAnswer Answer(VendorRequest request, StoredLog[] logs)
    {
        if (request.Path == "/computeMetadata/v1/instance/service-accounts/default/token")
        {
            return request.Header("Metadata-Flavor") == "Google" ? Given() : VendorAnswer.Status(403);
        }

        if (request.Header("Authorization") != "Bearer " + Token)
        {
            return Refused(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
        }

        return LogJson.Body(request) is not { } body || body.GetProperty("pageSize").GetInt32() is < 1 or > 1000
            ? Refused(400, "INVALID_ARGUMENT", "page_size must be at most 1000")
            : PageOf(body, logs);
    }

    // "The values of other method parameters should be identical to those in the previous call."
    private static VendorAnswer PageOf(JsonElement body, StoredLog[] logs)
    {
        var others = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', body.EnumerateObject()
            .Where(it => it.Name != "pageToken").Select(it => it.Value.GetRawText())))));
        var token = body.TryGetProperty("pageToken", out var said) ? said.GetString()!.Split('/') : ["0", others];
        if (token is not [var number, var before] || before != others)
        {
            return Refused(400, "INVALID_ARGUMENT", "page_token does not match the other parameters of the request");
        }

        var from = int.Parse(number, CultureInfo.InvariantCulture);
        var most = Math.Min(MostOfPage, body.GetProperty("pageSize").GetInt32());
        return Page(
            from + most < logs.Length ? string.Create(CultureInfo.InvariantCulture, $"{from + most}/{others}") : null,
            [.. StoredLog.Newest(logs, from + most).Skip(from)]);
    }

    private static JsonNode Entry(StoredLog log)
    {
        var entry = new JsonObject
        {
            ["logName"] = "projects/acme/logs/stderr",
            ["resource"] = new JsonObject
            {
                ["type"] = "k8s_container",
                ["labels"] = new JsonObject { ["pod_name"] = "pod-1" },
            },
            ["timestamp"] = log.Time,
            ["insertId"] = "1w3k9g2f",
            ["textPayload"] = log.Text,
        };
        if (log.Level is not null)
        {
            entry["severity"] = log.Level;
        }

        return entry;
    }
}
