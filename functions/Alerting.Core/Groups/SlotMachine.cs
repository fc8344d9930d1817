using Alerting.Core.Configuration;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>
/// What one slot does: a notice under way is never overtaken. Steps D4 and R4 of <c>tests/models/slot_send.pml</c>.
/// </summary>
internal sealed class SlotMachine(
    GroupState state, GroupContext context, Flush current, SlotNews news, DateTimeOffset now)
{
    /// <summary>A message that hints at a notice may be lost: its row falls due this long after.</summary>
    public static readonly TimeSpan HintPatience = TimeSpan.FromSeconds(90);

    private const int MostPossibleRepeats = 5;

    /// <summary>A tick came: says what there is to say, unless a notice is under way.</summary>
    public (SlotStep Step, Verdict Verdict) WhenTick(Slot slot, Integration integration) => slot.Live switch
    {
        null => Act(slot, slot, news.Wish(slot, integration), null),
        { EverClaimed: true } live => WhenUnderWay(slot, live, integration),
        { EverClaimed: false } live => WhenReplaceable(slot, live, integration),
    };

    /// <summary>What the slot would hear on a tick, without acting.</summary>
    public Verdict Look(Slot slot, Integration integration) => new(
        slot.Integration, slot.Live is null ? news.Wish(slot, integration) : Reason.EarlierNoticeUnderWay);

    /// <summary>The live notice's attempt was answered.</summary>
    public (SlotStep Step, Verdict Verdict) WhenAnswered(
        Slot slot, LiveNotice live, Integration? integration, Receipt receipt, NoticeId notice) => receipt switch
        {
            Receipt.Delivered => WhenEnded(slot, integration, End(notice, live, NoticeOutcome.Delivered, receipt.Why)),
            Receipt.Deferred deferred => PutBack(slot, live, Later(deferred.After, Pause(live)), unknown: false),
            Receipt.Unknown when context.Deduplicates(notice.Kind) => PutBack(slot, live, Pause(live), unknown: true),
            Receipt.Unknown => WhenEnded(slot, integration, End(notice, live, NoticeOutcome.Unknown, receipt.Why)),
            _ => WhenEnded(slot, integration, End(notice, live, NoticeOutcome.Refused, receipt.Why)),
        };

    /// <summary>The live notice ended: told changes, and what is owed is decided in the same commit.</summary>
    public (SlotStep Step, Verdict Verdict) WhenEnded(Slot slot, Integration? integration, NoticeEnd end)
    {
        var live = slot.Live!;
        var delivered = end.Outcome == NoticeOutcome.Delivered;
        var uncertain = !delivered && (end.Outcome == NoticeOutcome.Unknown || live.AnyUnknown);

        // Said so often without an answer counts as heard: a vendor that takes it but never answers would hear it for
        // ever.
        var heard = delivered || (uncertain && slot.Failures >= MostPossibleRepeats);
        var maybe = uncertain && !heard;
        var ended = slot with
        {
            Live = null,
            Owed = false,
            Told = heard || maybe ? new Told(live.Flush, now, maybe) : slot.Told,
            Failures = heard ? 0 : slot.Failures + 1,
            ResolveFailingSince = heard || state.Flushes[live.Flush].Firing.Count > 0
                ? null
                : slot.ResolveFailingSince ?? now,
            FailedAt = heard ? null : now,
        };
        if (integration is null)
        {
            return (new(slot, ended, end), new(slot.Integration, Reason.NothingToTell));
        }

        var wish = news.Wish(ended, integration);
        return slot.Owed || maybe || wish is Reason.SendResolvedOff or Reason.GivenUp
            ? Act(slot, ended, wish, end)
            : (new(slot, ended, end), new(slot.Integration, wish));
    }

    /// <summary>The end of a notice as the ledger keeps it.</summary>
    public static NoticeEnd End(NoticeId notice, LiveNotice live, NoticeOutcome outcome, string why) =>
        new(notice, outcome, live.Reason, live.Flush, live.Due, live.Attempt, why);

    private (SlotStep Step, Verdict Verdict) WhenUnderWay(Slot slot, LiveNotice live, Integration integration)
    {
        var after = news.Differs(new Told(live.Flush, now, Maybe: false), integration).IsSent();
        return (new(slot, slot with { Owed = slot.Owed || after }, null),
            new(slot.Integration, Reason.EarlierNoticeUnderWay));
    }

    private (SlotStep Step, Verdict Verdict) WhenReplaceable(Slot slot, LiveNotice live, Integration integration)
    {
        var free = slot with { Live = null };
        var wish = news.Wish(free, integration);
        if (wish.IsSent() && current.SaysTheSameAs(state.Flushes[live.Flush]))
        {
            return (new(slot, slot, null), new(slot.Integration, Reason.EarlierNoticeUnderWay));
        }

        var reason = wish == Reason.NothingToTell ? Reason.ResolvedBeforeFirstNotification : wish;
        var notice = new NoticeId(state.Header.Id, slot.Integration, live.Number);
        return Act(slot, free, reason, End(notice, live, NoticeOutcome.Superseded, reason.ToText()));
    }

    private (SlotStep Step, Verdict Verdict) Act(Slot before, Slot slot, Reason reason, NoticeEnd? end)
    {
        var after = reason switch
        {
            Reason.SendResolvedOff => slot with { Told = new(current.Number, now, Maybe: false), Failures = 0 },
            Reason.GivenUp => slot with
            {
                Told = null,
                Failures = 0,
                ResolveFailingSince = null,
                FailedAt = null,
            },
            _ when reason.IsSent() => slot with { Notices = slot.Notices + 1, Live = New(slot, reason), Owed = false },
            _ => slot,
        };
        return (new(before, after, end), new(slot.Integration, reason));
    }

    private LiveNotice New(Slot slot, Reason reason) => new()
    {
        Number = slot.Notices + 1,
        Flush = current.Number,
        Reason = reason,
        DecidedAt = now,
        PossibleRepeat = slot.Told is { Maybe: true },
        NotBefore = now,
        Due = now + HintPatience,
        TraceParent = state.Header.TraceParent,
    };

    private (SlotStep Step, Verdict Verdict) PutBack(Slot slot, LiveNotice live, TimeSpan pause, bool unknown)
    {
        var notBefore = now + pause;
        var after = slot with
        {
            Live = live with
            {
                Attempt = live.Attempt + 1,
                Claim = null,
                NotBefore = notBefore,
                Due = notBefore + HintPatience,
                AnyUnknown = live.AnyUnknown || unknown,
            },
        };
        return (new(slot, after, null), new(slot.Integration, Reason.EarlierNoticeUnderWay));
    }

    // A vendor that asks for no wait at all still gets ours, or the two would go round without end.
    private static TimeSpan Later(TimeSpan? asked, TimeSpan pause) => asked > pause ? asked.Value : pause;

    // 1 s, 2 s, 4 s, ... at most 5 min; a quarter more or less by notice, so that what failed together does not return
    // together.
    private static TimeSpan Pause(LiveNotice live)
    {
        var seconds = Math.Min(300, Math.Pow(2, Math.Min(live.Attempt - 1, 12)));
        var spread = ((live.Number * 7919) + (live.Attempt * 104729)) % 1000 / 1000d;
        return TimeSpan.FromSeconds(seconds * (0.75 + (spread / 2)));
    }
}
