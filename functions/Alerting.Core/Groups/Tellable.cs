using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Groups;

/// <summary>
/// The alerts of a group that may be told now: those that nothing suppresses. Where the configuration says so, what was
/// announced and is over passes through silences and mutes, together with what was announced beside it, so that it is
/// not worded as if all were over.
/// </summary>
/// <param name="Alerts">They, in order.</param>
/// <param name="PassesMute">Whether time intervals do not keep their end from being told.</param>
internal sealed record Tellable(ImmutableArray<StoredAlert> Alerts, bool PassesMute)
{
    public static Tellable Of(GroupState state, GroupContext context, DateTimeOffset now)
    {
        if (context.Behaviour.ResolvedPassesThrough && Passing(state, context, now) is { Count: > 0 } passing)
        {
            return new(
                [.. state.Alerts.Where(alert => passing.Contains(alert.Fingerprint) || !IsHeld(alert, context))],
                context.Mute.IsOn);
        }

        return context.Suppressed.IsEmpty
            ? new(state.Alerts, false)
            : new([.. state.Alerts.Where(alert => !context.Suppressed.ContainsKey(alert.Fingerprint))], false);
    }

    // What was announced, where some of it that is held back is over.
    private static HashSet<Fingerprint> Passing(GroupState state, GroupContext context, DateTimeOffset now)
    {
        Flush[] told = [.. state.Slots.Values.Where(slot => slot.Told is not null)
            .Select(slot => state.Flushes[slot.Told!.Flush])];
        StoredAlert[] announced = [.. state.Alerts.Where(alert => IsHeld(alert, context)
            && context.Suppressed.GetValueOrDefault(alert.Fingerprint).Inhibitor is null
            && Array.Exists(told, flush => flush.Firing.Contains(alert.Fingerprint)))];
        return Array.Exists(announced, alert => alert.StatusAt(now) != AlertStatus.Firing)
            ? [.. announced.Select(alert => alert.Fingerprint)]
            : [];
    }

    private static bool IsHeld(StoredAlert alert, GroupContext context) =>
        context.Mute.IsOn || context.Suppressed.ContainsKey(alert.Fingerprint);
}
