using System.Collections.Immutable;
using Alerting.Core.Configuration;

namespace Alerting.Core.Routing.Intervals;

/// <summary>Whether the time intervals of a route keep it from telling anything at an instant.</summary>
/// <param name="By">Names of the intervals that do: those for muting it lies in, or all active ones where it lies in
/// none of them; empty: nothing does.</param>
/// <param name="Until">The first instant at which that may be otherwise; null: never, or nothing does.</param>
public sealed record Mute(ImmutableArray<string> By, DateTimeOffset? Until)
{
    /// <summary>Nothing keeps it.</summary>
    public static Mute None { get; } = new([], null);

    /// <summary>Whether something does.</summary>
    public bool IsOn => !By.IsEmpty;

    /// <summary>Active intervals are asked first, as in Alertmanager.</summary>
    public static Mute Of(Route route, AlertingConfiguration configuration, DateTimeOffset now)
    {
        if (route is { ActiveTimeIntervals.IsEmpty: true, MuteTimeIntervals.IsEmpty: true })
        {
            return None;
        }

        var active = Named(configuration, route.ActiveTimeIntervals);
        var mute = Named(configuration, route.MuteTimeIntervals);
        var isOff = !route.ActiveTimeIntervals.IsEmpty && !active.Any(interval => interval.Contains(now));
        ImmutableArray<string> by = isOff
            ? route.ActiveTimeIntervals
            : [.. mute.Where(interval => interval.Contains(now)).Select(interval => interval.Name)];
        return by.IsEmpty ? None : new(by, active.Concat(mute).Min(interval => interval.NextChange(now)));
    }

    /// <summary>Whether they kept it from telling anything at any time between two instants.</summary>
    public static bool WasOn(
        Route route, AlertingConfiguration configuration, DateTimeOffset from, DateTimeOffset to)
    {
        TimeInterval[] intervals =
        [
            .. Named(configuration, route.ActiveTimeIntervals), .. Named(configuration, route.MuteTimeIntervals),
        ];
        for (DateTimeOffset? at = from; at < to; at = intervals.Min(interval => interval.NextChange(at.Value)))
        {
            if (Of(route, configuration, at.Value).IsOn)
            {
                return true;
            }
        }

        return false;
    }

    private static TimeInterval[] Named(AlertingConfiguration configuration, ImmutableArray<string> names) =>
        [.. configuration.TimeIntervals.Where(interval => names.Contains(interval.Name, StringComparer.Ordinal))];
}
