using System.Collections.Immutable;

namespace Alerting.Core.Routing.Intervals;

/// <summary>An element of <c>time_intervals</c> or <c>mute_time_intervals</c>.</summary>
/// <param name="Name">Unique over both lists. Empty only for an element that is null, which Alertmanager loads.</param>
/// <param name="Specs">An instant is in the interval when it is in one of them; none: no instant is.</param>
public sealed record TimeInterval(string Name, ImmutableArray<TimeSpec> Specs)
{
    /// <summary>Whether the instant is in the interval.</summary>
    public bool Contains(DateTimeOffset instant) => Specs.Any(spec => spec.Contains(instant));

    /// <summary>
    /// Up to when <see cref="Contains"/> surely stays what it is at <paramref name="after"/>: later than that, in UTC,
    /// at most a day and an hour on. The answer may be the same there, then this is to be asked again. Null when it
    /// never changes.
    /// </summary>
    public DateTimeOffset? NextChange(DateTimeOffset after) => Specs.Min(spec => spec.NextChange(after));
}
