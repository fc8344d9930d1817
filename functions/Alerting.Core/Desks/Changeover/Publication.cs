using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Changeover;

/// <summary>
/// Writes which configuration comes into force, so that every process has seen it by then: those that compared just
/// before the write landed go on by that for <see cref="SeenFor"/>. A write that was not known to have landed soon
/// enough is put off once more, while that still helps.
/// </summary>
/// <remarks>Decision 0005.</remarks>
internal sealed class Publication(ITableStore store, ConfigurationTexts texts, bool isAlone, TimeProvider time)
{
    /// <summary>How long what was compared is good for.</summary>
    public static readonly TimeSpan SeenFor = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan ForceAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KnownWithin = ForceAfter - SeenFor;

    // The service may carry out the last try for 30 s more.
    private static readonly TimeSpan PublishFor = TimeSpan.FromSeconds(15);

    private volatile ConfigurationRow? unsure;

    /// <summary>
    /// Tries to have it follow what was read; whether that came about is seen when the row is read again. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away: it may then still come about.
    /// </summary>
    public async Task Publish(
        OwnConfiguration what, Row? row, ConfigurationRow? current, TimeSpan remembered,
        CancellationToken cancellation)
    {
        await texts.Share(what, cancellation);
        var (began, now) = (time.GetTimestamp(), store.UtcNow);
        var next = current is null
            ? ConfigurationRow.First(what.Hash, now)
            : current.FollowedBy(what.Hash, isAlone ? now : now + ForceAfter, now - remembered);
        unsure = next;
        var result = await Commit(row is null
            ? RowWrite.Insert(ConfigurationRow.Key, next.Write())
            : RowWrite.Replace(ConfigurationRow.Key, next.Write(), row.ETag), PublishFor, cancellation);
        if (result.IsDone ? time.GetElapsedTime(began) <= KnownWithin : !result.IsInDoubt)
        {
            unsure = null;
        }
    }

    /// <summary>
    /// Puts a change of ours off that may have landed too late for others to see it in time. True: to be read again.
    /// </summary>
    public async Task<bool> IsPutOff(Row row, ConfigurationRow current, CancellationToken cancellation)
    {
        if (unsure is not { } ours || isAlone || ours.Epoch > current.Epoch)
        {
            return false;
        }

        unsure = null;
        var now = store.UtcNow;
        if (ours.Epoch < current.Epoch || ours.Hash != current.Hash || current.Ends.Length == 0 || current.From <= now)
        {
            return false;
        }

        // Whoever has seen it reads it again before going by it: put off before its time, nobody has gone by it.
        var moved = current.Moved(now + ForceAfter);
        var write = RowWrite.Replace(ConfigurationRow.Key, moved.Write(), row.ETag);
        await Commit(write, current.From - now, cancellation);
        return true;
    }

    private async Task<CommitResult> Commit(RowWrite write, TimeSpan within, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await store.Commit(ConfigurationRow.Partition, [write], either.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The configuration could not be published in time.", late);
        }
    }
}
