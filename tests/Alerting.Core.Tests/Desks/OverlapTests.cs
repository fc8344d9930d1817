using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Two configurations meet: another one is in force, and the groups of the one before were not all seen under it.
/// </summary>
public sealed class OverlapTests
{
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

        Assert.Equal(2, webhook.Attempts.Select(it => it.GroupKey).Distinct().Count());
        Assert.Equal(2, webhook.Attempts.Count);
        Assert.Empty(await world.Unsound());
    }

    private static AlertingConfiguration ByInstance { get; } = World.OneReceiver("webhook") is var one
        ? one with { Route = one.Route with { GroupBy = ["instance"] } }
        : one;
}
