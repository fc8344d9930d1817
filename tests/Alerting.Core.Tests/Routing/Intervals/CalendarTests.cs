using System.Globalization;
using Alerting.Core.Tests.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Routing.Intervals;

/// <summary>Which instants a spec contains, by the calendar and the clock of UTC. 2026-03-02 is a Monday.</summary>
public sealed class CalendarTests
{
    private const string Work = "times: [{start_time: 09:00, end_time: 17:00}]";
    private const string Evening = "times: [{start_time: 20:00, end_time: 24:00}]";

    [Theory]
    [InlineData("", "0001-01-01T00:00:00Z", true)]
    [InlineData("", "9999-12-31T23:59:59Z", true)]
    [InlineData("times: ~", "2026-03-02T03:00:00Z", true)]
    [InlineData("weekdays: ~, months: NULL", "2026-03-02T03:00:00Z", true)]
    public void An_absent_list_contains_every_instant(string spec, string at, bool contained) =>
        Check(spec, at, contained);

    [Theory]
    [InlineData("times: []", "2026-03-02T12:00:00Z", false)]
    [InlineData("weekdays: []", "2026-03-02T12:00:00Z", false)]
    [InlineData("days_of_month: []", "2026-03-02T12:00:00Z", false)]
    [InlineData("months: []", "2026-03-02T12:00:00Z", false)]
    [InlineData("years: []", "2026-03-02T12:00:00Z", false)]
    [InlineData("years: [2026], months: []", "2026-03-02T12:00:00Z", false)]
    public void An_empty_list_contains_none(string spec, string at, bool contained) => Check(spec, at, contained);

    [Theory]
    [InlineData(Work, "2026-03-02T08:59:59.9999999Z", false)]
    [InlineData(Work, "2026-03-02T09:00:00Z", true)]
    [InlineData(Work, "2026-03-02T16:59:59.9999999Z", true)]
    [InlineData(Work, "2026-03-02T17:00:00Z", false)]
    [InlineData(Work, "2026-03-02T18:30:00+09:30", true)]
    [InlineData(Evening, "2026-03-02T19:59:59Z", false)]
    [InlineData(Evening, "2026-03-02T23:59:59.9999999Z", true)]
    [InlineData(Evening, "2026-03-03T00:00:00Z", false)]
    [InlineData("times: [{start_time: 00:00, end_time: 24:00}]", "2026-03-03T00:00:00Z", true)]
    [InlineData("times: [{start_time: 00:00, end_time: 00:01}]", "2026-03-03T00:00:59Z", true)]
    [InlineData("times: [{start_time: 00:00, end_time: 00:01}]", "2026-03-03T00:01:00Z", false)]
    [InlineData("times: [{start_time: 01:00, end_time: 02:00}, {start_time: 03:00, end_time: 04:00}]",
        "2026-03-03T03:00:00Z", true)]
    [InlineData("times: [{start_time: 01:00, end_time: 02:00}, {start_time: 03:00, end_time: 04:00}]",
        "2026-03-03T02:00:00Z", false)]
    [InlineData("times: [~]", "2026-03-03T00:00:00Z", false)]
    public void Times_hold_from_their_start_until_before_their_end(string spec, string at, bool contained) =>
        Check(spec, at, contained);

    [Theory]
    [InlineData("weekdays: ['monday:friday']", "2026-03-01T23:59:59Z", false)]
    [InlineData("weekdays: ['monday:friday']", "2026-03-02T00:00:00Z", true)]
    [InlineData("weekdays: ['MONDAY:Friday']", "2026-03-06T23:59:59Z", true)]
    [InlineData("weekdays: ['monday:friday']", "2026-03-07T00:00:00Z", false)]
    [InlineData("weekdays: [saturday, sunday]", "2026-03-08T23:59:59Z", true)]
    [InlineData("weekdays: [saturday, sunday]", "2026-03-09T00:00:00Z", false)]
    [InlineData("weekdays: ['sunday:saturday']", "2026-03-04T00:00:00Z", true)]
    [InlineData("weekdays: [FRİDAY]", "2026-03-06T00:00:00Z", true)]
    [InlineData("weekdays: [~]", "2026-03-08T12:00:00Z", true)]
    [InlineData("weekdays: [~]", "2026-03-09T12:00:00Z", false)]
    public void Weekdays_run_from_sunday_to_saturday(string spec, string at, bool contained) =>
        Check(spec, at, contained);

    [Theory]
    [InlineData("days_of_month: [1]", "2026-03-01T00:00:00Z", true)]
    [InlineData("days_of_month: [1]", "2026-03-02T00:00:00Z", false)]
    [InlineData("days_of_month: ['5:7']", "2026-03-04T23:59:59Z", false)]
    [InlineData("days_of_month: ['5:7']", "2026-03-05T00:00:00Z", true)]
    [InlineData("days_of_month: ['5:7']", "2026-03-07T23:59:59Z", true)]
    [InlineData("days_of_month: ['5:7']", "2026-03-08T00:00:00Z", false)]
    [InlineData("days_of_month: [31]", "2026-04-30T12:00:00Z", false)]
    [InlineData("days_of_month: [31]", "2026-05-31T12:00:00Z", true)]
    [InlineData("days_of_month: [30]", "2024-02-29T12:00:00Z", false)]
    [InlineData("days_of_month: [30]", "2024-03-01T12:00:00Z", false)]
    [InlineData("days_of_month: ['30:31']", "2026-02-28T12:00:00Z", false)]
    [InlineData("days_of_month: ['25:31']", "2026-02-28T12:00:00Z", true)]
    [InlineData("days_of_month: ['25:31']", "2026-03-01T12:00:00Z", false)]
    [InlineData("days_of_month: ['29:29']", "2024-02-29T12:00:00Z", true)]
    [InlineData("days_of_month: ['29:29']", "2023-02-28T12:00:00Z", false)]
    [InlineData("days_of_month: ['29:29']", "2023-03-01T12:00:00Z", false)]
    [InlineData("days_of_month: ['29:29']", "2000-02-29T12:00:00Z", true)]
    [InlineData("days_of_month: ['29:29']", "2100-02-28T12:00:00Z", false)]
    [InlineData("days_of_month: [~]", "2026-03-01T12:00:00Z", false)]
    [InlineData("days_of_month: [~]", "2026-03-31T12:00:00Z", false)]
    public void A_day_a_month_does_not_have_is_never(string spec, string at, bool contained) =>
        Check(spec, at, contained);

    [Theory]
    [InlineData("days_of_month: [-1]", "2026-02-28T00:00:00Z", true)]
    [InlineData("days_of_month: [-1]", "2024-02-28T00:00:00Z", false)]
    [InlineData("days_of_month: [-1]", "2024-02-29T00:00:00Z", true)]
    [InlineData("days_of_month: [-1]", "2026-04-30T23:59:59Z", true)]
    [InlineData("days_of_month: ['-3:-1']", "2026-03-28T23:59:59Z", false)]
    [InlineData("days_of_month: ['-3:-1']", "2026-03-29T00:00:00Z", true)]
    [InlineData("days_of_month: ['-3:-1']", "2026-03-31T23:59:59Z", true)]
    [InlineData("days_of_month: ['-3:-1']", "2026-04-01T00:00:00Z", false)]
    [InlineData("days_of_month: ['-3:-1']", "2026-02-26T00:00:00Z", true)]
    [InlineData("days_of_month: ['-3:-1']", "2026-02-25T23:59:59Z", false)]
    [InlineData("days_of_month: [-31]", "2026-03-01T12:00:00Z", true)]
    [InlineData("days_of_month: [-31]", "2026-04-01T12:00:00Z", false)]
    [InlineData("days_of_month: [-30]", "2026-04-01T12:00:00Z", true)]
    [InlineData("days_of_month: [-29]", "2024-02-01T12:00:00Z", true)]
    [InlineData("days_of_month: [-29]", "2023-02-01T12:00:00Z", false)]
    [InlineData("days_of_month: ['-31:-29']", "2026-02-01T12:00:00Z", false)]
    [InlineData("days_of_month: ['-31:-1']", "2026-02-01T12:00:00Z", true)]
    [InlineData("days_of_month: ['27:-1']", "2026-02-26T12:00:00Z", false)]
    [InlineData("days_of_month: ['27:-1']", "2026-02-27T12:00:00Z", true)]
    [InlineData("days_of_month: ['5:-5']", "2026-03-27T12:00:00Z", true)]
    [InlineData("days_of_month: ['5:-5']", "2026-03-28T12:00:00Z", false)]
    [InlineData("days_of_month: ['5:-5']", "2026-03-04T12:00:00Z", false)]
    [InlineData("days_of_month: ['1:-27']", "2026-02-02T12:00:00Z", true)]
    [InlineData("days_of_month: ['1:-27']", "2026-02-03T12:00:00Z", false)]
    public void A_negative_day_counts_from_the_end_of_the_month(string spec, string at, bool contained) =>
        Check(spec, at, contained);

    [Theory]
    [InlineData("months: ['january:3']", "2026-03-31T23:59:59Z", true)]
    [InlineData("months: ['january:3']", "2026-04-01T00:00:00Z", false)]
    [InlineData("months: [DECEMBER]", "2026-11-30T23:59:59Z", false)]
    [InlineData("months: [12]", "2026-12-01T00:00:00Z", true)]
    [InlineData("months: [13]", "2026-01-15T00:00:00Z", false)]
    [InlineData("months: [13]", "2026-12-15T00:00:00Z", false)]
    [InlineData("months: ['0:13']", "2026-01-01T00:00:00Z", true)]
    [InlineData("months: ['0:13']", "2026-12-31T23:59:59Z", true)]
    [InlineData("months: ['-9223372036854775808:9223372036854775807']", "2026-12-31T23:59:59Z", true)]
    [InlineData("months: [~]", "2026-01-01T00:00:00Z", false)]
    public void Months_are_names_or_any_numbers(string spec, string at, bool contained) => Check(spec, at, contained);

    [Theory]
    [InlineData("years: ['2024:2026']", "2023-12-31T23:59:59Z", false)]
    [InlineData("years: ['2024:2026']", "2024-01-01T00:00:00Z", true)]
    [InlineData("years: ['2024:2026']", "2026-12-31T23:59:59Z", true)]
    [InlineData("years: ['2024:2026']", "2027-01-01T00:00:00Z", false)]
    [InlineData("years: [2026]", "2026-07-01T00:00:00Z", true)]
    [InlineData("years: ['-5:+3000']", "2026-07-01T00:00:00Z", true)]
    [InlineData("years: [~]", "2026-07-01T00:00:00Z", false)]
    public void Years_hold_from_the_first_to_the_last(string spec, string at, bool contained) =>
        Check(spec, at, contained);

    [Theory]
    [InlineData("2026-03-02T09:00:00Z", true)]
    [InlineData("2026-03-02T08:59:59Z", false)]
    [InlineData("2026-03-03T09:00:00Z", false)]
    [InlineData("2026-03-09T09:00:00Z", false)]
    [InlineData("2026-06-01T09:00:00Z", false)]
    [InlineData("2025-03-03T09:00:00Z", false)]
    public void An_instant_must_be_in_every_list_that_is_present(string at, bool contained) => Check(
        Work + ", weekdays: [monday], days_of_month: ['1:7'], months: [march], years: [2026]", at, contained);

    [Theory]
    [InlineData("weekdays: [monday]}, {weekdays: [tuesday]", "2026-03-02T12:00:00Z", true)]
    [InlineData("weekdays: [monday]}, {weekdays: [tuesday]", "2026-03-03T12:00:00Z", true)]
    [InlineData("weekdays: [monday]}, {weekdays: [tuesday]", "2026-03-04T12:00:00Z", false)]
    [InlineData("weekdays: []}, ~, {weekdays: []", "2026-03-04T12:00:00Z", true)]
    public void An_instant_is_in_an_interval_when_it_is_in_one_of_its_specs(string specs, string at, bool contained) =>
        Check(specs, at, contained);

    [Fact]
    public void An_interval_without_specs_contains_nothing()
    {
        var (intervals, _) = IntervalFiles.Read("time_intervals: [{name: x}]");

        Assert.False(Assert.Single(intervals).Contains(DateTimeOffset.UnixEpoch));
    }

    private static void Check(string spec, string at, bool contained) => Assert.Equal(
        contained, IntervalFiles.OfSpec(spec).Contains(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
}
