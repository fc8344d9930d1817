using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Desks.Delivering;
using Alerting.Core.Desks.Enriching;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Groups;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Sends notices: sees whether the destination takes anything now, claims the slot, has the channel send once, reports
/// the receipt to the group. Steps S1 to S3 of <c>tests/models/slot_send.pml</c>. Ten hints at one notice, or two
/// processes at it, come to one claim.
/// </summary>
public sealed class NoticeDesk(
    Foundation on, GroupDesk groupDesk, ChannelSet channels, SenderIdentity sender, Suppression suppression,
    Enricher enricher)
{
    /// <summary>How long an attempt may take before it is abandoned, by the monotonic clock.</summary>
    public static readonly TimeSpan SendDeadline = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim is good for: the deadline, and time to report the receipt.</summary>
    public static readonly TimeSpan Lease = SendDeadline + TimeSpan.FromSeconds(30);

    private readonly GroupStore groups = new(on.Store, on.Shards);
    private readonly Attempts attempts = new(on, groupDesk, sender);
    private readonly Destinations destinations = new(on);

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
        try
        {
            for (var conflicts = 0; !await IsDealtWith(notice, hint, cancellation);)
            {
                await Contention.Pause(conflicts++, on.Time, cancellation);
            }
        }
        finally
        {
            if (hint is { Mark: 0 })
            {
                await destinations.Pass(notice);
            }
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
                var cutOff = new Receipt.Unknown("The attempt was cut off.");
                await attempts.Report(new(notice, claim.Id, cutOff), live.TraceParent);
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
            return await IsSent(notice, slot, configuration, cancellation);
        }
        else if (hint is { } early && (early.Mark == live.Attempt || early.Mark == 0))
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
        NoticeId notice, Slot slot, AlertingConfiguration configuration, CancellationToken cancellation)
    {
        var header = await groups.Header(notice.Group, cancellation);
        var integration = header is null ? null : configuration.IntegrationOf(header.Receiver, notice.Integration);
        if (header is null || integration is null || channels.Find(notice.Kind) is not { } channel
            || (header.IsStatus && !integration.TakesStatuses))
        {
            var why = header is { IsStatus: true } && integration is { TakesStatuses: false }
                ? "It is not told what runs report."
                : "The configuration no longer has this integration.";
            await groupDesk.Apply(
                notice.Group, new GroupEvent.Abandoned(notice, NoticeOutcome.Refused, why), cancellation);
            return true;
        }

        // Sources are asked before a turn is taken: what waits for them holds up nobody who need not.
        var inHand = new NoticeInHand(notice, slot, header, integration);
        var said = enricher.AsksSources(configuration) ? await Read(inHand, configuration, cancellation) : null;
        var destination = destinations.Of(integration);
        return !destination.TryEnterOrWait(notice)
            || await IsSent(channel, destination, inHand with { Said = said }, configuration, cancellation);
    }

    private async Task<Said> Read(
        NoticeInHand inHand, AlertingConfiguration configuration, CancellationToken cancellation)
    {
        var (_, slot, header, integration) = inHand;
        var content = await NotificationContent.Read(groups, on, header, slot, integration, cancellation);
        return new(content, await ContextOf(inHand, content, configuration, cancellation));
    }

    // In its turn, which others have when the vendor has answered. What that is worth is stored first: until then a
    // process that dies leaves it unknown.
    private async Task<bool> IsSent(
        IChannel channel, Destination destination, NoticeInHand inHand, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        GroupEvent? happened;
        IReadOnlyList<NoticeId> next = [];
        try
        {
            try
            {
                happened = await Attempt(channel, destination, inHand, configuration, cancellation);
            }
            finally
            {
                next = destination.Leave();
            }

            await (happened switch
            {
                GroupEvent.Answered answered => attempts.Report(answered, inHand.Slot.Live!.TraceParent),
                { } other => groupDesk.Apply(inHand.Notice.Group, other, cancellation),
                null => Task.CompletedTask,
            });
        }
        finally
        {
            // Also when a store that is away took this one's turn from it.
            await destinations.Turns(destination, next);
        }

        if (happened is GroupEvent.Postponed { Until: var until })
        {
            await on.Hints.Later(inHand.Notice, until);
        }
        else if (happened is GroupEvent.Answered { IsEarly: true })
        {
            await enricher.CatchUp(new(inHand.Notice.Group, inHand.Slot.Live!.Flush), cancellation);
        }

        return happened is not null;
    }

    // What came of it, for its group; null: somebody was faster.
    private async Task<GroupEvent?> Attempt(
        IChannel channel, Destination destination, NoticeInHand inHand, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        var (notice, slot, header, integration) = inHand;
        var isMade = false;
        try
        {
            // A drill asks whether it works now.
            if (!header.IsDrill
                && await destinations.Waits(destination, notice, slot.Live!, configuration.Delivery, cancellation)
                    is { } postponed)
            {
                return postponed;
            }

            var (content, context) = inHand.Said ?? await Read(inHand, configuration, cancellation);
            if (await IsOutOfDate(inHand, content, configuration, cancellation) is { } why)
            {
                return new GroupEvent.Abandoned(notice, NoticeOutcome.Superseded, why);
            }

            var said = content.For(notice, slot, configuration) with { Context = context };
            if (await attempts.Make(channel, notice, slot, said, cancellation) is not { } made)
            {
                return null;
            }

            isMade = true;
            var receipt = made.Receipt.Masked(configuration.Redactor);
            return new GroupEvent.Answered(notice, made.Claim.Id, receipt)
            {
                Trouble = destinations.Count(destination, notice, receipt, configuration.Delivery),
                IsEarly = context is { IsComplete: false } && channel.Edits(integration),
            };
        }
        finally
        {
            if (!isMade)
            {
                destination.GiveProbeBack(notice);
            }
        }
    }

    // What was found out of the same alerts stays true when they are told of again, or are over.
    private async Task<LogContext?> ContextOf(
        NoticeInHand inHand, NotificationContent content, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        var (notice, slot, header, _) = inHand;
        if (header.IsGiven || content.IsEmpty || content.IsStale)
        {
            return null;
        }

        var live = slot.Live!;
        var isKnown = live.Reason is Reason.RepeatIntervalElapsed or Reason.AllAlertsResolved;
        var before = isKnown && slot.Told is { } told ? new FlushId(notice.Group, told.Flush) : (FlushId?)null;
        var context = await enricher.Of(
            new(notice.Group, live.Flush), content.Alerts, before, configuration, cancellation);
        return context is { IsEmpty: false } ? context : null;
    }

    private async Task<string?> IsOutOfDate(
        NoticeInHand inHand, NotificationContent content, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        if (content.IsEmpty || content.IsStale)
        {
            return inHand.Slot.Live!.Reason == Reason.ContextCompleted
                ? "Alerts it tells of are over: it is not changed any more."
                : "Alerts it was to tell of belong to other groups now.";
        }

        // What runs report is recorded, not announced: no silence is about it.
        return !inHand.Header.IsStatus && await IsHeldBack(inHand.Slot.Live!, content, configuration, cancellation)
            ? "Silenced or inhibited since it was put back."
            : null;
    }

    private sealed record NoticeInHand(NoticeId Notice, Slot Slot, GroupHeader Header, Integration Integration)
    {
        // Null: it is read once it is its turn.
        public Said? Said { get; init; }
    }

    private sealed record Said(NotificationContent Content, LogContext? Context);
}
