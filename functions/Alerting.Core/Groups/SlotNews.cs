using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;

namespace Alerting.Core.Groups;

/// <summary>
/// What there is to say to a slot. The table of reasons is Alertmanager's (<c>notify/dedup_stage.go</c>, needsUpdate).
/// </summary>
internal sealed class SlotNews(
    GroupState state, GroupContext context, Flush current, Tellable tellable, DateTimeOffset now)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    // Alerts that fire and belong to other groups now, and those that came from others.
    private readonly HashSet<Fingerprint> elsewhere =
        [.. tellable.Alerts.Where(alert => alert.IsMoved && alert.StatusAt(now) == AlertStatus.Firing)
            .Select(alert => alert.Fingerprint)];

    private readonly Dictionary<Fingerprint, StoredAlert> travelled = tellable.Alerts
        .Where(alert => alert.IsMoved || alert.Former is not null).ToDictionary(alert => alert.Fingerprint);

    /// <summary>
    /// Whether those that stand in for others are told what is new; else only how what they were told of ends.
    /// </summary>
    public bool StandInsSpeak { get; set; }

    /// <summary>What it is to hear now, or why nothing.</summary>
    public Reason Wish(Slot slot, Integration integration)
    {
        if (state.Header.IsGiven)
        {
            return Reason.NothingToTell;
        }

        var reason = Differs(slot.Told, integration);
        if (!reason.IsSent())
        {
            return reason;
        }

        if (integration.StandIn.Length > 0 && !StandInsSpeak
            && reason is not (Reason.AllAlertsResolved or Reason.SomeAlertsResolved))
        {
            return Reason.StandInNotNeeded;
        }

        if (context.Mute.IsOn
            && !(tellable.PassesMute && reason is Reason.AllAlertsResolved or Reason.SomeAlertsResolved))
        {
            return Reason.Muted;
        }

        if (reason == Reason.AllAlertsResolved && !integration.SendResolved)
        {
            return Reason.SendResolvedOff;
        }

        if (reason == Reason.AllAlertsResolved && slot.ResolveFailingSince + context.MaxAge < now)
        {
            return Reason.GivenUp;
        }

        return MayTry(slot, reason) ? reason : Reason.WaitingAfterFailure;
    }

    /// <summary>When the cooldown of what fires here began; null where nothing was told of it, or nothing
    /// fires.</summary>
    public DateTimeOffset? ToldAt(Told? told, Integration integration)
    {
        if (!Fires)
        {
            return null;
        }

        return told is not null && FlushOf(told).Firing.Count > 0
            ? told.At
            : travelled.Values.Where(alert => !alert.IsMoved && alert.StatusAt(now) == AlertStatus.Firing)
                .Min(alert => ToldBefore(alert, integration)) ?? told?.At;
    }

    private bool Fires => current.Firing.Count > elsewhere.Count;

    private Flush FlushOf(Told told) => told.Flush == current.Number ? current : state.Flushes[told.Flush];

    /// <summary>What there is to say to who was told that, whether or not it may be said now.</summary>
    public Reason Differs(Told? told, Integration integration)
    {
        if (tellable.Alerts.IsEmpty && !state.Alerts.IsEmpty)
        {
            return state.Alerts.All(alert => context.Suppressed[alert.Fingerprint].Inhibitor is not null)
                ? Reason.Inhibited
                : Reason.Silenced;
        }

        var before = told is null ? null : FlushOf(told);
        if (!Fires)
        {
            return WhenNothingFires(before, told is { Maybe: true }, integration);
        }

        if (told is { Maybe: true } && !(tellable.PassesMute && before is not null && IsOver(before, integration)))
        {
            return Reason.PossibleRepeat;
        }

        if (IsNews(before, integration))
        {
            return before?.Firing.Count > 0 ? Reason.NewAlertsAdded : Reason.FirstNotification;
        }

        if (context.Behaviour.AnnouncesAfter && before is not null && IsBack(before, told!.At))
        {
            return Reason.SilenceEnded;
        }

        if (before is not null && integration.SendResolved && IsOver(before, integration))
        {
            return Reason.SomeAlertsResolved;
        }

        return ToldAt(told, integration) + context.Route.RepeatInterval < now
            ? Reason.RepeatIntervalElapsed
            : Reason.Cooldown;
    }

    // Nothing that belongs here, that is: what was told here and fires on in other groups is waited for.
    private Reason WhenNothingFires(Flush? before, bool maybe, Integration integration)
    {
        if (before is null || tellable.Alerts.IsEmpty || (!maybe && before.Firing.Count == 0))
        {
            return Reason.NothingToTell;
        }

        if (elsewhere.Count == 0 || !(maybe || before.Firing.Any(elsewhere.Contains)))
        {
            return Reason.AllAlertsResolved;
        }

        return !maybe && integration.SendResolved && IsOver(before, integration)
            ? Reason.SomeAlertsResolved
            : Reason.MovedElsewhere;
    }

    private bool IsNews(Flush? before, Integration integration) => travelled.Count == 0 && before is not null
        ? !current.Firing.IsSubsetOf(before.Firing)
        : current.Firing.Any(alert => before?.Firing.Contains(alert) != true && !IsForOthers(alert, integration));

    private bool IsOver(Flush before, Integration integration) => travelled.Count == 0
        ? !current.Over.IsSubsetOf(before.Over)
        : current.Over.Any(alert => !before.Over.Contains(alert)
            && (before.Firing.Contains(alert) || !IsForOthers(alert, integration)));

    // What was told before it was silenced, and fires still.
    private bool IsBack(Flush before, DateTimeOffset toldAt) => tellable.Alerts.Any(alert =>
        before.Firing.Contains(alert.Fingerprint) && current.Firing.Contains(alert.Fingerprint)
        && context.WasHeldSince(alert, toldAt));

    // Another group told that it fires, or will.
    private bool IsForOthers(Fingerprint alert, Integration integration) =>
        travelled.GetValueOrDefault(alert) is { } known
        && (known.IsMoved || ToldBefore(known, integration) is not null);

    private DateTimeOffset? ToldBefore(StoredAlert alert, Integration integration) =>
        alert.Former?.ToldAt(state.Header.Receiver, integration.Id);

    // After the first failure the next tick tries again, as Alertmanager does; then the pause doubles, so that a hook
    // that is gone is not knocked at every few minutes for ever. The first word of a resolve never waits.
    private bool MayTry(Slot slot, Reason reason)
    {
        if (slot.FailedAt is not { } failed
            || (reason == Reason.AllAlertsResolved && slot.ResolveFailingSince is null))
        {
            return true;
        }

        var intervals = Math.Pow(2, Math.Min(slot.Failures - 1, 20)) - 1;
        var ticks = Math.Min(context.Route.GroupInterval.Ticks * intervals, LongestPause.Ticks);
        return now >= failed.AddTicks((long)ticks);
    }
}
