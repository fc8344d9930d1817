using Alerting.Core.Alerts;
using Alerting.Core.Desks.Delivering;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

/// <summary>A receiver is told that this is a drill, by the way of every notice.</summary>
public sealed class DrillTests
{
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public DrillTests()
    {
        world = World.Of(slack, webhook);
        world.Configuration.Replace(World.OneReceiver("slack", "webhook"), 1);
    }

    [Theory]
    [InlineData(false, AlertStatus.Firing)]
    [InlineData(true, AlertStatus.Resolved)]
    public async Task Every_integration_is_told_once_and_says_what_came_of_it(bool isResolved, AlertStatus status)
    {
        slack.Answer(new Receipt.Delivered("ok") { Reference = "C1/17.4" });
        webhook.Answer(new Receipt.Refused("404 gone"));

        var results = await Drill("team", isResolved);

        Assert.Equal(
            [new("slack[0]", "delivered", "ok", "C1/17.4"), new("webhook[1]", "refused", "404 gone", null)], results!);
        var told = Assert.Single(slack.Attempts);
        Assert.True(told.IsDrill);
        Assert.Equal(status, Assert.Single(told.Alerts).Status);
        Assert.Contains("drill", told.Alerts[0].Annotations["summary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_delivered_with_a_flaw_is_not_well_and_not_sent_again()
    {
        slack.Answer(new Receipt.Delivered("ok") { Reference = "C1/17.4" }.WithFlaw("a").WithFlaw("b").WithFlaw(null));

        var results = await Drill("team", isResolved: false);
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(new DrillResult("slack[0]", "delivered", "ok; a; b", "C1/17.4") { Flaw = "a; b" }, results![0]);
        Assert.Equal([false, true], results.Select(it => it.IsGood));
        Assert.Single(slack.Attempts);
    }

    [Fact]
    public async Task Nothing_follows_from_it()
    {
        webhook.Otherwise = _ => new Receipt.Refused("404 gone");
        await Drill("team", isResolved: false);

        await world.Pass(TimeSpan.FromHours(300));

        Assert.Single(slack.Attempts);
        Assert.Single(webhook.Attempts);
        Assert.DoesNotContain(
            await world.Rows("g~"), row => !row.Key.Contains("~f~", StringComparison.Ordinal));
        Assert.Empty(await world.Rows("t~"));
        Assert.Empty(await world.Rows("o~"));
    }

    [Fact]
    public async Task It_is_no_alert_that_anybody_is_shown()
    {
        slack.Answer(new Receipt.Deferred("429", TimeSpan.FromMinutes(2)));
        await Drill("team", isResolved: false);

        var book = new AlertBook(world.Engine.On, world.Engine.Suppression);

        Assert.Equal(0, (await book.Count(CancellationToken.None)).Active);
    }

    [Fact]
    public async Task What_is_put_back_is_said_to_be_waiting_and_is_told_later()
    {
        slack.Otherwise = _ => new Receipt.Deferred("connection refused", null);

        var results = await Drill("team", isResolved: false);

        Assert.Equal(new DrillResult("slack[0]", "waiting", "connection refused", null), results![0]);
        slack.Otherwise = _ => new Receipt.Delivered("ok");
        await world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(slack.Attempts.Select(it => it.NoticeId).Distinct());
        Assert.Contains(await world.Rows("y~"), row => row.Properties.Text("outcome") == "delivered");
    }

    [Fact]
    public async Task An_integration_that_does_not_hear_of_ends_is_not_told_of_one()
    {
        var one = World.OneReceiver("slack");
        world.Configuration.Replace(
            one with
            {
                Receivers = [new("team", [one.Receivers[0].Integrations[0] with { SendResolved = false }])],
            },
            1);

        var results = await Drill("team", isResolved: true);

        Assert.Equal([new("slack[0]", "not sent", "send_resolved is off", null)], results!);
        Assert.Empty(slack.Attempts);
    }

    [Fact]
    public async Task A_name_that_no_receiver_has_tells_nobody() => Assert.Null(await Drill("nobody", false));

    [Fact]
    public async Task A_drill_that_waits_is_carried_over_a_reload_and_pages_nobody_else()
    {
        slack.Answer(new Receipt.Deferred("busy", null), new Receipt.Deferred("busy", null));
        await Drill("team", isResolved: false);
        var one = World.OneReceiver("slack", "webhook");
        world.Configuration.Follow(
            one with
            {
                Receivers = [.. one.Receivers, World.WithOwnWebhook("oncall")],
                Route = one.Route with { Routes = [Moves.Child("oncall", "alertname", "Drill")] },
            });

        await world.Engine.Sweep.Migrate(default);
        await world.Pass(TimeSpan.FromHours(1));

        Assert.DoesNotContain(webhook.Attempts, it => it.Receiver == "oncall");
        Assert.All(slack.Attempts, it => Assert.True(it.IsDrill));
    }

    // Messages are handed out meanwhile, as a queue would.
    private async Task<IReadOnlyList<DrillResult>?> Drill(string receiver, bool isResolved)
    {
        var drill = world.Engine.Drills.Run(receiver, isResolved, TimeSpan.FromSeconds(30), CancellationToken.None);
        while (!drill.IsCompleted)
        {
            await Task.WhenAny(drill, Alerting.Testing.RealClock.Instance.Until(
                () => world.Queue.Next is not null, TimeSpan.FromSeconds(1), default));
            if (world.Queue.Next is { } next && next < world.Clock.GetUtcNow().AddSeconds(10))
            {
                await world.Pass(TimeSpan.FromSeconds(3));
            }
        }

        return await drill is { } results ? [.. results] : null;
    }
}
