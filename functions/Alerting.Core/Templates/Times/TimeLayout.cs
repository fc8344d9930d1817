namespace Alerting.Core.Templates.Times;

/// <summary>What an element of a layout stands for.</summary>
internal enum LayoutPart
{
    None,
    LongMonth,
    ShortMonth,
    Month,
    ZeroMonth,
    LongWeekday,
    ShortWeekday,
    Day,
    SpaceDay,
    ZeroDay,
    SpaceYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    Year,
    ShortYear,
    UpperHalf,
    LowerHalf,
    ZoneName,
    Offset,
    FractionZeros,
    FractionNines,
}

/// <summary>An element of a layout of Go, which shows how the time 2006-01-02 15:04:05 would be written.</summary>
/// <param name="Part">What it stands for; nothing at the end of the layout.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct LayoutElement(LayoutPart Part, int At, int Length)
{
    private static readonly string[] Offsets =
    [
        "-070000", "-07:00:00", "-0700", "-07:00", "-07", "Z070000", "Z07:00:00", "Z0700", "Z07:00", "Z07",
    ];

    /// <summary>Behind it.</summary>
    public int End => At + Length;

    /// <summary>The first element from a place on.</summary>
    public static LayoutElement Next(string layout, int from)
    {
        for (var at = from; at < layout.Length; at++)
        {
            var (part, length) = Here(layout.AsSpan(at));
            if (part != LayoutPart.None)
            {
                // An underscore before a year is no more than that.
                return layout[at] == '_' && part == LayoutPart.Year ? new(part, at + 1, 4) : new(part, at, length);
            }
        }

        return new(LayoutPart.None, layout.Length, 0);
    }

    private static (LayoutPart Part, int Length) Here(ReadOnlySpan<char> rest) => rest[0] switch
    {
        'J' or 'M' or 'P' or 'p' => Word(rest),
        '0' => Zero(rest),
        '1' => Letter(rest, 1) == '5' ? (LayoutPart.Hour, 2) : (LayoutPart.Month, 1),
        '2' => rest.StartsWith("2006") ? (LayoutPart.Year, 4) : (LayoutPart.Day, 1),
        '3' => (LayoutPart.Hour12, 1),
        '4' => (LayoutPart.Minute, 1),
        '5' => (LayoutPart.Second, 1),
        '_' => Underscore(rest),
        '-' or 'Z' => Offset(rest),
        '.' or ',' => Fraction(rest),
        _ => default,
    };

    private static (LayoutPart Part, int Length) Word(ReadOnlySpan<char> rest) =>
        rest.StartsWith("January") ? (LayoutPart.LongMonth, 7)
        : rest.StartsWith("Jan") && !IsLower(rest, 3) ? (LayoutPart.ShortMonth, 3)
        : rest.StartsWith("Monday") ? (LayoutPart.LongWeekday, 6)
        : rest.StartsWith("Mon") && !IsLower(rest, 3) ? (LayoutPart.ShortWeekday, 3)
        : rest.StartsWith("MST") ? (LayoutPart.ZoneName, 3)
        : rest.StartsWith("PM") ? (LayoutPart.UpperHalf, 2)
        : rest.StartsWith("pm") ? (LayoutPart.LowerHalf, 2)
        : default;

    private static (LayoutPart Part, int Length) Zero(ReadOnlySpan<char> rest) => Letter(rest, 1) switch
    {
        '0' when Letter(rest, 2) == '2' => (LayoutPart.ZeroYearDay, 3),
        '1' => (LayoutPart.ZeroMonth, 2),
        '2' => (LayoutPart.ZeroDay, 2),
        '3' => (LayoutPart.ZeroHour12, 2),
        '4' => (LayoutPart.ZeroMinute, 2),
        '5' => (LayoutPart.ZeroSecond, 2),
        '6' => (LayoutPart.ShortYear, 2),
        _ => default,
    };

    private static (LayoutPart Part, int Length) Underscore(ReadOnlySpan<char> rest) =>
        rest.StartsWith("_2006") ? (LayoutPart.Year, 5)
        : rest.StartsWith("_2") ? (LayoutPart.SpaceDay, 2)
        : rest.StartsWith("__2") ? (LayoutPart.SpaceYearDay, 3)
        : default;

    private static (LayoutPart Part, int Length) Offset(ReadOnlySpan<char> rest)
    {
        foreach (var offset in Offsets)
        {
            if (rest.StartsWith(offset))
            {
                return (LayoutPart.Offset, offset.Length);
            }
        }

        return default;
    }

    private static (LayoutPart Part, int Length) Fraction(ReadOnlySpan<char> rest)
    {
        var digit = Letter(rest, 1);
        if (digit is not ('0' or '9'))
        {
            return default;
        }

        var end = 1;
        while (Letter(rest, end) == digit)
        {
            end++;
        }

        return char.IsAsciiDigit(Letter(rest, end)) ? default
            : (digit == '0' ? LayoutPart.FractionZeros : LayoutPart.FractionNines, end);
    }

    private static bool IsLower(ReadOnlySpan<char> rest, int at) => char.IsAsciiLetterLower(Letter(rest, at));

    private static char Letter(ReadOnlySpan<char> rest, int at) => at < rest.Length ? rest[at] : '\0';
}
