using Alerting.Core.Desks.Changeover;
using Alerting.Core.Desks.Working;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Offers whatever is due, whatever became of its message. The row is the truth: the sweep alone, without any hint,
/// delivers everything.
/// </summary>
public sealed class Sweep
{
    private const int SideBySide = 8;

    private readonly Foundation on;
    private readonly GroupDesk groupDesk;
    private readonly NoticeDesk noticeDesk;
    private readonly JobDesk jobDesk;
    private readonly ProbeDesk probeDesk;
    private readonly GroupStore groups;
    private readonly Migration migration;

    /// <summary>Wires it.</summary>
    public Sweep(
        Foundation on, AcceptDesk accepting, GroupDesk groupDesk, NoticeDesk noticeDesk, JobDesk jobDesk,
        ProbeDesk probeDesk)
    {
        (this.on, this.groupDesk, this.noticeDesk) = (on, groupDesk, noticeDesk);
        (this.jobDesk, this.probeDesk) = (jobDesk, probeDesk);
        groups = new(on.Store, on.Shards);
        migration = new(on, accepting, groupDesk, groups, Looks);
    }

    /// <summary>
    /// Everything due in every shard, beginning with any of them, so that a pass that is cut off does not always leave
    /// the same ones. What fails is thrown when all shards have had their turn.
    /// </summary>
    public async Task All(CancellationToken cancellation)
    {
        var failures = new Failures();
        foreach (var partition in on.Shards.FromAny())
        {
            await failures.Guard(() => Looks(partition, cancellation));
            await failures.Guard(() => Notices(partition, cancellation));
        }

        await failures.Guard(() => Migrate(cancellation));

        // Last and side by side: those asked may be slow to answer.
        await Task.WhenAll(on.Shards.Partitions.Select(
            partition => failures.Guard(() => Probes(partition, cancellation))));
        failures.Throw();
    }

    /// <summary>What another configuration asks for: <see cref="Migration"/>, and jobs that it declares.</summary>
    public async Task Migrate(CancellationToken cancellation)
    {
        var failures = new Failures();
        await failures.Guard(() => jobDesk.Register(cancellation));
        await failures.Guard(() => migration.Run(cancellation));
        failures.Throw();
    }

    /// <summary>
    /// Has every group's ticks begin anew, as Alertmanager does when it reloads; what fails is thrown when all have had
    /// their turn.
    /// </summary>
    public async Task Restart(CancellationToken cancellation)
    {
        // Each moves its row to where the range is still to come.
        var since = on.Store.UtcNow;
        var failures = new Failures();
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
        foreach (var partition in on.Shards.Partitions)
        {
            var rows = on.Store.Prefixed(partition, RowKeys.LookDuePrefix, cancellation);
            await failures.Guard(() => Parallel.ForEachAsync(rows, options, async (row, stop) =>
                await failures.Guard(() => groupDesk.Restart(new(RowKeys.ReadDue(row.Key).Subject), since, stop))));
        }

        failures.Throw();
    }

    /// <summary>The looks due in a shard, at jobs and then at groups, which tell what a job has to say.</summary>
    public async Task Looks(string partition, CancellationToken cancellation)
    {
        var failures = new Failures();
        await failures.Guard(() => Each(
            partition, JobKeys.DuePrefix, (row, stop) => jobDesk.Look(partition, row, stop), cancellation));
        await failures.Guard(() => Each(
            partition, RowKeys.LookDuePrefix, (row, stop) => groupDesk.Look(partition, row, stop), cancellation));
        failures.Throw();
    }

    /// <summary>The probes due in a shard.</summary>
    public Task Probes(string partition, CancellationToken cancellation) => Each(
        partition, JobKeys.ProbePrefix, (row, stop) => probeDesk.Ask(partition, row, stop), cancellation);

    /// <summary>The notices of a shard whose hint has had its time.</summary>
    public Task Notices(string partition, CancellationToken cancellation) => Each(
        partition, RowKeys.NoticeDuePrefix, (row, stop) => Offer(partition, row, stop), cancellation);

    /// <summary>
    /// For the in-process schedule, which forgets when the process ends: hints at everything that waits. Notices are
    /// hinted at now, since whoever was to send them is gone.
    /// </summary>
    public async Task Refill(CancellationToken cancellation)
    {
        foreach (var partition in on.Shards.Partitions)
        {
            await foreach (var row in on.Store.Prefixed(partition, RowKeys.LookDuePrefix, cancellation))
            {
                await on.Hints.Wake(partition, [RowKeys.ReadDue(row.Key).Due], cancellation);
            }

            await foreach (var row in on.Store.Prefixed(partition, JobKeys.DuePrefix, cancellation))
            {
                await on.Hints.Wake(partition, [RowKeys.ReadDue(row.Key).Due], cancellation);
            }

            await foreach (var row in on.Store.Prefixed(partition, JobKeys.ProbePrefix, cancellation))
            {
                await on.Hints.Wake(
                    ProbeDesk.HintPrefix + partition, [RowKeys.ReadDue(row.Key).Due], cancellation);
            }

            await foreach (var row in on.Store.Prefixed(partition, RowKeys.NoticeDuePrefix, cancellation))
            {
                // Whoever was to announce it is gone, too. What fails here is tried again, and told, by each sweep.
                await new Failures().Guard(() => jobDesk.Offer(partition, row, cancellation));
                if (NoticeId.TryParse(RowKeys.ReadDue(row.Key).Subject, out var notice))
                {
                    await on.Hints.Waiting(notice, cancellation);
                }
            }
        }
    }

    private async Task Offer(string partition, Row row, CancellationToken cancellation)
    {
        var (due, subject) = RowKeys.ReadDue(row.Key);
        if (await jobDesk.Offer(partition, row, cancellation))
        {
            return;
        }

        if (NoticeId.TryParse(subject, out var notice)
            && await groups.Slot(notice, cancellation) is { Live: { } live }
            && live.Number == notice.Number && live.Due == due)
        {
            await noticeDesk.Offer(notice, hint: null, cancellation);
            return;
        }

        // The slot names another row or none: this one is left over.
        await on.Store.Commit(partition, [RowWrite.Delete(row.Key, row.ETag)], cancellation);
    }

    // One row that cannot be handled must not keep the others from it: what failed is thrown when all have had their
    // turn.
    private async Task Each(
        string partition, string prefix, Func<Row, CancellationToken, Task> handle, CancellationToken cancellation)
    {
        var failures = new Failures();
        var due = on.Store.Between(partition, prefix, RowKeys.DueThrough(prefix, on.Store.UtcNow), cancellation);
        await failures.Guard(() => Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (row, stop) => await failures.Guard(() => handle(row, stop))));
        failures.Throw();
    }
}
