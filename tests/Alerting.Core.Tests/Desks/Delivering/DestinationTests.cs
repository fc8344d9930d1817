using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

/// <summary>Rate limits, circuits and turns of destinations, on a clock that is moved by hand.</summary>
public sealed class DestinationTests
{
    private static readonly RateLimit OnePerSecond = new(1, TimeSpan.FromSeconds(1));
    private readonly FixedClock clock = new();
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);

    private static AlertingConfiguration Limited(params RateLimit[] limits)
    {
        var one = World.OneReceiver("slack");
        return one with
        {
            Delivery = one.Delivery with { RateLimits = one.Delivery.RateLimits.SetItem("slack", [.. limits]) },
        };
    }

    [Fact]
    public async Task Two_instances_together_send_no_more_than_the_limit()
    {
        var world = World.Standing(clock, slack);
        var beside = world.Beside(world.Store, world.Queue, slack);
        var sent = new List<DateTimeOffset>();
        slack.Otherwise = _ =>
        {
            sent.Add(clock.GetUtcNow());
            return new Receipt.Delivered("ok");
        };
        world.Configuration.Replace(Limited(OnePerSecond), 1);
        beside.Configuration.Replace(Limited(OnePerSecond), 1);
        await world.Post([.. Enumerable.Range(0, 20).Select(i => World.Firing("A" + i))]);

        await Alternate(world, beside, TimeSpan.FromMinutes(1));

        Assert.Equal(20, sent.Count);
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(
            pair.Second - pair.First >= TimeSpan.FromSeconds(1), $"{pair.Second - pair.First}"));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task What_waits_for_its_place_is_replaced_by_what_is_true_by_then()
    {
        var world = World.Standing(clock, slack);
        world.Configuration.Replace(Limited(new RateLimit(1, TimeSpan.FromMinutes(20))), 1);
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(World.Firing("B"));
        await world.Settle();
        await world.Post(World.Firing("B", "b"));

        await world.Pass(TimeSpan.FromMinutes(45));

        Assert.Equal(["A", "B"], slack.Attempts.Take(2).Select(it => it.GroupLabels["alertname"]));
        Assert.Equal(2, slack.Attempts[1].Alerts.Length);
        Assert.Equal(1, slack.Attempts[1].Attempt);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_notice_takes_two_commits_where_nothing_limits_it()
    {
        var commits = 0;
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(Limited(), 1);
        await world.Post(World.Firing("A"));
        await world.Handle(Assert.Single(world.Queue.TakeDue(clock.GetUtcNow())));
        store.BeforeCommit = (_, _) =>
        {
            commits++;
            return Task.CompletedTask;
        };

        await world.Handle(Assert.Single(world.Queue.TakeDue(clock.GetUtcNow())));

        Assert.Single(slack.Attempts);
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task A_place_that_is_free_at_once_is_used_at_once_although_time_goes_on()
    {
        var partitions = new List<string>();
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(Limited(new RateLimit(20, TimeSpan.FromSeconds(20))), 1);
        await world.Post(World.Firing("A"));
        await world.Handle(Assert.Single(world.Queue.TakeDue(clock.GetUtcNow())));
        store.BeforeGet = _ => clock.Advance(TimeSpan.FromMilliseconds(3));
        store.BeforeCommit = (partition, _) =>
        {
            partitions.Add(partition);
            return Task.CompletedTask;
        };

        await world.Handle(Assert.Single(world.Queue.TakeDue(clock.GetUtcNow())));

        Assert.Single(slack.Attempts);
        Assert.Equal(["destinations", "group", "group"], partitions.Select(it => it == "destinations" ? it : "group"));
    }

    [Fact]
    public async Task A_process_that_is_alone_limits_without_a_row()
    {
        var world = World.Standing(clock, slack);
        var engine = new Engine(world.Engine.On with { IsAlone = true }, [slack], new SenderIdentity("x", true));
        world.Configuration.Replace(Limited(OnePerSecond), 1);
        await engine.Accepting.Accept(
            [World.Firing("A"), World.Firing("B")], TimeSpan.Zero, null, CancellationToken.None);
        await Settle(world, engine);
        Assert.Single(slack.Attempts);

        clock.Advance(TimeSpan.FromSeconds(2));
        await Settle(world, engine);

        Assert.Equal(2, slack.Attempts.Count);
        Assert.Empty((await world.Store.Range("destinations", "", "\uffff", 10, null, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task A_destination_that_does_not_answer_is_left_alone_but_for_probes()
    {
        var world = World.Standing(clock, slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        slack.Otherwise = _ => new Receipt.Deferred("connection refused", null);
        await world.Post([.. Enumerable.Range(0, 100).Select(i => World.Firing("A" + i))]);

        await world.Pass(TimeSpan.FromMinutes(30));

        Assert.InRange(slack.Attempts.Count, 6, 30);
        slack.Otherwise = _ => new Receipt.Delivered("ok");
        await world.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(100, slack.Attempts.GroupBy(it => it.GroupKey).Count());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task No_healthy_delivery_starts_later_because_another_vendor_hangs()
    {
        var world = World.Standing(clock, webhook);
        var one = World.OneReceiver("webhook");
        world.Configuration.Replace(
            one with
            {
                Receivers = [World.WithOwnWebhook("team"), World.WithOwnWebhook("hangs")],
                Route = one.Route with { Routes = [Moves.Child("hangs", "instance", "hangs")] },
            },
            1);
        var answered = new TaskCompletionSource();
        webhook.Meanwhile = it => it.Receiver == "hangs" ? answered.Task : Task.CompletedTask;
        await world.Post([.. Enumerable.Range(0, 200).Select(i => World.Firing("H" + i, "hangs"))]);
        await world.Post([.. Enumerable.Range(0, 5).Select(i => World.Firing("A" + i))]);
        foreach (var wake in world.Queue.TakeDue(clock.GetUtcNow()))
        {
            await world.Handle(wake);
        }

        var sends = world.Queue.TakeDue(clock.GetUtcNow()).Select(world.Handle).ToArray();

        // On a clock that stands, all the same.
        Assert.True(await RealClock.Instance.Until(
            () => webhook.Attempts.Count(it => it.Receiver == "team") == 5, TimeSpan.FromSeconds(30), default));
        Assert.Equal(8, webhook.Attempts.Count(it => it.Receiver == "hangs"));
        Assert.True(sends.Count(send => send.IsCompleted) >= sends.Length - 8);
        answered.SetResult();
        await Task.WhenAll(sends);
        await world.Settle();
        Assert.Equal(200, webhook.Attempts.Count(it => it.Receiver == "hangs"));
    }

    [Fact]
    public async Task A_429_is_kept_by_every_notice_for_that_destination_and_by_none_for_another()
    {
        var world = World.Standing(clock, webhook);
        var one = World.OneReceiver("webhook");
        world.Configuration.Replace(
            one with
            {
                Receivers = [World.WithOwnWebhook("team"), World.WithOwnWebhook("busy")],
                Route = one.Route with { Routes = [Moves.Child("busy", "instance", "busy")] },
            },
            1);
        var free = clock.GetUtcNow().AddSeconds(60);
        webhook.Otherwise = it => it.Receiver == "busy" && clock.GetUtcNow() < free
            ? new Receipt.Deferred("429", TimeSpan.FromSeconds(60))
            : new Receipt.Delivered("ok");

        await world.Post(World.Firing("A", "busy"));
        await world.Settle();
        await world.Post(World.Firing("B", "busy"), World.Firing("C"));
        await world.Pass(TimeSpan.FromSeconds(59));

        Assert.Equal(["A", "C"], webhook.Attempts.Select(it => it.GroupLabels["alertname"]).Order());
        await world.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(["A", "A", "B", "C"], webhook.Attempts.Select(it => it.GroupLabels["alertname"]).Order());
    }

    [Fact]
    public async Task The_vendors_id_of_a_message_is_kept_and_given_to_the_next_notice_until_the_trouble_is_over()
    {
        var world = World.Standing(clock, slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        var count = 0;
        slack.Otherwise = _ => new Receipt.Delivered("ok") { Reference = $"C1/{++count}" };
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(World.Firing("A", "b"));
        await world.Pass(World.Interval);
        await world.Post(world.Resolved("A"), world.Resolved("A", "b"));
        await world.Pass(World.Interval);
        await world.Post(World.Firing("A", startsAt: clock.GetUtcNow()));
        await world.Pass(World.Interval);

        Assert.Equal([null, "C1/1", "C1/2", null], slack.Attempts.Select(it => it.Earlier));
        Assert.Contains((await world.Rows("y~")), row => row.Properties.Text("reference") == "C1/2");
    }

    private static async Task Settle(World world, Engine engine)
    {
        while (world.Queue.TakeDue(world.Clock.GetUtcNow()) is { Count: > 0 } due)
        {
            foreach (var hint in due)
            {
                Assert.True(RowHint.TryParse(hint.Queue, hint.Body, out var row));
                await engine.Handle(row, CancellationToken.None);
            }
        }
    }

    // Each message goes to one of them.
    private async Task Alternate(World one, World other, TimeSpan span)
    {
        var end = clock.GetUtcNow() + span;
        for (var i = 0; one.Queue.Next is { } next && next <= end;)
        {
            clock.Set(next > clock.GetUtcNow() ? next : clock.GetUtcNow());
            foreach (var hint in one.Queue.TakeDue(clock.GetUtcNow()))
            {
                await (i++ % 2 == 0 ? one : other).Handle(hint);
            }
        }
    }
}
