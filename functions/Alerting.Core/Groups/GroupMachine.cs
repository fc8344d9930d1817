using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;

namespace Alerting.Core.Groups;

/// <summary>
/// The one state machine of a group: pure, all of it. A tick, an answer to a notice and its abandonment are events into
/// it. Step L5 of <c>tests/models/accept_look.pml</c>, D4 and R4 of <c>slot_send.pml</c>.
/// </summary>
public sealed class GroupMachine
{
    /// <summary>Slots that change in one commit at the most: each takes up to five rows of its ninety.</summary>
    public const int MostSteps = 15;

    private static readonly TimeSpan LongestMemory = TimeSpan.FromHours(120);
    private static readonly TimeSpan StatusIsLookedAt = TimeSpan.FromHours(1);

    private readonly GroupState state;
    private readonly GroupContext context;
    private readonly DateTimeOffset now;
    private readonly Flush current;
    private readonly SlotNews news;
    private readonly SlotMachine slots;
    private readonly List<SlotStep> steps = [];
    private readonly List<Verdict> verdicts = [];
    private bool quiet = true;
    private bool unfinished;

    private GroupMachine(GroupState state, GroupContext context, DateTimeOffset now)
    {
        (this.state, this.context, this.now) = (state, context, now);
        var tellable = Tellable.Of(state, context, now);
        current = Flush.Of(Math.Max(state.Header.Flushes + 1, 1), tellable.Alerts, now);
        news = new(state, context, current, tellable, now);
        slots = new(state, context, current, news, now);
    }

    /// <summary>What the group does now that this happened.</summary>
    /// <param name="state">The group as it was read.</param>
    /// <param name="happened">The event.</param>
    /// <param name="context">Route, receiver and limits of the configuration that decides.</param>
    /// <param name="now">The store's time.</param>
    public static Decision Decide(GroupState state, GroupEvent happened, GroupContext context, DateTimeOffset now) =>
        new GroupMachine(state, context, now).Decide(happened);

    private Decision Decide(GroupEvent happened)
    {
        foreach (var integration in context.Receiver.Integrations)
        {
            Decide(happened, SlotOf(integration), integration);
        }

        var troubles = steps.Where(IsNewTrouble).ToArray();
        news.StandInsSpeak = context.Receiver.Integrations.Any(it => Latest(it)?.Trouble is not null);
        foreach (var integration in context.StandIns)
        {
            DecideStandIn(happened, integration, troubles);
        }

        foreach (var orphan in Orphans())
        {
            Decide(happened, orphan, null);
        }

        return Result(happened is GroupEvent.Tick);
    }

    private Slot SlotOf(Integration integration) => state.Slots.GetValueOrDefault(integration.Id)
        ?? new() { Integration = integration.Id, Notices = now.ToUnixTimeMilliseconds() };

    private static bool IsNewTrouble(SlotStep step) => step is { Before.Trouble: null, After.Trouble: not null };

    private Slot? Latest(Integration integration) => steps.LastOrDefault(step => Same(step.After, integration))?.After
        ?? state.Slots.GetValueOrDefault(integration.Id);

    // What could be told before is taken over from who told it: a stand-in goes on where that one stopped.
    private void DecideStandIn(GroupEvent happened, Integration integration, SlotStep[] troubles)
    {
        if (state.Header.IsGiven || (!news.StandInsSpeak && !state.Slots.ContainsKey(integration.Id)))
        {
            return;
        }

        var stored = SlotOf(integration);
        var slot = stored;
        if (slot.Live is null && news.StandInsSpeak)
        {
            var told = TakenOver(stored, troubles).Aggregate(slot.Told, Later);
            slot = slot with { Trouble = Troubles(), Told = told };
        }

        Decide(troubles.Length > 0 ? GroupEvent.Tick.Came : happened, slot, integration, stored);
    }

    // By one that never stood in, of every slot in trouble; else only of those that have come to it now.
    private IEnumerable<Told?> TakenOver(Slot stored, SlotStep[] troubles) => stored.ETag != default
        ? troubles.Select(it => it.Before.Told)
        : context.Receiver.Integrations.Where(it => Latest(it)?.Trouble is not null)
            .Select(it => steps.FirstOrDefault(step => Same(step.After, it))?.Before.Told ?? Latest(it)!.Told);

    private static Told? Later(Told? one, Told? other) => one is null || other?.At > one.At ? other : one;

    private string Troubles() => string.Join("; ", context.Receiver.Integrations.Select(Latest)
        .OfType<Slot>().Where(slot => slot.Trouble is not null).Take(3)
        .Select(slot => $"{context.Receiver.Name} ({slot.Integration}): {slot.Trouble}"));

    // Slots of integrations that the configuration no longer has: only a notice still under way matters.
    private IEnumerable<Slot> Orphans() => state.Slots.Values.Where(slot => slot.Live is not null
        && !context.Receiver.Integrations.Concat(context.StandIns).Any(
            integration => string.Equals(integration.Id, slot.Integration, StringComparison.Ordinal)));

    private void Decide(GroupEvent happened, Slot slot, Integration? integration) =>
        Decide(happened, slot, integration, slot);

    // A slot may be decided by more than is stored of it, which is then stored, too.
    private void Decide(GroupEvent happened, Slot slot, Integration? integration, Slot stored)
    {
        if (steps.Count == MostSteps)
        {
            unfinished = true;
            return;
        }

        var (step, verdict) = Step(happened, slot, integration);
        verdicts.Add(verdict);
        step = step is null ? null : step with { Before = stored };
        if (step is not null && (step.Before != step.After || step.End is not null))
        {
            steps.Add(step);
        }

        var acted = happened is GroupEvent.Tick || step is not null;
        var after = step?.After ?? slot;
        quiet &= after.Live is null && IsQuiet(verdict.Reason, acted);
    }

    private (SlotStep? Step, Verdict Verdict) Step(GroupEvent happened, Slot slot, Integration? integration) =>
        happened switch
        {
            GroupEvent.Tick when integration is not null => slots.WhenTick(slot, integration),
            GroupEvent.Answered answered when Concerns(slot, answered.Notice)
                && string.Equals(slot.Live?.Claim?.Id, answered.ClaimId, StringComparison.Ordinal) =>
                slots.WhenAnswered(slot, slot.Live!, integration, answered),
            GroupEvent.Postponed postponed when Concerns(slot, postponed.Notice) && slot.Live!.Claim is null =>
                slots.WhenPostponed(slot, slot.Live, integration, postponed),
            GroupEvent.Abandoned abandoned when Concerns(slot, abandoned.Notice)
                && !(slot.Live?.Claim?.Until > now) => slots.WhenEnded(
                slot, integration, SlotMachine.End(abandoned.Notice, slot.Live!, abandoned.Outcome, abandoned.Why)),
            GroupEvent.ContextCompleted { Flush: var flush } when integration is not null
                && slot is { Live: null, Told: { Maybe: false } told, Reference: not null } && told.Flush == flush
                && context.Edits(integration) => slots.WhenContextCompleted(slot, told),
            _ when integration is null => (null, new(slot.Integration, Reason.EarlierNoticeUnderWay)),
            _ => (null, slots.Look(slot, integration)),
        };

    private static bool Concerns(Slot slot, NoticeId notice) =>
        slot.Live?.Number == notice.Number
        && string.Equals(slot.Integration, notice.Integration, StringComparison.Ordinal);

    private static bool IsQuiet(Reason reason, bool acted) => reason switch
    {
        Reason.Cooldown or Reason.NothingToTell or Reason.ResolvedBeforeFirstNotification => true,
        Reason.MovedElsewhere or Reason.Muted or Reason.Silenced or Reason.Inhibited => true,
        Reason.StandInNotNeeded => true,
        Reason.SendResolvedOff or Reason.GivenUp => acted,
        _ => false,
    };

    private Decision Result(bool ticked)
    {
        quiet &= !unfinished && !context.IsLeaving;
        var used = steps.Any(step =>
            step.After.Live?.Flush == current.Number || step.After.Told?.Flush == current.Number);
        ImmutableArray<string> mutedBy = IsMuted ? context.Mute.By : [];
        var suppression = SuppressionMark.Of(state.Alerts, context.Suppressed, mutedBy);
        return new()
        {
            Steps = [.. steps],
            Verdicts = [.. verdicts],
            Flush = used ? current : null,
            Remove = quiet ? [.. state.Alerts.Where(alert => !IsFiring(alert))] : [],
            MutedBy = mutedBy,
            Suppression = suppression,
            IsSuppressionNew = suppression != state.Header.Suppression,
            Rest = Resting(ticked),
        };
    }

    private bool IsMuted => verdicts.Any(verdict => verdict.Reason == Reason.Muted);

    private Rest Resting(bool ticked)
    {
        if (state.Header.IsStatus)
        {
            // Of these there are many: it goes with the end of its last notice. Nothing but those wakes it.
            var later = state.Header.Due > now ? state.Header.Due : now + StatusIsLookedAt;
            return quiet ? new Rest.Forgotten() : new Rest.Asleep(later);
        }

        if (!quiet || MayBeToldOnAnyTick)
        {
            return new Rest.Awake(NextTick(ticked));
        }

        if (!state.Alerts.Any(IsFiring))
        {
            return ticked && state.Header.Empty && state.Alerts.IsEmpty && state.Header.Due <= now
                ? new Rest.Forgotten()
                : new Rest.Empty(now + Memory());
        }

        // While it is muted, what has come already waits for the end of that.
        return new Rest.Asleep(Wakes().Where(wake => wake > now).Min());
    }

    // Nobody says when a silence is taken back or an inhibitor is over.
    private bool MayBeToldOnAnyTick => context.Behaviour.AnnouncesAfter
        ? state.Alerts.Any(IsFiring)
        : !context.Suppressed.IsEmpty && state.Alerts.Any(
            alert => IsFiring(alert) && context.Suppressed.ContainsKey(alert.Fingerprint));

    private bool IsFiring(StoredAlert alert) => alert.StatusAt(now) == AlertStatus.Firing;

    // An answer must not skip a tick that has fallen due and was not looked at yet.
    private DateTimeOffset NextTick(bool ticked)
    {
        var next = unfinished ? now : state.Header.TickAfter(now, context.Route.GroupInterval);
        return !ticked && !state.Header.Empty && state.Header.Due < next ? state.Header.Due : next;
    }

    // Longer than any repeat of what was told, so that a group that comes back is not told as new too early.
    private TimeSpan Memory()
    {
        var twice = context.Route.RepeatInterval > LongestMemory / 2 ? LongestMemory : context.Route.RepeatInterval * 2;
        return twice > context.Route.GroupInterval ? twice : context.Route.GroupInterval;
    }

    private IEnumerable<DateTimeOffset> Wakes()
    {
        var interval = context.Route.GroupInterval;
        var firstEnd = state.Alerts.Where(IsFiring).Min(alert => alert.Until);
        yield return state.Header.TickFrom(firstEnd, interval);
        if (IsMuted && context.Mute.Until is { } until)
        {
            yield return state.Header.TickFrom(until, interval);
        }

        foreach (var integration in context.Receiver.Integrations.Concat(news.StandInsSpeak ? context.StandIns : []))
        {
            var slot = Latest(integration) ?? SlotOf(integration);
            if (news.ToldAt(slot.Told, integration) is { } at)
            {
                yield return state.Header.TickAfter(at + context.Route.RepeatInterval, interval);
            }
        }
    }

    private static bool Same(Slot slot, Integration integration) =>
        string.Equals(slot.Integration, integration.Id, StringComparison.Ordinal);
}
