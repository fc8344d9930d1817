using System.Text.Json;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;
using Alerting.Core.Sources.Jobs;

namespace Alerting.Core.Sources.CloudEvents;

/// <summary>A CloudEvent as a report of a run.</summary>
internal static class CloudEventReport
{
    private static readonly string[] Kinds = ["cronjobs", "jobs"];

    /// <summary>The report; null where there is none, which is told.</summary>
    /// <param name="attributes">Valid ones.</param>
    /// <param name="data">Its data as JSON; null where there are none, or no JSON.</param>
    /// <param name="log">The tail of its data where they are no JSON.</param>
    /// <param name="path">Where the data stand.</param>
    /// <param name="rejected">Where what is wrong is told.</param>
    public static JobEvent? Read(
        CloudEventAttributes attributes, JsonElement? data, string? log, string path, Rejections rejected)
    {
        var (jobPath, job) = JobOf(attributes, data, path);
        var (runPath, run) = RunOf(attributes, data, path);
        if (rejected.Refuses(jobPath, job, JobLimits.Name)
            || (run is not null && rejected.Refuses(runPath, run, JobLimits.Run)))
        {
            return null;
        }

        var type = CloudEventType.Of(attributes.Type);
        var said = new JobEvent
        {
            Type = type,
            Job = job,
            Run = run,
            At = attributes.Time(),
            EventId = EventId(attributes),
            Message = type == JobEventType.Status ? WholeWords.Cut(attributes.Type, JobLimits.Message) : null,
            Log = log,
        };
        return data is not { } body ? said
            : body.ValueKind == JsonValueKind.Object ? JobBody.Read(said, body, path, rejected)
            : WithoutData(said, body, path, rejected);
    }

    private static JobEvent WithoutData(JobEvent said, JsonElement body, string path, Rejections rejected)
    {
        if (body.ValueKind == JsonValueKind.String)
        {
            return said with { Log = LogTail.Of(JsonText.Of(body)) };
        }

        if (body.ValueKind != JsonValueKind.Null)
        {
            rejected.Add(path, "a JSON object", body);
        }

        return said;
    }

    // What says most about jobs first: a partition key may be about anything.
    private static (string Path, string Job) JobOf(CloudEventAttributes attributes, JsonElement? data, string path)
    {
        if (data?.Text("job") is { } own)
        {
            return (path + ".job", own);
        }

        string[] segments = attributes.Source.Split(
            ['/', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kind = Array.FindLastIndex(segments, it => Kinds.Contains(it, StringComparer.OrdinalIgnoreCase));
        if (kind >= 0 && kind + 1 < segments.Length)
        {
            return (attributes.PathOf("source"), Uri.UnescapeDataString(segments[kind + 1]));
        }

        return attributes.Optional("partitionkey") is { } key
            ? (attributes.PathOf("partitionkey"), key)
            : (attributes.PathOf("source"), segments is [.., var last] ? Uri.UnescapeDataString(last) : "");
    }

    private static (string Path, string? Run) RunOf(
        CloudEventAttributes attributes, JsonElement? data, string path)
    {
        if (data?.Scalar("run") is { } own)
        {
            return (path + ".run", own);
        }

        const string Runs = "runs/";
        var subject = attributes.Optional("subject");
        var at = subject?.LastIndexOf(Runs, StringComparison.Ordinal) ?? -1;
        var run = at < 0 ? subject : subject![(at + Runs.Length)..];
        return (attributes.PathOf("subject"), string.IsNullOrEmpty(run) ? null : run);
    }

    private static string EventId(CloudEventAttributes attributes)
    {
        var whole = $"{attributes.Source} {attributes.Id}";
        return JobLimits.Refusal(whole, JobLimits.Name) is null ? whole : Hash.Of(whole);
    }
}
