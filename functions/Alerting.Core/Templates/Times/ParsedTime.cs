namespace Alerting.Core.Templates.Times;

/// <summary>What the elements of a layout said; made a time at the end. For one thread.</summary>
internal sealed class ParsedTime
{
    /// <summary>The year; 0 where the layout has none.</summary>
    public int Year { get; set; }

    /// <summary>The month; null where the layout has none.</summary>
    public int? Month { get; set; }

    /// <summary>The day of the month.</summary>
    public int? Day { get; set; }

    /// <summary>The day of the year.</summary>
    public int? YearDay { get; set; }

    /// <summary>As written, of 12 or 24.</summary>
    public int Hour { get; set; }

    /// <summary>The minute.</summary>
    public int Minute { get; set; }

    /// <summary>The second.</summary>
    public int Second { get; set; }

    /// <summary>Of the second.</summary>
    public int Nanosecond { get; set; }

    /// <summary>Whether the hour is before or after noon; null where nothing says.</summary>
    public bool? IsAfternoon { get; set; }

    /// <summary>Whether it was said to be UTC.</summary>
    public bool IsUtc { get; set; }

    /// <summary>Seconds east of UTC.</summary>
    public int? Offset { get; set; }

    /// <summary>An abbreviation of a zone.</summary>
    public string ZoneName { get; set; } = "";

    /// <summary>The time, or what is wrong. Without a zone it is UTC.</summary>
    public Time? Made(out string problem)
    {
        problem = ResolveYearDay() ?? "";
        var (month, day) = (Month ?? 1, Day ?? 1);
        if (problem.Length == 0 && (day < 1 || day > DaysIn(month)))
        {
            problem = "day out of range";
        }

        if (problem.Length > 0)
        {
            return null;
        }

        var clock = (HourOfDay() * 3600) + (Minute * 60) + Second;
        var time = Time.Of(new(Year, month, day), clock, Nanosecond, Zone.Utc);
        return IsUtc ? time : Offset is { } offset ? Shifted(time, offset) : Named(time);
    }

    private int HourOfDay() => IsAfternoon switch
    {
        true when Hour < 12 => Hour + 12,
        false when Hour == 12 => 0,
        _ => Hour,
    };

    private Time Shifted(Time time, int offset) => time with
    {
        Unix = time.Unix - offset,
        Zone = offset == 0 && ZoneName is "" or "UTC" ? Zone.Utc : Zone.OfOffset(offset, ZoneName),
    };

    // An abbreviation alone does not say which zone it is: the time stays as it is told, with that name.
    private Time Named(Time time)
    {
        if (ZoneName.Length == 0)
        {
            return time;
        }

        var hours = ZoneName.StartsWith("GMT", StringComparison.Ordinal) && ZoneName.Length > 3
            ? int.Parse(ZoneName.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture) : 0;
        return time with { Zone = Zone.OfOffset(hours * 3600, ZoneName) };
    }

    private string? ResolveYearDay()
    {
        if (YearDay is not { } yearDay)
        {
            return null;
        }

        if (yearDay < 1 || yearDay > (DateTime.IsLeapYear(Math.Max(1, Year)) || Year == 0 ? 366 : 365))
        {
            return "day-of-year out of range";
        }

        var date = Civil.Of(Civil.Days(Year, 1, yearDay));
        if (Month is { } month && month != date.Month)
        {
            return "day-of-year does not match month";
        }

        if (Day is { } day && day != date.Day)
        {
            return "day-of-year does not match day";
        }

        (Month, Day) = (date.Month, date.Day);
        return null;
    }

    private int DaysIn(int month) => (int)(Civil.Days(Year, month + 1, 1) - Civil.Days(Year, month, 1));
}
