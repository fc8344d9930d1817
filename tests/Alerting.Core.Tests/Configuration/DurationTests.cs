using Alerting.Core.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

public sealed class DurationTests
{
    private const long Largest = long.MaxValue / 1_000_000 * TimeSpan.TicksPerMillisecond;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("1ms", TimeSpan.TicksPerMillisecond)]
    [InlineData("1y1w1d1h1m1s1ms", (373L * 86400 + 3661) * TimeSpan.TicksPerSecond + TimeSpan.TicksPerMillisecond)]
    [InlineData("90m", 90 * TimeSpan.TicksPerMinute)]
    [InlineData("007s", 7 * TimeSpan.TicksPerSecond)]
    [InlineData("9223372036854ms", Largest)]
    public void A_prometheus_duration_is_read(string text, long ticks)
    {
        Assert.Null(PrometheusDuration.Parse(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData("", "empty duration string")]
    [InlineData("1", "not a valid duration string: \"1\"")]
    [InlineData("s", "not a valid duration string: \"s\"")]
    [InlineData("-1s", "not a valid duration string: \"-1s\"")]
    [InlineData("1.5h", "not a valid duration string: \"1.5h\"")]
    [InlineData("5m1h", "not a valid duration string: \"5m1h\"")]
    [InlineData("1m1m", "not a valid duration string: \"1m1m\"")]
    [InlineData("1h 5m", "not a valid duration string: \"1h 5m\"")]
    [InlineData("1M", "not a valid duration string: \"1M\"")]
    [InlineData("99999999999999999999s", "not a valid duration string: \"99999999999999999999s\"")]
    [InlineData("9223372036855ms", "duration out of range")]
    [InlineData("293y", "duration out of range")]
    [InlineData("18446744073709551615y", "duration out of range")]
    [InlineData("292y52w", "duration out of range")]
    public void What_is_no_prometheus_duration_is_said(string text, string problem) =>
        Assert.Equal(problem, PrometheusDuration.Parse(text, out _));

    [Theory]
    [InlineData("0s", "0s")]
    [InlineData("90d", "90d")]
    [InlineData("14d", "2w")]
    [InlineData("365d", "1y")]
    [InlineData("366d", "366d")]
    [InlineData("90m", "1h30m")]
    [InlineData("1500ms", "1s500ms")]
    [InlineData("8d1s", "8d1s")]
    public void A_prometheus_duration_is_printed_with_years_and_weeks_only_when_exact(string text, string printed)
    {
        Assert.Null(PrometheusDuration.Parse(text, out var value));
        Assert.Equal(printed, PrometheusDuration.Print(value));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("1.5h", 90 * TimeSpan.TicksPerMinute)]
    [InlineData("+5m1h", 65 * TimeSpan.TicksPerMinute)]
    [InlineData("-1.s", -TimeSpan.TicksPerSecond)]
    [InlineData(".5s", TimeSpan.TicksPerSecond / 2)]
    [InlineData("300ms", 300 * TimeSpan.TicksPerMillisecond)]
    [InlineData("1us1µs1μs", 30)]
    [InlineData("100ns", 1)]
    [InlineData("1ns", 1)]
    [InlineData("-101ns", -2)]
    [InlineData("0.333333333333333333333h", 11_999_999_999 + 1)]
    [InlineData("9223372036854775807ns", long.MaxValue / 100 + 1)]
    [InlineData("-9223372036854775808ns", -(long.MaxValue / 100) - 1)]
    public void A_go_duration_is_read(string text, long ticks)
    {
        Assert.Null(GoDuration.Parse(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData("", "time: invalid duration \"\"")]
    [InlineData("-", "time: invalid duration \"-\"")]
    [InlineData("s", "time: invalid duration \"s\"")]
    [InlineData(".s", "time: invalid duration \".s\"")]
    [InlineData("5", "time: missing unit in duration \"5\"")]
    [InlineData("1s 1m", "time: unknown unit \"s \" in duration \"1s 1m\"")]
    [InlineData("1d", "time: unknown unit \"d\" in duration \"1d\"")]
    [InlineData("9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\"")]
    [InlineData("-9223372036854775809ns", "time: invalid duration \"-9223372036854775809ns\"")]
    [InlineData("2562048h", "time: invalid duration \"2562048h\"")]
    [InlineData("99999999999999999999h", "time: invalid duration \"99999999999999999999h\"")]
    public void What_is_no_go_duration_is_said(string text, string problem) =>
        Assert.Equal(problem, GoDuration.Parse(text, out _));

    [Theory]
    [InlineData("0", "0s")]
    [InlineData("100ns", "100ns")]
    [InlineData("1500ns", "1.5µs")]
    [InlineData("1ms", "1ms")]
    [InlineData("1.5s", "1.5s")]
    [InlineData("60s", "1m0s")]
    [InlineData("-1.5h", "-1h30m0s")]
    [InlineData("25h0.5s", "25h0m0.5s")]
    public void A_go_duration_is_printed_as_go_does(string text, string printed)
    {
        Assert.Null(GoDuration.Parse(text, out var value));
        Assert.Equal(printed, GoDuration.Print(value));
    }

    [Theory]
    [InlineData("1d", 24)]
    [InlineData("1.5d", 36)]
    [InlineData("1w2d3h", 219)]
    [InlineData("1y", 8760)]
    public void Days_weeks_and_years_are_units_on_command_lines_alone(string text, int hours)
    {
        Assert.Null(GoDuration.Parse(text, out var value, hasDays: true));
        Assert.Equal(TimeSpan.FromHours(hours), value);
        Assert.Contains("unknown unit", GoDuration.Parse(text, out _), StringComparison.Ordinal);
    }
}
