using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Routing.Intervals;
using NodaTime;

namespace Alerting.Core.Configuration.Reading;

/// <summary>
/// The texts a time interval is made of. Each returns what is wrong, in the words of Alertmanager's
/// <c>timeinterval</c> package, or null.
/// </summary>
internal static class IntervalScalars
{
    public static readonly string[] DayNames =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] MonthNames =
    [
        "", "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    ];

    private static readonly FrozenSet<string> ZoneNames = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet();

    private delegate string? ReadMember(string text, out long member);

    extension(YamlValue value)
    {
        /// <summary>
        /// Null in one of the forms that yaml.v2 keeps from the reading code of a type, which leaves it zero;
        /// <c>Null</c> and <c>NULL</c> it reads, as an empty text.
        /// </summary>
        public bool IsSkipped => value.Node is YamlScalar { IsNull: true, Text: "" or "~" or "null" };
    }

    /// <summary>English names in any case, Sunday is 0.</summary>
    public static string? ReadWeekdays(string text, out NumberRange days) =>
        ReadRange(text, Weekday, out days)
        ?? (days.First > days.Last ? "start day cannot be before end day" : null);

    /// <summary>1 to 31, or -31 to -1; the order of the two is judged as in a month of 28 days.</summary>
    public static string? ReadDaysOfMonth(string text, out NumberRange days) =>
        ReadRange(text, Number, out days) ?? OutOfMonth(days.First) ?? OutOfMonth(days.Last) ?? WrongOrder(days);

    /// <summary>English names in any case or any numbers.</summary>
    public static string? ReadMonths(string text, out NumberRange months) =>
        ReadRange(text, Month, out months)
        ?? (months.First <= months.Last
            ? null
            : $"end month {MonthName(months.Last)} is before start month {MonthName(months.First)}");

    /// <summary>Any numbers.</summary>
    public static string? ReadYears(string text, out NumberRange years) =>
        ReadRange(text, Number, out years)
        ?? (years.First <= years.Last
            ? null
            : Invariant($"end year {years.Last} is before start year {years.First}"));

    /// <summary>From <c>00:00</c> to <c>24:00</c>, all digits written; in minutes since midnight.</summary>
    public static string? ReadTime(string text, out int minute)
    {
        minute = 0;
        var isTime = text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'];
        if (isTime)
        {
            minute = ((((text[0] - '0') * 10) + text[1] - '0') * 60) + ((text[3] - '0') * 10) + text[4] - '0';
        }

        return isTime && minute <= 24 * 60 ? null : $"couldn't parse timestamp {text}, invalid format";
    }

    /// <summary>A name of the time zone database; nothing is UTC, <c>Local</c> the zone of that name.</summary>
    public static string? ReadZone(string text, string localZone, out DateTimeZone zone)
    {
        zone = DateTimeZone.Utc;
        if (text.Length == 0)
        {
            return null;
        }

        if (text[0] is '/' or '\\' || text.Contains("..", StringComparison.Ordinal))
        {
            return "time: invalid location name";
        }

        // NodaTime would also take UTC+05, which is no name.
        var name = text == "Local" ? localZone : text;
        if (!ZoneNames.Contains(name))
        {
            return $"unknown time zone {name}";
        }

        zone = DateTimeZoneProviders.Tzdb[name];
        return null;
    }

    private static string? ReadRange(string written, ReadMember read, out NumberRange range)
    {
        range = default;
        var text = Lower(written);
        var ends = text.Split(':');
        if (ends.Length > 2)
        {
            return $"couldn't parse range {text}, invalid format";
        }

        if (read(ends[0], out var first) is { } wrong)
        {
            return wrong;
        }

        var problem = read(ends[^1], out var last);
        range = new(first, last);
        return problem;
    }

    // Go's lower case of the dotted capital that Turkish keyboards write.
    private static string Lower(string text) => text.Replace('İ', 'i').ToLowerInvariant();

    private static string? Weekday(string text, out long day)
    {
        day = Array.IndexOf(DayNames, text);
        return day < 0 ? $"{text} is not a valid weekday" : null;
    }

    private static string? Month(string text, out long month)
    {
        month = Array.IndexOf(MonthNames, text);
        return month < 1 && Number(text, out month) is not null ? $"{text} is not a valid month" : null;
    }

    // Go's strconv.Atoi.
    private static string? Number(string text, out long number)
    {
        number = 0;
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        var problem = digits.Length == 0 || !digits.All(char.IsAsciiDigit) ? "invalid syntax"
            : !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                ? "value out of range"
                : null;
        return problem is null
            ? null
            : GoQuote.Append(new StringBuilder("strconv.Atoi: parsing "), text).Append(": ").Append(problem).ToString();
    }

    private static string? OutOfMonth(long day) =>
        day is (>= 1 and <= 31) or (>= -31 and <= -1)
            ? null
            : Invariant($"{day} is not a valid day of the month: out of range");

    private static string? WrongOrder(NumberRange days)
    {
        if (days is { First: < 0, Last: > 0 })
        {
            return "end day must be negative if start day is negative";
        }

        // One day short of the real count, as Alertmanager has it: 28:-1 is refused.
        return InShortMonth(days.First) > InShortMonth(days.Last)
            ? Invariant($"end day {days.Last} is always before start day {days.First}")
            : null;
    }

    private static long InShortMonth(long day) => day < 0 ? 28 + day : day;

    private static string MonthName(long month) => month is >= 1 and <= 12 ? MonthNames[month] : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
