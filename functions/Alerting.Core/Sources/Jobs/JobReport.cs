using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.Jobs;

/// <summary><c>POST /api/jobs/{job}/runs/{run}/{verb}</c>: a report of a run.</summary>
public static class JobReport
{
    private const string Expected = "a JSON object, or nothing";

    /// <summary>
    /// The report. Refused are only a job, a run or a verb that cannot be used, a partition that cannot be told, and a
    /// body that is no JSON object: such a one may have named a part. A failure counts whatever its body is; a body
    /// that is no JSON is then kept as its log. Never throws.
    /// </summary>
    /// <param name="job">1 to 200 characters without control characters.</param>
    /// <param name="run">1 to 256 of such.</param>
    /// <param name="verb"><c>start</c>, <c>progress</c>, <c>success</c>, <c>fail</c> or <c>cancel</c>.</param>
    /// <param name="body">UTF-8 JSON, or empty.</param>
    public static EventsRead Read(string job, string run, string verb, ReadOnlyMemory<byte> body)
    {
        if (JobLimits.Refusal(job, JobLimits.Name) is { } wrongJob)
        {
            return EventsRead.None("job: " + wrongJob);
        }

        if (JobLimits.Refusal(run, JobLimits.Run) is { } wrongRun)
        {
            return EventsRead.None("run: " + wrongRun);
        }

        return TypeOf(verb) is { } type
            ? Read(new() { Type = type, Job = job, Run = run }, body)
            : EventsRead.None(
                $"the verb: expected start, progress, success, fail or cancel, not {JsonRead.Quoted(verb, 40)}");
    }

    private static EventsRead Read(JobEvent said, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return new([said], [], []);
        }

        using var document = JsonBody.Open(body, Expected, out var unreadable);
        return document is null ? Unreadable(said, body, unreadable!)
            : document.RootElement.ValueKind != JsonValueKind.Object ? Unreadable(
                said, body, $"the body is {JsonRead.Word(document.RootElement.ValueKind)}: expected {Expected}")
            : Read(said, document.RootElement);
    }

    private static EventsRead Read(JobEvent said, JsonElement body)
    {
        var rejected = new Rejections();
        if (JobBody.Read(said, body, "$", rejected) is { } whole)
        {
            return EventsRead.Of([whole], rejected);
        }

        var all = rejected.ToImmutable();
        return new([], [], all, $"{all[0].Path}: {all[0].Reason}");
    }

    private static EventsRead Unreadable(JobEvent said, ReadOnlyMemory<byte> body, string why) =>
        said.Type == JobEventType.Fail
            ? new([said with { Log = LogTail.Of(body.Span) }], [], [new("$", why)])
            : EventsRead.None(why);

    private static JobEventType? TypeOf(string verb) => JobWords.TypeOf(verb) is (JobEventType.Start
        or JobEventType.Progress or JobEventType.Success or JobEventType.Fail or JobEventType.Cancel) and var type
        ? type
        : null;
}
