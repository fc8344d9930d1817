using Xunit;

namespace Alerting.Core.Tests.Jobs.Schedules;

/// <summary>Slots where the clocks of a zone are changed.</summary>
public sealed class ClockChangeTests
{
    // Clocks go from 02:00 to 03:00 at 2026-03-29T01:00Z, and from 03:00 to 02:00 at 2026-10-25T01:00Z.
    [Theory]
    [InlineData("30 2 * * *", "28 02:30+01:00, 29 03:00+02:00, 30 02:30+02:00")]
    [InlineData("0,30 2 * * *", "28 02:00+01:00, 28 02:30+01:00, 29 03:00+02:00, 30 02:00+02:00, 30 02:30+02:00")]
    [InlineData("0 2,3 * * *", "28 02:00+01:00, 28 03:00+01:00, 29 03:00+02:00, 30 02:00+02:00, 30 03:00+02:00")]
    [InlineData("15 1-3 29 * *", "29 01:15+01:00, 29 03:00+02:00, 29 03:15+02:00")]
    [InlineData("0 2 * * SUN", "29 03:00+02:00")]
    public void Times_of_day_that_Berlin_skips_come_at_the_change_and_once(string expression, string slots) =>
        Check(expression, "Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z", slots);

    [Theory]
    [InlineData("30 2 * * *", "24 02:30+02:00, 25 02:30+02:00, 26 02:30+01:00")]
    [InlineData("0 2,3 25 * *", "25 02:00+02:00, 25 03:00+01:00")]
    [InlineData("0 0-4 25 * *", "25 00:00+02:00, 25 01:00+02:00, 25 02:00+02:00, 25 03:00+01:00, 25 04:00+01:00")]
    public void Times_of_day_that_Berlin_has_twice_count_once(string expression, string slots) =>
        Check(expression, "Europe/Berlin", "2026-10-23T22:00:00Z", "2026-10-26T12:00:00Z", slots);

    [Theory]
    [InlineData("0 * 29 * *", "2026-03-28T22:30:00Z", "2026-03-29T03:00:00Z",
        "29 00:00+01:00, 29 01:00+01:00, 29 03:00+02:00, 29 04:00+02:00, 29 05:00+02:00")]
    [InlineData("*/20 2-3 29 * *", "2026-03-28T22:30:00Z", "2026-03-29T03:00:00Z", "29 03:00+02:00, 29 03:20+02:00, 29 03:40+02:00")]
    [InlineData("30 */2 29 * *", "2026-03-28T22:30:00Z", "2026-03-29T03:00:00Z", "29 00:30+01:00, 29 04:30+02:00")]
    [InlineData("@hourly", "2026-10-24T22:30:00Z", "2026-10-25T02:30:00Z",
        "25 01:00+02:00, 25 02:00+02:00, 25 02:00+01:00, 25 03:00+01:00")]
    [InlineData("*/30 * * * *", "2026-10-24T23:59:00Z", "2026-10-25T02:00:00Z",
        "25 02:00+02:00, 25 02:30+02:00, 25 02:00+01:00, 25 02:30+01:00, 25 03:00+01:00")]
    public void A_rhythm_goes_on_through_both_changes(string expression, string after, string upTo, string slots) =>
        Check(expression, "Europe/Berlin", after, upTo, slots);

    [Theory]
    [InlineData("15 2 * * *", "2026-10-03T00:00:00Z", "2026-10-04T00:00:00Z", "04 02:30+11:00")]
    [InlineData("45 1 * * *", "2026-04-03T20:00:00Z", "2026-04-04T20:00:00Z", "05 01:45+11:00")]
    [InlineData("*/30 * * * *", "2026-04-04T14:00:00Z", "2026-04-04T15:30:00Z", "05 01:30+11:00, 05 01:30+10:30, 05 02:00+10:30")]
    public void Lord_Howe_changes_by_half_an_hour(string expression, string after, string upTo, string slots) =>
        Check(expression, "Australia/Lord_Howe", after, upTo, slots);

    [Fact]
    public void Midnight_that_Sao_Paulo_skipped_comes_at_one_in_the_morning() => Check(
        "@daily", "America/Sao_Paulo", "2018-11-03T00:00:00Z", "2018-11-05T12:00:00Z",
        "03 00:00-03:00, 04 01:00-02:00, 05 00:00-02:00");

    [Theory]
    [InlineData("0 12 * * *", "29 12:00-10:00, 31 12:00+14:00")]
    [InlineData("0 0 30 * *", "")]
    [InlineData("0 */6 * * *", "29 00:00-10:00, 29 06:00-10:00, 29 12:00-10:00, 29 18:00-10:00, 31 00:00+14:00, 31 06:00+14:00, 31 12:00+14:00")]
    public void A_day_that_Apia_never_had_is_not_made_up_for(string expression, string slots) =>
        Check(expression, "Pacific/Apia", "2011-12-29T09:00:00Z", "2011-12-31T00:00:00Z", slots);

    // From 02:00 at +11 to 23:00 of the day before at +8.
    [Fact]
    public void Hours_that_Casey_had_twice_count_twice_as_they_were_three() => Check(
        "0,30 0 * * *", "Antarctica/Casey", "2010-03-04T02:00:00Z", "2010-03-05T05:00:00Z",
        "05 00:00+11:00, 05 00:30+11:00, 05 00:00+08:00, 05 00:30+08:00");

    private static void Check(string expression, string zone, string after, string upTo, string slots) =>
        Assert.Equal(slots, string.Join(", ", Crons.Local(Crons.Of(expression, zone), after, upTo)));
}
