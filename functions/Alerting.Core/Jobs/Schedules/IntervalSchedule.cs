using Alerting.Core.Configuration;

namespace Alerting.Core.Jobs.Schedules;

/// <summary>
/// A slot every so often, counted from the Unix epoch: the same instants wherever and whenever one looks.
/// </summary>
public sealed record IntervalSchedule : Schedule
{
    private IntervalSchedule(TimeSpan every) => Every = every;

    /// <summary>The least there is: 10 s.</summary>
    public static TimeSpan Least { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The most there is: 400 days.</summary>
    public static TimeSpan Most => Horizon;

    /// <summary>The time between two slots.</summary>
    public TimeSpan Every { get; }

    /// <inheritdoc/>
    public override string Text => $"every {PrometheusDuration.Print(Every)}";

    /// <summary>The schedule.</summary>
    /// <param name="every">From <see cref="Least"/> to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static IntervalSchedule Of(TimeSpan every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, Least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(every, Most);
        return new(every);
    }

    /// <inheritdoc/>
    public override DateTimeOffset? After(DateTimeOffset instant) => Slot(Number(instant) + 1);

    /// <inheritdoc/>
    public override DateTimeOffset? Latest(DateTimeOffset instant) => Slot(Number(instant));

    // Of the slot at or before the instant, from 0 at the epoch; down, not towards zero, before it.
    private long Number(DateTimeOffset instant)
    {
        var (number, rest) = Math.DivRem(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, Every.Ticks);
        return rest < 0 ? number - 1 : number;
    }

    // At the ends of the calendar there is none.
    private DateTimeOffset? Slot(long number)
    {
        var ticks = DateTimeOffset.UnixEpoch.Ticks + (number * Every.Ticks);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new(ticks, TimeSpan.Zero) : null;
    }
}
