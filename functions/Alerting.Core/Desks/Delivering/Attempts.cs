using System.Diagnostics;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// One attempt at a notice: claims the slot, has the channel send once, reports the receipt to the group. Steps S2, S3
/// and R1 to R4 of <c>tests/models/slot_send.pml</c>.
/// </summary>
internal sealed class Attempts(Foundation on, GroupDesk groupDesk, SenderIdentity sender)
{
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReportFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReportAgain = TimeSpan.FromSeconds(2);

    private readonly GroupStore groups = new(on.Store, on.Shards);

    /// <summary>Null: somebody was faster.</summary>
    public async Task<(Claim Claim, Receipt Receipt)?> Make(
        IChannel channel, NoticeId notice, Slot slot, Notification content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var claiming = on.Time.GetTimestamp();
        if (await Claim(notice, slot, slot.Live!, cancellation) is not { } claim)
        {
            return null;
        }

        // S3 VendorCall. The claim is good from before it was stored: a store that took long leaves less time.
        var left = NoticeDesk.SendDeadline - on.Time.GetElapsedTime(claiming);
        return (claim, left < LeastTime
            ? new Receipt.Deferred("nothing was sent: claiming it took too long", null) { SaysNothing = true }
            : await Call(channel, notice, content, left));
    }

    // The vendor's side belongs to the attempt, where that is traced.
    private async Task<Receipt> Call(IChannel channel, NoticeId notice, Notification content, TimeSpan within)
    {
        using var span = Traces.Send(notice, content);
        using var deadline = new CancellationTokenSource(within, on.Time);
        var started = on.Time.GetTimestamp();
        var receipt = await channel.Send(
            content with { TraceParent = span?.Id ?? content.TraceParent }, deadline.Token);
        on.Meter.CountAttempt(notice.Kind, receipt, on.Time.GetElapsedTime(started));
        Traces.End(span, receipt);
        return receipt;
    }

    // S2 Claim: one conditional write of the slot; whoever is second finds another version.
    private async Task<Claim?> Claim(NoticeId notice, Slot slot, LiveNotice live, CancellationToken cancellation)
    {
        var claim = new Claim(Guid.NewGuid().ToString("N"), sender.Id, on.Store.UtcNow + NoticeDesk.Lease);
        var claimed = slot with { Live = live with { Claim = claim, EverClaimed = true } };
        var write = RowWrite.Replace(
            RowKeys.Slot(notice.Group, notice.Integration), SlotRow.Write(claimed), slot.ETag);
        try
        {
            var result = await on.Store.Commit(on.Shards.Of(notice.Group), [write], cancellation);
            return result.IsDone || (result.IsInDoubt && await IsStored(notice, claim, cancellation)) ? claim : null;
        }
        catch (Exception lost) when (lost is StoreUnavailableException or OperationCanceledException)
        {
            await LetGo(notice, claim, live);
            throw;
        }
    }

    // A write whose answer was lost is refused when it is repeated, by what has come of it since: a look has noted
    // something in the slot that was claimed. Held by nobody, the claim would stand until its lease runs out.
    private async Task<bool> IsStored(NoticeId notice, Claim claim, CancellationToken cancellation) =>
        await groups.Slot(notice, cancellation) is { Live.Claim: { } stored }
        && string.Equals(stored.Id, claim.Id, StringComparison.Ordinal);

    // A claim that may have been stored without our knowing would count as an attempt of unknown outcome.
    private async Task LetGo(NoticeId notice, Claim claim, LiveNotice live)
    {
        using var deadline = new CancellationTokenSource(ReportFor, on.Time);
        try
        {
            if (await IsStored(notice, claim, deadline.Token))
            {
                var nothing = new Receipt.Deferred("nothing was sent: it was not known to be claimed", null);
                await Report(new(notice, claim.Id, nothing), live.TraceParent);
            }
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // Then it does count so.
        }
    }

    /// <summary>
    /// R1 to R4. A store that is away is asked again while the lease lasts: the answer is known and must not become
    /// unknown. Nor does it give way to a process that stops: what Slack has taken would be said again. Throws <see
    /// cref="StoreUnavailableException"/> when it could not be stored in time.
    /// </summary>
    public async Task Report(GroupEvent.Answered answered, string? cause)
    {
        using var span = Traces.Begin("receipt", ActivityKind.Internal, cause);
        span?.SetTag(Traces.Group, answered.Notice.Group.Value)
            .SetTag(Traces.Outcome, TimelineRow.ReceiptText(answered.Receipt));
        using var deadline = new CancellationTokenSource(ReportFor, on.Time);
        try
        {
            while (!await IsReported(answered, deadline.Token))
            {
                await Task.Delay(ReportAgain, on.Time, deadline.Token);
            }
        }
        catch (OperationCanceledException late)
        {
            // The lease runs out, and the outcome counts as unknown.
            throw new StoreUnavailableException($"{answered.Notice}: its receipt could not be stored in time.", late);
        }
    }

    private async Task<bool> IsReported(GroupEvent.Answered answered, CancellationToken cancellation)
    {
        try
        {
            await groupDesk.Apply(answered.Notice.Group, answered, cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
