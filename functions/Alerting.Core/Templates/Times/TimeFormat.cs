using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Times;

/// <summary>Writes times in layouts of Go.</summary>
internal static class TimeFormat
{
    /// <summary>The time in a layout.</summary>
    public static string Format(Time time, string layout)
    {
        var text = new StringBuilder(layout.Length + 10);
        var date = time.Date;
        var clock = time.Clock;
        var from = 0;
        while (from < layout.Length)
        {
            var element = LayoutElement.Next(layout, from);
            text.Append(layout, from, element.At - from);
            var written = layout.AsSpan(element.At, element.Length);
            _ = element.Part switch
            {
                LayoutPart.None => text,
                <= LayoutPart.ZeroYearDay or LayoutPart.Year or LayoutPart.ShortYear =>
                    AppendDate(text, time, date, element.Part),
                <= LayoutPart.ZeroSecond or LayoutPart.UpperHalf or LayoutPart.LowerHalf =>
                    AppendClock(text, clock, element.Part),
                LayoutPart.ZoneName => AppendName(text, time),
                LayoutPart.Offset => AppendOffset(text, time.Offset, written),
                _ => AppendFraction(text, time.Nanosecond, written, element.Part == LayoutPart.FractionNines),
            };
            from = element.End;
        }

        return text.ToString();
    }

    /// <summary>The name of a month, from 1.</summary>
    public static string MonthName(int month) => new Integer(IntegerKind.Month, month).Name ?? "";

    /// <summary>The name of a day of the week, from 0 for Sunday.</summary>
    public static string WeekdayName(int day) => new Integer(IntegerKind.Weekday, day).Name ?? "";

    private static StringBuilder AppendDate(StringBuilder text, Time time, Civil date, LayoutPart part) => part switch
    {
        LayoutPart.LongMonth => text.Append(MonthName(date.Month)),
        LayoutPart.ShortMonth => text.Append(MonthName(date.Month), 0, 3),
        LayoutPart.Month => Number(text, date.Month, 0),
        LayoutPart.ZeroMonth => Number(text, date.Month, 2),
        LayoutPart.LongWeekday => text.Append(WeekdayName(time.Weekday)),
        LayoutPart.ShortWeekday => text.Append(WeekdayName(time.Weekday), 0, 3),
        LayoutPart.Day => Number(text, date.Day, 0),
        LayoutPart.SpaceDay => Number(text, date.Day, 2, ' '),
        LayoutPart.ZeroDay => Number(text, date.Day, 2),
        LayoutPart.SpaceYearDay => Number(text, date.DayOfYear, 3, ' '),
        LayoutPart.ZeroYearDay => Number(text, date.DayOfYear, 3),
        LayoutPart.ShortYear => Number(text, Math.Abs(date.Year) % 100, 2),
        _ => Number(text, date.Year, 4),
    };

    private static StringBuilder AppendClock(StringBuilder text, int clock, LayoutPart part)
    {
        var (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        var hour12 = hour % 12 == 0 ? 12 : hour % 12;
        return part switch
        {
            LayoutPart.Hour => Number(text, hour, 2),
            LayoutPart.Hour12 => Number(text, hour12, 0),
            LayoutPart.ZeroHour12 => Number(text, hour12, 2),
            LayoutPart.Minute => Number(text, minute, 0),
            LayoutPart.ZeroMinute => Number(text, minute, 2),
            LayoutPart.Second => Number(text, second, 0),
            LayoutPart.ZeroSecond => Number(text, second, 2),
            LayoutPart.UpperHalf => text.Append(hour >= 12 ? "PM" : "AM"),
            _ => text.Append(hour >= 12 ? "pm" : "am"),
        };
    }

    private static StringBuilder AppendName(StringBuilder text, Time time)
    {
        var (abbreviation, offset) = time.Zone.At(time.Unix);
        return abbreviation.Length > 0 ? text.Append(abbreviation) : AppendOffset(text, offset, "-0700");
    }

    private static StringBuilder AppendOffset(StringBuilder text, int offset, ReadOnlySpan<char> written)
    {
        if (offset == 0 && written[0] == 'Z')
        {
            return text.Append('Z');
        }

        // Seconds do not make a time zone negative, in Go.
        var minutes = Math.Abs(offset / 60);
        Number(text.Append(offset / 60 < 0 ? '-' : '+'), minutes / 60, 2);
        var hasColons = written.Contains(':');
        if (written.Length > 3)
        {
            Number(hasColons ? text.Append(':') : text, minutes % 60, 2);
        }

        return written.Length < 7 ? text : Number(hasColons ? text.Append(':') : text, Math.Abs(offset % 60), 2);
    }

    private static StringBuilder AppendFraction(
        StringBuilder text, int nanosecond, ReadOnlySpan<char> written, bool isTrimmed)
    {
        var digits = nanosecond.ToString("D9", CultureInfo.InvariantCulture).AsSpan(0, Math.Min(9, written.Length - 1));
        digits = isTrimmed ? digits.TrimEnd('0') : digits;
        return digits.Length == 0 ? text : text.Append(written[0]).Append(digits);
    }

    private static StringBuilder Number(StringBuilder text, long number, int width, char fill = '0')
    {
        var digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
        return text.Append(number < 0 ? "-" : "").Append(fill, Math.Max(0, width - digits.Length)).Append(digits);
    }
}
