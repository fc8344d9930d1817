using System.Collections.Frozen;
using System.Diagnostics;
using Alerting.Core.Configuration;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Sends notices: claims the slot, has the channel send once, reports the receipt to the group. Steps S1 to S3 of
/// <c>tests/models/slot_send.pml</c>. Ten hints at one notice, or two processes at it, come to one claim.
/// </summary>
public sealed class NoticeDesk(
    Foundation on, GroupDesk groupDesk, ChannelSet channels, SenderIdentity sender, Suppression suppression)
{
    /// <summary>How long an attempt may take before it is abandoned, by the monotonic clock.</summary>
    public static readonly TimeSpan SendDeadline = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim is good for: the deadline, and time to report the receipt.</summary>
    public static readonly TimeSpan Lease = SendDeadline + TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReportFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReportAgain = TimeSpan.FromSeconds(2);

    // An attempt's time begins with its claim: of a server that takes one call at a time and a second for each, the
    // last of so many has its answer in time.
    private const int SideBySide = 16;

    private readonly GroupStore groups = new(on.Store, on.Shards);
    private readonly FrozenDictionary<string, SemaphoreSlim> turns = channels.Kinds.ToFrozenDictionary(
        kind => kind, _ => new SemaphoreSlim(SideBySide), StringComparer.Ordinal);

    /// <summary>
    /// Does for the notice what can be done now. Nothing happens when it has ended, is being sent or is not to be tried
    /// yet.
    /// </summary>
    /// <param name="notice">Which.</param>
    /// <param name="hint">The message that named it; null where its row did.</param>
    /// <param name="cancellation">Ends the work before the vendor is called; never between that and the
    /// receipt.</param>
    public async Task Offer(NoticeId notice, RowHint? hint, CancellationToken cancellation)
    {
        for (var conflicts = 0; !await IsDealtWith(notice, hint, cancellation);)
        {
            await Contention.Pause(conflicts++, on.Time, cancellation);
        }
    }

    // False: the slot was written between the read and the claim, by a look that noted something in it. Its hint is
    // this one.
    private async Task<bool> IsDealtWith(NoticeId notice, RowHint? hint, CancellationToken cancellation)
    {
        // S1 ReadSlot
        var slot = await groups.Slot(notice, cancellation);
        if (slot?.Live is not { } live || live.Number < notice.Number)
        {
            return true;
        }

        if (live.Number > notice.Number)
        {
            if (live.Claim is null)
            {
                // It may never have been hinted at: the answer to the receipt that made it was lost.
                await on.Hints.Notice(notice with { Number = live.Number }, live, cancellation);
            }

            return true;
        }

        var now = on.Store.UtcNow;
        if (live.Claim is { } claim)
        {
            if (claim.Until <= now || sender.IsGone(claim.Holder))
            {
                await Report(notice, claim.Id, new Receipt.Unknown("The attempt was cut off."), live.TraceParent);
            }

            return true;
        }

        var (configuration, _) = await on.Configuration.Now(cancellation);
        if (live.DecidedAt + configuration.MaxAge <= now)
        {
            var why = $"Not delivered within {configuration.MaxAge}.";
            await groupDesk.Apply(
                notice.Group, new GroupEvent.Abandoned(notice, NoticeOutcome.Expired, why), cancellation);
        }
        else if (await on.HasCome(live.NotBefore, cancellation))
        {
            return await IsSent(notice, slot, live, configuration, cancellation);
        }
        else if (hint is { } early && early.Mark == live.Attempt)
        {
            // Its id is used up: a message of the same one would be dropped.
            await on.Hints.Again(early, live.NotBefore, cancellation);
        }
        else
        {
            // The hint of an earlier attempt, come once more: the one of this attempt may never have been sent.
            await on.Hints.Notice(notice, live, cancellation);
        }

        return true;
    }

    // Nobody was told yet, and all of it must not be told any more. What is claimed cannot be replaced by a look.
    private async Task<bool> IsHeldBack(
        LiveNotice live, NotificationContent content, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        if (live is { Attempt: 1 } or { AnyUnknown: true } || configuration.Behaviour.ResolvedPassesThrough)
        {
            return false;
        }

        var suppressor = await suppression.Now(configuration, cancellation);
        foreach (var labels in content.Labels)
        {
            if (!(await suppressor.Of(labels, cancellation)).IsAny)
            {
                return false;
            }
        }

        return true;
    }

    // False: somebody was faster.
    private async Task<bool> IsSent(
        NoticeId notice, Slot slot, LiveNotice live, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        var header = await groups.Header(notice.Group, cancellation);
        var integration = header is null ? null : configuration.ReceiverNamed(header.Receiver)
            .Integrations.FirstOrDefault(it => string.Equals(it.Id, notice.Integration, StringComparison.Ordinal));
        if (header is null || integration is null || channels.Find(notice.Kind) is not { } channel)
        {
            var gone = new GroupEvent.Abandoned(
                notice, NoticeOutcome.Refused, "The configuration no longer has this integration.");
            await groupDesk.Apply(notice.Group, gone, cancellation);
            return true;
        }

        var content = await NotificationContent.Read(groups, on, header, slot, integration, cancellation);
        if (content.IsEmpty || content.IsStale)
        {
            const string Why = "Alerts it was to tell of belong to other groups now.";
            var moved = new GroupEvent.Abandoned(notice, NoticeOutcome.Superseded, Why);
            await groupDesk.Apply(notice.Group, moved, cancellation);
            return true;
        }

        if (await IsHeldBack(live, content, configuration, cancellation))
        {
            const string Why = "Silenced or inhibited since it was put back.";
            var held = new GroupEvent.Abandoned(notice, NoticeOutcome.Superseded, Why);
            await groupDesk.Apply(notice.Group, held, cancellation);
            return true;
        }

        if (await InTurn(channel, notice, slot, content.For(notice, live), cancellation) is not { } attempt)
        {
            return false;
        }

        await Report(notice, attempt.Claim.Id, attempt.Receipt, live.TraceParent);
        return true;
    }

    // Null: somebody was faster.
    private async Task<(Claim Claim, Receipt Receipt)?> InTurn(
        IChannel channel, NoticeId notice, Slot slot, Notification content, CancellationToken cancellation)
    {
        var turn = turns[channel.Kind];
        await turn.WaitAsync(cancellation);
        try
        {
            return await Attempt(channel, notice, slot, content, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(Claim Claim, Receipt Receipt)?> Attempt(
        IChannel channel, NoticeId notice, Slot slot, Notification content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var claiming = on.Time.GetTimestamp();
        if (await Claim(notice, slot, slot.Live!, cancellation) is not { } claim)
        {
            return null;
        }

        // S3 VendorCall. The claim is good from before it was stored: a store that took long leaves less time.
        var left = SendDeadline - on.Time.GetElapsedTime(claiming);
        return (claim, left < LeastTime
            ? new Receipt.Deferred("nothing was sent: claiming it took too long", null)
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
        var claim = new Claim(Guid.NewGuid().ToString("N"), sender.Id, on.Store.UtcNow + Lease);
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
                await Report(notice, claim.Id, nothing, live.TraceParent);
            }
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // Then it does count so.
        }
    }

    // R1 to R4. A store that is away is asked again while the lease lasts: the answer is known and must not become
    // unknown.
    // Nor does it give way to a process that stops: what Slack has taken would be said again.
    private async Task Report(NoticeId notice, string claim, Receipt receipt, string? cause)
    {
        using var span = Traces.Begin("receipt", ActivityKind.Internal, cause);
        span?.SetTag(Traces.Group, notice.Group.Value).SetTag(Traces.Outcome, TimelineRow.ReceiptText(receipt));
        using var deadline = new CancellationTokenSource(ReportFor, on.Time);
        try
        {
            while (!await IsReported(notice, claim, receipt, deadline.Token))
            {
                await Task.Delay(ReportAgain, on.Time, deadline.Token);
            }
        }
        catch (OperationCanceledException late)
        {
            // The lease runs out, and the outcome counts as unknown.
            throw new StoreUnavailableException($"{notice}: its receipt could not be stored in time.", late);
        }
    }

    private async Task<bool> IsReported(
        NoticeId notice, string claim, Receipt receipt, CancellationToken cancellation)
    {
        try
        {
            await groupDesk.Apply(notice.Group, new GroupEvent.Answered(notice, claim, receipt), cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
