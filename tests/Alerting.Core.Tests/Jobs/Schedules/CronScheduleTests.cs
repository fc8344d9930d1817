using Alerting.Core.Jobs.Schedules;
using NodaTime;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Schedules;

/// <summary>When cron expressions fire. 2026-03-02 is a Monday.</summary>
public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 2 * * *", "2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z")]
    [InlineData("0 2 * * *", "2026-03-02T01:59:59.9999999Z", "2026-03-02T02:00:00Z")]
    [InlineData("*/15 9-17 * * MON-FRI", "2026-03-06T17:45:00Z", "2026-03-09T09:00:00Z")]
    [InlineData("5/20 * * * *", "2026-03-02T00:05:00Z", "2026-03-02T00:25:00Z")]
    [InlineData("5/20 * * * *", "2026-03-02T00:45:00Z", "2026-03-02T01:05:00Z")]
    [InlineData("0 0 31 * *", "2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z")]
    [InlineData("59 23 31 dec *", "2026-12-31T23:59:00Z", "2027-12-31T23:59:00Z")]
    [InlineData("0 0 29 2 *", "2027-12-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 12 * JAN,Jul *", "2026-02-01T00:00:00Z", "2026-07-01T12:00:00Z")]
    [InlineData("0 0 * * 7", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("0 0 * * 0", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("0 0 * * FRI-SUN", "2026-03-07T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("0 0 * * 5-7", "2026-03-08T00:00:00Z", "2026-03-13T00:00:00Z")]
    [InlineData("0 0 * * SUN-SUN", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("0 0 * * 0-7/6", "2026-03-02T00:00:00Z", "2026-03-07T00:00:00Z")]
    [InlineData("0 0 * * sun-tue", "2026-03-03T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("0 0 ? * 1", "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z")]
    [InlineData("0 0 13 * ?", "2026-03-02T00:00:00Z", "2026-03-13T00:00:00Z")]
    [InlineData(" 0\t2  * * * ", "2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z")]
    [InlineData("@hourly", "2026-03-02T02:00:00Z", "2026-03-02T03:00:00Z")]
    [InlineData("@daily", "2026-03-02T02:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("@midnight", "2026-03-02T02:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("@weekly", "2026-03-02T02:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("@monthly", "2026-03-02T02:00:00Z", "2026-04-01T00:00:00Z")]
    [InlineData("@yearly", "2026-03-02T02:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("@annually", "2026-03-02T02:00:00Z", "2027-01-01T00:00:00Z")]
    public void The_first_slot_after_an_instant(string expression, string after, string slot)
    {
        var schedule = Crons.Of(expression);

        Assert.Equal(Crons.At(slot), schedule.After(Crons.At(after)));
        Assert.Equal(Crons.At(slot), schedule.Latest(Crons.At(slot)));
        Assert.Equal(Crons.At(slot), schedule.Latest(Crons.At(slot).AddSeconds(59)));
    }

    [Theory]
    [InlineData("0 0 13 * 5", "2026-03-02T00:00:00Z", "06 13 20 27")]
    [InlineData("0 0 1,15 * MON", "2026-03-02T00:00:00Z", "09 15 16 23 30")]
    [InlineData("0 0 1-31 * MON", "2026-03-28T00:00:00Z", "29 30 31")]
    [InlineData("0 0 */10 * SUN", "2026-02-28T00:00:00Z", "01")]
    [InlineData("0 0 15 * */2", "2026-03-02T00:00:00Z", "15")]
    [InlineData("0 0 * * MON", "2026-03-02T00:00:00Z", "09 16 23 30")]
    public void Of_two_days_that_are_said_one_is_enough_but_not_where_one_begins_with_a_star(
        string expression, string after, string days) => Assert.Equal(
        days.Split(' '),
        Crons.Between(Crons.Of(expression), Crons.At(after), Crons.At("2026-03-31T12:00:00Z")).Select(slot => $"{slot:dd}"));

    [Fact]
    public void There_is_none_further_away_than_400_days()
    {
        var schedule = Crons.Of("0 0 29 2 *");

        Assert.True(schedule.IsOnlyLeapDays);
        Assert.Null(schedule.After(Crons.At("2024-02-29T00:00:00Z")));
        Assert.Null(schedule.After(Crons.At("2027-01-24T23:59:59Z")));
        Assert.Equal(Crons.At("2028-02-29T00:00:00Z"), schedule.After(Crons.At("2027-01-25T00:00:00Z")));
        Assert.Equal(Crons.At("2024-02-29T00:00:00Z"), schedule.Latest(Crons.At("2025-04-04T00:00:00Z")));
        Assert.Null(schedule.Latest(Crons.At("2025-04-04T00:00:01Z")));
        Assert.False(Crons.Of("0 0 29 2 1").IsOnlyLeapDays);
    }

    [Fact]
    public void At_the_ends_of_the_calendar_nothing_breaks()
    {
        foreach (var zone in new[] { "UTC", "Pacific/Kiritimati", "Pacific/Midway" })
        {
            var schedule = Crons.Of("*/5 * * * *", zone);

            Assert.NotNull(schedule.After(DateTimeOffset.MinValue));
            Assert.Null(schedule.After(DateTimeOffset.MaxValue));
            Assert.Null(Crons.Of("0 0 1 1 *", zone).Latest(DateTimeOffset.MinValue));
            Assert.NotNull(schedule.Latest(DateTimeOffset.MaxValue));
        }
    }

    [Fact]
    public void It_is_shown_with_its_zone_and_equal_to_one_that_says_the_same()
    {
        Assert.Equal("0 2 * * * (Europe/Berlin)", Crons.Of(" 0 2 * * * ", "Europe/Berlin").Text);
        Assert.Equal(Crons.Of("0 2 * * *"), Crons.Of("0 2 * * *"));
        Assert.NotEqual(Crons.Of("0 2 * * *"), Crons.Of("0 2 * * *", "Europe/Berlin"));
        Assert.NotEqual(Crons.Of("0 2 * * *"), Crons.Of("1 2 * * *"));
    }

    [Theory]
    [InlineData("*/15 9-17 * * *", 15)]
    [InlineData("0 0 * * *", 1440)]
    [InlineData("0,50 * * * *", 10)]
    [InlineData("0 2,3 * * *", 60)]
    public void The_shortest_time_between_two_slots(string expression, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Crons.Of(expression).ShortestFrom(Crons.At("2026-03-02T00:00:00Z")));

    [Theory]
    [InlineData("", "expected five fields (minute, hour, day of month, month, day of week), not 0")]
    [InlineData("0 2 * *", "expected five fields (minute, hour, day of month, month, day of week), not 4")]
    [InlineData("0 0 2 * * *", "6 fields: seconds and years are not supported; expected five (minute, hour, day of month, month, day of week), such as \"0 2 * * *\"")]
    [InlineData("0 0 2 * * * 2026", "7 fields: seconds and years are not supported; expected five (minute, hour, day of month, month, day of week), such as \"0 2 * * *\"")]
    [InlineData("60 * * * *", "\"60\" is no minute: expected 0 to 59, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 24 * * *", "\"24\" is no hour: expected 0 to 23, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 0 0 * *", "\"0\" is no day of month: expected 1 to 31, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 0 * 13 *", "\"13\" is no month: expected 1 to 12 or JAN to DEC, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 0 * * 8", "\"8\" is no day of week: expected 0 to 7 or SUN to SAT, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 0 * janu *", "\"janu\" is no month: expected 1 to 12 or JAN to DEC, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 0 * * M", "\"M\" is no day of week: expected 0 to 7 or SUN to SAT, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("0 xyz * * *", "\"xyz\" is no hour: expected 0 to 23, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("1,,2 * * * *", "\"\" is no minute: expected 0 to 59, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("-5 * * * *", "\"-5\" is no minute: expected 0 to 59, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("99999999999 * * * *", "\"99999999999\" is no minute: expected 0 to 59, or * for all; also ranges a-b, lists a,b, steps */n")]
    [InlineData("*/0 * * * *", "\"*/0\" in the minute: a step is at least 1")]
    [InlineData("0 22-2 * * *", "\"22-2\" in the hour goes downwards: write two ranges, such as 22-23,0-2")]
    [InlineData("0 0 * * FRI-MON", "\"FRI-MON\" in the day of week goes downwards: write two ranges, such as 5-6,0-1")]
    [InlineData("H * * * *", "\"H\" in the minute lets Jenkins choose, so that nobody knows when to expect it: write a time")]
    [InlineData("H/15 * * * *", "\"H/15\" in the minute lets Jenkins choose, so that nobody knows when to expect it: write a time")]
    [InlineData("0 0 L * *", "\"L\" in the day of month: last days (L), nearest workdays (W) and n-th weekdays (#) are not supported")]
    [InlineData("0 0 15W * *", "\"15W\" in the day of month: last days (L), nearest workdays (W) and n-th weekdays (#) are not supported")]
    [InlineData("0 0 * * 5L", "\"5L\" in the day of week: last days (L), nearest workdays (W) and n-th weekdays (#) are not supported")]
    [InlineData("0 0 * * MON#2", "\"MON#2\" in the day of week: last days (L), nearest workdays (W) and n-th weekdays (#) are not supported")]
    [InlineData("0 ? * * *", "\"?\" stands alone, and only for the day of month or the day of week")]
    [InlineData("0 0 ?/2 * *", "\"?\" stands alone, and only for the day of month or the day of week")]
    [InlineData("0 0 30 2 *", "it never fires: none of its months has such a day")]
    [InlineData("0 0 31 2,4,6,9,11 *", "it never fires: none of its months has such a day")]
    [InlineData("0 0 30 2 */2", "it never fires: none of its months has such a day")]
    [InlineData("@dayly", "there is no \"@dayly\" (did you mean \"@daily\"?)")]
    [InlineData("@every 15m", "an interval has a key of its own, such as every: 15m")]
    [InlineData("@reboot", "@reboot is no time at which a run could be expected")]
    [InlineData("CRON_TZ=Asia/Tokyo 30 4 * * *", "a time zone has a key of its own, such as timezone: Europe/Berlin")]
    public void What_is_no_expression_is_refused_with_the_reason(string expression, string reason)
    {
        Assert.Null(CronSchedule.Parse(expression, DateTimeZone.Utc, out var problem));
        Assert.Equal(reason, problem);
    }

    [Fact]
    public void A_day_that_no_month_has_is_none_where_a_day_of_the_week_is_enough() => Assert.Equal(
        Crons.At("2027-02-01T00:00:00Z"), Crons.Of("0 0 30 2 1").After(Crons.At("2026-03-02T00:00:00Z")));

    [Fact]
    public void A_long_text_is_refused() =>
        Assert.Null(CronSchedule.Parse(new string('1', 1001), DateTimeZone.Utc, out _));
}
