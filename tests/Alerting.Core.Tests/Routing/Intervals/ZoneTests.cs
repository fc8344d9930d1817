using System.Globalization;
using Alerting.Core.Tests.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Routing.Intervals;

/// <summary>Which instants a spec with a location contains, where the clocks of that place are changed.</summary>
public sealed class ZoneTests
{
    [Theory]
    [InlineData("02:00", "03:00", "2026-03-28T01:00:00Z", true)]
    [InlineData("02:00", "03:00", "2026-03-29T00:59:59Z", false)]
    [InlineData("02:00", "03:00", "2026-03-29T01:00:00Z", false)]
    [InlineData("03:00", "04:00", "2026-03-29T00:59:59Z", false)]
    [InlineData("03:00", "04:00", "2026-03-29T01:00:00Z", true)]
    [InlineData("03:00", "04:00", "2026-03-29T02:00:00Z", false)]
    [InlineData("02:00", "03:00", "2026-10-24T23:59:59Z", false)]
    [InlineData("02:00", "03:00", "2026-10-25T00:00:00Z", true)]
    [InlineData("02:00", "03:00", "2026-10-25T00:59:59Z", true)]
    [InlineData("02:00", "03:00", "2026-10-25T01:00:00Z", true)]
    [InlineData("02:00", "03:00", "2026-10-25T01:59:59Z", true)]
    [InlineData("02:00", "03:00", "2026-10-25T02:00:00Z", false)]
    public void Berlin_skips_an_hour_in_march_and_has_one_twice_in_october(
        string start, string end, string at, bool contained) => Check("Europe/Berlin", start, end, at, contained);

    [Theory]
    [InlineData("02:00", "03:00", "2026-03-08T06:59:59Z", false)]
    [InlineData("02:00", "03:00", "2026-03-08T07:00:00Z", false)]
    [InlineData("01:30", "03:30", "2026-03-08T06:30:00Z", true)]
    [InlineData("01:30", "03:30", "2026-03-08T07:29:59Z", true)]
    [InlineData("01:30", "03:30", "2026-03-08T07:30:00Z", false)]
    [InlineData("01:30", "02:00", "2026-11-01T05:29:59Z", false)]
    [InlineData("01:30", "02:00", "2026-11-01T05:30:00Z", true)]
    [InlineData("01:30", "02:00", "2026-11-01T05:59:59Z", true)]
    [InlineData("01:30", "02:00", "2026-11-01T06:00:00Z", false)]
    [InlineData("01:30", "02:00", "2026-11-01T06:30:00Z", true)]
    [InlineData("01:30", "02:00", "2026-11-01T07:00:00Z", false)]
    public void New_York_leaves_and_enters_a_stretch_of_the_hour_it_has_twice(
        string start, string end, string at, bool contained) => Check("America/New_York", start, end, at, contained);

    [Theory]
    [InlineData("01:30", "02:00", "2026-04-04T14:29:59Z", false)]
    [InlineData("01:30", "02:00", "2026-04-04T14:30:00Z", true)]
    [InlineData("01:30", "02:00", "2026-04-04T14:59:59Z", true)]
    [InlineData("01:30", "02:00", "2026-04-04T15:00:00Z", true)]
    [InlineData("01:30", "02:00", "2026-04-04T15:29:59Z", true)]
    [InlineData("01:30", "02:00", "2026-04-04T15:30:00Z", false)]
    [InlineData("02:00", "02:30", "2026-10-03T15:29:59Z", false)]
    [InlineData("02:00", "02:30", "2026-10-03T15:30:00Z", false)]
    [InlineData("02:30", "03:00", "2026-10-03T15:30:00Z", true)]
    [InlineData("02:30", "03:00", "2026-10-03T16:00:00Z", false)]
    public void Lord_Howe_changes_by_half_an_hour(string start, string end, string at, bool contained) =>
        Check("Australia/Lord_Howe", start, end, at, contained);

    [Theory]
    [InlineData("02:00", "03:00", "2025-02-23T00:59:59Z", false)]
    [InlineData("02:00", "03:00", "2025-02-23T01:00:00Z", true)]
    [InlineData("02:00", "03:00", "2025-02-23T02:00:00Z", true)]
    [InlineData("02:00", "03:00", "2025-02-23T02:59:59Z", true)]
    [InlineData("02:00", "03:00", "2025-02-23T03:00:00Z", false)]
    [InlineData("02:00", "03:00", "2025-04-06T01:59:59Z", false)]
    [InlineData("02:00", "03:00", "2025-04-06T02:00:00Z", false)]
    [InlineData("03:00", "03:01", "2025-04-06T02:00:00Z", true)]
    public void Casablanca_goes_back_for_ramadan(string start, string end, string at, bool contained) =>
        Check("Africa/Casablanca", start, end, at, contained);

    [Theory]
    [InlineData("weekdays: [saturday]", "2018-11-04T02:59:59Z", true)]
    [InlineData("weekdays: [saturday]", "2018-11-04T03:00:00Z", false)]
    [InlineData("times: [{start_time: 00:00, end_time: 01:00}]", "2018-11-04T02:59:59Z", false)]
    [InlineData("times: [{start_time: 00:00, end_time: 01:00}]", "2018-11-04T03:00:00Z", false)]
    [InlineData("weekdays: [saturday]", "2019-02-17T01:59:59Z", true)]
    [InlineData("weekdays: [saturday]", "2019-02-17T02:00:00Z", true)]
    [InlineData("weekdays: [saturday]", "2019-02-17T02:59:59Z", true)]
    [InlineData("weekdays: [saturday]", "2019-02-17T03:00:00Z", false)]
    [InlineData("times: [{start_time: 23:00, end_time: 24:00}]", "2019-02-17T02:59:59Z", true)]
    [InlineData("times: [{start_time: 00:00, end_time: 01:00}]", "2019-11-03T03:00:00Z", true)]
    public void Sao_Paulo_changed_at_midnight_until_2019(string spec, string at, bool contained) =>
        Check("location: America/Sao_Paulo, " + spec, at, contained);

    [Theory]
    [InlineData("weekdays: [friday]", "2011-12-23T10:00:00Z", true)]
    [InlineData("weekdays: [thursday]", "2011-12-30T09:59:59Z", true)]
    [InlineData("weekdays: [friday]", "2011-12-30T09:59:59Z", false)]
    [InlineData("weekdays: [friday]", "2011-12-30T10:00:00Z", false)]
    [InlineData("weekdays: [saturday]", "2011-12-30T10:00:00Z", true)]
    [InlineData("days_of_month: [30]", "2011-12-30T09:59:59Z", false)]
    [InlineData("days_of_month: [30]", "2011-12-30T10:00:00Z", false)]
    [InlineData("days_of_month: [-1], months: [12]", "2011-12-30T10:00:00Z", true)]
    [InlineData("days_of_month: [-2], months: [12]", "2011-12-30T10:00:00Z", false)]
    public void Apia_had_no_thirtieth_of_december_in_2011(string spec, string at, bool contained) =>
        Check("location: Pacific/Apia, " + spec, at, contained);

    [Theory]
    [InlineData("Pacific/Kiritimati", "2025-12-31T10:00:00Z", true)]
    [InlineData("Pacific/Kiritimati", "2025-12-31T09:59:59Z", false)]
    [InlineData("Etc/GMT+12", "2026-01-01T11:59:59Z", false)]
    [InlineData("Etc/GMT+12", "2026-01-01T12:00:00Z", true)]
    [InlineData("Asia/Kathmandu", "2025-12-31T18:15:00Z", true)]
    [InlineData("Asia/Katmandu", "2025-12-31T18:14:59Z", false)]
    public void The_calendar_is_that_of_the_location(string zone, string at, bool contained) =>
        Check($"location: {zone}, years: [2026], months: [1], days_of_month: [1]", at, contained);

    // As Alertmanager since 0.34; before, such a month was a day short.
    [Theory]
    [InlineData("2026-03-28T22:59:59Z", false)]
    [InlineData("2026-03-28T23:00:00Z", true)]
    [InlineData("2026-03-30T21:59:59Z", true)]
    [InlineData("2026-03-30T22:00:00Z", false)]
    [InlineData("2026-10-28T22:59:59Z", false)]
    [InlineData("2026-10-28T23:00:00Z", true)]
    [InlineData("2026-10-30T22:59:59Z", true)]
    [InlineData("2026-10-30T23:00:00Z", false)]
    public void A_month_in_which_the_clocks_are_changed_has_all_its_days(string at, bool contained) =>
        Check("location: Europe/Berlin, days_of_month: ['-3:-2']", at, contained);

    [Theory]
    [InlineData("''", "2026-03-02T00:00:00Z")]
    [InlineData("~", "2026-03-02T00:00:00Z")]
    [InlineData("UTC", "2026-03-02T00:00:00Z")]
    [InlineData("Local", "2026-03-01T15:00:00Z")]
    public void Nothing_is_utc_and_local_is_the_zone_it_is_told(string location, string monday)
    {
        var start = DateTimeOffset.Parse(monday, CultureInfo.InvariantCulture);

        var interval = IntervalFiles.OfSpec($"weekdays: [monday], location: {location}", localZone: "Asia/Tokyo");

        Assert.False(interval.Contains(start.AddTicks(-1)));
        Assert.True(interval.Contains(start));
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Midway")]
    public void The_ends_of_the_calendar_have_an_answer(string zone)
    {
        var interval = IntervalFiles.OfSpec($"location: {zone}, years: [1, 9999]");

        Assert.True(interval.Contains(DateTimeOffset.MinValue));
        Assert.True(interval.Contains(DateTimeOffset.MaxValue));
    }

    private static void Check(string zone, string start, string end, string at, bool contained) =>
        Check($"location: {zone}, times: [{{start_time: {start}, end_time: {end}}}]", at, contained);

    private static void Check(string spec, string at, bool contained) => Assert.Equal(
        contained, IntervalFiles.OfSpec(spec).Contains(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
}
