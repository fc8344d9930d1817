using Alerting.Core.Alerts;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Overviews;

public sealed class AlertBookTests
{
    private static readonly AlertsAsked All = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_of_several_groups_is_shown_once_and_in_each_of_them()
    {
        var (world, book) = Twice();
        await world.Post(World.Firing("A"), World.Firing("A", "b"));

        var alerts = await book.Alerts(All, Stop);
        var groups = await book.Groups(All, Stop);

        Assert.Equal(["a", "b"], alerts.Select(alert => alert.Alert.Alert.Labels["instance"]).Order(StringComparer.Ordinal));
        Assert.All(alerts, alert => Assert.Equal(["one", "two"], alert.Receivers));
        Assert.Equal(["one", "two"], groups.Select(group => group.Header.Receiver));
        Assert.All(groups, group => Assert.Equal(2, group.Alerts.Count));
    }

    [Fact]
    public async Task Of_an_alert_in_several_groups_what_changed_last_counts_its_end_included()
    {
        var (world, book) = Twice();
        await world.Post(World.Firing("A"));
        var older = await Single(world, "one");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Post(world.Resolved("A"));

        // What a crash between two groups leaves: one has the end, the other does not.
        await Write(world, older);

        Assert.Empty(await book.Alerts(All, Stop));
        Assert.Equal(["one"], (await book.Groups(All, Stop)).Select(group => group.Header.Receiver));
        Assert.Equal(0, (await book.Count(Stop)).Active);
    }

    [Fact]
    public async Task An_alert_that_is_over_is_not_shown_from_its_end_on()
    {
        var (world, book) = Twice();
        await world.Post(World.Firing("A") with { Ending = Ending.Timed, EndsAt = world.Clock.GetUtcNow().AddMinutes(1) });

        world.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Single(await book.Alerts(All, Stop));
        world.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(await book.Alerts(All, Stop));
        Assert.Empty(await book.Groups(All, Stop));
        Assert.Equal(new(0, 0, 2), await book.Count(Stop));
    }

    [Fact]
    public async Task An_alert_that_moved_is_shown_where_it_belongs()
    {
        var (world, book) = Twice();
        await world.Post(World.Firing("A"));
        var row = await Single(world, "one");

        await Write(world, row, row => row.Add("moved", true));

        Assert.Single(await book.Alerts(All, Stop));
        Assert.Equal(["two"], (await book.Groups(All, Stop)).Select(group => group.Header.Receiver));
    }

    [Fact]
    public async Task A_group_without_alerts_is_none()
    {
        var (world, book) = Twice();
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromMinutes(1));
        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromHours(1));

        Assert.NotEmpty(await world.Rows("g~"));
        Assert.Equal(new(0, 0, 0), await book.Count(Stop));
    }

    [Theory]
    [InlineData("a", MatchOperator.NotEqual, "", true)]
    [InlineData("a", MatchOperator.NotMatches, "", true)]
    [InlineData("a", MatchOperator.Equal, "", true)]
    [InlineData("b", MatchOperator.NotEqual, "", false)]
    [InlineData("b", MatchOperator.NotMatches, "", false)]
    [InlineData("b", MatchOperator.Equal, "", true)]
    [InlineData("b", MatchOperator.Matches, "", true)]
    [InlineData("c", MatchOperator.NotEqual, "", true)]
    [InlineData("c", MatchOperator.Equal, "", false)]
    [InlineData("c", MatchOperator.Equal, "x", true)]
    public void A_label_that_is_there_and_empty_counts_as_both(string name, MatchOperator op, string value, bool matches)
    {
        var labels = LabelSet.From([new("a", ""), new("c", "x")]);

        Assert.Equal(matches, AlertsAsked.AllMatch([Matcher.Create(name, op, value, out _)!], labels));
    }

    private static (World World, AlertBook Book) Twice()
    {
        var one = World.OneReceiver("webhook");
        var world = World.Of(new RecordingChannel("webhook", deduplicates: false));
        var child = one.Route with { Receiver = "one", Continue = true, Key = "{}/{}" };
        world.Configuration.Replace(
            one with
            {
                Route = one.Route with { Routes = [child, child with { Receiver = "two", Continue = false }] },
                Receivers = [new("team", []), new("one", []), new("two", [])],
            },
            1);
        return (world, new(world.Engine.On, world.Engine.Suppression));
    }

    private static async Task<Row> Single(World world, string receiver)
    {
        var rows = await world.Rows("g~");
        var header = rows.Where(row => row.Key.EndsWith("~h", StringComparison.Ordinal)).Select(HeaderRow.Read)
            .Single(header => header.Receiver == receiver);
        return rows.Single(row => row.Key.StartsWith(RowKeys.Alerts(header.Id), StringComparison.Ordinal));
    }

    private static async Task Write(World world, Row row, Action<Properties>? change = null)
    {
        var properties = new Properties();
        foreach (var (name, value) in row.Properties)
        {
            properties.Add(name, value);
        }

        change?.Invoke(properties);
        await world.Store.Commit(row.Partition, [RowWrite.InsertOrReplace(row.Key, properties)], Stop);
    }
}
