using System.Collections.Concurrent;
using System.Text.Json;

namespace Alerting.Testing.Vendors;

/// <summary>
/// PagerDuty's Events API, v2 and v1: refuses what it documents to refuse, and keeps the incident of each key. Further
/// answers are programmed at <see cref="Edge"/>.
/// </summary>
public sealed class PagerdutyServer : IAsyncDisposable
{
    /// <summary>A key that it knows.</summary>
    public const string Key = "e93facc04764012d7bfb002500d5d1a6";

    private const int LongestBody = 512 * 1024;
    private const int LongestSummary = 1024;
    private const int LongestKey = 255;

    private static readonly string[] Severities = ["critical", "error", "warning", "info"];

    private readonly ConcurrentDictionary<string, string> incidents = new(StringComparer.Ordinal);

    private PagerdutyServer() { }

    /// <summary>What was received.</summary>
    public VendorServer Edge { get; private set; } = null!;

    /// <summary>The address of v2.</summary>
    public string V2 => Edge.Url + "/v2/enqueue";

    /// <summary>The address of v1.</summary>
    public string V1 => Edge.Url + "/generic/2010-04-15/create_event.json";

    /// <summary>By key: <c>triggered</c>, <c>acknowledged</c> or <c>resolved</c>.</summary>
    public IReadOnlyDictionary<string, string> Incidents => incidents;

    /// <summary>Listens once this returns.</summary>
    public static async Task<PagerdutyServer> Start()
    {
        var server = new PagerdutyServer();
        server.Edge = await VendorServer.Start(server.Answer);
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Edge.DisposeAsync();

    private VendorAnswer Answer(VendorRequest request)
    {
        var isV1 = request.Path.StartsWith("/generic/", StringComparison.Ordinal);
        if (request.Body.Length > LongestBody)
        {
            return VendorAnswer.Status(413, "Request Entity Too Large");
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body);
            string[] errors = [.. isV1 ? FaultsOfV1(document.RootElement) : FaultsOfV2(document.RootElement)];
            return errors.Length > 0 ? Invalid(errors) : Take(document.RootElement, isV1);
        }
        catch (JsonException)
        {
            return Invalid("JSON is invalid");
        }
    }

    private VendorAnswer Take(JsonElement message, bool isV1)
    {
        var key = Text(message, isV1 ? "incident_key" : "dedup_key") is { Length: > 0 } given ? given : "made-by-us";
        var action = Text(message, isV1 ? "event_type" : "event_action");

        // What acknowledges or ends no open incident is dropped, with the same answer.
        var isOpen = incidents.TryGetValue(key, out var state) && state != "resolved";
        if (action == "trigger")
        {
            incidents[key] = isOpen ? state! : "triggered";
        }
        else if (isOpen)
        {
            incidents[key] = action == "resolve" ? "resolved" : "acknowledged";
        }

        var name = isV1 ? "incident_key" : "dedup_key";
        var answer = $$"""{"status":"success","message":"Event processed","{{name}}":"{{key}}"}""";
        return VendorAnswer.Status(isV1 ? 200 : 202, answer);
    }

    private static IEnumerable<string> FaultsOfV2(JsonElement message)
    {
        foreach (var fault in KeyFaults(message, "routing_key", "Invalid routing key"))
        {
            yield return fault;
        }

        var action = Text(message, "event_action");
        if (action is not ("trigger" or "acknowledge" or "resolve"))
        {
            yield return "'event_action' is invalid";
        }

        if (Text(message, "dedup_key").Length is var length && (length > LongestKey || (action != "trigger" && length == 0)))
        {
            yield return "'dedup_key' is missing or too long";
        }

        if (action == "trigger" && !message.TryGetProperty("payload", out _))
        {
            yield return "'payload' is missing or blank";
        }

        if (message.TryGetProperty("payload", out var payload))
        {
            foreach (var fault in PayloadFaults(payload))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> PayloadFaults(JsonElement payload)
    {
        if (Text(payload, "summary").EnumerateRunes().Count() is 0 or > LongestSummary)
        {
            yield return "'payload.summary' is missing or too long";
        }

        if (Text(payload, "source").Length == 0)
        {
            yield return "'payload.source' is missing or blank";
        }

        if (!Severities.Contains(Text(payload, "severity")))
        {
            yield return "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')";
        }
    }

    private static IEnumerable<string> FaultsOfV1(JsonElement message)
    {
        foreach (var fault in KeyFaults(message, "service_key", "Service key can't be found"))
        {
            yield return fault;
        }

        if (Text(message, "event_type") is not ("trigger" or "acknowledge" or "resolve"))
        {
            yield return "'event_type' is missing or blank";
        }

        if (Text(message, "event_type") == "trigger" && Text(message, "description").Length is 0 or > LongestSummary)
        {
            yield return "'description' is missing or too long";
        }
    }

    private static IEnumerable<string> KeyFaults(JsonElement message, string name, string unknown)
    {
        var key = Text(message, name);
        if (key.Length != 32)
        {
            yield return $"Length of '{name}' is incorrect (should be 32 characters)";
        }
        else if (key != Key)
        {
            yield return unknown;
        }
    }

    private static VendorAnswer Invalid(params string[] errors)
    {
        var list = string.Join(',', errors.Select(error => $"\"{JsonEncodedText.Encode(error)}\""));
        var answer = $$"""{"status":"invalid event","message":"Event object is invalid","errors":[{{list}}]}""";
        return VendorAnswer.Status(400, answer);
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
