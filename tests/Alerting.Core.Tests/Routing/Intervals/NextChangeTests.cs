using System.Globalization;
using Alerting.Core.Routing.Intervals;
using Alerting.Core.Tests.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Routing.Intervals;

/// <summary>Until when a group that sleeps because of a time interval may sleep.</summary>
public sealed class NextChangeTests
{
    private const string Work = "times: [{start_time: 09:00, end_time: 17:00}]";
    private const string BerlinNight = "location: Europe/Berlin, times: [{start_time: 01:00, end_time: 02:30}]";

    [Theory]
    [InlineData(Work, "2026-03-02T08:59:59.9999999Z", "2026-03-02T09:00:00Z")]
    [InlineData(Work, "2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z")]
    [InlineData(Work, "2026-03-02T16:59:59.9999999Z", "2026-03-02T17:00:00Z")]
    [InlineData(Work, "2026-03-02T17:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("times: [{start_time: 23:00, end_time: 24:00}]", "2026-03-02T23:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("weekdays: [saturday]", "2026-03-02T12:30:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("weekdays: [saturday], " + Work, "2026-03-02T08:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("weekdays: [monday], " + Work, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("months: [2]", "2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z")]
    [InlineData("location: Asia/Kolkata, days_of_month: [1]", "2026-03-02T12:00:00Z", "2026-03-02T18:30:00Z")]
    [InlineData("weekdays: [monday]}, {" + Work, "2026-03-02T10:00:00Z", "2026-03-02T17:00:00Z")]
    [InlineData(Work + "}, {weekdays: [monday]", "2026-03-02T10:00:00Z", "2026-03-02T17:00:00Z")]
    [InlineData(Work + "}, {", "2026-03-02T10:00:00Z", "2026-03-02T17:00:00Z")]
    public void It_is_the_next_bound_of_a_day_that_counts_or_midnight(string spec, string after, string next) =>
        Check(spec, after, next);

    [Theory]
    [InlineData(BerlinNight, "2026-03-28T23:30:00Z", "2026-03-29T00:00:00Z")]
    [InlineData(BerlinNight, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData(BerlinNight, "2026-03-29T01:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData(BerlinNight, "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData(BerlinNight, "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData(BerlinNight, "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData(BerlinNight, "2026-10-25T01:30:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("location: Pacific/Apia, weekdays: [saturday]", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z")]
    [InlineData("location: Pacific/Apia, weekdays: [saturday]", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")]
    public void A_change_of_the_clocks_is_never_slept_through(string spec, string after, string next) =>
        Check(spec, after, next);

    [Theory]
    [InlineData("")]
    [InlineData("location: Europe/Berlin")]
    [InlineData("weekdays: []")]
    [InlineData("months: [1], years: []")]
    [InlineData("times: []}, {days_of_month: []}, {")]
    public void What_never_changes_has_none(string spec) =>
        Assert.Null(IntervalFiles.OfSpec(spec).NextChange(DateTimeOffset.UnixEpoch));

    [Fact]
    public void An_interval_without_specs_has_none() =>
        Assert.Null(new TimeInterval("x", []).NextChange(DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Midway")]
    [InlineData("Europe/Berlin")]
    public void At_the_end_of_the_calendar_there_is_none(string zone)
    {
        var interval = IntervalFiles.OfSpec($"location: {zone}, weekdays: [friday], {Work}");

        Assert.Null(interval.NextChange(DateTimeOffset.MaxValue));
        Assert.NotNull(interval.NextChange(DateTimeOffset.MinValue));
    }

    [Fact]
    public void Until_the_next_change_nothing_changes() => RandomSpecs.Check(5000, (interval, after) =>
    {
        var next = interval.NextChange(after);
        var instants = next is { } until
            ? Steps(after, TimeSpan.FromMinutes(1), until).Append(until.AddTicks(-1))
            : Steps(after, TimeSpan.FromHours(7), after.AddDays(400));

        return instants.All(at => interval.Contains(at) == interval.Contains(after));
    });

    [Fact]
    public void A_change_is_later_but_at_most_a_day_and_an_hour() => RandomSpecs.Check(5000, (interval, after) =>
        interval.NextChange(after) is not { } next || (next > after && next - after <= TimeSpan.FromHours(25)));

    // Its bounds, twice where the clocks go back, a midnight or two and a change of the clocks at the most.
    [Fact]
    public void A_day_is_not_slept_through_in_crumbs() => RandomSpecs.Check(2000, (interval, after) =>
    {
        var bounds = interval.Specs.Sum(spec => (4 * (spec.Times?.Length ?? 0)) + 3);
        var changes = 0;
        for (var at = interval.NextChange(after); at < after.AddDays(1); at = interval.NextChange(at.Value))
        {
            changes++;
        }

        return changes <= bounds;
    });

    private static IEnumerable<DateTimeOffset> Steps(DateTimeOffset from, TimeSpan step, DateTimeOffset until)
    {
        for (var at = from; at < until; at += step)
        {
            yield return at;
        }
    }

    private static void Check(string spec, string after, string next) => Assert.Equal(
        DateTimeOffset.Parse(next, CultureInfo.InvariantCulture),
        IntervalFiles.OfSpec(spec).NextChange(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)));
}
