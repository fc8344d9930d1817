namespace Alerting.Core.Tests.Jobs.Schedules;

/// <summary>A field of a cron expression beside the numbers it stands for, made without reading it.</summary>
internal sealed record RandomField(string Text, HashSet<int> Numbers)
{
    public bool IsStar => Text[0] == '*';

    /// <param name="random">Where it comes from.</param>
    /// <param name="least">The smallest number.</param>
    /// <param name="most">The largest.</param>
    /// <param name="listed">The largest that is written out, so that no month is without its days; null: the same.</param>
    public static RandomField Of(Random random, int least, int most, int? listed = null) => random.Next(5) switch
    {
        0 => new("*", [.. Enumerable.Range(least, most - least + 1)]),
        1 => Step(random.Next(1, most), least, most),
        2 => Range(random, least, listed ?? most),
        _ => List(random, least, listed ?? most),
    };

    private static RandomField Step(int step, int least, int most) =>
        new($"*/{step}", [.. Enumerable.Range(least, most - least + 1).Where(number => (number - least) % step == 0)]);

    private static RandomField Range(Random random, int least, int most)
    {
        var (first, step) = (random.Next(least, most), random.Next(1, 4));
        var last = random.Next(first, most + 1);
        return new($"{first}-{last}/{step}",
            [.. Enumerable.Range(first, last - first + 1).Where(number => (number - first) % step == 0)]);
    }

    private static RandomField List(Random random, int least, int most)
    {
        var numbers = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(least, most + 1)).ToArray();
        return new(string.Join(',', numbers), [.. numbers]);
    }
}

/// <summary>A cron expression that is not read to know when it fires.</summary>
internal sealed record RandomCron(RandomField Minute, RandomField Hour, RandomField Day, RandomField Month, RandomField Weekday)
{
    public string Text => $"{Minute.Text} {Hour.Text} {Day.Text} {Month.Text} {Weekday.Text}";

    public bool IsRhythm => Minute.IsStar || Hour.IsStar;

    public static RandomCron Of(Random random) => new(
        RandomField.Of(random, 0, 59), RandomField.Of(random, 0, 23), RandomField.Of(random, 1, 31, listed: 28),
        random.Next(3) == 0 ? RandomField.Of(random, 1, 12) : new("*", [.. Enumerable.Range(1, 12)]),
        RandomField.Of(random, 0, 6));

    public bool Fires(DateTime local)
    {
        if (!Minute.Numbers.Contains(local.Minute) || !Hour.Numbers.Contains(local.Hour))
        {
            return false;
        }

        var (day, weekday) = (Day.Numbers.Contains(local.Day), Weekday.Numbers.Contains((int)local.DayOfWeek));
        return Month.Numbers.Contains(local.Month)
            && (Day.IsStar || Weekday.IsStar ? day && weekday : day || weekday);
    }
}
