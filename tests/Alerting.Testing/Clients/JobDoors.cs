using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Testing.Schemas;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Alerting.Testing.Clients;

/// <summary>
/// A stand-in for the doors of jobs, pings and logs, at the HTTP edge. What does not keep to their contract is answered
/// 400 and remembered; whatever is programmed (<see cref="Edge"/>) comes first and takes nothing.
/// </summary>
public sealed partial class JobDoors : IAsyncDisposable
{
    /// <summary>The token it usually asks for.</summary>
    public const string Token = "an-ingest-token-of-a-test-42";

    private const string Segment = "(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+";

    private static readonly JsonSchema Record = JsonSchema.Load(ClientFiles.LogRecord);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<ReportedEvent> events = new();
    private readonly ConcurrentQueue<JsonElement> logs = new();
    private readonly ConcurrentQueue<string> pings = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentDictionary<string, byte> ids = new();

    private readonly string? token;

    private JobDoors(string? token) => this.token = token;

    /// <summary>What was received, and what is answered next.</summary>
    public VendorServer Edge { get; private set; } = null!;

    /// <summary>Where it is.</summary>
    public string Url => Edge.Url;

    /// <summary>The events that were taken, oldest first; each event_id once.</summary>
    public IReadOnlyList<ReportedEvent> Events => [.. events];

    /// <summary>Their verbs.</summary>
    public IReadOnlyList<string> Verbs => [.. events.Select(taken => taken.Verb)];

    /// <summary>The log records that were taken.</summary>
    public IReadOnlyList<JsonElement> Logs => [.. logs];

    /// <summary>Path, query and body of each ping.</summary>
    public IReadOnlyList<string> Pings => [.. pings];

    /// <summary>What did not keep to the contract.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    /// <summary>Listens once this returns.</summary>
    /// <param name="tls">Sets TLS up; null: it speaks plain HTTP.</param>
    /// <param name="token">What it asks for; null: nothing, and a caller that shows one is refused, too.</param>
    public static async Task<JobDoors> Start(
        Action<HttpsConnectionAdapterOptions>? tls = null, string? token = Token)
    {
        var doors = new JobDoors(token);
        doors.Edge = await VendorServer.Start(doors.Answer, tls);
        return doors;
    }

    /// <summary>The only event of that verb.</summary>
    public ReportedEvent Single(string verb) => events.Single(taken => taken.Verb == verb);

    /// <summary>Returns as soon as it holds; looks again at each request, for two minutes at the most.</summary>
    public async Task Wait(Func<JobDoors, bool> holds, CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(Patience);
        while (!holds(this))
        {
            await Edge.Received(bound.Token);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Edge.DisposeAsync();

    private VendorAnswer Answer(VendorRequest request)
    {
        var fault = Take(request, out var count);
        if (fault is null)
        {
            return VendorAnswer.Status(200, $$"""{"accepted":{{count}},"rejected":[]}""");
        }

        faults.Enqueue($"{request.Method} {request.Target}: {fault}");
        return fault == "401"
            ? VendorAnswer.Status(401)
            : VendorAnswer.Status(400, "{\"detail\":\"" + JsonEncodedText.Encode(fault) + "\"}");
    }

    private string? Take(VendorRequest request, out int count)
    {
        count = 1;
        if (request.Header("Authorization") != (token is null ? null : "Bearer " + token))
        {
            return "401";
        }

        if (PingPath().IsMatch(request.Target))
        {
            pings.Enqueue($"{request.Target} {request.Text}".TrimEnd());
            return null;
        }

        if (request.Method != "POST" || request.Header("Content-Type") != "application/json")
        {
            return "expected a post of JSON";
        }

        return request.Target == "/api/logs" ? TakeLogs(request, out count) : TakeEvent(request);
    }

    private string? TakeEvent(VendorRequest request)
    {
        if (EventPath().Match(request.Target) is not { Success: true } path)
        {
            return "no such door";
        }

        var (job, run) = (Uri.UnescapeDataString(path.Groups[1].Value), Uri.UnescapeDataString(path.Groups[2].Value));
        if (job.Length > 200 || run.Length > 256 || job.Any(char.IsControl) || run.Any(char.IsControl))
        {
            return "expected names without control characters, of 200 and 256 characters";
        }

        if (Parse(request) is not { } body)
        {
            return "$: expected JSON in UTF-8";
        }

        var fault = JobEventRules.Fault(body);
        if (fault is null && (!body.TryGetProperty("event_id", out var id) || ids.TryAdd(id.GetString()!, 0)))
        {
            events.Enqueue(new(job, run, path.Groups[3].Value, body));
        }

        return fault;
    }

    private string? TakeLogs(VendorRequest request, out int count)
    {
        count = 0;
        if (Parse(request) is not { ValueKind: JsonValueKind.Array } records)
        {
            return "$: expected an array in UTF-8";
        }

        count = records.GetArrayLength();
        if (records.EnumerateArray().SelectMany(Record.Problems).FirstOrDefault() is { } fault)
        {
            return fault;
        }

        foreach (var record in records.EnumerateArray())
        {
            logs.Enqueue(record);
        }

        return null;
    }

    private static JsonElement? Parse(VendorRequest request)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(request.Body.Span);
            using var document = JsonDocument.Parse(request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body);
            return Whole(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // Reads every text: half a surrogate pair, which JSON can write, throws.
    private static bool Whole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => member.Name.Length >= 0 && Whole(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(Whole),
        JsonValueKind.String => value.GetString() is not null,
        _ => true,
    };

    [GeneratedRegex("^/api/jobs/(" + Segment + ")/runs/(" + Segment + @")/(start|progress|success|fail|cancel)\z")]
    private static partial Regex EventPath();

    [GeneratedRegex("^/api/ping/" + Segment + @"(?:/(?:start|fail|log|\d{1,3}))?(?:\?rid=[^&#]+)?\z")]
    private static partial Regex PingPath();
}
