using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

public sealed class SlotRulesTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly World world;

    public SlotRulesTests() => world = World.Of(webhook, slack);

    [Fact]
    public async Task A_resolve_waits_for_its_page_that_a_sink_puts_off()
    {
        webhook.Answer(new Receipt.Deferred("429", TimeSpan.FromMinutes(12)));
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromMinutes(11));
        Assert.Single(webhook.Attempts);

        await world.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal([AlertStatus.Firing, AlertStatus.Firing, AlertStatus.Resolved], Told(webhook));
        Assert.Equal(webhook.Attempts[0].NoticeId, webhook.Attempts[1].NoticeId);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_page_that_no_attempt_ever_claimed_is_replaced_by_what_is_true_now()
    {
        world.Queue.LosesAll = true;
        await world.Post(World.Firing("A"));
        await world.Engine.Sweep.All(CancellationToken.None);
        await world.Post(World.Firing("A", "b"));
        await Tick();

        await Tick();

        var told = Assert.Single(webhook.Attempts);
        Assert.Equal(Reason.FirstNotification, told.Reason);
        Assert.Equal(2, told.Alerts.Length);
        Assert.Equal(["delivered", "superseded"], (await Outcomes()).Order());
    }

    [Fact]
    public async Task A_page_overtaken_by_its_resolve_before_any_attempt_is_told_to_nobody()
    {
        world.Queue.LosesAll = true;
        await world.Post(World.Firing("A"));
        await world.Engine.Sweep.All(CancellationToken.None);
        await world.Post(world.Resolved("A"));

        await Tick();
        await Tick();

        Assert.Empty(webhook.Attempts);
        Assert.Equal(["superseded"], await Outcomes());
        Assert.Empty(await world.Rows("o~"));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_webhook_whose_answer_never_came_is_sent_again_under_the_same_id()
    {
        webhook.Answer(new Receipt.Unknown("timeout"), new Receipt.Unknown("timeout"));
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(3, webhook.Attempts.Count);
        Assert.Single(webhook.Attempts.Select(attempt => attempt.NoticeId).Distinct());
        Assert.Equal(["delivered"], await Outcomes());
    }

    [Fact]
    public async Task A_Slack_message_whose_answer_never_came_is_said_once_more_as_a_possible_repeat()
    {
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        slack.Answer(new Receipt.Unknown("timeout"));
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal([Reason.FirstNotification, Reason.PossibleRepeat], slack.Attempts.Select(it => it.Reason));
        Assert.True(slack.Attempts[1].PossibleRepeat);
        Assert.Equal(2, slack.Attempts.Select(attempt => attempt.NoticeId).Distinct().Count());
    }

    [Fact]
    public async Task A_resolve_is_sent_even_when_it_is_not_known_whether_the_page_arrived()
    {
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        slack.Answer(new Receipt.Unknown("timeout"), new Receipt.Unknown("timeout"));
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));

        await world.Pass(2 * World.Interval);

        Assert.Equal(Reason.AllAlertsResolved, slack.Attempts[^1].Reason);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task What_was_refused_is_tried_again_on_later_ticks_with_pauses_that_grow()
    {
        webhook.Otherwise = _ => new Receipt.Refused("404");
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromHours(4));

        Assert.InRange(webhook.Attempts.Count, 8, 14);
        webhook.Otherwise = _ => new Receipt.Delivered("ok");
        await world.Pass(TimeSpan.FromMinutes(45));
        Assert.Contains("delivered", await Outcomes());
    }

    [Fact]
    public async Task An_integration_that_refuses_does_not_keep_the_other_from_hearing()
    {
        world.Configuration.Replace(World.OneReceiver("slack", "webhook"), 1);
        slack.Otherwise = _ => new Receipt.Refused("404 no_service");
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));

        await world.Pass(World.Interval);

        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], Told(webhook));
    }

    [Fact]
    public async Task A_notice_is_given_up_visibly_when_it_is_older_than_max_age()
    {
        webhook.Otherwise = _ => new Receipt.Deferred("429", TimeSpan.FromHours(1));
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromHours(71));
        Assert.Empty(await Outcomes());

        await world.Pass(TimeSpan.FromHours(3));

        Assert.Contains("expired", await Outcomes());
    }

    [Fact]
    public async Task Without_send_resolved_nothing_is_sent_but_a_return_is_new()
    {
        var hook = new Integration.Webhook { Index = 0, SendResolved = false, Url = Secret.Inline("http://test") };
        world.Configuration.Replace(World.OneReceiver() with { Receivers = [new("team", [hook])] }, 1);
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Settle();

        Assert.Equal([Reason.FirstNotification, Reason.FirstNotification], webhook.Attempts.Select(it => it.Reason));
    }

    [Fact]
    public async Task The_receipt_of_a_claim_that_ran_out_is_only_recorded()
    {
        var held = new TaskCompletionSource();
        webhook.Meanwhile = _ => held.Task;
        await world.Post(World.Firing("A"));
        var slow = world.Settle();
        while (webhook.Attempts.Count == 0)
        {
            await Task.Yield();
        }

        webhook.Meanwhile = _ => Task.CompletedTask;
        world.Queue.Clear();
        await world.PassSwept(TimeSpan.FromMinutes(4));
        Assert.Equal(2, webhook.Attempts.Count);
        webhook.Answer(new Receipt.Refused("too late"));
        held.SetResult();
        await slow;

        Assert.Equal(["delivered"], await Outcomes());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_receiver_of_forty_integrations_hears_through_all_of_them()
    {
        world.Configuration.Replace(World.OneReceiver([.. Enumerable.Repeat("webhook", 40)]), 1);

        await world.Post(World.Firing("A"));
        await world.Settle();

        Assert.Equal(40, webhook.Attempts.Select(attempt => attempt.Integration.Id).Distinct().Count());
        Assert.Equal(40, webhook.Attempts.Count);
    }

    [Fact]
    public async Task An_integration_that_leaves_the_configuration_leaves_no_notice_behind()
    {
        webhook.Answer(new Receipt.Deferred("429", TimeSpan.FromMinutes(1)));
        await world.Post(World.Firing("A"));
        await world.Settle();
        world.Configuration.Replace(World.OneReceiver("slack"), 2);

        await world.Pass(World.Interval);

        Assert.Contains("refused", await Outcomes());
        Assert.Single(slack.Attempts);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task Alerts_of_a_receiver_that_is_gone_are_told_to_the_one_there_is()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        var other = World.OneReceiver("slack");
        world.Configuration.Replace(
            other with { Route = other.Route with { Receiver = "others" }, Receivers = [new("others", other.Receivers[0].Integrations)] },
            2);

        await world.Pass(World.Repeat + World.Interval);

        Assert.Equal("others", Assert.Single(slack.Attempts).Receiver);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task Alerts_that_another_grouping_moves_are_repeated_there_and_never_worded_as_resolved_here()
    {
        await world.Post(World.Firing("A"), World.Firing("A", "b"));
        await world.Settle();
        var configuration = World.OneReceiver("webhook");
        world.Configuration.Replace(
            configuration with { Route = configuration.Route with { GroupBy = ["alertname", "instance"] } }, 2);

        await world.Pass(World.Repeat + World.Interval);

        Assert.Equal(
            [Reason.FirstNotification, Reason.RepeatIntervalElapsed, Reason.RepeatIntervalElapsed],
            webhook.Attempts.Select(attempt => attempt.Reason));
        Assert.Equal(3, webhook.Attempts.Select(attempt => attempt.GroupKey).Distinct().Count());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_receipt_is_reported_again_while_the_store_is_away()
    {
        var store = new HookedStore(world.Store);
        var beside = world.Beside(store, world.Queue, webhook);
        var failures = 1;
        store.BeforeCommit = (_, writes) =>
            writes.Any(write => write.Key.StartsWith("y~", StringComparison.Ordinal)) && failures-- > 0
                ? throw new StoreUnavailableException("away")
                : Task.CompletedTask;

        await beside.Post(World.Firing("A"));
        await beside.Settle();

        Assert.Single(webhook.Attempts);
        Assert.Equal(["delivered"], await Outcomes());
    }

    private async Task Tick()
    {
        world.Clock.Advance(World.Interval);
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            await world.Engine.Sweep.Looks(partition, CancellationToken.None);
            await world.Engine.Sweep.Notices(partition, CancellationToken.None);
        }
    }

    private async Task<string[]> Outcomes() =>
        [.. (await world.Rows("y~")).Select(row => row.Properties.Text("outcome")!)];

    private static IEnumerable<AlertStatus> Told(RecordingChannel channel) =>
        channel.Attempts.Select(attempt => attempt.Alerts[0].Status);
}
