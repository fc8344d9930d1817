using System.Collections.Concurrent;
using System.Text.Json;

namespace Alerting.Testing.Vendors;

/// <summary>
/// A Prefect server, or Cloud where it stands so in <see cref="IsCloud"/>: keeps each event once by its id, drops one
/// that is too large with the same answer, and checks credentials and CSRF tokens where it is told to.
/// </summary>
public sealed class PrefectServer : IAsyncDisposable
{
    private const int LongestEvent = 1_500_000;
    private const int LongestCloudBody = 5 * 1024 * 1024;

    private readonly ConcurrentDictionary<Guid, JsonElement> events = new();
    private readonly ConcurrentQueue<JsonElement> artifacts = new();
    private readonly ConcurrentQueue<JsonElement> logs = new();
    private int dropped;

    private PrefectServer() { }

    /// <summary>What was received.</summary>
    public VendorServer Edge { get; private set; } = null!;

    /// <summary>The address of the API.</summary>
    public string Api => Edge.Url + "/api";

    /// <summary>The value of <c>Authorization</c> that it wants; null: none.</summary>
    public string? Authorization { get; set; }

    /// <summary>The CSRF token that it hands out and wants; null: it has no such protection.</summary>
    public string? CsrfToken { get; set; }

    /// <summary>Whether it has Cloud's limits as well.</summary>
    public bool IsCloud { get; set; }

    /// <summary>Recorded, by their id.</summary>
    public IReadOnlyDictionary<Guid, JsonElement> Events => events;

    /// <summary>Created, oldest first.</summary>
    public IReadOnlyList<JsonElement> Artifacts => [.. artifacts];

    /// <summary>Written, oldest first.</summary>
    public IReadOnlyList<JsonElement> Logs => [.. logs];

    /// <summary>Events that were too large.</summary>
    public int Dropped => dropped;

    /// <summary>Listens once this returns.</summary>
    public static async Task<PrefectServer> Start()
    {
        var server = new PrefectServer();
        server.Edge = await VendorServer.Start(server.Answer);
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Edge.DisposeAsync();

    private VendorAnswer Answer(VendorRequest request)
    {
        if (Authorization is { } wanted && request.Header("Authorization") != wanted)
        {
            return VendorAnswer.Status(401, """{"exception_message":"Unauthorized"}""");
        }

        if (request.Method == "GET")
        {
            return Token(request);
        }

        if (CsrfFault(request) is { } fault)
        {
            return VendorAnswer.Status(403, $$"""{"detail":"{{fault}}"}""");
        }

        if (request.Header("Content-Length") is null)
        {
            return VendorAnswer.Status(411, "Length Required");
        }

        return IsCloud && request.Body.Length > LongestCloudBody
            ? VendorAnswer.Status(413, "Payload Too Large")
            : Take(request);
    }

    private VendorAnswer Take(VendorRequest request)
    {
        JsonElement body;
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Unprocessable("body", "JSON decode error");
        }

        return request.Path switch
        {
            "/api/events" => TakeEvents(body),
            "/api/artifacts/" => TakeArtifact(body),
            "/api/logs/" => TakeLogs(body),
            _ => VendorAnswer.Status(404, """{"detail":"Not Found"}"""),
        };
    }

    private VendorAnswer TakeEvents(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            return Unprocessable("body", "Input should be a valid list");
        }

        if (body.EnumerateArray().Select(EventFault).FirstOrDefault(found => found is not null) is { } fault)
        {
            return Unprocessable("body.0.resource", fault);
        }

        foreach (var one in body.EnumerateArray())
        {
            if (one.GetRawText().Length > LongestEvent)
            {
                Interlocked.Increment(ref dropped);
            }
            else
            {
                events.TryAdd(one.GetProperty("id").GetGuid(), one);
            }
        }

        return VendorAnswer.Status(204);
    }

    private static string? EventFault(JsonElement one)
    {
        var labels = one.GetProperty("resource").EnumerateObject().ToArray();
        var related = one.GetProperty("related").EnumerateArray().ToArray();
        return labels.Length > 500 ? "The maximum number of labels per resource is 500"
            : labels.Any(label => label.Value.ValueKind != JsonValueKind.String) ? "Input should be a valid string"
            : labels.All(label => label.Name != "prefect.resource.id") ? "Resources must include the prefect.resource.id label"
            : related.Length > 100 ? "The maximum number of related resources is 100"
            : related.Any(other => !other.TryGetProperty("prefect.resource.role", out _))
                ? "Related Resources must include the prefect.resource.role label"
            : one.GetProperty("event").GetString()!.Length > 1024 ? "String should have at most 1024 characters"
            : null;
    }

    private VendorAnswer TakeArtifact(JsonElement body)
    {
        if (!body.GetProperty("key").GetString()!.All(c => c == '-' || char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)))
        {
            return Unprocessable("body.key", "must only contain lowercase letters, numbers, and dashes");
        }

        artifacts.Enqueue(body);
        return VendorAnswer.Status(201, $$"""{"id":"{{Guid.NewGuid()}}"}""");
    }

    private VendorAnswer TakeLogs(JsonElement body)
    {
        foreach (var line in body.EnumerateArray())
        {
            logs.Enqueue(line);
        }

        return VendorAnswer.Status(201, "null");
    }

    private VendorAnswer Token(VendorRequest request) =>
        !request.Path.StartsWith("/api/csrf-token?client=", StringComparison.Ordinal) ? VendorAnswer.Status(404)
        : CsrfToken is null ? Unprocessable("", "CSRF protection is disabled.")
        : VendorAnswer.Status(200, $$"""{"token":"{{CsrfToken}}","client":"{{request.Path.Split('=')[1]}}"}""");

    private string? CsrfFault(VendorRequest request) =>
        CsrfToken is null ? null
        : request.Header("Prefect-Csrf-Token") is not { } token ? "Missing CSRF token."
        : request.Header("Prefect-Csrf-Client") is null ? "Missing client identifier."
        : token == CsrfToken ? null
        : "Invalid CSRF token or client identifier.";

    private static VendorAnswer Unprocessable(string place, string message)
    {
        var where = string.Join(',', place.Split('.').Select(part => $"\"{part}\""));
        return VendorAnswer.Status(
            422,
            "{\"exception_message\":\"Invalid request received.\",\"exception_detail\":[{\"loc\":[" + where
            + $"],\"msg\":\"{message}\",\"type\":\"value_error\"}}],\"request_body\":[{{\"id\":\"all of it\"}}]}}");
    }
}
