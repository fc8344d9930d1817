using System.Collections.Concurrent;
using System.Text.Json;

namespace Alerting.Testing.Vendors;

/// <summary>
/// The two endpoints of Weights &amp; Biases that matter here: GraphQL, which answers 200 also for failures, and the
/// stream of files. It knows the runs that it is told of, and makes others when asked to.
/// </summary>
public sealed class WandbServer : IAsyncDisposable
{
    /// <summary>A key that it knows.</summary>
    public const string Key = "0123456789abcdef0123456789abcdef01234567";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, string>> runs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<JsonElement> alerts = new();

    private WandbServer() { }

    /// <summary>What was received.</summary>
    public VendorServer Edge { get; private set; } = null!;

    /// <summary>The variables of each alert, oldest first.</summary>
    public IReadOnlyList<JsonElement> Alerts => [.. alerts];

    /// <summary>The runs, as <c>entity/project/id</c>.</summary>
    public IReadOnlyCollection<string> Runs => [.. runs.Keys];

    /// <summary>The history of a run by line number.</summary>
    public IReadOnlyDictionary<int, string> History(string run) => runs[run];

    /// <summary>Listens once this returns, and has those runs.</summary>
    public static async Task<WandbServer> Start(params string[] runs)
    {
        var server = new WandbServer();
        foreach (var run in runs)
        {
            server.runs[run] = new();
        }

        server.Edge = await VendorServer.Start(server.Answer);
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Edge.DisposeAsync();

    private VendorAnswer Answer(VendorRequest request)
    {
        var credentials = "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("api:" + Key));
        if (request.Header("Authorization") != credentials)
        {
            return VendorAnswer.Status(401, """{"errors":[{"message":"user is not logged in"}]}""");
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var body = document.RootElement.Clone();
            return request.Path == "/graphql" ? Ask(body) : Stream(request.Path, body);
        }
        catch (JsonException)
        {
            return VendorAnswer.Status(400, "invalid JSON");
        }
    }

    private VendorAnswer Ask(JsonElement body)
    {
        var variables = body.GetProperty("variables");
        return body.GetProperty("operationName").GetString() switch
        {
            "NotifyScriptableRunAlert" => Alert(variables),
            "UpsertBucket" => Upsert(variables),
            _ => Errors("Cannot query field"),
        };
    }

    private VendorAnswer Alert(JsonElement variables)
    {
        var run = Place(variables, "entityName", "projectName", "runName");
        var isValid = variables.GetProperty("title").GetString()!.Length is > 0 and < 64
            && variables.GetProperty("severity").GetString() is "INFO" or "WARN" or "ERROR"
            && variables.GetProperty("waitDuration").TryGetInt64(out _);
        if (!isValid)
        {
            return Errors("invalid input");
        }

        if (!runs.ContainsKey(run))
        {
            return Errors("run not found");
        }

        alerts.Enqueue(variables);
        return VendorAnswer.Status(200, """{"data":{"notifyScriptableRunAlert":{"success":true}}}""");
    }

    private VendorAnswer Upsert(JsonElement variables)
    {
        var history = runs.GetOrAdd(Place(variables, "entity", "project", "name"), _ => new());
        var name = variables.GetProperty("name").GetString();
        var bucket = $$"""{"name":"{{name}}","historyLineCount":{{history.Count}}}""";
        return VendorAnswer.Status(200, "{\"data\":{\"upsertBucket\":{\"bucket\":" + bucket + "}}}");
    }

    private VendorAnswer Stream(string path, JsonElement body)
    {
        var parts = path.Split('/');
        if (parts is not ["", "files", var entity, var project, var id, "file_stream"]
            || !runs.TryGetValue($"{entity}/{project}/{id}", out var history))
        {
            return VendorAnswer.Status(404, """{"error":"run not found"}""");
        }

        var lines = body.GetProperty("files").GetProperty("wandb-history.jsonl");
        var at = lines.GetProperty("offset").GetInt32();
        foreach (var line in lines.GetProperty("content").EnumerateArray())
        {
            history[at++] = line.GetString()!;
        }

        return VendorAnswer.Status(200, """{"limits":{}}""");
    }

    private static string Place(JsonElement variables, params string[] names) =>
        string.Join('/', names.Select(name => variables.GetProperty(name).GetString()));

    private static VendorAnswer Errors(string message) => VendorAnswer.Status(
        200, $$"""{"errors":[{"message":"{{message}}","path":["notifyScriptableRunAlert"]}],"data":null}""");
}
