namespace Alerting.Core.Routing.Intervals;

/// <summary>A stretch of a day on the wall clock.</summary>
/// <param name="Start">Its first minute, counted from midnight: 0 to 1439.</param>
/// <param name="End">The minute after its last: 1 to 1440, more than the start.</param>
public readonly record struct MinuteRange(int Start, int End)
{
    /// <summary>Whether a wall clock that shows this time of day is in it.</summary>
    public bool Contains(TimeSpan timeOfDay) => Bounds.Start <= timeOfDay && timeOfDay < Bounds.End;

    /// <summary>Both ends as times of day; the end may be 24 h.</summary>
    internal (TimeSpan Start, TimeSpan End) Bounds => (TimeSpan.FromMinutes(Start), TimeSpan.FromMinutes(End));
}
