using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Offers whatever is due, whatever became of its message. The row is the truth: the sweep alone, without any hint,
/// delivers everything.
/// </summary>
public sealed class Sweep(Foundation on, GroupDesk groupDesk, NoticeDesk noticeDesk)
{
    private const int SideBySide = 8;

    private readonly GroupStore groups = new(on.Store, on.Shards);
    private readonly ConcurrentDictionary<string, DateTimeOffset> clean = new(StringComparer.Ordinal);
    private long cleanEpoch;

    /// <summary>
    /// Everything due in every shard, beginning with any of them, so that a pass that is cut off does not always leave
    /// the same ones. What fails is thrown when all shards have had their turn.
    /// </summary>
    public async Task All(CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<Exception>();
        foreach (var partition in FromAny())
        {
            await Guarded(failures, () => Looks(partition, cancellation));
            await Guarded(failures, () => Notices(partition, cancellation));
        }

        await Guarded(failures, () => Migrate(cancellation));
        Throw(failures);
    }

    /// <summary>
    /// Decides every group of an older epoch under the configuration in force: those that sleep are made due, then what
    /// is due is looked at. A group may be held by a notice under way: the shards where none is left are remembered, so
    /// that a pass that is cut off is gone on with. Alone it runs before the doors open, so that no alert meets a group
    /// that could be moved and was not.
    /// </summary>
    public async Task Migrate(CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        if (configuration.IsMigrated)
        {
            return;
        }

        if (cleanEpoch != configuration.Epoch)
        {
            cleanEpoch = configuration.Epoch;
            clean.Clear();
        }

        var failures = new ConcurrentQueue<Exception>();
        foreach (var partition in FromAny().Where(partition => !clean.ContainsKey(partition)))
        {
            await Guarded(failures, () => MigrateShard(partition, configuration.Epoch, failures, cancellation));
        }

        // What has moved into a shard that had its turn before.
        foreach (var partition in FromAny())
        {
            await Guarded(failures, () => Looks(partition, cancellation));
        }

        if (clean.Count == on.Shards.Partitions.Count)
        {
            var since = clean.Values.Min();
            clean.Clear();
            await on.Configuration.Migrated(configuration, since, cancellation);
        }

        Throw(failures);
    }

    private async Task MigrateShard(
        string partition, long epoch, ConcurrentQueue<Exception> failures, CancellationToken cancellation)
    {
        if (await Hasten(partition, epoch, failures, cancellation) > 0)
        {
            await Guarded(failures, () => Looks(partition, cancellation));
        }

        var since = on.Store.UtcNow;
        if (await Hasten(partition, epoch, failures, cancellation) == 0)
        {
            clean[partition] = since;
        }
    }

    // How many groups of older epochs there are; one that cannot be handled is one of them.
    private async Task<int> Hasten(
        string partition, long epoch, ConcurrentQueue<Exception> failures, CancellationToken cancellation)
    {
        var left = 0;
        var rows = on.Store.Prefixed(partition, RowKeys.LookDuePrefix, cancellation);
        await Parallel.ForEachAsync(rows, Options(cancellation), (row, stop) => new(Guarded(failures, async () =>
        {
            Interlocked.Increment(ref left);
            if (!await groupDesk.Hasten(partition, row, epoch, stop))
            {
                Interlocked.Decrement(ref left);
            }
        })));
        return left;
    }

    private IEnumerable<string> FromAny()
    {
        var first = RandomNumberGenerator.GetInt32(on.Shards.Partitions.Count);
        return on.Shards.Partitions.Skip(first).Concat(on.Shards.Partitions.Take(first));
    }

    private static ParallelOptions Options(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };

    /// <summary>The looks due in a shard.</summary>
    public Task Looks(string partition, CancellationToken cancellation) => Each(
        partition, RowKeys.LookDuePrefix, (row, stop) => groupDesk.Look(partition, row, stop), cancellation);

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

            await foreach (var row in on.Store.Prefixed(partition, RowKeys.NoticeDuePrefix, cancellation))
            {
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
        var failures = new ConcurrentQueue<Exception>();
        var due = on.Store.Between(partition, prefix, RowKeys.DueThrough(prefix, on.Store.UtcNow), cancellation);
        await Guarded(failures, () => Parallel.ForEachAsync(
            due, Options(cancellation), async (row, stop) => await Guarded(failures, () => handle(row, stop))));
        Throw(failures);
    }

    private static async Task Guarded(ConcurrentQueue<Exception> failures, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failures.Enqueue(failure);
        }
    }

    private static void Throw(ConcurrentQueue<Exception> failures)
    {
        if (failures.TryPeek(out var first))
        {
            var bug = failures.FirstOrDefault(failure => failure is not StoreUnavailableException);
            ExceptionDispatchInfo.Throw(bug ?? first);
        }
    }
}
