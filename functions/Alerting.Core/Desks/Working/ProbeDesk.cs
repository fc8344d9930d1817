using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Asks the addresses of jobs that are watched from outside: each answer is a report like any other. A row says when a
/// job is to be asked next; who moves it asks, so that of several instances one does.
/// </summary>
/// <remarks>
/// Answers that are bad one after the other are attempts of one run, so that <c>retries</c> means what it means for
/// every job. What is asked takes time: looks do not wait for it.
/// </remarks>
public sealed class ProbeDesk(Foundation on, JobIntake reports)
{
    /// <summary>What a hint of a shard's probes begins with.</summary>
    public const string HintPrefix = "probes-";

    private const string FailingRun = "run";
    private const string FailedAttempts = "attempts";

    /// <summary>A probe that is due.</summary>
    public async Task Ask(string partition, Row due, CancellationToken cancellation)
    {
        var job = new JobId(RowKeys.ReadDue(due.Key).Subject);
        var configuration = await on.Configuration.Now(cancellation);
        configuration.RefuseBehind(DueRow.Epoch(due));
        var definition = configuration.Value.Jobs.Find(job);
        if (definition?.Probe is not { } probe)
        {
            await on.Store.Commit(partition, [RowWrite.Delete(due.Key, due.ETag)], cancellation);
            return;
        }

        var now = on.Store.UtcNow;
        if (await Move(partition, job, due, Next(now, probe.Every), cancellation) is not { } moved)
        {
            return;
        }

        // A bad answer is remembered first, a good one last: cut off between, the run goes on, no attempt is missed.
        var answer = await on.Probe.Ask(probe, cancellation);
        var (run, attempt) = RunOf(due.Properties, now);
        if (!answer.IsGood)
        {
            await Remember(moved, (run, attempt), cancellation);
        }

        await reports.Accept([Report(definition.Name, run, attempt, answer)], null, cancellation);
        if (answer.IsGood && attempt > 1)
        {
            await Remember(moved, null, cancellation);
        }
    }

    /// <summary>Sees to it that every declared probe has its row.</summary>
    public async Task Register(
        string partition, IEnumerable<JobDefinition> declared, long epoch, CancellationToken cancellation)
    {
        var known = new HashSet<JobId>();
        await foreach (var row in on.Store.Prefixed(partition, JobKeys.ProbePrefix, cancellation))
        {
            known.Add(new JobId(RowKeys.ReadDue(row.Key).Subject));
        }

        var now = on.Store.UtcNow;
        foreach (var job in declared.Where(job => job.Probe is not null).Select(job => JobId.Of(job.Name)))
        {
            if (known.Add(job))
            {
                await on.Store.Commit(
                    partition, [RowWrite.InsertOrReplace(JobKeys.ProbeDue(now, job), DueRow.Write(epoch))],
                    cancellation);
            }
        }

        if (known.Count > 0)
        {
            await on.Hints.Wake(HintPrefix + partition, [now], cancellation);
        }
    }

    private async Task<Row?> Move(
        string partition, JobId job, Row due, DateTimeOffset next, CancellationToken cancellation)
    {
        var key = JobKeys.ProbeDue(next, job);
        var moved = await on.Store.Commit(
            partition,
            [RowWrite.Delete(due.Key, due.ETag), RowWrite.InsertOrReplace(key, due.Properties)], cancellation);
        if (!moved.IsDone)
        {
            return null;
        }

        await on.Hints.Wake(HintPrefix + partition, [next], cancellation);
        return new(partition, key, moved.ETags[1], due.Properties);
    }

    private Task Remember(Row row, (string Run, int Attempt)? failing, CancellationToken cancellation)
    {
        var known = DueRow.Write(DueRow.Epoch(row));
        known.Add(FailingRun, failing?.Run);
        known.Add(FailedAttempts, failing?.Attempt);
        return on.Store.Commit(
            row.Partition, [RowWrite.Replace(row.Key, known, row.ETag)], cancellation);
    }

    private static (string Run, int Attempt) RunOf(Properties row, DateTimeOffset now) =>
        row.Text(FailingRun) is { } run
        ? (run, Math.Min(JobLimits.Attempts, row.Int(FailedAttempts) + 1))
        : ("probe-" + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff", CultureInfo.InvariantCulture), 1);

    private static JobEvent Report(string job, string run, int attempt, ProbeAnswer answer) => new()
    {
        Type = answer.IsGood ? JobEventType.Success : JobEventType.Fail,
        Job = job,
        Run = run,
        Attempt = attempt,
        Message = answer.What,
        Metrics = ImmutableSortedDictionary<string, Measure>.Empty.Add("seconds", new(answer.Took.TotalSeconds, null)),
        IsPing = true,
    };

    // On a grid, so that it does not matter how long an answer takes.
    private static DateTimeOffset Next(DateTimeOffset now, TimeSpan every) =>
        new(((now.UtcTicks / every.Ticks) + 1) * every.Ticks, TimeSpan.Zero);
}
