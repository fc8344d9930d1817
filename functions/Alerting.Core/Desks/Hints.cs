using System.Globalization;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// The messages that hint at due rows. They are sent after the commit; one that cannot be sent is as good as lost, and
/// the sweep finds the row.
/// </summary>
public sealed class Hints(IQueue queue)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>"Look at what is due in this shard at that time."</summary>
    public Task Wake(string partition, DateTimeOffset due, CancellationToken cancellation)
    {
        // Rounded up to the millisecond of the id: whatever is due in it is then due when the one message of that id
        // comes.
        var at = WholeMillisecond(due);
        var id = string.Create(CultureInfo.InvariantCulture, $"{partition}.{at.ToUnixTimeMilliseconds()}");
        return Send(QueueNames.Wake, id, partition, at, cancellation);
    }

    /// <summary>"Send this notice."</summary>
    public Task Notice(NoticeId notice, LiveNotice live, CancellationToken cancellation)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{notice}.{live.Attempt}");
        return Send(QueueNames.Send(notice.Kind), id, notice.ToString(), live.NotBefore, cancellation);
    }

    /// <summary>
    /// "See whether this notice waits": after a restart, which attempt was under way does not matter.
    /// </summary>
    public Task Waiting(NoticeId notice, DateTimeOffset at, CancellationToken cancellation) => Send(
        QueueNames.Send(notice.Kind), notice + ".restart", notice.ToString(), at, cancellation);

    private static DateTimeOffset WholeMillisecond(DateTimeOffset instant)
    {
        var beyond = instant.UtcTicks % TimeSpan.TicksPerMillisecond;
        return beyond == 0 || DateTimeOffset.MaxValue - instant < TimeSpan.FromMilliseconds(1)
            ? instant
            : instant.AddTicks(TimeSpan.TicksPerMillisecond - beyond);
    }

    private async Task Send(string name, string id, string body, DateTimeOffset at, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await queue.Send(name, id, body, at, limit.Token);
        }
        catch (Exception lost) when (lost is OperationCanceledException or QueueUnavailableException)
        {
            // The row is there, so nothing is lost but time.
        }
    }
}
