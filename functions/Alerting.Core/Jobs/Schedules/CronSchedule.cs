using NodaTime;

namespace Alerting.Core.Jobs.Schedules;

/// <summary>
/// A cron expression on the clocks of a zone. Where they change by less than three hours, by the rules of Vixie cron
/// (cron(8), as Debian has it):
/// <list type="bullet">
/// <item>Times of day that a change skips come at the change: one slot, however many of its times were skipped. Times
/// that a change repeats come once, the first time.</item>
/// <item>Where minute or hour begins with a star (<c>*/15 * * * *</c>, <c>@hourly</c>) it is a rhythm: a slot whenever
/// the wall clock shows such a time, neither made up for nor left out.</item>
/// </list>
/// Larger changes (a zone that moves across the date line) are a new clock: what they skip is skipped, what they repeat
/// comes again. Others differ: Kubernetes (robfig/cron) runs nothing for a time that is skipped and runs twice at one
/// that is repeated (kubernetes/kubernetes#121594); systemd skips as well (systemd/systemd#5595).
/// </summary>
public sealed record CronSchedule : Schedule
{
    private const long SmallChange = 3 * TimeSpan.TicksPerHour;

    private readonly string expression;
    private readonly CronFields fields;
    private readonly bool isRhythm;

    private CronSchedule(string expression, CronFields fields, bool isRhythm, DateTimeZone zone) =>
        (this.expression, this.fields, this.isRhythm, Zone) = (expression, fields, isRhythm, zone);

    /// <summary>The clocks it goes by.</summary>
    public DateTimeZone Zone { get; }

    /// <inheritdoc/>
    public override string Text => $"{expression} ({Zone.Id})";

    /// <summary>Whether all its days are 29 February, so that mostly there is no next slot.</summary>
    public bool IsOnlyLeapDays => fields.IsOnlyLeapDays;

    /// <summary>The schedule; null where the text is none, with the reason.</summary>
    /// <param name="expression">
    /// Minute, hour, day of month, month, day of week; or <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>,
    /// <c>@monthly</c>, <c>@yearly</c>. Of two days that are said one is enough (crontab(5)).
    /// </param>
    /// <param name="zone">A zone of the time zone database.</param>
    /// <param name="problem">What is wrong with it, one line; null when nothing is.</param>
    public static CronSchedule? Parse(string expression, DateTimeZone zone, out string? problem) =>
        CronText.Read(expression.Trim(), out var isRhythm, out problem) is { } fields
            ? new(expression.Trim(), fields, isRhythm, zone)
            : null;

    /// <inheritdoc/>
    public override DateTimeOffset? After(DateTimeOffset instant)
    {
        var after = Stretch.Within(instant);
        var until = after + Horizon.Ticks + 1;
        Stretch? next = Stretch.At(Zone, after);
        while (next is { } stretch && stretch.Start < until)
        {
            if (FirstIn(stretch, after, Math.Min(until, stretch.End)) is { } slot)
            {
                return new(slot, TimeSpan.Zero);
            }

            next = stretch.After(Zone);
        }

        return null;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? Latest(DateTimeOffset instant)
    {
        var last = Stretch.Within(instant);
        var from = last - Horizon.Ticks;
        Stretch? next = Stretch.At(Zone, last);
        while (next is { } stretch && stretch.End > from)
        {
            if (LastIn(stretch, last) is { } slot)
            {
                return slot >= from ? new(slot, TimeSpan.Zero) : null;
            }

            next = stretch.Before(Zone);
        }

        return null;
    }

    private long? FirstIn(Stretch stretch, long after, long until)
    {
        var (opening, change) = Opening(stretch);
        if (after < stretch.Start && IsMadeUpFor(stretch, change))
        {
            return stretch.Start;
        }

        var from = after < stretch.Start ? opening : Later(opening, Floor(stretch.Local(after)).AddMinutes(1));
        return fields.First(from, stretch.Local(until)) is { } slot ? stretch.Ticks(slot) : null;
    }

    private long? LastIn(Stretch stretch, long instant)
    {
        var (opening, change) = Opening(stretch);
        var last = stretch.Local(Math.Min(instant, stretch.End - 1));
        return last >= opening && fields.Last(opening, last) is { } slot ? stretch.Ticks(slot)
            : IsMadeUpFor(stretch, change) ? stretch.Start
            : null;
    }

    // The first whole minute on the wall clock that may count, and how far the clocks were put forward before.
    private (DateTime Opening, long Change) Opening(Stretch stretch)
    {
        var change = stretch.Before(Zone) is { } before ? stretch.Offset - before.Offset : 0;
        var repeated = !isRhythm && change is < 0 and > -SmallChange ? -change : 0;
        var start = stretch.LocalStart.AddTicks(repeated);
        return (Floor(start) is var floor && floor < start ? floor.AddMinutes(1) : start, change);
    }

    private bool IsMadeUpFor(Stretch stretch, long change) =>
        !isRhythm && change is > 0 and < SmallChange
        && fields.First(Floor(stretch.LocalStart.AddTicks(-change)), stretch.LocalStart) is not null;

    private static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    private static DateTime Floor(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute));
}
