using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>
/// A run of our own, beside those of others: two writers to one run would overwrite each other's lines.
/// </summary>
/// <param name="Run">Which.</param>
/// <param name="Title">What people see of it.</param>
internal sealed record WandbOwnRun(WandbRun Run, string Title)
{
    private const string Upsert =
        "mutation UpsertBucket($name: String, $project: String, $entity: String, $displayName: String, "
        + "$jobType: String) { upsertBucket(input: {name: $name, modelName: $project, entityName: $entity, "
        + "displayName: $displayName, jobType: $jobType}) { bucket { name historyLineCount } } }";

    // A line stands where those before it end, which is asked for: of this process one at a time may do so.
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The one for what a text names, always the same.</summary>
    /// <param name="entity">Who owns it.</param>
    /// <param name="project">In which project.</param>
    /// <param name="of">What it is for.</param>
    /// <param name="title">What people see of it.</param>
    public static WandbOwnRun Of(string entity, string project, string of, string title)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 8));
        return new(new(entity, project, "alerting-" + id), title);
    }

    /// <summary>Appends lines to its history.</summary>
    /// <param name="api">Where to.</param>
    /// <param name="runs">The runs of others, which are never written to.</param>
    /// <param name="lines">JSON objects, given the number of the first.</param>
    /// <param name="deadline">Ends the wait for others who append.</param>
    public async Task<Receipt> Append(
        WandbApi api, WandbRuns runs, Func<int, IEnumerable<string>> lines, CancellationToken deadline)
    {
        if (runs.Runs.Any(run => string.Equals(run.Id, Run.Id, StringComparison.OrdinalIgnoreCase)))
        {
            return new Receipt.Refused($"{Run} is named by an alert");
        }

        var turn = Turns[Run.Id[^1] % Turns.Length];
        try
        {
            await turn.WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            return new Receipt.Deferred("nothing was sent: others write to " + Run, null);
        }

        try
        {
            var step = -1;
            var made = await api.Ask(UpsertBody(), answer => (step = Step(answer)) >= 0 ? true : null);
            return made switch
            {
                Receipt.Delivered => await api.Stream(Run, StreamBody(step, lines(step))),

                // Whatever became of the run, no line was sent.
                Receipt.Unknown => new Receipt.Deferred(made.Why, after: null),
                _ => made,
            };
        }
        finally
        {
            turn.Release();
        }
    }

    // The run that we asked for, and no other.
    private int Step(JsonElement answer)
    {
        var bucket = answer.GetProperty("data").GetProperty("upsertBucket").GetProperty("bucket");
        return bucket.GetProperty("name").GetString() == Run.Id
            && bucket.GetProperty("historyLineCount") is { ValueKind: JsonValueKind.Number } count
            && count.TryGetInt32(out var lines) ? lines : -1;
    }

    private ReadOnlyMemory<byte> UpsertBody() => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("operationName", "UpsertBucket");
        json.WriteString("query", Upsert);
        json.WriteStartObject("variables");
        json.WriteString("name", Run.Id);
        json.WriteString("project", Run.Project);
        json.WriteString("entity", Run.Entity);
        json.WriteString("displayName", Title);
        json.WriteString("jobType", "batch-monitor");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // Complete each time: a run that nobody ends counts as crashed after some minutes.
    private static ReadOnlyMemory<byte> StreamBody(int step, IEnumerable<string> lines) => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("files");
        json.WriteStartObject("wandb-history.jsonl");
        json.WriteNumber("offset", step);
        json.WriteStartArray("content");
        foreach (var line in lines)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("complete", true);
        json.WriteNumber("exitcode", 0);
        json.WriteEndObject();
    });
}
