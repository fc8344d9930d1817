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
    /// <param name="now">The store's time.</param>
    public static StoredAlert? Apply(StoredAlert? old, Alert arriving, TimeSpan staleAfter, DateTimeOffset now)
    {
        var until = arriving.EndsAt ?? now + staleAfter;
        if (old is null)
        {
            // A resolve of what is not here has nobody to tell: whoever was told of the alert still has its row.
            return until <= now ? null : new() { Alert = arriving, Until = until, UpdatedAt = now };
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

        var until = fires && next.Until > old.Until && old.Until > now ? WithSlack(next.Until, now) : next.Until;
        var alert = next.Alert.EndsAt is null ? next.Alert : next.Alert with { EndsAt = until };
        return new() { Alert = alert, Until = until, UpdatedAt = now, ETag = old.ETag };
    }

    // A bound that moves with every repeat is stored somewhat later than asked, so that most repeats write nothing.
    private static DateTimeOffset WithSlack(DateTimeOffset until, DateTimeOffset now)
    {
        var distance = until - now;
        if (distance < ExactBelow || until > DateTimeOffset.MaxValue - LongestSlack)
        {
            return until;
        }

        return until + (distance / 2 < LongestSlack ? distance / 2 : LongestSlack);
    }

    private static bool SameWords(Alert old, Alert next) =>
        old.StartsAt == next.StartsAt && old.Ending == next.Ending && old.TimedOut == next.TimedOut
        && string.Equals(old.GeneratorUrl, next.GeneratorUrl, StringComparison.Ordinal)
        && old.Annotations.Equals(next.Annotations);
}
