using System.Globalization;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.Jobs;

/// <summary>
/// <c>/api/ping/{job}</c> and what follows it, as Healthchecks.io has it: nothing is a success, <c>start</c>,
/// <c>fail</c> and <c>log</c> say what they are, a number is an exit code.
/// </summary>
public static class JobPing
{
    /// <summary>The ping. Refused are only a job or a word that cannot be used. Never throws.</summary>
    /// <param name="job">1 to 200 characters without control characters.</param>
    /// <param name="word"><c>start</c>, <c>fail</c>, <c>log</c>, 0 to 255, or null.</param>
    /// <param name="rid">What ties the pings of a run together; null or empty: they are told apart by their
    /// order.</param>
    /// <param name="body">What is kept as log; may be empty.</param>
    public static EventsRead Read(string job, string? word, string? rid, ReadOnlyMemory<byte> body)
    {
        if (JobLimits.Refusal(job, JobLimits.Name) is { } wrong)
        {
            return EventsRead.None("job: " + wrong);
        }

        if (TypeOf(word) is not var (type, exitCode))
        {
            return EventsRead.None(
                "what follows the job: expected start, fail, log or an exit code from 0 to 255, not "
                + JsonRead.Quoted(word!, 40));
        }

        var rejected = new Rejections();
        return EventsRead.Of(
            [
                new()
                {
                    Type = type,
                    Job = job,
                    Run = RunOf(rid, rejected),
                    ExitCode = exitCode,
                    Log = LogTail.Of(body.Span),
                    IsPing = true,
                },
            ],
            rejected);
    }

    private static (JobEventType Type, int? ExitCode)? TypeOf(string? word) => word switch
    {
        null => (JobEventType.Success, null),
        "start" => (JobEventType.Start, null),
        "fail" => (JobEventType.Fail, null),
        "log" => (JobEventType.Status, null),
        _ when byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var code) =>
            (code == 0 ? JobEventType.Success : JobEventType.Fail, code),
        _ => null,
    };

    // The ping counts all the same, as one of the latest run without a name.
    private static string? RunOf(string? rid, Rejections rejected) =>
        string.IsNullOrEmpty(rid) || rejected.Refuses("?rid", rid, JobLimits.Run) ? null : rid;
}
