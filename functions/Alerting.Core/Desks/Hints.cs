using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// The messages that hint at due rows. They are sent after the commit; one that cannot be sent is as good as lost, and
/// the sweep finds the row.
/// </summary>
public sealed class Hints(IQueue queue, ITableStore store, TimeProvider time)
{
    // For all messages of one commit together: a door answers when they are sent.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // More than the clocks of two instances differ by, which follow the store's to half a second and narrow down.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(500);

    /// <summary>"Look at what is due in this shard at these times."</summary>
    public Task Wake(string partition, IEnumerable<DateTimeOffset> due, CancellationToken cancellation)
    {
        var all = due.Select(Rounded).Distinct().Select(
            at => (new RowHint(QueueNames.Wake, partition, at.ToUnixTimeMilliseconds(), 0), at));
        return SendAll(all, cancellation);
    }

    /// <summary>"Send this notice": the attempt that it waits for.</summary>
    public Task Notice(NoticeId notice, LiveNotice live, CancellationToken cancellation)
    {
        var hint = new RowHint(QueueNames.Send(notice.Kind), notice.ToString(), live.Attempt, 0);
        return SendAll([(hint, live.NotBefore)], cancellation);
    }

    /// <summary>
    /// "See whether this notice waits", for a schedule that was forgotten: which attempt was under way does not matter.
    /// </summary>
    public Task Waiting(NoticeId notice, CancellationToken cancellation) =>
        SendAll([(new(QueueNames.Send(notice.Kind), notice.ToString(), 0, 0), store.UtcNow)], cancellation);

    /// <summary>
    /// Puts a hint back for later. Throws <see cref="QueueUnavailableException"/> when it cannot be.
    /// </summary>
    public Task Again(RowHint hint, DateTimeOffset at, CancellationToken cancellation) =>
        Send(hint with { Tries = hint.Tries + 1 }, at, cancellation);

    // Rounded up, so that one message of an id stands for everything that is due by then. A queue that remembers the
    // ids of messages it has handed out gets whole seconds, and never one that may have begun: the message of that
    // second could have come and gone before this row was there.
    private DateTimeOffset Rounded(DateTimeOffset due)
    {
        if (!queue.RemembersIds)
        {
            return Up(due, TimeSpan.TicksPerMillisecond);
        }

        var soonest = store.UtcNow + Apart;
        return Up(due > soonest ? due : soonest, TimeSpan.TicksPerSecond);
    }

    private static DateTimeOffset Up(DateTimeOffset instant, long grain)
    {
        var beyond = instant.UtcTicks % grain;
        return beyond == 0 || DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks < grain
            ? instant
            : instant.AddTicks(grain - beyond);
    }

    private async Task SendAll(IEnumerable<(RowHint Hint, DateTimeOffset At)> hints, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await Task.WhenAll(hints.Select(each => Send(each.Hint, each.At, either.Token)));
        }
        catch (Exception lost) when (lost is OperationCanceledException or QueueUnavailableException)
        {
            // The row is there, so nothing is lost but time.
        }
    }

    private async Task Send(RowHint hint, DateTimeOffset at, CancellationToken cancellation)
    {
        using var span = Traces.Put(hint);
        await queue.Send(hint.Queue, hint.Id, hint.Body, at, cancellation);
    }
}
