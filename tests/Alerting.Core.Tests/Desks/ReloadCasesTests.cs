using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;
using static Alerting.Core.Tests.Desks.Moves;

namespace Alerting.Core.Tests.Desks;

/// <summary>What a review of moves, mutes and reloads found, each once a way to lose, double or hasten a notification.</summary>
public sealed class ReloadCasesTests
{
    private static readonly AlertingConfiguration ToTeam = Told("team", "other");
    private static readonly AlertingConfiguration ToOther = Told("other", "other");

    private readonly RecordingChannel webhook = new("webhook", deduplicates: false);
    private readonly World world;

    public ReloadCasesTests()
    {
        world = World.Of(webhook);
        world.Configuration.Replace(ToTeam, 1);
    }

    [Fact]
    public async Task Two_that_move_the_same_alert_side_by_side_end_nothing()
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        var waiting = ToTeam with { Route = ToTeam.Route with { GroupWait = TimeSpan.FromHours(1) } };
        world.Configuration.Replace(waiting, 1);
        beside.Configuration.Replace(waiting, 1);
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        world.Configuration.Follow(ToOther);
        beside.Configuration.Follow(ToOther);
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (writes.Any(write => write is RowWrite.Deleted && write.Key.Contains("~a~", StringComparison.Ordinal)))
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                await world.Engine.Sweep.Migrate(default);
            }
        };

        await beside.Engine.Sweep.Migrate(default);
        await world.Pass(TimeSpan.FromHours(3));

        Assert.Equal(["other firing"], webhook.Said());
    }

    [Fact]
    public async Task An_end_after_firing_anew_is_told_where_the_first_firing_was_told()
    {
        await Fire("A");
        await Follow(ToOther);
        await world.Post(world.Resolved("A"));
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow().AddSeconds(1)));
        await world.Pass(World.Interval * 3);
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval * 3);

        Assert.Contains("team resolved", webhook.Said());
    }

    [Fact]
    public async Task A_resolve_between_the_read_of_a_move_and_its_first_commit_is_not_undone()
    {
        var (hooked, beside) = Beside();
        await beside.Post(World.Firing("A"));
        await beside.Settle();
        beside.Configuration.Follow(ToOther);
        var commits = 0;
        hooked.BeforeCommit = async (_, _) =>
        {
            if (++commits == 2)
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                await beside.Post(world.Resolved("A"));
                await beside.Settle();
            }
        };
        await beside.Engine.Sweep.Migrate(default);
        await beside.PassSwept(TimeSpan.FromMinutes(15));
        Assert.All(
            webhook.Attempts.GroupBy(it => it.GroupKey), group => Assert.True(!group.Last().IsFiring, string.Join(", ", webhook.Said())));
    }

    [Fact]
    public async Task An_alert_that_moves_out_of_one_of_two_groups_ends_in_all()
    {
        var both = ToOther with
        {
            Route = ToOther.Route with { Routes = [Child("other", "alertname", "A") with { Continue = true }, Child("team", "alertname", "A")] },
        };
        world.Configuration.Replace(both, 1);
        await Fire("A");
        await Follow(ToTeam);
        await world.Pass(TimeSpan.FromHours(1));
        await Follow(both);
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval * 3);
        Assert.All(
            webhook.Attempts.GroupBy(it => it.GroupKey + it.Receiver), group => Assert.True(!group.Last().IsFiring, string.Join(", ", webhook.Said())));
        Assert.Equal(["other firing", "team firing"], webhook.Said().Take(2).Order(StringComparer.Ordinal));
        Assert.True(
            webhook.Said().Count(it => it.EndsWith("firing", StringComparison.Ordinal)) == 2,
            string.Join(", ", webhook.Attempts.Select(it => $"{it.DecidedAt:HH:mm:ss} {it.Receiver} {it.GroupKey} {it.IsFiring} {it.Reason}")));
    }

    [Fact]
    public async Task A_change_of_repeat_interval_tells_nothing_before_group_wait()
    {
        var waits = ToTeam with { Route = ToTeam.Route with { GroupWait = TimeSpan.FromMinutes(10) } };
        world.Configuration.Replace(waits, 1);
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Pass(TimeSpan.FromMinutes(1));
        await Follow(waits with { Route = waits.Route with { RepeatInterval = TimeSpan.FromHours(5) } });

        Assert.Empty(webhook.Said());
    }

    [Fact]
    public async Task A_change_of_repeat_interval_tells_nothing_before_the_tick_of_the_grid()
    {
        await Fire("A");
        await world.Pass(TimeSpan.FromMinutes(1));
        await world.Post(World.Firing("A", "b"));
        await Follow(ToTeam with { Route = ToTeam.Route with { RepeatInterval = TimeSpan.FromHours(5) } });

        Assert.Equal(["team firing"], webhook.Said());
    }

    [Fact]
    public async Task A_mute_across_a_repeat_does_not_spin()
    {
        var muted = ToTeam with
        {
            Route = ToTeam.Route with { MuteTimeIntervals = ["late"] },
            TimeIntervals = [new("late", [new() { Times = [new(12 * 60, 18 * 60)] }])],
        };
        world.Configuration.Replace(muted, 1);
        world.Clock.Set(new(2026, 3, 2, 8, 0, 30, TimeSpan.Zero));
        await Fire("A");
        var looks = 0;
        for (var end = new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.Zero); looks < 300; looks++)
        {
            if (world.Queue.TakeDue(world.Clock.GetUtcNow()) is { Count: > 0 } due)
            {
                foreach (var hint in due)
                {
                    await world.Handle(hint);
                }
            }
            else if (world.Queue.Next is { } next && next <= end)
            {
                world.Clock.Set(next);
            }
            else
            {
                break;
            }
        }

        Assert.True(looks < 200, $"{looks} at {world.Clock.GetUtcNow():O}; timeline rows: {(await world.Rows("l~")).Count}");
        Assert.Equal(["team firing"], webhook.Said());
    }

    [Theory]
    [InlineData(1, "other")]
    [InlineData(2, "other")]
    [InlineData(3, "other")]
    [InlineData(1, "team")]
    [InlineData(2, "team")]
    [InlineData(3, "team")]
    public async Task A_claim_between_the_read_and_the_leave_of_a_move_loses_no_end(int commit, string to)
    {
        var (hooked, beside) = Beside();
        await beside.Post(World.Firing("A"));
        foreach (var hint in world.Queue.TakeDue(world.Clock.GetUtcNow()))
        {
            await beside.Handle(hint); // the look: a notice waits to be sent
        }

        beside.Configuration.Follow(
            to == "other" ? ToOther : ToTeam with { Route = ToTeam.Route with { GroupBy = ["instance"] } });
        var commits = 0;
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (++commits == commit)
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                foreach (var hint in world.Queue.TakeDue(world.Clock.GetUtcNow()).Where(it => it.Queue != QueueNames.Wake))
                {
                    await beside.Handle(hint);
                }
            }
        };
        await beside.Engine.Sweep.Migrate(default);
        await beside.PassSwept(TimeSpan.FromMinutes(1));
        await beside.Post(world.Resolved("A"));
        await beside.PassSwept(TimeSpan.FromMinutes(15));

        Assert.All(
            webhook.Attempts.GroupBy(it => it.GroupKey),
            group => Assert.True(!group.Last().IsFiring, string.Join(", ", webhook.Attempts.Select(it => it.GroupKey + it.IsFiring))));
    }

    [Fact]
    public async Task A_notice_put_back_for_a_second_integration_is_not_told_by_both_groups()
    {
        var two = World.OneReceiver("webhook", "webhook");
        world.Configuration.Replace(two, 1);
        webhook.Answer(new Receipt.Delivered("ok"), new Receipt.Deferred("429", TimeSpan.FromMinutes(1)));
        await Fire("A");
        Assert.Equal(2, webhook.Attempts.Count);
        await Follow(two with { Route = two.Route with { GroupBy = ["instance"] } });
        await world.Pass(TimeSpan.FromHours(1));

        var second = webhook.Attempts.Skip(1).Where(it => it.Integration.Id == webhook.Attempts[1].Integration.Id);
        Assert.Single(second.Skip(1));
    }

    [Fact]
    public async Task What_left_before_it_was_told_and_came_back_is_told()
    {
        webhook.Answer(new Receipt.Deferred("429", TimeSpan.FromMinutes(10)));
        await world.Post(World.Firing("A", "stays"), World.Firing("A", "goes"));
        await world.Settle();
        await Follow(ToOther with { Route = ToTeam.Route with { Routes = [Child("other", "instance", "goes")] } });
        await world.Pass(TimeSpan.FromMinutes(16));
        Assert.Contains("team firing", webhook.Said().Skip(1));
        await Follow(ToTeam);
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Contains(
            webhook.Attempts.Skip(1), it => it.Receiver == "team" && it.Alerts.Any(alert => alert.Labels["instance"] == "goes"));
    }

    [Fact]
    public async Task An_end_that_the_old_group_cannot_deliver_does_not_end_what_fires_anew_elsewhere()
    {
        await Fire("A");
        world.Configuration.Follow(ToOther, world.Clock.GetUtcNow());
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
        webhook.Otherwise = it => it.Receiver == "team"
            ? new Receipt.Deferred("429", TimeSpan.FromHours(1)) : new Receipt.Delivered("ok");
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromMinutes(30));
        await world.Engine.Sweep.Migrate(default);
        Assert.Equal(1, webhook.Said().Count(it => it == "other resolved"));

        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Pass(TimeSpan.FromHours(3));

        Assert.Equal(2, webhook.Said().Count(it => it == "other firing"));
        Assert.Equal(1, webhook.Said().Count(it => it == "other resolved"));
    }

    [Fact]
    public async Task An_update_of_an_old_group_that_closes_meanwhile_is_no_fault()
    {
        var (hooked, beside) = Beside();
        beside.Configuration.Replace(ToOther, 2);
        await Fire("A");
        await Follow(ToOther);
        await world.Post(world.Resolved("A"));
        hooked.BeforeCommit = async (_, _) =>
        {
            hooked.BeforeCommit = (_, _) => Task.CompletedTask;
            await world.Pass(World.Interval);
        };

        await beside.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow().AddSeconds(1)));
        await beside.Pass(World.Interval);
        Assert.Equal(2, webhook.Said().Count(it => it == "other firing"));
    }

    [Fact]
    public async Task A_repeat_that_comes_before_the_move_is_not_told_again_to_the_same_people()
    {
        await Fire("A");
        await world.Pass(TimeSpan.FromHours(1));
        world.Configuration.Follow(ToTeam with { Route = ToTeam.Route with { GroupBy = ["instance"] } });
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();

        Assert.Equal(["team firing"], webhook.Said());
    }

    [Fact]
    public async Task A_move_within_group_wait_of_the_door_is_not_told_at_once()
    {
        await world.Engine.Accepting.Accept(
            [World.Firing("A", startsAt: world.Clock.GetUtcNow())], TimeSpan.FromSeconds(30), null, default);
        await world.Pass(TimeSpan.FromSeconds(1));
        await Follow(ToTeam with { Route = ToTeam.Route with { GroupBy = ["instance"] } });

        Assert.Empty(webhook.Said());
    }

    [Fact]
    public async Task The_end_of_all_that_is_at_home_names_nothing_that_belongs_elsewhere_as_firing()
    {
        var two = World.OneReceiver("webhook", "webhook");
        two = two with { Receivers = [two.Receivers[0], two.Receivers[0] with { Name = "other" }] };
        world.Configuration.Replace(two, 1);
        await world.Post(World.Firing("A", "stays"));
        await world.Settle();
        await world.Pass(World.Interval);
        webhook.Otherwise = it => it.Receiver == "team" && it.Integration.Id.EndsWith("[1]", StringComparison.Ordinal)
            ? new Receipt.Refused("400") : new Receipt.Delivered("ok");
        await world.Post(World.Firing("A", "goes"));
        await world.Pass(World.Interval);
        webhook.Otherwise = _ => new Receipt.Delivered("ok");
        await Follow(two with { Route = two.Route with { Routes = [Child("other", "instance", "goes")] } });
        var before = webhook.Attempts.Count;
        await world.Post(world.Resolved("A", "stays"));
        await world.Pass(World.Interval * 4);

        var second = webhook.Attempts.Skip(before)
            .Where(it => it.Receiver == "team" && it.Integration.Id.EndsWith("[1]", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(second);
        Assert.All(second, it => Assert.False(it.IsFiring, it.Reason.ToText()));
    }

    [Fact]
    public async Task The_sweep_alone_moves_a_held_alert_within_a_minute_or_so()
    {
        var interval = ToOther with { Route = ToOther.Route with { GroupInterval = TimeSpan.FromHours(2) } };
        webhook.Meanwhile = async it =>
        {
            if (webhook.Attempts.Count == 1)
            {
                world.Configuration.Follow(interval);
                await world.Engine.Sweep.Migrate(default);
            }
        };
        await Fire("A");
        await world.Pass(TimeSpan.FromSeconds(1));
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
        Assert.Equal(["team firing", "other firing"], webhook.Said());
    }

    private (HookedStore Hooked, World Beside) Beside()
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        beside.Configuration.Replace(ToTeam, 1);
        return (hooked, beside);
    }

    private async Task Fire(string name)
    {
        await world.Post(World.Firing(name));
        await world.Settle();
    }

    private async Task Follow(AlertingConfiguration configuration)
    {
        world.Configuration.Follow(configuration);
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
        await world.Engine.Sweep.Migrate(default);
        Assert.True((await world.Configuration.Now(default)).IsMigrated);
    }
}
