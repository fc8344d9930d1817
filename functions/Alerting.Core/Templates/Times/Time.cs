namespace Alerting.Core.Templates.Times;

/// <summary>Go's <c>time.Time</c>.</summary>
/// <param name="Unix">Whole seconds since 1970.</param>
/// <param name="Nanosecond">Of the second, 0 to 999,999,999.</param>
/// <param name="Zone">Where it is told.</param>
internal readonly record struct Time(long Unix, int Nanosecond, Zone Zone)
{
    private const int Second = 1_000_000_000;
    private const long DaySeconds = 86_400;

    // From year 1, which times are rounded from.
    private const long YearOne = -62_135_596_800;

    /// <summary>Go's zero time: the beginning of year 1 in UTC.</summary>
    public static Time Zero { get; } = new(YearOne, 0, Zone.Utc);

    /// <summary>Whether it is the zero time, wherever it is told.</summary>
    public bool IsZero => Unix == YearOne && Nanosecond == 0;

    /// <summary>Seconds east of UTC.</summary>
    public int Offset => Zone.At(Unix).Offset;

    /// <summary>Its day.</summary>
    public Civil Date => Civil.Of(Civil.Floor(Told, DaySeconds));

    /// <summary>Seconds since midnight.</summary>
    public int Clock => (int)(Told - (Civil.Floor(Told, DaySeconds) * DaySeconds));

    /// <summary>0 is Sunday.</summary>
    public int Weekday
    {
        get
        {
            var days = Civil.Floor(Told, DaySeconds) + 4;
            return (int)(days - (Civil.Floor(days, 7) * 7));
        }
    }

    private long Told => Unix + Offset;

    private Int128 Absolute => ((Int128)(Unix - YearOne) * Second) + Nanosecond;

    /// <summary>Of a time with an offset; null is the zero time.</summary>
    public static Time Of(DateTimeOffset? time)
    {
        if (time is not { } known)
        {
            return Zero;
        }

        var ticks = known.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = Civil.Floor(ticks, TimeSpan.TicksPerSecond);
        var rest = (int)(ticks - (seconds * TimeSpan.TicksPerSecond)) * 100;
        return new(seconds, rest, Zone.OfOffset((int)known.Offset.TotalSeconds));
    }

    /// <summary>A day and time of day as told in a zone; what is out of its range is carried on.</summary>
    public static Time Of(Civil date, long clock, int nanosecond, Zone zone)
    {
        var told = (Civil.Days(date.Year, date.Month, date.Day) * DaySeconds) + clock;

        // The offset at that time; where the clocks change, Go tries the offset found and then the one there.
        var offset = zone.At(told).Offset;
        var second = zone.At(told - offset).Offset;
        return new(told - second, nanosecond, zone);
    }

    /// <summary>Later by a duration.</summary>
    public Time Add(Duration duration)
    {
        var nanosecond = Nanosecond + (duration.Nanoseconds % Second);
        var seconds = Unix + (duration.Nanoseconds / Second) + Civil.Floor(nanosecond, Second);
        nanosecond -= Civil.Floor(nanosecond, Second) * Second;
        return this with { Unix = seconds, Nanosecond = (int)nanosecond };
    }

    /// <summary>The time since another, or the longest duration there is.</summary>
    public Duration Since(Time other)
    {
        var difference = Absolute - other.Absolute;
        return difference > long.MaxValue ? Duration.Longest
            : difference < long.MinValue ? Duration.Shortest
            : new((long)difference);
    }

    /// <summary>Later by years, months and days of the calendar.</summary>
    public Time AddDate(long years, long months, long days)
    {
        var date = Date;
        var day = Civil.Of(Civil.Days(date.Year + years, date.Month + months, date.Day + days));
        return Of(day, Clock, Nanosecond, Zone);
    }

    /// <summary>Earlier, to a multiple of the duration since year 1.</summary>
    public Time Truncate(Duration multiple) => multiple.Nanoseconds <= 0 ? this : Add(new(-Rest(multiple)));

    /// <summary>To the nearest such multiple, halves up.</summary>
    public Time Round(Duration multiple)
    {
        if (multiple.Nanoseconds <= 0)
        {
            return this;
        }

        var rest = Rest(multiple);
        return Add(new((Int128)rest * 2 < multiple.Nanoseconds ? -rest : multiple.Nanoseconds - rest));
    }

    /// <summary>Less than zero, zero or more as it is before, at or after another.</summary>
    public int CompareTo(Time other) => Absolute.CompareTo(other.Absolute);

    /// <summary>As Go prints it.</summary>
    public override string ToString() => TimeFormat.Format(this, "2006-01-02 15:04:05.999999999 -0700 MST");

    private long Rest(Duration multiple)
    {
        var rest = Absolute % multiple.Nanoseconds;
        return (long)(rest < 0 ? rest + multiple.Nanoseconds : rest);
    }
}
