using Alerting.Core.Configuration;
using Alerting.Core.Desks.Changeover;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Instances of two deployments over one store. Tried: publishing side by side, a store that goes away and comes back, a
/// late instance of the deployment before, going back to it, another secret.
/// </summary>
public sealed class PublishedConfigurationTests
{
    private const string Secret = Instances.Secret;

    // From when on what is published is in force, and from when on work begun before that has ended.
    private static readonly TimeSpan InForce = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(150);

    private readonly Instances instances = new();
    private readonly FixedClock clock;
    private readonly MemoryTableStore store;

    public PublishedConfigurationTests() => (clock, store) = (instances.Clock, instances.Store);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_configuration_is_in_force_at_once()
    {
        var first = await Deployed("one");

        Assert.Equal((1, "one"), await InForceAt(first));
        Assert.True((await first.Now(Stop)).IsMigrated);
    }

    [Fact]
    public async Task Every_instance_changes_over_at_the_same_instant()
    {
        var old = await Deployed("one");
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal((1, "one"), await InForceAt(old));
        var later = await Deployed("two");

        for (var tenth = 0; tenth <= 70; tenth++)
        {
            var expected = tenth < 50 ? (1L, "one") : (2L, "two");
            Assert.Equal(expected, await InForceAt(old));
            Assert.Equal(expected, await InForceAt(later));
            clock.Advance(TimeSpan.FromSeconds(0.1));
        }
    }

    [Fact]
    public async Task What_is_stored_around_the_change_may_lie_where_the_one_before_put_it()
    {
        var old = await Deployed("one");
        Assert.False((await old.Now(Stop)).MayBeStray(clock.GetUtcNow()));
        var changed = clock.GetUtcNow() + InForce;
        await Deployed("two");
        clock.Advance(TimeSpan.FromHours(1));

        var now = await old.Now(Stop);

        Assert.Equal(
            [false, true, true, true, false],
            ((int[])[-151, -150, 0, 150, 151]).Select(second => now.MayBeStray(changed.AddSeconds(second))));
    }

    [Fact]
    public async Task Two_instances_of_a_deployment_publish_it_once()
    {
        await Deployed("one");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Deployed("two")));
        clock.Advance(InForce);

        Assert.Equal((2, "two"), await InForceAt(await Deployed("two")));
    }

    [Fact]
    public async Task An_instance_that_cannot_compare_decides_for_four_seconds_and_then_nothing()
    {
        var hooked = new HookedStore(store);
        var instance = await Deployed("one", hooked);
        hooked.IsAway = true;

        clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal((1, "one"), await InForceAt(instance));

        clock.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InForceAt(instance));

        hooked.IsAway = false;
        Assert.Equal((1, "one"), await InForceAt(instance));
    }

    [Fact]
    public async Task An_instance_that_compares_every_two_seconds_asks_once_in_two_seconds()
    {
        var hooked = new HookedStore(store);
        var instance = await Deployed("one", hooked);
        var reads = hooked.Reads;

        for (var i = 0; i < 20; i++)
        {
            await instance.Now(Stop);
            clock.Advance(TimeSpan.FromMilliseconds(99));
        }

        Assert.Equal(reads, hooked.Reads);
        clock.Advance(TimeSpan.FromMilliseconds(20));
        await instance.Now(Stop);
        Assert.Equal(reads + 1, hooked.Reads);
    }

    [Fact]
    public async Task The_configuration_before_is_named_until_everything_was_seen_under_the_new_one()
    {
        var instance = await Deployed("one");
        var later = await Deployed("two");
        clock.Advance(InForce);
        var inForce = await instance.Now(Stop);
        Assert.False(inForce.IsMigrated);
        Assert.Equal("one", Assert.Single(inForce.Previous).Route.Receiver);

        // Work begun under the one before may still be under way: what this pass saw does not count.
        await later.Migrated(inForce, store.UtcNow, Stop);
        Assert.False((await later.Now(Stop)).IsMigrated);

        clock.Advance(Over - TimeSpan.FromSeconds(1));
        await later.Migrated(inForce, store.UtcNow, Stop);
        Assert.False((await later.Now(Stop)).IsMigrated);

        clock.Advance(TimeSpan.FromSeconds(1));
        await later.Migrated(inForce, store.UtcNow, Stop);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True((await later.Now(Stop)).IsMigrated);
        Assert.Empty((await instance.Now(Stop)).Previous);
    }

    [Fact]
    public async Task A_third_configuration_waits_until_the_second_has_everything()
    {
        await Deployed("one");
        var second = await Deployed("two");
        clock.Advance(InForce);
        var third = await Deployed("three");
        clock.Advance(Over);
        Assert.Equal((2, "two"), await InForceAt(third));

        await second.Migrated(await second.Now(Stop), store.UtcNow, Stop);
        clock.Advance(TimeSpan.FromSeconds(5));
        await third.Now(Stop);
        clock.Advance(InForce);

        Assert.Equal((3, "three"), await InForceAt(third));
        Assert.Equal((3, "three"), await InForceAt(second));
    }

    [Fact]
    public async Task A_late_instance_of_the_deployment_before_changes_nothing_and_one_that_stays_does()
    {
        await Deployed("one");
        var second = await Deployed("two");
        clock.Advance(InForce + Over);
        await second.Migrated(await second.Now(Stop), store.UtcNow, Stop);

        var late = await Deployed("one");
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((2, "two"), await InForceAt(late));

        clock.Advance(TimeSpan.FromMinutes(5));
        await late.Now(Stop);
        clock.Advance(InForce);

        Assert.Equal((3, "one"), await InForceAt(late));
        Assert.Equal((3, "one"), await InForceAt(second));
    }

    [Fact]
    public async Task What_was_published_under_another_secret_cannot_be_read_and_nothing_is_decided_by_guess()
    {
        await Deployed("one");
        var other = await Deployed("two", secret: "another");

        // Until then the first is in force, which this one cannot read.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InForceAt(other));
        clock.Advance(InForce);

        Assert.Equal((2, "two"), await InForceAt(other));
        var now = await other.Now(Stop);
        Assert.Empty(now.Previous);
        Assert.False(now.IsPreviousWhole);
    }

    [Fact]
    public async Task A_change_that_nobody_is_left_to_finish_does_not_stand_in_the_way_for_ever()
    {
        await Deployed("one");
        await Deployed("two");
        clock.Advance(InForce);
        var other = await Deployed("three", secret: "another");
        clock.Advance(TimeSpan.FromMinutes(9));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InForceAt(other));

        clock.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => InForceAt(other));
        clock.Advance(InForce);

        Assert.Equal((3, "three"), await InForceAt(other));
    }

    [Fact]
    public async Task The_first_configuration_is_in_force_also_where_the_clock_is_a_little_behind()
    {
        await Deployed("one");
        var behind = new MemoryTableStore(new OffsetClock(clock, TimeSpan.FromSeconds(-1)));
        var row = await store.Get("config", "current", Stop);
        await behind.Commit("config", [RowWrite.Insert("current", row!.Properties)], Stop);

        Assert.Equal((1, "one"), await InForceAt(await Deployed("one", behind)));
    }

    [Fact]
    public async Task A_late_instance_of_two_deployments_ago_changes_nothing_either()
    {
        await Deployed("one");
        clock.Advance(TimeSpan.FromHours(1));
        foreach (var name in (string[])["two", "three"])
        {
            var deployed = await Deployed(name);
            clock.Advance(InForce + Over);
            await deployed.Migrated(await deployed.Now(Stop), store.UtcNow, Stop);
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        var late = await Deployed("one");
        clock.Advance(InForce);

        Assert.Equal((3, "three"), await InForceAt(late));
    }

    [Fact]
    public async Task After_the_secret_was_changed_the_one_in_force_can_still_be_followed()
    {
        await Deployed("one", secret: "old");
        clock.Advance(TimeSpan.FromDays(1));
        await Deployed("one", secret: "new");
        clock.Advance(TimeSpan.FromDays(1));
        var second = await Deployed("two", secret: "new");

        Assert.Equal((1, "one"), await InForceAt(second));
        clock.Advance(InForce);

        Assert.Equal((2, "two"), await InForceAt(second));
        Assert.Equal("one", Assert.Single((await second.Now(Stop)).Previous).Route.Receiver);
    }

    [Fact]
    public async Task What_took_four_seconds_to_learn_decides_nothing()
    {
        var instance = await Deployed("one");
        var slow = new HookedStore(store);
        var late = await Deployed("one", slow);
        clock.Advance(TimeSpan.FromMinutes(1));
        slow.BeforeGet = _ => clock.Advance(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => InForceAt(late));
        Assert.Equal((1, "one"), await InForceAt(instance));
    }

    [Fact]
    public async Task Nothing_of_a_published_text_can_be_read_in_the_store()
    {
        await Deployed("one");
        await Deployed("two");

        await foreach (var row in store.Prefixed("config", "text~", Stop))
        {
            var bytes = row.Properties.Binary("b0")!;
            Assert.False(bytes.AsSpan().IndexOf("receiver"u8) >= 0, row.Key);
        }

        Assert.Null(new ConfigurationSeal("another").Open(
            "h", new ConfigurationSeal(Secret).Close("h", new("alertmanager.yml", "x"), null)));
        Assert.Null(new ConfigurationSeal(Secret).Open(
            "another", new ConfigurationSeal(Secret).Close("h", new("alertmanager.yml", "x"), null)));
    }

    [Fact]
    public async Task Alone_a_changed_configuration_is_in_force_at_once()
    {
        await Deployed("one", isAlone: true);
        var second = await Deployed("two", isAlone: true);

        Assert.Equal((2, "two"), await InForceAt(second));
        Assert.False((await second.Now(Stop)).IsMigrated);

        await second.Migrated(await second.Now(Stop), store.UtcNow, Stop);

        Assert.True((await second.Now(Stop)).IsMigrated);
    }

    private Task<PublishedConfiguration> Deployed(
        string receiver, ITableStore? on = null, string secret = Secret, bool isAlone = false) =>
        instances.Start(receiver, on, secret, isAlone);

    private static Task<(long Epoch, string Receiver)> InForceAt(PublishedConfiguration instance) =>
        Instances.Decides(instance);
}
