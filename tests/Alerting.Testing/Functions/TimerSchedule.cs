using System.Globalization;

namespace Alerting.Testing.Functions;

/// <summary>A six-field NCRONTAB expression: second, minute, hour, day, month, day of the week; in UTC.</summary>
internal sealed class TimerSchedule
{
    private static readonly (int From, int To)[] Ranges = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366 * 8);

    private readonly HashSet<int>[] fields;

    private TimerSchedule(HashSet<int>[] fields) => this.fields = fields;

    /// <summary>Throws where the host would not index the function.</summary>
    public static TimerSchedule Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == Ranges.Length
            ? new([.. parts.Zip(Ranges, Field)])
            : throw new InvalidDataException($"the schedule '{text}' has not six fields");
    }

    /// <summary>The first instant after another.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        var second = new DateTimeOffset(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        for (var at = second.AddSeconds(1); at - after < Farthest;)
        {
            var day = new DateTimeOffset(at.Date, TimeSpan.Zero);
            if (!fields[4].Contains(at.Month) || !fields[3].Contains(at.Day) || !fields[5].Contains((int)at.DayOfWeek))
            {
                at = day.AddDays(1);
            }
            else if (!fields[2].Contains(at.Hour))
            {
                at = day.AddHours(at.Hour + 1);
            }
            else if (!fields[1].Contains(at.Minute) || !fields[0].Contains(at.Second))
            {
                at = at.AddSeconds(1);
            }
            else
            {
                return at;
            }
        }

        throw new InvalidDataException("the schedule never comes to pass");
    }

    /// <summary>Oftener than once a minute: the host keeps no status of it.</summary>
    public bool IsFrequent(DateTimeOffset now) => Next(Next(now)) - Next(now) < TimeSpan.FromMinutes(1);

    private static HashSet<int> Field(string text, (int From, int To) range) =>
        [.. text.Split(',').SelectMany(part => Part(part, range))];

    private static IEnumerable<int> Part(string text, (int From, int To) range)
    {
        var sides = text.Split('/');
        var step = sides.Length > 1 ? Number(sides[1], (1, 59)) : 1;
        var ends = sides[0].Split('-');
        var from = sides[0] == "*" ? range.From : Number(ends[0], range);
        var to = sides[0] == "*" || (sides.Length > 1 && ends.Length == 1) ? range.To : Number(ends[^1], range);
        return Enumerable.Range(from, Math.Max(0, to - from + 1)).Where(value => (value - from) % step == 0);
    }

    private static int Number(string text, (int From, int To) range) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value >= range.From && value <= range.To
            ? value
            : throw new InvalidDataException($"'{text}' in a schedule is not a number from {range.From} to {range.To}");
}
