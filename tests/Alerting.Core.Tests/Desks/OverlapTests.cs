using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Two configurations meet: another one is in force, and the groups of the one before were not all seen under it.
/// </summary>
public sealed class OverlapTests
{
    private static readonly TimeSpan Asleep = TimeSpan.FromMinutes(30);

    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public OverlapTests() => world = World.Of(webhook);

    [Fact]
    public async Task A_resolve_reaches_the_group_that_told_of_the_firing()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        world.Configuration.Follow(ByInstance);

        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromMinutes(10));
        await world.Engine.Sweep.Migrate(default);
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Equal(webhook.Attempts[0].GroupKey, webhook.Attempts[1].GroupKey);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_resolve_reaches_the_group_that_told_of_the_firing_several_configurations_ago()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        foreach (var configuration in (AlertingConfiguration[])[ByInstance, World.OneReceiver("webhook"), ByInstance])
        {
            world.Configuration.Follow(configuration);
        }

        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Equal(webhook.Attempts[0].GroupKey, webhook.Attempts[1].GroupKey);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_group_that_every_configuration_treats_alike_is_not_written_and_counts_as_moved()
    {
        var (hooked, beside) = await ToldBeforeAnother(World.OneReceiver("webhook"), Asleep);
        var commits = hooked.Commits;

        await beside.Engine.Sweep.Migrate(default);

        Assert.Equal(commits, hooked.Commits);
        Assert.True((await beside.Configuration.Now(default)).IsMigrated);
        await beside.Post(world.Resolved("A"));
        await beside.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
    }

    [Theory]
    [InlineData("repeat")]
    [InlineData("interval")]
    [InlineData("integration")]
    [InlineData("before")]
    [InlineData("unreadable")]
    public async Task A_group_that_one_of_them_treats_otherwise_is_looked_at(string difference)
    {
        var other = World.OneReceiver("webhook");
        other = difference switch
        {
            "repeat" or "before" => other with { Route = other.Route with { RepeatInterval = World.Repeat / 2 } },
            "interval" => other with { Route = other.Route with { GroupInterval = World.Interval / 2 } },
            "integration" => World.OneReceiver("webhook", "webhook"),
            _ => other,
        };
        var (_, beside) = await ToldBeforeAnother(other, Asleep);
        beside.Configuration.IsPreviousWhole = difference != "unreadable";
        if (difference == "before")
        {
            beside.Configuration.Follow(World.OneReceiver("webhook"));
        }

        await beside.Engine.Sweep.Migrate(default);

        var header = (await beside.Rows("g~")).Single(row => row.Key.EndsWith("~h", StringComparison.Ordinal));
        Assert.Equal((await beside.Configuration.Now(default)).Epoch, header.Properties.Long("epoch"));
    }

    [Fact]
    public async Task A_shard_is_read_once_more_when_the_work_of_the_one_before_has_ended()
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        beside.Configuration.Follow(ByInstance, world.Clock.GetUtcNow());
        beside.Configuration.MigratedFrom = world.Clock.GetUtcNow().AddMinutes(1);

        await beside.Engine.Sweep.Migrate(default);
        var reads = hooked.Reads;
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        await beside.Engine.Sweep.Migrate(default);
        Assert.Equal(reads, hooked.Reads);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await beside.Engine.Sweep.Migrate(default);

        Assert.True(hooked.Reads > reads);
        Assert.True((await beside.Configuration.Now(default)).IsMigrated);
    }

    [Fact]
    public async Task An_alert_that_nobody_was_told_of_before_is_told_once_by_its_new_group()
    {
        world.Configuration.Follow(ByInstance);

        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromMinutes(10));
        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
    }

    [Fact]
    public async Task A_repeat_moves_nothing_back_into_the_group_it_has_left()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        world.Configuration.Follow(ByInstance);
        await world.Post(World.Firing("A"));
        await world.Engine.Sweep.Migrate(default);
        world.Configuration.Follow(ByInstance);
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Single(webhook.Attempts);
        Assert.Empty(await world.Unsound());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_resolve_is_told_also_when_everything_moves_before_one_of_its_commits(int commit)
    {
        var (hooked, beside) = await ToldBeforeAnother();
        await beside.Post(World.Firing("A"));
        await beside.Pass(TimeSpan.FromSeconds(2));
        MoveBefore(commit, hooked, beside);

        await beside.Post(world.Resolved("A"));
        await beside.Pass(TimeSpan.FromHours(1));

        Assert.Equal(Reason.AllAlertsResolved, webhook.Attempts[^1].Reason);
        Assert.DoesNotContain(await beside.Rows("g~"), row => row.Key.Contains("~a~", StringComparison.Ordinal));
        Assert.Empty(await world.Unsound());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_resolve_is_stored_first_where_the_firing_was_told(int commit)
    {
        var (hooked, beside) = await ToldBeforeAnother();
        MoveBefore(commit, hooked, beside);

        await beside.Post(world.Resolved("A"));
        await beside.Pass(TimeSpan.FromHours(1));

        Assert.Equal(Reason.AllAlertsResolved, webhook.Attempts[^1].Reason);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task What_moves_is_as_old_as_it_was_and_undoes_no_resolve_that_came_meanwhile()
    {
        var (hooked, beside) = await ToldBeforeAnother();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (writes.Any(write => write.Key.Contains("~a~", StringComparison.Ordinal)))
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                await beside.Post(world.Resolved("A"));
                world.Clock.Advance(TimeSpan.FromMilliseconds(10));
            }
        };

        await beside.Engine.Sweep.Migrate(default);
        await beside.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_notice_put_back_does_not_keep_its_alert_from_those_who_are_to_hear_of_it_now()
    {
        webhook.Answer([.. Enumerable.Repeat(new Receipt.Deferred("busy", null), 3)]);
        await world.Post(World.Firing("A"));
        await world.Settle();
        world.Configuration.Follow(ByInstance);
        await world.Post(World.Firing("A"));
        await world.Engine.Sweep.Migrate(default);
        await world.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal("{}:{instance=\"a\"}", webhook.Attempts[^1].GroupKey);
        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromHours(2));
        await world.Engine.Sweep.Migrate(default);

        Assert.True((await world.Configuration.Now(default)).IsMigrated);
        Assert.Equal(
            [Reason.FirstNotification, Reason.FirstNotification, Reason.AllAlertsResolved],
            webhook.Attempts.DistinctBy(it => it.NoticeId).Select(it => it.Reason));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_group_that_cannot_be_handled_does_not_keep_the_others_from_moving()
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        for (var i = 0; i < 8; i++)
        {
            await beside.Post(World.Firing("A" + i, "i" + i));
        }

        await beside.Pass(TimeSpan.FromMinutes(30));
        beside.Configuration.Follow(ByInstance);
        var poisoned = (await beside.Rows("g~")).First(row => row.Key.EndsWith("~h", StringComparison.Ordinal)).Key;
        hooked.BeforeCommit = (_, writes) => writes.Any(write => write.Key == poisoned)
            ? throw new InvalidOperationException("poison")
            : Task.CompletedTask;

        await Assert.ThrowsAsync<InvalidOperationException>(() => beside.Engine.Sweep.All(default));

        var old = (await beside.Rows("g~")).Where(row => row.Key.EndsWith("~h", StringComparison.Ordinal)
            && row.Properties.Long("epoch") == 1 && !row.Properties.Bool("empty")).Select(row => row.Key);
        Assert.Equal([poisoned], old);
        hooked.BeforeCommit = (_, _) => Task.CompletedTask;
        await beside.Engine.Sweep.All(default);
        Assert.True((await beside.Configuration.Now(default)).IsMigrated);
    }

    [Fact]
    public async Task A_process_that_is_a_moment_behind_leaves_a_newer_group_alone()
    {
        await world.Post(World.Firing("A"));
        world.Configuration.Replace(World.OneReceiver("webhook"), 2);
        await world.Settle();
        await world.Post(world.Resolved("A"));
        world.Clock.Advance(World.Interval);

        var behind = world.Beside(world.Store, world.Queue, webhook);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => behind.Engine.Sweep.All(default));
        Assert.Single(webhook.Attempts);
    }

    [Fact]
    public async Task An_alert_that_one_behind_stores_in_a_group_of_the_new_epoch_is_told_and_ended_where_it_belongs()
    {
        var behind = world.Beside(world.Store, world.Queue, webhook);
        await MovedWhile(behind);

        await behind.Post(World.Firing("A", "c"));
        await world.Pass(TimeSpan.FromMinutes(10));
        await world.Post(world.Resolved("A", "c"));
        await world.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(
            ["{}:{instance=\"c\"}", "{}:{instance=\"c\"}"],
            webhook.Attempts.TakeLast(2).Select(it => it.GroupKey));
        Assert.Equal(
            [Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.TakeLast(2).Select(it => it.Reason));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task An_end_that_one_behind_stores_where_the_alert_was_told_is_told_there()
    {
        var behind = world.Beside(world.Store, world.Queue, webhook);
        await world.Post(World.Firing("A", "c"));
        await world.Settle();
        await MovedWhile(behind);

        await behind.Post(world.Resolved("A", "c"));
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(
            [Reason.FirstNotification, Reason.NewAlertsAdded, Reason.SomeAlertsResolved],
            webhook.Attempts.Select(it => it.Reason));
        Assert.Single(webhook.Attempts.Select(it => it.GroupKey).Distinct());
        Assert.Empty(await world.Unsound());
    }

    // Over a store that can be acted on: an alert was told, then another configuration came into force.
    private async Task<(HookedStore Hooked, World Beside)> ToldBeforeAnother(
        AlertingConfiguration? another = null, TimeSpan after = default)
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        await beside.Post(World.Firing("A"));
        await beside.Settle();
        await beside.Pass(after);
        beside.Configuration.Follow(another ?? ByInstance);
        return (hooked, beside);
    }

    // A group that was decided under both; the other process knows nothing of the second yet.
    private async Task MovedWhile(World behind)
    {
        behind.Configuration.Replace(world.Configuration.Value, 1);
        await world.Post(World.Firing("A", "b"));
        await world.Pass(World.Interval);
        world.Configuration.Follow(ByInstance, world.Clock.GetUtcNow());
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
    }

    // Everything moves just before the commit of this number, counted among those that write alerts.
    private void MoveBefore(int commit, HookedStore hooked, World beside)
    {
        var count = 0;
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (writes.Any(write => write.Key.Contains("~a~", StringComparison.Ordinal)) && ++count == commit)
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                world.Clock.Advance(TimeSpan.FromMilliseconds(10));
                await beside.Engine.Sweep.Migrate(default);
            }
        };
    }

    private static AlertingConfiguration ByInstance { get; } = World.OneReceiver("webhook") is var one
        ? one with { Route = one.Route with { GroupBy = ["instance"] } }
        : one;
}
