using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>
/// Figures of a notice for one job, written to a run of our own beside that of the job: two writers to one run would
/// overwrite each other's lines.
/// </summary>
/// <param name="Own">Our run.</param>
/// <param name="Job">Of which job.</param>
/// <param name="Firing">Alerts that fire.</param>
/// <param name="Over">Alerts that do not.</param>
internal sealed record WandbMetrics(WandbRun Own, string Job, int Firing, int Over)
{
    private const int MostJobs = 20;
    private const int LongestJob = 100;

    private const string Upsert =
        "mutation UpsertBucket($name: String, $project: String, $entity: String, $displayName: String, "
        + "$jobType: String) { upsertBucket(input: {name: $name, modelName: $project, entityName: $entity, "
        + "displayName: $displayName, jobType: $jobType}) { bucket { name historyLineCount } } }";

    /// <summary>Those of a notice, for at most 20 jobs; alerts without a run or a job count nowhere.</summary>
    public static ImmutableArray<WandbMetrics> Of(WandbRuns runs) =>
    [
        .. runs.Runs.SelectMany(run => runs.For(run).Alerts.Select(alert => (Run: run, Alert: alert)))
            .Select(one => (one.Run, one.Alert, Job: JobName.Of(one.Alert.Labels, LongestJob)))
            .Where(one => one.Job.Length > 0)
            .GroupBy(one => (one.Run.Entity, one.Run.Project, one.Job), one => one.Alert)
            .Take(MostJobs)
            .Select(job => new WandbMetrics(
                new(job.Key.Entity, job.Key.Project, OwnId(job.Key.Job)), job.Key.Job,
                job.Count(alert => alert.Status == AlertStatus.Firing),
                job.Count(alert => alert.Status != AlertStatus.Firing))),
    ];

    /// <summary>Writes them; says what went wrong, or null.</summary>
    /// <param name="api">Where to.</param>
    /// <param name="runs">The runs of others, which are never written to.</param>
    /// <param name="at">When it was decided.</param>
    public async Task<string?> Write(WandbApi api, WandbRuns runs, DateTimeOffset at)
    {
        if (runs.Runs.Any(run => string.Equals(run.Id, Own.Id, StringComparison.OrdinalIgnoreCase)))
        {
            return $"{Own} is named by an alert";
        }

        var step = -1;
        var made = await api.Ask(UpsertBody(), answer => (step = Step(answer)) >= 0 ? true : null);
        if (made is not Receipt.Delivered)
        {
            return made.Why;
        }

        return await api.Stream(Own, StreamBody(step, at)) is not Receipt.Delivered and var sent ? sent.Why : null;
    }

    private static string OwnId(string job) => "alerting-"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(job)).AsSpan(0, 8));

    // The run that we asked for, and no other.
    private int Step(JsonElement answer)
    {
        var bucket = answer.GetProperty("data").GetProperty("upsertBucket").GetProperty("bucket");
        return bucket.GetProperty("name").GetString() == Own.Id
            && bucket.GetProperty("historyLineCount") is { ValueKind: JsonValueKind.Number } count
            && count.TryGetInt32(out var lines) ? lines : -1;
    }

    private ReadOnlyMemory<byte> UpsertBody() => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("operationName", "UpsertBucket");
        json.WriteString("query", Upsert);
        json.WriteStartObject("variables");
        json.WriteString("name", Own.Id);
        json.WriteString("project", Own.Project);
        json.WriteString("entity", Own.Entity);
        json.WriteString("displayName", "alerts of " + Job);
        json.WriteString("jobType", "batch-monitor");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // Complete each time: a run that nobody ends counts as crashed after some minutes.
    private ReadOnlyMemory<byte> StreamBody(int step, DateTimeOffset at) => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("files");
        json.WriteStartObject("wandb-history.jsonl");
        json.WriteNumber("offset", step);
        json.WriteStartArray("content");
        json.WriteStringValue(Line(step, at));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("complete", true);
        json.WriteNumber("exitcode", 0);
        json.WriteEndObject();
    });

    private string Line(int step, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"alerts/firing":{{Firing}},"alerts/resolved":{{Over}},"_step":{{step}},"_timestamp":{{seconds}}}""");
    }
}
