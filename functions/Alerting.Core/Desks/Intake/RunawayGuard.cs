using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Desks.Intake;

/// <summary>
/// Stops a job that reports in an endless loop, and nobody else: 10 requests a second of a run or a part of one (100 at
/// once), as many pings of a job, and 1,000 reports a second of a job (30,000 at once, for a run of ten thousand
/// parts). How a run ended is counted by itself, so that progress without end does not keep it out.
/// </summary>
public sealed class RunawayGuard(TimeProvider time)
{
    private readonly TokenBuckets runs = new(perSecond: 10, burst: 100, time);
    private readonly TokenBuckets jobs = new(perSecond: 1_000, burst: 30_000, time);

    /// <summary>Counts the reports of a request.</summary>
    /// <returns>Those that may pass, those that may not, both in their order, and the wait of the latter.</returns>
    public (IReadOnlyList<JobEvent> Passed, IReadOnlyList<JobEvent> Held, TimeSpan? Wait) Admit(
        IReadOnlyList<JobEvent> events)
    {
        // One report, by far the most there are, costs no lists.
        if (events is [var only])
        {
            return Wait(only, 1) is { } wait ? ([], events, wait) : (events, [], null);
        }

        TimeSpan? longest = null;
        var held = new HashSet<UInt128>();
        foreach (var sameRun in events.GroupBy(KeyOf))
        {
            if (Wait(sameRun.First(), sameRun.Count()) is { } wait)
            {
                longest = wait > longest ? wait : longest ?? wait;
                held.Add(sameRun.Key);
            }
        }

        return longest is null ? (events, [], null) : (
            [.. events.Where(said => !held.Contains(KeyOf(said)))],
            [.. events.Where(said => held.Contains(KeyOf(said)))],
            longest);
    }

    private TimeSpan? Wait(JobEvent said, int count) =>
        runs.Take(KeyOf(said)) ?? jobs.Take(Key("job", said.Job, "", ""), count);

    private static UInt128 KeyOf(JobEvent said) => said.IsPing
        ? Key(IsEnd(said) ? "ended" : "ping", said.Job, "", "")
        : Key(IsEnd(said) ? "end" : "run", said.Job, said.Run ?? "", said.Partition ?? "");

    private static bool IsEnd(JobEvent said) =>
        said.Type is JobEventType.Success or JobEventType.Fail or JobEventType.Cancel;

    // Names hold no control characters, so nothing can be put together in two ways; nor can two keys be made alike.
    private static UInt128 Key(string kind, string job, string run, string partition) =>
        BinaryPrimitives.ReadUInt128LittleEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{job}\0{run}\0{partition}")));
}
