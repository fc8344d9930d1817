using System.Collections.Concurrent;
using Alerting.Core.Alerts;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Inhibition;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Suppressing;

/// <summary>
/// Which alerts fire that are sources of inhibition rules. A row is written before the alert it names is stored, and
/// taken away after its end is: so no source that fires is missing, and a row is a hint only, confirmed by the alert
/// itself when somebody asks. An answer is kept for 2 s; alone, until something changes.
/// </summary>
public sealed class SourceIndex(Foundation on)
{
    private const int MostWrites = 90;
    private const int MostAnswers = 100_000;
    private const int Stripes = 256;
    private const int SideBySide = 32;

    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    // A row may be there a moment before its alert is, and an alert's end be moved a moment after it has come: no
    // transaction of ours is under way for longer.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Bucket, bool OnlyOneSided), Answer> answers = new();
    private readonly int[] changes = new int[Stripes];

    /// <summary>
    /// An alert that fires and is a source in the bucket, or null. Throws <see cref="StoreUnavailableException"/>.
    /// </summary>
    public async ValueTask<Fingerprint?> Firing(SourceQuestion question, CancellationToken cancellation)
    {
        var asked = (question.Bucket, question.IsSource);
        if (answers.TryGetValue(asked, out var known) && IsGood(known, question.Bucket))
        {
            return known.Alert;
        }

        var (asOf, readAt) = (Volatile.Read(ref Changes(question.Bucket)), on.Time.GetTimestamp());
        var (alert, until) = await Find(question, cancellation);
        if (answers.Count >= MostAnswers)
        {
            answers.Clear();
        }

        // What changed while it was being read is not known yet.
        var answer = new Answer(alert, until, readAt, asOf);
        answers[asked] = answer;
        return alert;
    }

    /// <summary>Enters alerts that are about to be stored and fire. To be durable before they are.</summary>
    internal async Task Enter(IReadOnlyCollection<SourceChange> starting, CancellationToken cancellation)
    {
        var now = on.Store.UtcNow;
        var rows = from source in starting
                   from entry in source.Entries
                   select (entry.Bucket, Key: SourceRow.Key(entry, source));
        var partitions = rows.DistinctBy(row => row.Key).GroupBy(row => SourceRow.Partition(row.Bucket));
        await Parallel.ForEachAsync(partitions, cancellation, async (partition, stop) =>
        {
            foreach (var part in partition.Chunk(MostWrites))
            {
                RowWrite[] writes =
                    [.. part.Select(row => RowWrite.InsertOrReplace(row.Key, SourceRow.Write(now)))];
                await on.Store.Commit(partition.Key, writes, stop);
            }
        });
        Forget(starting);
    }

    /// <summary>The rows of alerts that are about to end, as they are before that.</summary>
    internal async Task<IReadOnlyList<EnteredRow>> Entered(
        IEnumerable<SourceChange> ending, CancellationToken cancellation)
    {
        var rows = new List<EnteredRow>();
        foreach (var part in ending.Chunk(SideBySide))
        {
            var read = await Task.WhenAll(
                from source in part
                from entry in source.Entries
                select Entered(source, entry, cancellation));
            rows.AddRange(read.OfType<EnteredRow>());
        }

        return rows;
    }

    private async Task<EnteredRow?> Entered(SourceChange source, SourceEntry entry, CancellationToken cancellation)
    {
        var partition = SourceRow.Partition(entry.Bucket);
        return await on.Store.Get(partition, SourceRow.Key(entry, source), cancellation) is { } row
            ? new(source.Alert, partition, row)
            : null;
    }

    /// <summary>
    /// Takes rows away whose alerts have ended, unless they were written anew since. One that stays does no harm.
    /// </summary>
    internal async Task Leave(IEnumerable<EnteredRow> rows, CancellationToken cancellation)
    {
        try
        {
            foreach (var partition in rows.DistinctBy(it => it.Row.Key).GroupBy(it => it.Partition))
            {
                foreach (var part in partition.Chunk(MostWrites))
                {
                    await Leave(partition.Key, [.. part.Select(it => it.Row)], cancellation);
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // What this is tidied up after is stored.
        }
    }

    // All at once; where one of them was written anew or is gone, each by itself.
    private async Task Leave(string partition, Row[] rows, CancellationToken cancellation)
    {
        RowWrite[] writes = [.. rows.Select(row => RowWrite.Delete(row.Key, row.ETag))];
        if (!(await on.Store.Commit(partition, writes, cancellation)).IsDone && writes.Length > 1)
        {
            foreach (var write in writes)
            {
                await on.Store.Commit(partition, [write], cancellation);
            }
        }
    }

    /// <summary>What was known of these is not to be gone by any longer: they were stored, or may have been.</summary>
    internal void Forget(IEnumerable<SourceChange> changed)
    {
        foreach (var entry in changed.SelectMany(source => source.Entries))
        {
            Interlocked.Increment(ref Changes(entry.Bucket));
        }
    }

    private bool IsGood(Answer known, string bucket) =>
        Volatile.Read(ref Changes(bucket)) == known.AsOf
        && (on.IsAlone || on.Time.GetElapsedTime(known.ReadAt) < GoodFor)
        && known.Until > on.Store.UtcNow;

    private ref int Changes(string bucket) => ref changes[Convert.FromHexString(bucket.AsSpan(2, 2))[0]];

    private async Task<(Fingerprint? Alert, DateTimeOffset Until)> Find(
        SourceQuestion question, CancellationToken cancellation)
    {
        var prefix = question.IsSource
            ? SourceRow.OneSidedPrefix(question.Bucket)
            : SourceRow.Prefix(question.Bucket);
        var partition = SourceRow.Partition(question.Bucket);
        var stale = new List<EnteredRow>();
        (Fingerprint? Alert, DateTimeOffset Until) found = (null, DateTimeOffset.MaxValue);
        await foreach (var row in on.Store.Prefixed(partition, prefix, cancellation))
        {
            var source = SourceRow.Read(row);
            var (until, now) = (await Until(source, cancellation), on.Store.UtcNow);
            if (until > now)
            {
                found = (source.Alert, until);
                break;
            }

            if (source.WrittenAt < now - Young && until < now - Young)
            {
                stale.Add(new(source.Alert, partition, row));
            }
        }

        await Leave(stale, cancellation);
        return found;
    }

    // To when it fires, or fired, as far as is known.
    private async Task<DateTimeOffset> Until(SourceRow source, CancellationToken cancellation) =>
        await on.Store.Get(on.Shards.Of(source.Group), RowKeys.Alert(source.Group, source.Alert), cancellation)
            is { } row ? AlertRow.Until(row) : DateTimeOffset.MinValue;

    private sealed record Answer(Fingerprint? Alert, DateTimeOffset Until, long ReadAt, int AsOf);
}

/// <summary>A row that names a source, as it was read.</summary>
/// <param name="Alert">The source.</param>
/// <param name="Partition">Where it lies.</param>
/// <param name="Row">It.</param>
internal sealed record EnteredRow(Fingerprint Alert, string Partition, Row Row);
