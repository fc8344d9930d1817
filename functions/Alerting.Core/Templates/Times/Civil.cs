namespace Alerting.Core.Templates.Times;

/// <summary>A day of the Gregorian calendar, which goes on before its beginning.</summary>
/// <param name="Year">May be zero or less.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">From 1.</param>
internal readonly record struct Civil(long Year, int Month, int Day)
{
    private const int DaysOfEra = 146_097;
    private const int FromMarchOfYear0To1970 = 719_468;

    /// <summary>From 1.</summary>
    public int DayOfYear => (int)(Days(Year, Month, Day) - Days(Year, 1, 1)) + 1;

    /// <summary>The day that comes so many days after 1970-01-01.</summary>
    public static Civil Of(long days)
    {
        // Years begin in March here, so that the day of a leap year comes last.
        var shifted = days + FromMarchOfYear0To1970;
        var era = Floor(shifted, DaysOfEra);
        var dayOfEra = shifted - (era * DaysOfEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * monthFromMarch) + 2) / 5)) + 1;
        var month = (int)(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
        return new(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>The days from 1970-01-01 to a day; month and day may be out of their ranges.</summary>
    public static long Days(long year, long month, long day)
    {
        var carried = Floor(month - 1, 12);
        var monthOfYear = month - (carried * 12);
        var shifted = year + carried - (monthOfYear <= 2 ? 1 : 0);
        var era = Floor(shifted, 400);
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = ((153 * (monthOfYear > 2 ? monthOfYear - 3 : monthOfYear + 9)) + 2) / 5;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysOfEra) + dayOfEra - FromMarchOfYear0To1970 + day - 1;
    }

    /// <summary>Division that rounds down.</summary>
    public static long Floor(long number, long by) => (number / by) - (number % by < 0 ? 1 : 0);
}
