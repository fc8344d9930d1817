using System.Globalization;
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

    // Two instances estimate the store's time to half a second each, and a round trip.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    // A queue that fails costs every look and receipt the whole patience: after some failures in a row it is spared.
    private const int MostFailures = 3;
    private static readonly TimeSpan Spared = TimeSpan.FromSeconds(5);

    private readonly string salt = Guid.NewGuid().ToString("N")[..8];
    private int salted;
    private int failures;
    private long failedAt;

    /// <summary>"Look at what is due in this shard at these times."</summary>
    public Task Wake(string partition, IEnumerable<DateTimeOffset> due, CancellationToken cancellation) =>
        SendAll(due.Select(at => WakeOf(partition, at)).DistinctBy(wake => wake.Hint.Mark), cancellation);

    /// <summary>
    /// What a commit leaves to do: notices to send, and a look at their shard; 2 s for all of it. When it is not known
    /// whether the commit happened, the next one may make a notice of the same number, whose message must not be
    /// dropped for one of these.
    /// </summary>
    public Task After(
        IEnumerable<(NoticeId Notice, LiveNotice Live)> notices, string partition, DateTimeOffset? due, bool isInDoubt)
    {
        var hints = notices.Select(it => (
            NoticeOf(it.Notice, it.Live) with { Salt = isInDoubt ? Unlike() : null }, it.Live.NotBefore));
        return SendAll(due is { } at ? hints.Append(WakeOf(partition, at)) : hints, CancellationToken.None);
    }

    /// <summary>"Send this notice": the attempt that it waits for.</summary>
    public Task Notice(NoticeId notice, LiveNotice live, CancellationToken cancellation) =>
        SendAll([(NoticeOf(notice, live), live.NotBefore)], cancellation);

    /// <summary>
    /// "See whether this notice waits", for a schedule that was forgotten: which attempt was under way does not matter.
    /// </summary>
    public Task Waiting(NoticeId notice, CancellationToken cancellation) =>
        SendAll([(new(QueueNames.Send(notice.Kind), notice.ToString(), 0, 0), store.UtcNow)], cancellation);

    /// <summary>"It is their turn": whoever was to send them has put them into line.</summary>
    public Task Turns(IReadOnlyCollection<NoticeId> notices) =>
        notices.Count == 0 ? Task.CompletedTask : SendAll(notices.Select(notice => Later(notice)), default);

    /// <summary>"Send this notice", which was postponed until then.</summary>
    public Task Later(NoticeId notice, DateTimeOffset until) =>
        SendAll([Later(notice) with { At = until }], CancellationToken.None);

    private (RowHint Hint, DateTimeOffset At) Later(NoticeId notice) =>
        (new(QueueNames.Send(notice.Kind), notice.ToString(), 0, 0) { Salt = Unlike() }, store.UtcNow);

    /// <summary>
    /// Puts a hint back for later, at least a second. Throws <see cref="QueueUnavailableException"/> when it cannot be.
    /// </summary>
    public Task Again(RowHint hint, DateTimeOffset at, CancellationToken cancellation)
    {
        var soonest = store.UtcNow + LeastPause;
        var again = hint with { Tries = hint.Tries + 1, Salt = Unlike() };
        return Send(again, at > soonest ? at : soonest, cancellation);
    }

    // Rounded up, so that one message of an id stands for everything that is due by then. A queue that remembers the
    // ids of messages it has handed out gets whole seconds, and a second that may have begun elsewhere gets none of
    // them: its message could have come and gone before this row was there. What is due so soon has a message of its
    // own.
    private (RowHint Hint, DateTimeOffset At) WakeOf(string partition, DateTimeOffset due)
    {
        var isSoon = queue.RemembersIds && due < store.UtcNow + Apart;
        var at = Up(due, queue.RemembersIds && !isSoon ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
        var hint = new RowHint(QueueNames.Wake, partition, at.ToUnixTimeMilliseconds(), 0);
        return (isSoon ? hint with { Salt = Unlike() } : hint, at);
    }

    private string Unlike() =>
        string.Create(CultureInfo.InvariantCulture, $"{salt}{Interlocked.Increment(ref salted)}");

    private static RowHint NoticeOf(NoticeId notice, LiveNotice live) =>
        new(QueueNames.Send(notice.Kind), notice.ToString(), live.Attempt, 0);

    private static DateTimeOffset Up(DateTimeOffset instant, long grain)
    {
        var beyond = instant.UtcTicks % grain;
        return beyond == 0 || DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks < grain
            ? instant
            : instant.AddTicks(grain - beyond);
    }

    private async Task SendAll(IEnumerable<(RowHint Hint, DateTimeOffset At)> hints, CancellationToken cancellation)
    {
        if (Volatile.Read(ref failures) >= MostFailures && time.GetElapsedTime(Volatile.Read(ref failedAt)) < Spared)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await Task.WhenAll(hints.Select(each => Send(each.Hint, each.At, either.Token)));
            Volatile.Write(ref failures, 0);
        }
        catch (Exception lost) when (lost is OperationCanceledException or QueueUnavailableException)
        {
            // The row is there, so nothing is lost but time.
            Volatile.Write(ref failedAt, time.GetTimestamp());
            Interlocked.Increment(ref failures);
        }
    }

    private async Task Send(RowHint hint, DateTimeOffset at, CancellationToken cancellation)
    {
        using var span = Traces.Put(hint);
        await queue.Send(hint.Queue, hint.Id, hint.Body, at, cancellation);
    }
}
