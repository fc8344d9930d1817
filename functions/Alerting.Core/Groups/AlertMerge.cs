using Alerting.Core.Alerts;

namespace Alerting.Core.Groups;

/// <summary>
/// What becomes of a stored alert when it is reported again: Alertmanager's rules (<c>types.Alert.Merge</c> and the
/// overlap test of its store), the arriving alert always being the younger, whatever the stamps.
/// </summary>
public static class AlertMerge
{
    private static readonly TimeSpan LongestSlack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ExactBelow = TimeSpan.FromMinutes(2);

    /// <summary>The alert to store, or null when nothing of it has to be written.</summary>
    /// <param name="old">What is stored; null when it is unknown.</param>
    /// <param name="arriving">What was reported.</param>
    /// <param name="staleAfter">How long an explicit alert fires without mention.</param>
    /// <param name="arrivedAt">When it was reported, by the store's time.</param>
    /// <param name="now">The store's time.</param>
    public static StoredAlert? Apply(
        StoredAlert? old, Alert arriving, TimeSpan staleAfter, DateTimeOffset arrivedAt, DateTimeOffset now)
    {
        var until = arriving.EndsAt ?? now + staleAfter;
        if (old is null)
        {
            return new() { Alert = arriving, Until = until, UpdatedAt = now };
        }

        if (old.UpdatedAt > arrivedAt && old.Until <= now && arriving.StartsAt <= old.Until && until > now)
        {
            // Its resolve was reported after it and overtook it on the way into the store: that one is the younger.
            return null;
        }

        if (old.UpdatedAt > arrivedAt && until <= now && until <= old.Alert.StartsAt)
        {
            // The end of what was over before this one began: passed on late by a group that it had left.
            return null;
        }

        var merged = Overlap(old, arriving, until) ? Merge(old, arriving, until, now) : (arriving, until);
        return Changed(old, merged, now);
    }

    private static bool Overlap(StoredAlert old, Alert arriving, DateTimeOffset until) =>
        (until > old.Alert.StartsAt && until < old.Until)
        || (arriving.StartsAt > old.Alert.StartsAt && arriving.StartsAt < old.Until);

    private static (Alert Alert, DateTimeOffset Until) Merge(
        StoredAlert old, Alert arriving, DateTimeOffset until, DateTimeOffset now)
    {
        var starts = arriving.StartsAt < old.Alert.StartsAt ? arriving.StartsAt : old.Alert.StartsAt;
        var keepsOldEnd = old.Until > until && (until <= now
            ? old.Until <= now
            : old.Alert is { EndsAt: not null, TimedOut: false });
        var end = keepsOldEnd ? old.Until : until;
        var endsAt = keepsOldEnd ? old.Alert.EndsAt : arriving.EndsAt;
        return (arriving with { StartsAt = starts, EndsAt = endsAt }, end);
    }

    private static StoredAlert? Changed(StoredAlert old, (Alert Alert, DateTimeOffset Until) next, DateTimeOffset now)
    {
        var fires = next.Until > now;
        var same = fires == old.Until > now && SameWords(old.Alert, next.Alert)
            && (fires ? next.Until <= old.Until : next.Until == old.Until);
        if (same)
        {
            return null;
        }

        var moves = fires && next.Until > old.Until && old.Until > now;
        var until = moves ? WithSlack(next.Until, next.Alert, now) : next.Until;
        var alert = next.Alert.EndsAt is null ? next.Alert : next.Alert with { EndsAt = until };
        var isOnlyBound = moves && SameWords(old.Alert, next.Alert);
        return new() { Alert = alert, Until = until, UpdatedAt = now, ETag = old.ETag, IsOnlyBound = isOnlyBound };
    }

    // A bound that moves with every repeat is stored somewhat later than asked, so that most repeats write nothing.
    // An explicit alert's bound is only there for senders that vanish: an hour in a day does no harm and saves most
    // writes.
    private static DateTimeOffset WithSlack(DateTimeOffset until, Alert alert, DateTimeOffset now)
    {
        var distance = until - now;
        if (distance < ExactBelow || until > DateTimeOffset.MaxValue - distance)
        {
            return until;
        }

        var most = alert.EndsAt is null ? distance / 24 : LongestSlack;
        return until + (distance / 2 < most ? distance / 2 : most);
    }

    private static bool SameWords(Alert old, Alert next) =>
        old.StartsAt == next.StartsAt && old.Ending == next.Ending && old.TimedOut == next.TimedOut
        && string.Equals(old.GeneratorUrl, next.GeneratorUrl, StringComparison.Ordinal)
        && old.Annotations.Equals(next.Annotations);
}
