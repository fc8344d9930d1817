using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>What a review found once. Each fails without the rule it is named after.</summary>
public sealed class HardCasesTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly World world;

    public HardCasesTests() => world = World.Of(webhook, slack);

    [Fact]
    public async Task A_sink_that_asks_for_no_wait_is_given_one()
    {
        webhook.Otherwise = _ => new Receipt.Deferred("429", TimeSpan.Zero);
        await world.Post(World.Firing("A"));

        await world.Settle();

        Assert.Single(webhook.Attempts);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    public async Task A_page_claimed_while_its_resolve_is_decided_is_followed_by_that_resolve(int count)
    {
        var alerts = Enumerable.Range(0, count).Select(i => World.Firing("A", "i" + i)).ToArray();
        world.Queue.LosesAll = true;
        await world.Post(alerts);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await Looks(world);
        var notice = await TheNotice();
        await world.Post([.. alerts.Select(alert => alert with { EndsAt = world.Clock.GetUtcNow() })]);
        var store = new HookedStore(world.Store);
        var held = new TaskCompletionSource();
        Task? send = null;
        var sending = new TaskCompletionSource();
        webhook.Meanwhile = _ =>
        {
            sending.TrySetResult();
            return held.Task;
        };
        store.BeforeCommit = (_, _) =>
        {
            send ??= Task.Run(() => world.Send(notice));
            return sending.Task;
        };
        world.Clock.Advance(World.Interval);

        await Looks(world.Beside(store, world.Queue, webhook));
        held.SetResult();
        await send!;
        await world.PassSwept(TimeSpan.FromMinutes(15));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Equal(count, webhook.Attempts[1].Alerts.Length);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_resolve_after_a_new_grouping_is_told_by_the_group_that_told_of_the_firing()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await Regroup();
        await world.Post(world.Resolved("A"));

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Single(webhook.Attempts.Select(it => it.GroupKey).Distinct());
    }

    [Fact]
    public async Task A_resolve_that_was_not_told_when_the_grouping_changed_is_told_where_the_page_was()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));
        await Regroup();

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Single(webhook.Attempts.Select(it => it.GroupKey).Distinct());
    }

    [Fact]
    public async Task An_alert_that_nobody_reports_any_more_is_not_revived_by_a_new_grouping()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        world.Clock.Advance(TimeSpan.FromHours(25));
        await Regroup();

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved], webhook.Attempts.Select(it => it.Reason));
        Assert.Equal(AlertStatus.NoLongerReported, webhook.Attempts[1].Alerts[0].Status);
    }

    [Fact]
    public async Task A_page_put_off_keeps_its_alerts_when_the_grouping_changes()
    {
        webhook.Answer(new Receipt.Deferred("429", TimeSpan.FromMinutes(12)));
        await world.Post(World.Firing("A"));
        await world.Settle();
        await Regroup();

        await world.Pass(TimeSpan.FromHours(1));

        Assert.All(webhook.Attempts, attempt => Assert.Single(attempt.Alerts));
        Assert.All(webhook.Attempts, attempt => Assert.True(attempt.IsFiring));
        Assert.Equal(2, webhook.Attempts.Select(it => it.GroupKey).Distinct().Count());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_new_integration_hears_of_sleeping_groups_on_their_next_tick()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Pass(TimeSpan.FromMinutes(20));
        world.Configuration.Replace(World.OneReceiver("webhook", "slack"), 2);

        await world.Engine.Sweep.Migrate(CancellationToken.None);
        await world.Settle();
        Assert.Empty(slack.Attempts);
        await world.Pass(World.Interval);

        Assert.Single(slack.Attempts);
        Assert.Single(webhook.Attempts);
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_keeps_no_other_from_being_told()
    {
        world.Queue.LosesAll = true;
        for (var i = 0; i < 12; i++)
        {
            await world.Post(World.Firing("A" + i));
        }

        var group = new GroupId((await world.Rows("t~"))[0].Key[^GroupId.Length..]);
        var partition = world.Engine.On.Shards.Of(group);
        await world.Store.Commit(
            partition,
            [RowWrite.InsertOrReplace(RowKeys.Header(group), new Properties { { "b0", new byte[] { 7, 7 } } })],
            CancellationToken.None);

        for (var i = 0; i < 10; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(30));
            await Assert.ThrowsAnyAsync<Exception>(() => world.Engine.Sweep.All(CancellationToken.None));
        }

        Assert.Equal(11, webhook.Attempts.Count);
    }

    [Fact]
    public async Task A_process_that_stops_while_it_sends_still_reports_what_came_of_it()
    {
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        world.Queue.LosesAll = true;
        await world.Post(World.Firing("A"));
        await Looks(world);
        using var stopping = new CancellationTokenSource();
        slack.Meanwhile = _ => stopping.CancelAsync();

        await world.Send(await TheNotice(), stopping.Token);
        await world.PassSwept(TimeSpan.FromMinutes(4));

        Assert.Single(slack.Attempts);
        Assert.Equal(["delivered"], await Outcomes());
    }

    [Fact]
    public async Task A_resolve_that_overtakes_its_firing_on_the_way_into_the_store_ends_it()
    {
        var store = new HookedStore(world.Store);
        var overtaken = false;
        store.BeforeCommit = async (_, _) =>
        {
            if (!overtaken)
            {
                overtaken = true;
                world.Clock.Advance(TimeSpan.FromSeconds(1));
                await world.Post(world.Resolved("A"));
            }
        };
        await world.Beside(store, world.Queue, webhook).Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Empty(webhook.Attempts);
    }

    [Fact]
    public async Task A_hundred_integrations_are_told_within_the_limits_and_forgotten()
    {
        var store = new HookedStore(world.Store);
        var beside = world.Beside(store, world.Queue, webhook);
        beside.Configuration.Replace(World.OneReceiver([.. Enumerable.Repeat("webhook", 100)]), 1);
        await beside.Post(World.Firing("A"));
        await beside.Pass(TimeSpan.FromMinutes(1));
        await beside.Post(world.Resolved("A"));

        await beside.Pass(3 * World.Repeat);

        Assert.Equal(200, webhook.Attempts.Count);
        Assert.InRange(store.MostRows, 60, 90);
        Assert.Empty(await world.Rows("t~"));
        Assert.DoesNotContain(await world.Rows("g~"), row => row.Key.Contains("~s~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repeats_of_a_webhook_hardly_ever_write_and_never_wake()
    {
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromMinutes(10));
        var store = new HookedStore(world.Store);
        var beside = world.Beside(store, world.Queue, webhook);

        for (var i = 0; i < 10; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await beside.Post(World.Firing("A"));
        }

        Assert.Equal(1, store.Commits);
        Assert.Empty(await world.Rows("g~" + (await world.Rows("t~"))[0].Key[^GroupId.Length..] + "~w"));
    }

    [Fact]
    public async Task A_vendor_that_takes_it_and_never_answers_hears_it_twice_and_not_for_ever()
    {
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        slack.Otherwise = _ => new Receipt.Unknown("timeout");
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromHours(4));

        Assert.Equal([Reason.FirstNotification, Reason.PossibleRepeat], slack.Attempts.Select(it => it.Reason));
    }

    [Fact]
    public async Task A_notice_refused_after_an_unknown_attempt_is_said_once_more()
    {
        webhook.Answer(new Receipt.Unknown("timeout"), new Receipt.Refused("404"));
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(Reason.PossibleRepeat, webhook.Attempts[^1].Reason);
        Assert.Equal(3, webhook.Attempts.Count);
    }

    [Fact]
    public async Task A_claim_that_is_good_keeps_a_notice_from_being_abandoned()
    {
        world.Queue.LosesAll = true;
        await world.Post(World.Firing("A"));
        await Looks(world);
        var text = await TheNotice();
        Assert.True(NoticeId.TryParse(text, out var notice));
        webhook.Meanwhile = _ => world.Engine.Groups.Apply(
            notice.Group, new GroupEvent.Abandoned(notice, NoticeOutcome.Expired, "late"), CancellationToken.None);

        await world.Send(text);

        Assert.Equal(["delivered"], await Outcomes());
    }

    [Fact]
    public async Task The_first_word_of_a_resolve_does_not_wait_for_the_pause_of_a_page_that_was_refused()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        webhook.Otherwise = _ => new Receipt.Refused("500");
        await world.Post(World.Firing("A", "b"));
        await world.Pass(TimeSpan.FromHours(1));
        webhook.Otherwise = _ => new Receipt.Delivered("ok");
        await world.Post(world.Resolved("A"), world.Resolved("A", "b"));

        await world.Pass(World.Interval);

        Assert.Equal(Reason.AllAlertsResolved, webhook.Attempts[^1].Reason);
    }

    [Fact]
    public async Task A_resolve_that_cannot_be_told_is_given_up_after_max_age()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        webhook.Otherwise = _ => new Receipt.Refused("404");
        await world.Post(world.Resolved("A"));

        await world.Pass(TimeSpan.FromHours(80));
        var tried = webhook.Attempts.Count;
        await world.Pass(TimeSpan.FromHours(10));

        Assert.Equal(tried, webhook.Attempts.Count);
        Assert.DoesNotContain(await world.Rows("g~"), row => row.Key.Contains("~a~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_that_fires_again_while_its_removal_is_committed_stays()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));
        var store = new HookedStore(world.Store);
        var again = false;
        store.BeforeCommit = async (_, writes) =>
        {
            if (!again && writes.Any(it => it is RowWrite.Deleted && it.Key.Contains("~a~", StringComparison.Ordinal)))
            {
                again = true;
                world.Clock.Advance(TimeSpan.FromSeconds(1));
                await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
            }
        };

        await world.Beside(store, world.Queue, webhook).Pass(3 * World.Interval);

        Assert.True(again);
        Assert.Equal(Reason.FirstNotification, webhook.Attempts[^1].Reason);
        Assert.Equal(3, webhook.Attempts.Count);
    }

    [Fact]
    public async Task A_large_post_is_told_whole_although_it_takes_several_transactions()
    {
        var store = new HookedStore(world.Store);
        var beside = world.Beside(store, world.Queue, webhook);
        store.BeforeCommit = (_, _) => store.Commits == 2 ? world.Settle() : Task.CompletedTask;

        await beside.Post([.. Enumerable.Range(0, 300).Select(i => World.Firing("A", "i" + i))]);
        await world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(300, Assert.Single(webhook.Attempts).Alerts.Length);
    }

    private Task Regroup()
    {
        var configuration = World.OneReceiver("webhook");
        world.Configuration.Replace(
            configuration with { Route = configuration.Route with { GroupBy = ["alertname", "instance"] } }, 2);
        return world.Engine.Sweep.Migrate(CancellationToken.None);
    }

    private static async Task Looks(World world)
    {
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            await world.Engine.Sweep.Looks(partition, CancellationToken.None);
        }
    }

    private async Task<string> TheNotice() => RowKeys.ReadDue(Assert.Single(await world.Rows("o~")).Key).Subject;

    private async Task<string[]> Outcomes() =>
        [.. (await world.Rows("y~")).Select(row => row.Properties.Text("outcome")!)];
}
