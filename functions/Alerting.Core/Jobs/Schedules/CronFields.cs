using System.Numerics;

namespace Alerting.Core.Jobs.Schedules;

/// <summary>What the five fields of a cron expression ask for, as bits, on a clock that never changes.</summary>
/// <param name="Minutes">Bits 0 to 59.</param>
/// <param name="Hours">Bits 0 to 23.</param>
/// <param name="Days">Days of the month: bits 1 to 31.</param>
/// <param name="Months">Bits 1 to 12.</param>
/// <param name="Weekdays">Bits 0 to 6, Sunday first.</param>
/// <param name="EitherDay">
/// A day of the month or a day of the week is enough: neither field begins with a star. Else it must be both. Source:
/// crontab(5) of Vixie cron, which Kubernetes' cron follows.
/// </param>
internal readonly record struct CronFields(
    ulong Minutes, uint Hours, uint Days, uint Months, uint Weekdays, bool EitherDay)
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>Whether there is a day of the calendar it fires on.</summary>
    public bool CanFire => EitherDay || Enumerable.Range(1, 12).Any(IsDayOf);

    /// <summary>Whether all days it fires on are 29 February.</summary>
    public bool IsOnlyLeapDays => !EitherDay && Months == 1 << 2 && Days == 1 << 29;

    /// <summary>The first minute in <c>[from, until)</c> that it fires at; null: none.</summary>
    /// <param name="from">A whole minute.</param>
    /// <param name="until">Any time.</param>
    public DateTime? First(DateTime from, DateTime until)
    {
        if (from >= until)
        {
            return null;
        }

        var minute = MinuteOf(from);
        for (var (day, last) = (DayOf(from), DayOf(until.AddTicks(-1))); day <= last; day++, minute = 0)
        {
            var date = DateOnly.FromDayNumber(day);
            if (!IsMonth(date))
            {
                day += DateTime.DaysInMonth(date.Year, date.Month) - date.Day;
            }
            else if (Fires(date) && MinuteFrom(minute) is var found && found >= 0)
            {
                return At(date, found) is var first && first < until ? first : null;
            }
        }

        return null;
    }

    /// <summary>The last minute in <c>[from, until]</c> that it fires at; null: none.</summary>
    /// <param name="from">Any time.</param>
    /// <param name="until">Any time.</param>
    public DateTime? Last(DateTime from, DateTime until)
    {
        var minute = MinuteOf(until);
        for (var (day, first) = (DayOf(until), DayOf(from)); day >= first; day--, minute = MinutesOfDay - 1)
        {
            var date = DateOnly.FromDayNumber(day);
            if (!IsMonth(date))
            {
                day -= date.Day - 1;
            }
            else if (Fires(date) && MinuteUpTo(minute) is var found && found >= 0)
            {
                return At(date, found) is var last && last >= from ? last : null;
            }
        }

        return null;
    }

    private bool IsMonth(DateOnly date) => (Months >> date.Month & 1) != 0;

    private bool Fires(DateOnly date)
    {
        var (day, weekday) = ((Days >> date.Day & 1) != 0, (Weekdays >> (int)date.DayOfWeek & 1) != 0);
        return EitherDay ? day || weekday : day && weekday;
    }

    // Of a leap year. What is asked of days of the week as well comes true in some year.
    private bool IsDayOf(int month) =>
        (Months >> month & 1) != 0 && BitOperations.TrailingZeroCount(Days) <= DateTime.DaysInMonth(2000, month);

    // The first of the day from a minute on, -1: none.
    private int MinuteFrom(int minute)
    {
        var (hour, inHour) = (minute / 60, Minutes >> minute % 60);
        if ((Hours >> hour & 1) != 0 && inHour != 0)
        {
            return minute + BitOperations.TrailingZeroCount(inHour);
        }

        var later = Hours >> hour >> 1;
        return later == 0 ? -1
            : (hour + 1 + BitOperations.TrailingZeroCount(later)) * 60 + BitOperations.TrailingZeroCount(Minutes);
    }

    // The last of the day up to a minute, -1: none.
    private int MinuteUpTo(int minute)
    {
        var (hour, inHour) = (minute / 60, Minutes << 63 - minute % 60);
        if ((Hours >> hour & 1) != 0 && inHour != 0)
        {
            return minute - BitOperations.LeadingZeroCount(inHour);
        }

        var earlier = Hours & ((1u << hour) - 1);
        return earlier == 0 ? -1 : BitOperations.Log2(earlier) * 60 + BitOperations.Log2(Minutes);
    }

    private static int MinuteOf(DateTime time) => time.Hour * 60 + time.Minute;

    private static int DayOf(DateTime time) => DateOnly.FromDateTime(time).DayNumber;

    private static DateTime At(DateOnly date, int minute) => date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
}
