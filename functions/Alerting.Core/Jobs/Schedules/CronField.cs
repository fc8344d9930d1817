using System.Globalization;
using System.Text.RegularExpressions;
using Alerting.Core.Alerts;

namespace Alerting.Core.Jobs.Schedules;

/// <summary>
/// A field of a cron expression, as crontab(5) of Vixie cron has it: <c>*</c>, numbers or names of three letters,
/// ranges upwards, lists, and steps of a range or star; <c>n/s</c> is from <c>n</c> on, as in Kubernetes' cron.
/// </summary>
/// <param name="Name">What people call it.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The largest.</param>
/// <param name="Names">Names of its numbers; empty: none.</param>
internal sealed partial record CronField(string Name, int Least, int Most, string[] Names)
{
    private const int Week = 7;

    /// <summary>Minute.</summary>
    public static CronField Minute { get; } = new("minute", 0, 59, []);

    /// <summary>Hour.</summary>
    public static CronField Hour { get; } = new("hour", 0, 23, []);

    /// <summary>Day of the month.</summary>
    public static CronField Day { get; } = new("day of month", 1, 31, []) { IsDay = true };

    /// <summary>Month.</summary>
    public static CronField Month { get; } = new("month", 1, 12,
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);

    /// <summary>Day of the week: Sunday is 0, and 7 as well.</summary>
    public static CronField Weekday { get; } = new("day of week", 0, 6,
        ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
    {
        IsDay = true,
        IsWeekday = true,
    };

    private bool IsDay { get; init; }

    private bool IsWeekday { get; init; }

    private int MostWritten => IsWeekday ? Week : Most;

    private string Values => string.Create(CultureInfo.InvariantCulture, $"{Least} to {MostWritten}")
        + (Names is [var first, .., var last] ? $" or {first.ToUpperInvariant()} to {last.ToUpperInvariant()}" : "");

    /// <summary>The numbers as bits; 0 where it is none, with the reason.</summary>
    public ulong Read(string text, out string? problem)
    {
        problem = null;
        var bits = 0UL;
        foreach (var item in text == "?" && IsDay ? ["*"] : text.Split(','))
        {
            var parts = Item().Match(item);
            problem = Foreign(item) ?? ProblemOf(item, parts);
            if (problem is not null)
            {
                return 0;
            }

            bits |= Bits(parts);
        }

        return bits;
    }

    // What other dialects have words for.
    private string? Foreign(string item) => item switch
    {
        ['H' or 'h', ..] => $"{Quoted(item)} in the {Name} lets Jenkins choose, so that nobody knows when to "
            + "expect it: write a time",
        _ when item.Contains('#', StringComparison.Ordinal) || Last().IsMatch(item) =>
            $"{Quoted(item)} in the {Name}: last days (L), nearest workdays (W) and n-th weekdays (#) "
                + "are not supported",
        _ when item.Contains('?', StringComparison.Ordinal) =>
            "\"?\" stands alone, and only for the day of month or the day of week",
        _ => null,
    };

    private string? ProblemOf(string item, Match parts)
    {
        if (!parts.Success || !IsValue(parts.Groups["first"]) || !IsValue(parts.Groups["last"]))
        {
            return $"{Quoted(item)} is no {Name}: expected {Values}, or * for all; "
                + "also ranges a-b, lists a,b, steps */n";
        }

        var (first, last, step) = Range(parts);
        return step == 0 ? $"{Quoted(item)} in the {Name}: a step is at least 1"
            : first > last ? FormattableString.Invariant(
                $"{Quoted(item)} in the {Name} goes downwards: write two ranges, such as {first}-{Most},{Least}-{last}")
            : null;
    }

    private bool IsValue(Group part) => !part.Success || (Number(part) >= Least && Number(part) <= MostWritten);

    private ulong Bits(Match parts)
    {
        var (first, last, step) = Range(parts);
        var bits = 0UL;
        for (var number = first; number <= last; number += step)
        {
            bits |= 1UL << (IsWeekday ? number % Week : number);
        }

        return bits;
    }

    private (int First, int Last, int Step) Range(Match parts)
    {
        var (first, step) = (parts.Groups["first"], parts.Groups["step"]);
        var from = first.Success ? Number(first) : Least;
        var to = parts.Groups["last"] is { Success: true } last ? Upper(from, Number(last))
            : first.Success && !step.Success ? from
            : Math.Max(from, Most);
        return (from, to, step.Success ? int.Parse(step.ValueSpan, CultureInfo.InvariantCulture) : 1);
    }

    // Whoever writes FRI-SUN means the Sunday that follows.
    private int Upper(int from, int last) => IsWeekday && last == 0 && from > 0 ? Week : last;

    // -1: it is none.
    private int Number(Group part) => char.IsAsciiDigit(part.ValueSpan[0])
        ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture)
        : Array.IndexOf(Names, part.Value.ToLowerInvariant()) is >= 0 and var index ? index + Least : -1;

    private static string Quoted(string text) => GoQuote.Append(new(), text).ToString();

    [GeneratedRegex(
        @"^(\*|(?<first>[0-9]{1,2}|[a-z]{3})(-(?<last>[0-9]{1,2}|[a-z]{3}))?)(/(?<step>[0-9]{1,2}))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Item();

    [GeneratedRegex(@"^([0-9]*(L|W|LW)|L-[0-9]+|[a-z]{3}L)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Last();
}
