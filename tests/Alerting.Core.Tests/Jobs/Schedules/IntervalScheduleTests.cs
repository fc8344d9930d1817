using Alerting.Core.Jobs.Schedules;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Schedules;

public sealed class IntervalScheduleTests
{
    [Theory]
    [InlineData(900, "2026-03-02T00:00:00Z", "2026-03-02T00:15:00Z", "2026-03-02T00:00:00Z")]
    [InlineData(900, "2026-03-02T00:14:59.9999999Z", "2026-03-02T00:15:00Z", "2026-03-02T00:00:00Z")]
    [InlineData(900, "2026-03-02T00:00:00+01:00", "2026-03-01T23:15:00Z", "2026-03-01T23:00:00Z")]
    [InlineData(604800, "1970-01-02T00:00:00Z", "1970-01-08T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData(604800, "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-25T00:00:00Z")]
    public void Slots_are_counted_from_the_epoch(int seconds, string at, string after, string latest)
    {
        var schedule = IntervalSchedule.Of(TimeSpan.FromSeconds(seconds));

        Assert.Equal((Crons.At(after), Crons.At(latest)), (schedule.After(Crons.At(at)), schedule.Latest(Crons.At(at))));
        Assert.Equal(schedule.After(Crons.At(at)), schedule.Latest(schedule.After(Crons.At(at))!.Value));
        Assert.Equal(schedule.Every, schedule.ShortestFrom(Crons.At(at)));
    }

    [Fact]
    public void At_the_ends_of_the_calendar_there_is_none()
    {
        var schedule = IntervalSchedule.Of(IntervalSchedule.Most);

        Assert.Null(schedule.After(DateTimeOffset.MaxValue));
        Assert.Null(schedule.Latest(DateTimeOffset.MinValue));
    }

    [Fact]
    public void It_says_how_often() => Assert.Equal("every 1h30m", IntervalSchedule.Of(TimeSpan.FromMinutes(90)).Text);

    [Fact]
    public void Less_than_10_s_and_more_than_400_days_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IntervalSchedule.Of(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntervalSchedule.Of(TimeSpan.FromDays(400) + TimeSpan.FromTicks(1)));
    }
}
