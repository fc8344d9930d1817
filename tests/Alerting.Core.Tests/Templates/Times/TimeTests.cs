using Alerting.Core.Templates.Times;
using Xunit;

namespace Alerting.Core.Tests.Templates.Times;

public sealed class TimeTests
{
    private static readonly Time Summer = Time.Of(new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Europe/Berlin", "2026-07-15 14:00:00 +0200 CEST")]
    [InlineData("America/New_York", "2026-07-15 08:00:00 -0400 EDT")]
    [InlineData("Asia/Kathmandu", "2026-07-15 17:45:00 +0545 +0545")]
    [InlineData("UTC", "2026-07-15 12:00:00 +0000 UTC")]
    [InlineData("", "2026-07-15 12:00:00 +0000 UTC")]
    public void A_zone_tells_its_own_time(string name, string printed) =>
        Assert.Equal(printed, (Summer with { Zone = Zone.Find(name, out _)! }).ToString());

    [Theory]
    [InlineData("Nowhere/Else", "unknown time zone Nowhere/Else")]
    [InlineData("UTC+05", "unknown time zone UTC+05")]
    [InlineData("../etc", "time: invalid location name")]
    [InlineData("/etc", "time: invalid location name")]
    public void What_is_no_zone_is_refused(string name, string problem)
    {
        Assert.Null(Zone.Find(name, out var ours));
        Assert.Equal(problem, ours);
    }

    [Theory]
    [InlineData(2026, "CEST")]
    [InlineData(9998, "CEST")]
    [InlineData(12_345, "CEST")]
    public void The_clocks_are_put_forward_in_every_year_to_come(int year, string abbreviation)
    {
        var time = Time.Of(new Civil(year, 7, 15), 0, 0, Zone.Find("Europe/Berlin", out _)!);

        Assert.Equal(abbreviation, time.Zone.At(time.Unix).Abbreviation);
    }

    [Fact]
    public void An_alert_without_an_end_ends_at_the_zero_time()
    {
        Assert.Equal(Time.Zero, Time.Of(null));
        Assert.True(Time.Of(null).IsZero);
        Assert.Equal("0001-01-01 00:00:00 +0000 UTC", Time.Zero.ToString());
    }

    [Fact]
    public void Durations_beyond_what_Go_can_say_are_the_longest_there_are()
    {
        Assert.Equal(Duration.Longest, Summer.Since(Time.Zero));
        Assert.Equal(Duration.Shortest, Time.Zero.Since(Summer));
        Assert.Equal("2562047h47m16.854775807s", Duration.Longest.ToString());
        Assert.Equal("-2562047h47m16.854775808s", Duration.Shortest.ToString());
    }

    [Fact]
    public void Adding_and_taking_away_come_back_to_the_same()
    {
        foreach (var nanoseconds in new[] { 1L, -1, 999_999_999, -999_999_999, 1_000_000_000, long.MaxValue, long.MinValue + 1 })
        {
            var duration = new Duration(nanoseconds);
            Assert.Equal(duration, Summer.Add(duration).Since(Summer));
            Assert.Equal(Summer, Summer.Add(duration).Add(new(-nanoseconds)));
        }
    }
}
