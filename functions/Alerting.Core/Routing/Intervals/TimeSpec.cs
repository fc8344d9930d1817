using System.Collections.Immutable;
using NodaTime;

namespace Alerting.Core.Routing.Intervals;

/// <summary>
/// Instants by the wall clock and the calendar of a zone. An instant must be in every list that is present; an absent
/// list (null) contains all, an empty one none. Rules of Alertmanager's <c>timeinterval</c> package.
/// </summary>
public sealed record TimeSpec
{
    /// <summary><c>times</c>.</summary>
    public ImmutableArray<MinuteRange>? Times { get; init; }

    /// <summary><c>weekdays</c>: 0 is Sunday, 6 Saturday.</summary>
    public ImmutableArray<NumberRange>? Weekdays { get; init; }

    /// <summary><c>days_of_month</c>: 1 to 31, or -1 for the last day to -31.</summary>
    public ImmutableArray<NumberRange>? DaysOfMonth { get; init; }

    /// <summary><c>months</c>: 1 is January; any number is allowed, others are no month.</summary>
    public ImmutableArray<NumberRange>? Months { get; init; }

    /// <summary><c>years</c>, of the Gregorian calendar.</summary>
    public ImmutableArray<NumberRange>? Years { get; init; }

    /// <summary><c>location</c>; default UTC.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Whether the instant is one of them.</summary>
    public bool Contains(DateTimeOffset instant)
    {
        var local = WallClock(instant, Zone.GetUtcOffset(Instant.FromDateTimeOffset(instant)));
        return InTimes(local.TimeOfDay) && InDay(local);
    }

    /// <summary>As <see cref="TimeInterval.NextChange"/>.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset after)
    {
        if (NeverChanges)
        {
            return null;
        }

        var stretch = Zone.GetZoneInterval(Instant.FromDateTimeOffset(after));
        var next = NextBound(WallClock(after, stretch.WallOffset)) - stretch.WallOffset.Ticks;
        if (stretch.HasEnd)
        {
            next = Math.Min(next, DateTimeOffset.UnixEpoch.Ticks + stretch.End.ToUnixTimeTicks());
        }

        // Nothing changes after the last midnight there is.
        return next > after.UtcTicks && next <= DateTimeOffset.MaxValue.Ticks ? new(next, TimeSpan.Zero) : null;
    }

    private bool NeverChanges =>
        (Times, Weekdays, DaysOfMonth, Months, Years) is (null, null, null, null, null)
        || Times is [] || Weekdays is [] || DaysOfMonth is [] || Months is [] || Years is [];

    private bool InTimes(TimeSpan timeOfDay) =>
        Times is not { } times || times.Any(range => range.Contains(timeOfDay));

    private bool InDay(DateTime local) =>
        IsIn(Weekdays, (long)local.DayOfWeek) && InDaysOfMonth(local)
        && IsIn(Months, local.Month) && IsIn(Years, local.Year);

    private bool InDaysOfMonth(DateTime local)
    {
        var days = DateTime.DaysInMonth(local.Year, local.Month);
        return DaysOfMonth is not { } ranges || ranges.Any(range => range.InMonthOf(days).Contains(local.Day));
    }

    private static bool IsIn(ImmutableArray<NumberRange>? ranges, long number) =>
        ranges is not { } some || some.Any(range => range.Contains(number));

    // Ticks of the wall clock, as if it went on without change of offset: the next bound of a day that counts, else
    // midnight.
    private long NextBound(DateTime local)
    {
        var bounds = InDay(local) && Times is { } times
            ? times.SelectMany(range => new[] { range.Bounds.Start, range.Bounds.End })
            : [];
        var next = bounds.Where(bound => bound > local.TimeOfDay).Append(TimeSpan.FromDays(1)).Min();
        return local.Date.Ticks + next.Ticks;
    }

    // At the ends of the calendar the clock stands still.
    private static DateTime WallClock(DateTimeOffset instant, Offset offset) =>
        new(Math.Clamp(instant.UtcTicks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));
}
