using System.Globalization;

namespace Alerting.Core.Templates.Times;

/// <content>The elements of a layout, of which the most are of a date.</content>
internal sealed partial class TimeReader
{
    private bool Take(LayoutPart part, string written, int behind) => part switch
    {
        LayoutPart.Offset => TakeOffset(written),
        LayoutPart.ZoneName => TakeZoneName(),
        LayoutPart.FractionZeros => TakeFraction(written.Length),
        LayoutPart.FractionNines => TakeOptionalFraction(),
        LayoutPart.UpperHalf => TakeHalf("AM", "PM"),
        LayoutPart.LowerHalf => TakeHalf("am", "pm"),
        LayoutPart.Second or LayoutPart.ZeroSecond => TakeSecond(part, behind),
        LayoutPart.Hour or LayoutPart.Hour12 or LayoutPart.ZeroHour12 or LayoutPart.Minute or LayoutPart.ZeroMinute =>
            TakeClock(part),
        _ => TakeDate(part),
    };

    private bool TakeDate(LayoutPart part) => part switch
    {
        LayoutPart.Year => TakeYear(),
        LayoutPart.ShortYear => TakeShortYear(),
        LayoutPart.LongMonth => TakeMonthName(int.MaxValue),
        LayoutPart.ShortMonth => TakeMonthName(3),
        LayoutPart.Month or LayoutPart.ZeroMonth =>
            TakeNumber(part == LayoutPart.ZeroMonth) is { } month && Within("month", month, 1, 12)
                && (parsed.Month = month) > 0,
        LayoutPart.LongWeekday => TakeName(TimeFormat.WeekdayName, (0, 6), int.MaxValue) is not null,
        LayoutPart.ShortWeekday => TakeName(TimeFormat.WeekdayName, (0, 6), 3) is not null,
        LayoutPart.SpaceYearDay or LayoutPart.ZeroYearDay => TakeYearDay(part == LayoutPart.ZeroYearDay),
        _ => TakeDay(part),
    };

    private bool TakeYear()
    {
        if (Rest.Length < 4 || !char.IsAsciiDigit(Rest[0]) || !IsNumber(Rest[..4], out var year))
        {
            at += Rest.Length >= 4 && char.IsAsciiDigit(Rest[0]) ? 4 : 0;
            return false;
        }

        parsed.Year = year;
        at += 4;
        return true;
    }

    private bool TakeShortYear()
    {
        if (Rest.Length < 2 || !IsNumber(Rest[..2], out var year))
        {
            return false;
        }

        parsed.Year = year + (year >= 69 ? 1900 : 2000);
        at += 2;
        return true;
    }

    private bool TakeMonthName(int letters)
    {
        parsed.Month = TakeName(TimeFormat.MonthName, (1, 12), letters);
        return parsed.Month is not null;
    }

    private bool TakeDay(LayoutPart part)
    {
        if (part == LayoutPart.SpaceDay && Rest.StartsWith(" "))
        {
            at++;
        }

        parsed.Day = TakeNumber(part == LayoutPart.ZeroDay);
        return parsed.Day is not null;
    }

    private bool TakeYearDay(bool isFixed)
    {
        for (var i = 0; i < 2 && !isFixed && Rest.StartsWith(" "); i++)
        {
            at++;
        }

        var digits = 0;
        while (digits < Math.Min(3, Rest.Length) && char.IsAsciiDigit(Rest[digits]))
        {
            digits++;
        }

        if (digits == 0 || (isFixed && digits < 3))
        {
            return false;
        }

        parsed.YearDay = int.Parse(Rest[..digits], CultureInfo.InvariantCulture);
        at += digits;
        return true;
    }

    private int? TakeNumber(bool isFixed)
    {
        var digits = Rest.Length > 0 && char.IsAsciiDigit(Rest[0])
            ? Rest.Length > 1 && char.IsAsciiDigit(Rest[1]) ? 2 : 1 : 0;
        if (digits == 0 || (isFixed && digits < 2))
        {
            return null;
        }

        at += digits;
        return int.Parse(text.AsSpan(at - digits, digits), CultureInfo.InvariantCulture);
    }

    private int? TakeName(Func<int, string> name, (int First, int Last) range, int letters)
    {
        for (var i = range.First; i <= range.Last; i++)
        {
            var known = name(i).AsSpan();
            known = known[..Math.Min(letters, known.Length)];
            if (Rest.StartsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                at += known.Length;
                return i;
            }
        }

        return null;
    }

    private bool Within(string what, int number, int least, int most)
    {
        outOfRange = number < least || number > most ? what : outOfRange;
        return true;
    }

    // With a sign, as Go reads parts of times.
    private static bool IsNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        var unsigned = digits.Length > 0 && digits[0] is '+' or '-' ? digits[1..] : digits;
        return unsigned.IndexOfAnyExceptInRange('0', '9') < 0
            && (unsigned.Length == 0
                || int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));
    }
}
