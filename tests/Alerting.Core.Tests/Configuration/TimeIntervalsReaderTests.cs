using Alerting.Core.Configuration;
using Alerting.Core.Routing.Intervals;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

public sealed class TimeIntervalsReaderTests
{
    [Fact]
    public void Both_lists_are_read_into_one()
    {
        var (intervals, errors) = IntervalFiles.Read(
            """
            mute_time_intervals:
            - name: nights
              time_intervals:
              - times: [{start_time: 00:00, end_time: 06:30}, {start_time: '22:00', end_time: '24:00'}]
            time_intervals:
            - name: month end
              time_intervals:
              - {weekdays: ['monday:friday'], days_of_month: ['-3:-1', 15], months: [march, 'June:12'], years: [2026]}
              - location: Europe/Berlin
            """);

        Assert.Empty(errors);
        Assert.Equal(["nights", "month end"], intervals.Select(interval => interval.Name));
        var night = Assert.Single(intervals[0].Specs);
        Assert.Equal([new(0, 390), new MinuteRange(1320, 1440)], night.Times!.Value);
        Assert.Null(night.Weekdays);
        var days = intervals[1].Specs[0];
        Assert.Null(days.Times);
        Assert.Equal([new(1, 5)], days.Weekdays!.Value);
        Assert.Equal([new(-3, -1), new NumberRange(15, 15)], days.DaysOfMonth!.Value);
        Assert.Equal([new(3, 3), new NumberRange(6, 12)], days.Months!.Value);
        Assert.Equal([new(2026, 2026)], days.Years!.Value);
        Assert.Equal("UTC", days.Zone.Id);
        Assert.Equal("Europe/Berlin", intervals[1].Specs[1].Zone.Id);
    }

    [Fact]
    public void Missing_lists_are_empty() => Assert.Empty(IntervalFiles.Read("{}").Intervals);

    [Fact]
    public void A_null_element_is_an_interval_without_a_name_as_in_alertmanager()
    {
        var (intervals, errors) = IntervalFiles.Read("time_intervals: [~]");

        Assert.Empty(errors);
        Assert.Equal("", Assert.Single(intervals).Name);
    }

    [Fact]
    public void An_interval_with_a_wrong_spec_keeps_its_name()
    {
        var (intervals, errors) = IntervalFiles.Read(IntervalFiles.WithSpec("weekdays: [mon]"));

        Assert.Single(errors);
        Assert.Equal("x", Assert.Single(intervals).Name);
    }

    [Fact]
    public void Everything_wrong_is_reported_with_its_place()
    {
        var (_, errors) = IntervalFiles.Read(
            """
            mute_time_intervals:
            - name: x
            - time_intervals: []
            time_intervals:
            - name: x
              time_intervals:
              - times:
                - start_time: 9:00
                  end_time: 25:00
                - {start_time: 10:00, end_time: 10:00}
                - {start_time: 10:00}
                weekdays: ['friday:monday', mon]
                days_of_month: [0, '-3:5']
                months: ['june:13:14']
                years: ['2026:2025']
                location: Europe/Bonn
                holidays: []
            - {}
            """);

        Assert.Equal(
        [
            "3: mute_time_intervals[1]: missing name in mute time interval",
            "5: time_intervals[0]: time interval \"x\" is not unique",
            "8: time_intervals[0].time_intervals[0].times[0].start_time: couldn't parse timestamp 9:00, invalid format",
            "9: time_intervals[0].time_intervals[0].times[0].end_time: couldn't parse timestamp 25:00, invalid format",
            "10: time_intervals[0].time_intervals[0].times[1]: start time cannot be equal or greater than end time",
            "11: time_intervals[0].time_intervals[0].times[2]: both start and end times must be provided",
            "12: time_intervals[0].time_intervals[0].weekdays[0]: start day cannot be before end day",
            "12: time_intervals[0].time_intervals[0].weekdays[1]: mon is not a valid weekday",
            "13: time_intervals[0].time_intervals[0].days_of_month[0]: 0 is not a valid day of the month: out of range",
            "13: time_intervals[0].time_intervals[0].days_of_month[1]: end day must be negative if start day is negative",
            "14: time_intervals[0].time_intervals[0].months[0]: couldn't parse range june:13:14, invalid format",
            "15: time_intervals[0].time_intervals[0].years[0]: end year 2025 is before start year 2026",
            "16: time_intervals[0].time_intervals[0].location: unknown time zone Europe/Bonn",
            "18: time_intervals[1]: missing name in time interval",
        ],
        errors.Where(error => !error.Path.EndsWith(".holidays", StringComparison.Ordinal)).Select(Shown));
        Assert.Contains(errors, error => (error.Line, error.Path)
            == (17, "time_intervals[0].time_intervals[0].holidays"));
    }

    [Theory]
    [InlineData("times: [{x: 1}]", "field x not found in type timeinterval.yamlTimeRange")]
    [InlineData("times: a", "cannot unmarshal !!str `a` into []timeinterval.TimeRange")]
    [InlineData("weekdays: monday", "cannot unmarshal !!str `monday` into []timeinterval.WeekdayRange")]
    [InlineData("days_of_month: 1", "cannot unmarshal !!int `1` into []timeinterval.DayOfMonthRange")]
    [InlineData("months: a", "cannot unmarshal !!str `a` into []timeinterval.MonthRange")]
    [InlineData("years: x", "cannot unmarshal !!str `x` into []timeinterval.YearRange")]
    [InlineData("foo: x", "field foo not found in type timeinterval.TimeInterval")]
    public void Types_have_the_names_that_Alertmanager_tells(string spec, string expected) =>
        Assert.Contains(
            expected, IntervalFiles.Read(IntervalFiles.WithSpec(spec)).Errors.Select(error => error.Message));

    [Theory]
    [InlineData("time_intervals: {}", "cannot unmarshal !!map into []config.TimeInterval")]
    [InlineData("mute_time_intervals: {}", "cannot unmarshal !!map into []config.MuteTimeInterval")]
    public void So_have_the_lists(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(IntervalFiles.Read(text).Errors).Message);

    [Fact]
    public void A_pair_in_a_list_is_told_with_its_line()
    {
        var (_, errors) = IntervalFiles.Read(
            "\ntime_intervals:\n- name: x\n  time_intervals:\n  - location: UTC\n    weekdays: [monday : friday]\n");

        var error = Assert.Single(errors);
        Assert.Equal((6, "cannot unmarshal !!map into string"), (error.Line, error.Message));
    }

    [Theory]
    [InlineData("days_of_month: [32]", "32 is not a valid day of the month: out of range")]
    [InlineData("days_of_month: [-32]", "-32 is not a valid day of the month: out of range")]
    [InlineData("days_of_month: ['28:-1']", "end day -1 is always before start day 28")]
    [InlineData("days_of_month: ['1:-28']", "end day -28 is always before start day 1")]
    [InlineData("days_of_month: ['a\"b']", "strconv.Atoi: parsing \"a\\\"b\": invalid syntax")]
    [InlineData("years: [9223372036854775808]", "strconv.Atoi: parsing \"9223372036854775808\": value out of range")]
    [InlineData("months: ['June:MARCH']", "end month march is before start month june")]
    [InlineData("months: ['14:13']", "end month  is before start month ")]
    [InlineData("months: [Jan]", "jan is not a valid month")]
    [InlineData("location: ../UTC", "time: invalid location name")]
    [InlineData("location: UTC+05", "unknown time zone UTC+05")]
    [InlineData("location: Factory", "unknown time zone Factory")]
    public void A_wrong_value_is_told_in_alertmanagers_words(string spec, string message) =>
        Assert.Equal(message, Assert.Single(IntervalFiles.Read(IntervalFiles.WithSpec(spec)).Errors).Message);

    [Fact]
    public void Local_in_a_zone_that_does_not_exist_is_wrong() => Assert.Equal(
        "unknown time zone Mars/Base",
        Assert.Single(IntervalFiles.Read(IntervalFiles.WithSpec("location: Local"), "Mars/Base").Errors).Message);

    private static string Shown(ConfigurationFinding error) => $"{error.Line}: {error.Path}: {error.Message}";
}
