using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;
using static Alerting.Core.Tests.Desks.Moves;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// A change of configuration moves alerts between groups: that alone tells nobody anything, restarts no timer, and takes
/// no end from those who were told that an alert fires.
/// </summary>
public sealed class MoveTests
{
    private static readonly AlertingConfiguration ToTeam = Told("team", "other");
    private static readonly AlertingConfiguration ToOther = Told("other", "other");
    private static readonly AlertingConfiguration ToThird = Told("third", "other", "third");

    private readonly RecordingChannel webhook = new("webhook", deduplicates: false);
    private readonly World world;

    public MoveTests()
    {
        world = World.Of(webhook);
        world.Configuration.Replace(ToTeam, 1);
    }

    [Fact]
    public async Task Who_is_to_hear_of_it_now_is_told_and_who_was_told_hears_of_the_end()
    {
        await Fire("A");
        await Follow(ToOther);

        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(["team firing", "other firing"], webhook.Said().Take(2));
        Assert.Equal(["other resolved", "team resolved"], webhook.Said().Skip(2).Order(StringComparer.Ordinal));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task Where_the_same_people_are_told_a_move_says_nothing_and_the_cooldown_goes_on()
    {
        await Fire("A");
        await world.Pass(TimeSpan.FromHours(1));
        await Follow(ByInstance(ToTeam));

        await world.Pass(World.Repeat - TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(["team firing"], webhook.Said());
        await world.Pass(World.Interval + TimeSpan.FromSeconds(1));

        Assert.Equal(["team firing", "team firing"], webhook.Said());
        Assert.Equal(Reason.RepeatIntervalElapsed, webhook.Attempts[1].Reason);
    }

    [Fact]
    public async Task The_end_of_what_both_groups_told_is_told_by_both()
    {
        await Fire("A");
        await Follow(ByInstance(ToTeam));
        await world.Pass(World.Repeat + World.Interval);

        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(4, webhook.Attempts.Count);
        Assert.All(
            webhook.Attempts.GroupBy(it => it.GroupKey), group => Assert.Equal([true, false], group.Select(it => it.IsFiring)));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task Back_again_nothing_was_said_and_the_first_group_goes_on_where_it_was()
    {
        await Fire("A");
        await Follow(ByInstance(ToTeam));
        await Follow(ToTeam);

        await world.Pass(World.Repeat + World.Interval);
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(["team firing", "team firing", "team resolved"], webhook.Said());
        Assert.Single(webhook.Attempts.Select(it => it.GroupKey).Distinct());
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task Back_from_another_receiver_both_hear_of_the_end()
    {
        await Fire("A");
        await Follow(ToOther);
        await Follow(ToTeam);
        Assert.Equal(["team firing", "other firing"], webhook.Said());

        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(["other resolved", "team resolved"], webhook.Said().Skip(2).Order(StringComparer.Ordinal));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task After_two_moves_all_three_hear_of_the_end()
    {
        await Fire("A");
        await Follow(ToOther);
        await Follow(ToThird);

        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(["team firing", "other firing", "third firing"], webhook.Said().Take(3));
        Assert.Equal(["other resolved", "team resolved", "third resolved"], webhook.Said().Skip(3).Order(StringComparer.Ordinal));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task A_timed_alert_that_is_repeated_to_its_new_group_does_not_end_in_the_old_one()
    {
        await world.Post(Timed("A", TimeSpan.FromMinutes(4)));
        await world.Settle();
        await Follow(ToOther);
        for (var minutes = 0; minutes < 60; minutes += 2)
        {
            await world.Post(Timed("A", TimeSpan.FromMinutes(4)));
            await world.Pass(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(["team firing", "other firing"], webhook.Said());
        await world.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(["other resolved", "team resolved"], webhook.Said().Skip(2).Order(StringComparer.Ordinal));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task Of_a_group_that_stays_what_has_gone_is_told_to_be_over_when_it_is()
    {
        await world.Post(World.Firing("A", "stays"), World.Firing("A", "goes"));
        await world.Settle();
        await Follow(ToTeam with
        {
            Receivers = ToOther.Receivers,
            Route = ToTeam.Route with { Routes = [Child("other", "instance", "goes")] },
        });
        Assert.Equal(["team firing", "other firing"], webhook.Said());

        await world.Post(world.Resolved("A", "goes"));
        await world.Pass(World.Interval);

        Assert.Equal(["other resolved", "team firing"], webhook.Said().Skip(2).Order(StringComparer.Ordinal));
        var last = webhook.Attempts.Last(it => it.Receiver == "team");
        Assert.Equal(Reason.SomeAlertsResolved, last.Reason);
        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], last.Alerts.Select(alert => alert.Status).Order());
    }

    [Fact]
    public async Task What_has_gone_alone_is_not_repeated_by_the_group_it_left()
    {
        await Fire("A");
        await Follow(ToOther);

        await world.Pass(World.Repeat * 3);

        Assert.Single(webhook.Attempts, it => it.Receiver == "team");
        Assert.Equal(3, webhook.Attempts.Count(it => it.Receiver == "other"));
    }

    [Fact]
    public async Task What_nobody_was_told_of_leaves_nothing_behind()
    {
        world.Configuration.Replace(ToTeam with { Route = ToTeam.Route with { GroupWait = TimeSpan.FromHours(1) } }, 1);
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await Follow(ToOther);
        await world.Pass(TimeSpan.FromMinutes(1));

        await world.Post(world.Resolved("A"));
        await world.Pass(TimeSpan.FromHours(2));

        Assert.Equal(["other firing", "other resolved"], webhook.Said());
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task What_fires_anew_after_its_end_is_told_as_new()
    {
        await Fire("A");
        await Follow(ByInstance(ToTeam));
        await world.Post(world.Resolved("A"));
        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow().AddSeconds(1)));

        await world.Pass(World.Interval * 3);

        Assert.Equal(Reason.FirstNotification, webhook.Attempts[^1].Reason);
        Assert.Equal("{}:{instance=\"a\"}", webhook.Attempts[^1].GroupKey);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_move_cut_off_before_any_of_its_commits_is_gone_on_with(int commit)
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        beside.Configuration.Replace(ToTeam, 1);
        await beside.Post(World.Firing("A"));
        await beside.Settle();
        beside.Configuration.Follow(ToOther);
        var count = 0;
        hooked.BeforeCommit = (_, _) => ++count == commit ? throw new StoreUnavailableException("cut off") : Task.CompletedTask;

        await Record.ExceptionAsync(() => beside.Engine.Sweep.Migrate(default));
        await beside.PassSwept(TimeSpan.FromMinutes(5));
        await beside.Post(world.Resolved("A"));
        await beside.PassSwept(TimeSpan.FromMinutes(15));

        Assert.Equal(["other firing", "other resolved", "team firing", "team resolved"], webhook.Said().Order(StringComparer.Ordinal));
        Assert.Empty(await Left());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_resolve_cut_off_before_any_of_its_commits_and_repeated_reaches_everybody(int commit)
    {
        var hooked = new HookedStore(world.Store);
        var beside = world.Beside(hooked, world.Queue, webhook);
        await Fire("A");
        await Follow(ToOther);
        beside.Configuration.Replace(ToOther, 2);
        var count = 0;
        hooked.BeforeCommit = (_, _) => ++count == commit ? throw new StoreUnavailableException("cut off") : Task.CompletedTask;
        var resolved = world.Resolved("A");

        await Record.ExceptionAsync(() => beside.Post(resolved));
        await world.Pass(World.Interval);
        await world.Post(resolved);
        await world.Pass(World.Interval * 2);

        Assert.Equal(["other firing", "other resolved", "team firing", "team resolved"], webhook.Said().Order(StringComparer.Ordinal));
        Assert.Empty(await Left());
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
        Assert.True((await world.Configuration.Now(default)).IsMigrated);
    }

    private async Task<IEnumerable<string>> Left() =>
        [.. await world.Unsound(), .. (await world.Rows("g~")).Select(row => row.Key)
            .Where(key => key.Contains("~a~", StringComparison.Ordinal))];

    private Alert Timed(string name, TimeSpan span) => World.Firing(name) with
    {
        Ending = Ending.Timed,
        EndsAt = world.Clock.GetUtcNow() + span,
    };

    private static AlertingConfiguration ByInstance(AlertingConfiguration configuration) =>
        configuration with { Route = configuration.Route with { GroupBy = ["instance"] } };
}
