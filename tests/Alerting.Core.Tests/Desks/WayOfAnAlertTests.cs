using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

public sealed class WayOfAnAlertTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public WayOfAnAlertTests() => world = World.Of(webhook);

    [Fact]
    public async Task A_new_group_is_told_at_once_then_repeated_when_the_cooldown_has_run_out()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();

        Assert.Equal([Reason.FirstNotification], Reasons());

        await world.Pass(World.Repeat);
        Assert.Single(Reasons());

        await world.Pass(World.Interval);
        Assert.Equal([Reason.FirstNotification, Reason.RepeatIntervalElapsed], Reasons());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_configured_group_wait_holds_the_first_notification()
    {
        var configuration = World.OneReceiver("webhook");
        world.Configuration.Replace(
            configuration with { Route = configuration.Route with { GroupWait = TimeSpan.FromSeconds(30) } }, 1);
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Pass(TimeSpan.FromSeconds(29));
        Assert.Empty(webhook.Attempts);

        await world.Pass(TimeSpan.FromSeconds(1));

        Assert.Single(webhook.Attempts);
    }

    [Fact]
    public async Task An_alert_that_joins_is_told_with_the_others_on_the_next_tick()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(World.Firing("A", "b"));
        await world.Settle();
        Assert.Single(webhook.Attempts);

        await world.Pass(World.Interval);

        Assert.Equal([Reason.FirstNotification, Reason.NewAlertsAdded], Reasons());
        Assert.Equal(2, webhook.Attempts[1].Alerts.Length);
    }

    [Fact]
    public async Task A_sleeping_group_is_woken_for_its_next_tick_on_the_grid()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Pass(TimeSpan.FromMinutes(12));
        Assert.DoesNotContain(await world.Rows("g~"), row => row.Key.EndsWith("~w", StringComparison.Ordinal));

        await world.Post(World.Firing("A", "b"));
        await world.Pass(TimeSpan.FromMinutes(2.9));
        Assert.Single(webhook.Attempts);
        await world.Pass(TimeSpan.FromMinutes(0.1));

        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task A_resolve_is_told_and_the_group_is_empty_after_it()
    {
        await world.Post(World.Firing("A"), World.Firing("A", "b"));
        await world.Settle();
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);
        await world.Post(world.Resolved("A", "b"));
        await world.Pass(World.Interval);

        Assert.Equal([Reason.FirstNotification, Reason.SomeAlertsResolved, Reason.AllAlertsResolved], Reasons());
        Assert.All(webhook.Attempts[2].Alerts, alert => Assert.Equal(AlertStatus.Resolved, alert.Status));
        Assert.DoesNotContain(await world.Rows("g~"), row => row.Key.Contains("~a~", StringComparison.Ordinal));
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task An_alert_that_comes_back_after_all_was_resolved_is_a_first_notification_again()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Settle();

        Assert.Equal([Reason.FirstNotification, Reason.AllAlertsResolved, Reason.FirstNotification], Reasons());
        Assert.Equal(3, webhook.Attempts.Select(attempt => attempt.NoticeId).Distinct().Count());
    }

    [Fact]
    public async Task What_was_over_before_anybody_was_told_is_told_to_nobody()
    {
        var configuration = World.OneReceiver("webhook");
        world.Configuration.Replace(
            configuration with { Route = configuration.Route with { GroupWait = TimeSpan.FromSeconds(30) } }, 1);
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Post(world.Resolved("A"));

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Empty(webhook.Attempts);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_webhook_alert_that_is_silent_for_twenty_minutes_still_fires()
    {
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal([Reason.FirstNotification], Reasons());
        Assert.True(webhook.Attempts[0].IsFiring);
    }

    [Fact]
    public async Task An_alert_nobody_mentions_for_a_day_ends_as_no_longer_reported()
    {
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromHours(25));

        Assert.Equal(Reason.AllAlertsResolved, webhook.Attempts[^1].Reason);
        Assert.Equal(AlertStatus.NoLongerReported, Assert.Single(webhook.Attempts[^1].Alerts).Status);
    }

    [Fact]
    public async Task Every_hint_lost_the_sweep_delivers_all()
    {
        world.Queue.LosesAll = true;
        for (var i = 0; i < 20; i++)
        {
            await world.Post(World.Firing("A" + i));
        }

        await world.PassSwept(TimeSpan.FromMinutes(3));

        Assert.Equal(20, webhook.Attempts.Select(attempt => attempt.GroupKey).Distinct().Count());
        Assert.Equal(20, webhook.Attempts.Count);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task The_same_hint_ten_times_at_once_comes_to_one_send()
    {
        world.Queue.LosesAll = true;
        await world.Post(World.Firing("A"));
        await world.Engine.Sweep.All(CancellationToken.None);
        var notice = (await world.Rows("o~")).Select(row => row.Key[(row.Key.IndexOf('~', 2) + 1)..]).Single();
        var held = new TaskCompletionSource();
        webhook.Meanwhile = _ => held.Task;

        var done = 0;
        var others = new TaskCompletionSource();
        var offers = Enumerable.Range(0, 10).Select(async _ =>
        {
            await Task.Yield();
            await world.Send(notice);
            if (Interlocked.Increment(ref done) == 9)
            {
                others.SetResult();
            }
        }).ToArray();
        await others.Task;
        held.SetResult();
        await Task.WhenAll(offers);

        Assert.Single(webhook.Attempts);
    }

    [Fact]
    public async Task A_group_nobody_speaks_of_any_more_is_forgotten_with_all_that_was_told()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(world.Resolved("A"));

        await world.Pass(World.Interval + (2 * World.Repeat) + World.Interval);

        Assert.All(await world.Rows("g~"), row => Assert.Contains("~f~", row.Key, StringComparison.Ordinal));
        Assert.Empty(await world.Rows("t~"));
    }

    [Fact]
    public async Task An_unchanged_repeat_writes_nothing()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Post(World.Firing("A"));
        var before = await Versions();
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        await world.Post(World.Firing("A"));

        Assert.Equal(before, await Versions());
    }

    private async Task<string[]> Versions() =>
        [.. (await world.Rows("g~")).Concat(await world.Rows("t~")).Select(row => row.Key + row.ETag)];

    private Reason[] Reasons() => [.. webhook.Attempts.Select(attempt => attempt.Reason)];
}
