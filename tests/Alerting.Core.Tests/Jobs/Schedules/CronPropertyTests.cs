using Alerting.Core.Jobs.Schedules;
using Alerting.Testing;
using NCrontab;
using NodaTime;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Schedules;

/// <summary>Slots beside those found by looking at every minute of two years, and beside NCrontab's.</summary>
public sealed class CronPropertyTests
{
    private const int Minutes = 2 * 365 * 24 * 60;
    private const int Small = 180;
    private const int Tries = 15;

    public static TheoryData<string, int> Zones => new()
    {
        { "Europe/Berlin", 2025 },
        { "America/New_York", 2025 },
        { "Australia/Lord_Howe", 2025 },
        { "America/Sao_Paulo", 2017 },
        { "Asia/Tehran", 2021 },
        { "Africa/Casablanca", 2025 },
        { "Pacific/Apia", 2010 },
        { "Antarctica/Casey", 2010 },
        { "Asia/Kolkata", 2025 },
    };

    [Theory]
    [MemberData(nameof(Zones))]
    public void They_are_those_of_every_minute_of_two_years(string zone, int year)
    {
        var begin = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = WallClock(DateTimeZoneProviders.Tzdb[zone], begin);
        var seed = Seeds.Or(year);
        var random = new Random(seed);
        for (var tries = 0; tries < Tries; tries++)
        {
            var cron = RandomCron.Of(random);
            var schedule = Crons.Of(cron.Text, zone);
            var expected = Slots(cron, clock).Select(minute => begin.AddMinutes(minute)).ToArray();

            var found = Crons.Between(schedule, begin.AddTicks(-1), begin.AddMinutes(Minutes - 1)).ToArray();

            Assert.True(expected.SequenceEqual(found), $"{cron.Text} in {zone}, seed {seed}: {Difference(expected, found)}");
            CheckBackwards(schedule, found, begin, random);
        }
    }

    [Fact]
    public void Where_NCrontab_means_the_same_it_says_the_same()
    {
        var seed = Seeds.Or(7);
        var random = new Random(seed);
        for (var tries = 0; tries < 500; tries++)
        {
            var cron = RandomCron.Of(random);
            var anded = cron with { Weekday = cron.Day.IsStar || cron.Weekday.IsStar ? cron.Weekday : new("*", []) };
            var theirs = CrontabSchedule.Parse(anded.Text);
            var at = new DateTime(2026, 1, 1).AddMinutes(random.Next(Minutes));
            var next = theirs.GetNextOccurrence(at, at.AddDays(400));

            var ours = Crons.Of(anded.Text).After(new(at, TimeSpan.Zero));

            Assert.True(next == (ours?.UtcDateTime ?? at.AddDays(400)), $"{anded.Text} after {at:O}, seed {seed}: {ours:O}");
        }
    }

    // Of many slots some.
    private static void CheckBackwards(Schedule schedule, DateTimeOffset[] slots, DateTimeOffset begin, Random random)
    {
        for (var i = 1; i < slots.Length; i += 1 + (slots.Length / 10_000))
        {
            Assert.True(slots[i - 1] < slots[i]);
            Assert.Equal(slots[i], schedule.Latest(slots[i]));
            var before = slots[i - 1] >= slots[i].AddTicks(-1) - Schedule.Horizon ? slots[i - 1] : (DateTimeOffset?)null;
            Assert.Equal(before, schedule.Latest(slots[i].AddTicks(-1)));
        }

        for (var looked = 0; looked < 100; looked++)
        {
            var at = begin.AddSeconds(random.NextInt64(60L * Minutes));
            var index = Array.BinarySearch(slots, at) is var found && found < 0 ? ~found - 1 : found;
            if (index >= 0)
            {
                Assert.Equal(slots[index] >= at - Schedule.Horizon ? slots[index] : null, schedule.Latest(at));
            }
        }
    }

    // What the wall clock shows at each minute.
    private static DateTime[] WallClock(DateTimeZone zone, DateTimeOffset begin) =>
    [
        .. Enumerable.Range(0, Minutes).Select(minute =>
        {
            var at = begin.AddMinutes(minute);
            return at.UtcDateTime.AddTicks(zone.GetUtcOffset(Instant.FromDateTimeOffset(at)).Ticks);
        }),
    ];

    private static IEnumerable<int> Slots(RandomCron cron, DateTime[] clock)
    {
        var repeatedUntil = DateTime.MinValue;
        for (var minute = 0; minute < clock.Length; minute++)
        {
            var moved = minute == 0 ? 1 : (clock[minute] - clock[minute - 1]).TotalMinutes;
            repeatedUntil = moved is < 1 and > 1 - Small ? clock[minute - 1] : moved < 1 ? DateTime.MinValue : repeatedUntil;
            var isRepeated = !cron.IsRhythm && clock[minute] <= repeatedUntil;
            var isMadeUpFor = !cron.IsRhythm && moved is > 1 and < Small + 1
                && Enumerable.Range(1, (int)moved - 1).Any(skipped => cron.Fires(clock[minute - 1].AddMinutes(skipped)));
            if (isMadeUpFor || (!isRepeated && cron.Fires(clock[minute])))
            {
                yield return minute;
            }
        }
    }

    private static string Difference(DateTimeOffset[] expected, DateTimeOffset[] found) =>
        $"missing {string.Join(' ', expected.Except(found).Take(3).Select(it => $"{it:s}"))}, "
        + $"too many {string.Join(' ', found.Except(expected).Take(3).Select(it => $"{it:s}"))}";
}
