using NodaTime;

namespace Alerting.Core.Jobs.Schedules;

/// <summary>A time in which the clocks of a zone keep their offset, in ticks of UTC.</summary>
/// <param name="Start">Its first tick; the beginning of the calendar where it has none.</param>
/// <param name="End">The tick after its last; the end of the calendar where it has none.</param>
/// <param name="Offset">How far its clocks are ahead of UTC.</param>
internal readonly record struct Stretch(long Start, long End, long Offset)
{
    // Times of the wall clock must be dates as well.
    private const long First = TimeSpan.TicksPerDay;
    private static readonly long Last = DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay;

    /// <summary>Its first time by the wall clock.</summary>
    public DateTime LocalStart => Local(Start);

    /// <summary>The time of the wall clock after its last.</summary>
    public DateTime LocalEnd => Local(End);

    /// <summary>The instant in ticks, a day inside the ends of the calendar.</summary>
    public static long Within(DateTimeOffset instant) => Math.Clamp(instant.UtcTicks, First, Last - 1);

    /// <summary>The one an instant lies in.</summary>
    public static Stretch At(DateTimeZone zone, long ticks)
    {
        var interval = zone.GetZoneInterval(Instant.FromUnixTimeTicks(ticks - DateTimeOffset.UnixEpoch.Ticks));
        return new(
            interval.HasStart ? Math.Max(First, TicksOf(interval.Start)) : First,
            interval.HasEnd ? Math.Min(Last, TicksOf(interval.End)) : Last,
            interval.WallOffset.Ticks);
    }

    /// <summary>The one before; null: there is none.</summary>
    public Stretch? Before(DateTimeZone zone) => Start > First ? At(zone, Start - 1) : null;

    /// <summary>The one after; null: there is none.</summary>
    public Stretch? After(DateTimeZone zone) => End < Last ? At(zone, End) : null;

    /// <summary>What the wall clock shows.</summary>
    public DateTime Local(long ticks) => new(ticks + Offset);

    /// <summary>When the wall clock shows it.</summary>
    public long Ticks(DateTime local) => local.Ticks - Offset;

    private static long TicksOf(Instant instant) => DateTimeOffset.UnixEpoch.Ticks + instant.ToUnixTimeTicks();
}
