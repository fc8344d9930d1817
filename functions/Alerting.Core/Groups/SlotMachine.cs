using Alerting.Core.Configuration.Integrations;
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

    private const int LongestTrouble = 300;
    private const int MostChanges = 3;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(10);

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
        Slot slot, LiveNotice live, Integration? integration, GroupEvent.Answered answered)
    {
        var (notice, receipt) = (answered.Notice, answered.Receipt);
        (SlotStep, Verdict) Ended(NoticeOutcome outcome) =>
            WhenEnded(slot, integration, End(notice, live, outcome, receipt.Why) with
            {
                Reference = (receipt as Receipt.Delivered)?.Reference,
            });
        return receipt switch
        {
            Receipt.Delivered => Ended(NoticeOutcome.Delivered),
            Receipt.Deferred when IsContext(live) && live.Attempt >= MostChanges => Ended(NoticeOutcome.Expired),
            Receipt.Deferred deferred => PutBack(
                Troubled(slot, live, integration, answered.Trouble),
                live with { Progress = deferred.Progress ?? live.Progress },
                Later(deferred.After, Pause(live)),

                // Somebody was told a part of it.
                unknown: deferred.Progress is not null),
            Receipt.Unknown when context.Deduplicates(notice.Kind) =>
                PutBack(Troubled(slot, live, integration, answered.Trouble), live, Pause(live), unknown: true),
            Receipt.Unknown => Ended(NoticeOutcome.Unknown),
            _ => Ended(NoticeOutcome.Refused),
        };
    }

    /// <summary>
    /// More is known of what it was told: its message is changed. That is no news: it puts no repeat off, and whatever
    /// else there is to say goes before it.
    /// </summary>
    public (SlotStep Step, Verdict Verdict) WhenContextCompleted(Slot slot, Told told)
    {
        var live = New(slot, Reason.ContextCompleted) with { Flush = told.Flush };
        return (new(slot, slot with { Notices = live.Number, Live = live }, null),
            new(slot.Integration, Reason.ContextCompleted));
    }

    /// <summary>The live notice, which nobody is sending, waits.</summary>
    public (SlotStep Step, Verdict Verdict) WhenPostponed(
        Slot slot, LiveNotice live, Integration? integration, GroupEvent.Postponed postponed)
    {
        // Whoever postponed it may have read it before a vendor asked for a longer wait.
        var until = InTime(live, postponed.Until > live.NotBefore ? postponed.Until : live.NotBefore);
        var after = Troubled(slot, live, integration, postponed.Trouble) with
        {
            Live = live with
            {
                NotBefore = until,
                Due = until + HintPatience,
                HasPlace = postponed.IsPlace,
            },
        };
        return (new(slot, after, null), new(slot.Integration, Reason.EarlierNoticeUnderWay));
    }

    /// <summary>The live notice ended: told changes, and what is owed is decided in the same commit.</summary>
    public (SlotStep Step, Verdict Verdict) WhenEnded(Slot slot, Integration? integration, NoticeEnd end)
    {
        var live = slot.Live!;
        if (IsContext(live))
        {
            return WhenChanged(slot, integration, end);
        }

        var delivered = end.Outcome == NoticeOutcome.Delivered;
        var uncertain = !delivered && (end.Outcome == NoticeOutcome.Unknown || live.AnyUnknown);

        // Said once more without an answer counts as heard, and others are told: a vendor that takes it but never
        // answers would hear it for ever.
        var heard = delivered || (uncertain && IsRepeat(slot, live));
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
            Trouble = IsStandIn(integration) ? slot.Trouble : TroubleAfter(slot, end, maybe),
            Reference = end.Reference ?? slot.Reference,
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

    private static bool IsContext(LiveNotice live) => live.Reason == Reason.ContextCompleted;

    // Whatever became of it: what was told before is what counts.
    private (SlotStep Step, Verdict Verdict) WhenChanged(Slot slot, Integration? integration, NoticeEnd end)
    {
        var ended = slot with { Live = null, Owed = false, Reference = end.Reference ?? slot.Reference };
        if (integration is null)
        {
            return (new(slot, ended, end), new(slot.Integration, Reason.NothingToTell));
        }

        var wish = news.Wish(ended, integration);
        return slot.Owed ? Act(slot, ended, wish, end) : (new(slot, ended, end), new(slot.Integration, wish));
    }

    // The same as what it is not known to have arrived: how it began, or how it ended.
    private bool IsRepeat(Slot slot, LiveNotice live) => slot.Told is { Maybe: true } told
        && state.Flushes[told.Flush].Firing.Count > 0 == state.Flushes[live.Flush].Firing.Count > 0;

    private static bool IsStandIn(Integration? integration) => integration is { StandIn.Length: > 0 };

    private static bool IsStandIn(Slot slot) => slot.Integration.Contains("].", StringComparison.Ordinal);

    // One that is put back is told later all the same.
    private static string? TroubleAfter(Slot slot, NoticeEnd end, bool maybe) => end.Outcome switch
    {
        NoticeOutcome.Delivered => null,
        NoticeOutcome.Refused or NoticeOutcome.Expired => Text.Cut(end.Why, LongestTrouble),
        NoticeOutcome.Unknown => maybe ? slot.Trouble : Text.Cut("no answer, twice: " + end.Why, LongestTrouble),
        NoticeOutcome.Superseded => slot.Trouble,
    };

    // A message that waits to be changed was told: nobody has to stand in.
    private static Slot Troubled(Slot slot, LiveNotice live, Integration? integration, string? trouble) =>
        trouble is null || IsStandIn(integration) || IsContext(live)
            ? slot
            : slot with { Trouble = Text.Cut(trouble, LongestTrouble) };

    /// <summary>The end of a notice as the ledger keeps it.</summary>
    public static NoticeEnd End(NoticeId notice, LiveNotice live, NoticeOutcome outcome, string why) =>
        new(notice, outcome, live.Reason, live.Flush, live.Due, live.Attempt, why);

    private (SlotStep Step, Verdict Verdict) WhenUnderWay(Slot slot, LiveNotice live, Integration integration)
    {
        var told = IsContext(live) ? slot.Told : new Told(live.Flush, now, Maybe: false);
        var after = news.Differs(told, integration).IsSent();
        return (new(slot, slot with { Owed = slot.Owed || after }, null),
            new(slot.Integration, Reason.EarlierNoticeUnderWay));
    }

    private (SlotStep Step, Verdict Verdict) WhenReplaceable(Slot slot, LiveNotice live, Integration integration)
    {
        var free = slot with { Live = null };
        var wish = news.Wish(free, integration);
        var stays = IsContext(live)
            ? !wish.IsSent()
            : wish.IsSent() && current.SaysTheSameAs(state.Flushes[live.Flush]);
        if (state.Header.IsGiven || stays)
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
                Trouble = IsStandIn(slot) ? slot.Trouble : null,
            },

            // What could not be told is over.
            Reason.ResolvedBeforeFirstNotification when !IsStandIn(slot) => slot with { Trouble = null },
            _ when reason.IsSent() => slot with
            {
                Notices = slot.Notices + 1,
                Live = New(slot, reason),
                Owed = false,

                // A new trouble has a message of its own.
                Reference = reason == Reason.FirstNotification ? null : slot.Reference,
            },
            _ => slot,
        };
        return (new(before, after, end), new(slot.Integration, reason));
    }

    // A vendor that has just failed to say whether it took something is given time.
    private DateTimeOffset Begins(Slot slot) => slot.Told is { Maybe: true } && slot.FailedAt is { } failed
        && failed + RepeatAfter > now ? failed + RepeatAfter : now;

    private LiveNotice New(Slot slot, Reason reason) => new()
    {
        Number = slot.Notices + 1,
        Flush = current.Number,
        Reason = reason,
        DecidedAt = now,
        PossibleRepeat = slot.Told is { Maybe: true },
        NotBefore = Begins(slot),
        Due = Begins(slot) + HintPatience,
        TraceParent = state.Header.TraceParent,
    };

    private (SlotStep Step, Verdict Verdict) PutBack(Slot slot, LiveNotice live, TimeSpan pause, bool unknown)
    {
        var notBefore = InTime(live, now + pause);
        var after = slot with
        {
            Live = live with
            {
                Attempt = live.Attempt + 1,
                Claim = null,
                HasPlace = false,
                NotBefore = notBefore,
                Due = notBefore + HintPatience,
                AnyUnknown = live.AnyUnknown || unknown,
            },
        };
        return (new(slot, after, null), new(slot.Integration, Reason.EarlierNoticeUnderWay));
    }

    // Looked at again when it is too old, however long it was to wait.
    private DateTimeOffset InTime(LiveNotice live, DateTimeOffset until) =>
        until < live.DecidedAt + context.MaxAge ? until : live.DecidedAt + context.MaxAge;

    // A vendor that asks for no wait at all still gets ours, or the two would go round without end.
    private static TimeSpan Later(TimeSpan? asked, TimeSpan pause) => asked > pause ? asked.Value : pause;

    // 1 s, 2 s, 4 s, ... at most a minute: longer pauses are its destination's. A quarter more or less by notice, so
    // that what failed together does not return together.
    private static TimeSpan Pause(LiveNotice live)
    {
        var seconds = Math.Min(60, Math.Pow(2, Math.Min(live.Attempt - 1, 12)));
        var spread = ((live.Number * 7919) + (live.Attempt * 104729)) % 1000 / 1000d;
        return TimeSpan.FromSeconds(seconds * (0.75 + (spread / 2)));
    }
}
