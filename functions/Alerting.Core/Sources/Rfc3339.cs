using System.Globalization;

namespace Alerting.Core.Sources;

/// <summary>
/// Reads RFC 3339 date-times. Never throws: what lies outside of what <see cref="DateTimeOffset"/> can hold becomes its
/// least or greatest value, because <c>0001-01-01T00:00:00+01:00</c> and year 9999 are what real senders send.
/// </summary>
public static class Rfc3339
{
    /// <summary>What <see cref="TryParse"/> expects, for messages to people.</summary>
    public const string Expected = "an RFC 3339 time such as 2026-11-21T11:00:00Z or 2026-11-21T11:00:00.123+01:00";

    private const int SecondsEnd = 19;

    /// <summary>
    /// The instant, with its offset kept (an offset beyond ±14:00 is turned into UTC). Fractions are cut to 100 ns.
    /// False for anything else: no zone, an offset without colon, a date that is not on the calendar, a leap second.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        if (!TryDateTime(text, out var ticks))
        {
            return false;
        }

        var rest = text[SecondsEnd..];
        if (!TryFraction(ref rest, out var fraction) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        value = At(ticks + fraction, offset);
        return true;
    }

    /// <summary>
    /// As Go prints it (<c>RFC3339Nano</c>): trailing zeros of the fraction left out, the offset kept, <c>Z</c> for
    /// zero.
    /// </summary>
    public static string Format(DateTimeOffset value) => value.Offset == TimeSpan.Zero
        ? value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>
    /// As Alertmanager's API prints it: three digits of fraction, the rest cut off, the offset kept, <c>Z</c> for zero.
    /// </summary>
    public static string FormatMilliseconds(DateTimeOffset value) => value.Offset == TimeSpan.Zero
        ? value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static bool TryDateTime(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        var shaped = text.Length > SecondsEnd
            && text[4] == '-' && text[7] == '-' && text[10] is 'T' or 't' && text[13] == ':' && text[16] == ':';
        return shaped && TryDate(text[..10], out ticks) && TryTimeOfDay(text[11..SecondsEnd], ref ticks);
    }

    private static bool TryTimeOfDay(ReadOnlySpan<char> text, ref long ticks)
    {
        var valid = TryNumber(text[..2], 23, out var hour) & TryNumber(text[3..5], 59, out var minute)
            & TryNumber(text[6..], 59, out var second);
        ticks += new TimeSpan(hour, minute, second).Ticks;
        return valid;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        return TryNumber(text[..4], 9999, out var year) && TryNumber(text[5..7], 12, out var month)
            && TryNumber(text[8..], 31, out var day) && TryDay(year, month, day, out ticks);
    }

    /// <summary>The ticks of the beginning of a day, negative in year 0; false where the calendar has none.</summary>
    internal static bool TryDay(int year, int month, int day, out long ticks)
    {
        // Year 0 is the leap year before the first day .NET knows; the clamp in At makes it the least instant.
        ticks = 0;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year == 0 ? 4 : year, month))
        {
            return false;
        }

        ticks = year == 0
            ? new DateTime(4, month, day).Ticks - new DateTime(5, 1, 1).Ticks
            : new DateTime(year, month, day).Ticks;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest[0] != '.')
        {
            return true;
        }

        var scale = TimeSpan.TicksPerSecond;
        var length = 1;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            scale /= 10;
            ticks += scale * (rest[length] - '0');
            length++;
        }

        rest = rest[length..];
        return length > 1;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest is "Z" or "z")
        {
            return true;
        }

        if (rest.Length != 6 || rest[0] is not ('+' or '-') || rest[3] != ':'
            || !TryNumber(rest[1..3], 23, out var hours) || !TryNumber(rest[4..], 59, out var minutes))
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = rest[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, int greatest, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return value <= greatest;
    }

    /// <summary>The instant of ticks on a clock of this offset, as near as can be.</summary>
    internal static DateTimeOffset At(long localTicks, TimeSpan offset)
    {
        var utcTicks = localTicks - offset.Ticks;
        if (utcTicks <= DateTimeOffset.MinValue.Ticks)
        {
            return DateTimeOffset.MinValue;
        }

        if (utcTicks >= DateTimeOffset.MaxValue.Ticks)
        {
            return DateTimeOffset.MaxValue;
        }

        var fits = localTicks >= 0 && localTicks <= DateTime.MaxValue.Ticks && offset.Duration().TotalHours <= 14;
        return fits ? new(localTicks, offset) : new(utcTicks, TimeSpan.Zero);
    }
}
