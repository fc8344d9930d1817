using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Suppressing;

/// <summary>What silences and other alerts keep from being told, when they begin and when they end.</summary>
public sealed class SuppressionTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: false);
    private readonly World world;

    public SuppressionTests() => world = World.Of(webhook);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silenced_alert_is_told_on_the_first_tick_after_the_silence()
    {
        await world.Silence("instance", "a", TimeSpan.FromMinutes(12));
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(14));
        Assert.Empty(webhook.Attempts);
        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["A/a!"], webhook.Told());
    }

    [Fact]
    public async Task Of_a_group_the_others_are_told()
    {
        await world.Silence("instance", "a", TimeSpan.FromHours(1));
        await world.Post(World.Firing("A"), World.Firing("A", "b"));

        await world.Pass(World.Interval);

        Assert.Equal(["A/b!"], webhook.Told());
    }

    [Fact]
    public async Task A_silence_taken_back_acts_no_longer_from_the_next_tick_on()
    {
        var id = await world.Silence("instance", "a", TimeSpan.FromHours(9));
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);

        await world.Engine.Silences.Expire(id, Stop);
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await world.Pass(World.Interval);

        Assert.Equal(["A/a!"], webhook.Told());
    }

    [Fact]
    public async Task What_waits_to_be_sent_when_a_silence_comes_is_not_sent()
    {
        webhook.Otherwise = _ => throw new InvalidOperationException("Nothing is to be sent.");
        await world.Post(World.Firing("A"));
        await world.Engine.Sweep.Looks(world.Engine.On.Shards.Partitions[0], Stop);
        await world.Engine.Sweep.Looks(world.Engine.On.Shards.Partitions[1], Stop);
        world.Queue.TakeDue(world.Clock.GetUtcNow());

        await world.Silence("instance", "a", TimeSpan.FromHours(1));
        world.Clock.Advance(World.Interval);
        await world.Engine.Sweep.Looks(world.Engine.On.Shards.Partitions[0], Stop);
        await world.Engine.Sweep.Looks(world.Engine.On.Shards.Partitions[1], Stop);
        await world.Pass(World.Interval);

        Assert.Contains("silenced", await Reasons());
    }

    [Fact]
    public async Task A_resolve_that_a_silence_hides_is_not_told_and_leaves_nothing()
    {
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);
        await world.Silence("instance", "a", TimeSpan.FromHours(1));
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval * 2);

        Assert.Equal(["A/a!"], webhook.Told());
        Assert.DoesNotContain(await world.Rows("g~"), row => row.Key.Contains("~a~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_wish_a_resolve_of_what_was_announced_passes_through_a_silence()
    {
        Behave(new(ResolvedPassesThrough: true, AnnouncesAfter: false));
        await world.Post(World.Firing("A"), World.Firing("A", "b"));
        await world.Pass(World.Interval);
        await world.Silence("alertname", "A", TimeSpan.FromHours(2));
        await world.Post(World.Firing("A", "never announced"));
        await world.Pass(World.Interval);

        await world.Post(world.Resolved("A"), world.Resolved("A", "never announced"));
        await world.Pass(World.Interval * 2);

        Assert.Equal(["A/a! A/b!", "A/a. A/b!"], webhook.Told());
        await world.Post(world.Resolved("A", "b"));
        await world.Pass(World.Interval * 2);
        Assert.Equal("A/b.", webhook.Told()[^1]);
        Assert.Equal(3, webhook.Attempts.Count);
    }

    [Fact]
    public async Task On_wish_what_still_fires_is_told_again_when_a_silence_ends()
    {
        Behave(new(ResolvedPassesThrough: false, AnnouncesAfter: true));
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);
        await world.Silence("instance", "a", TimeSpan.FromMinutes(33));
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([Reason.FirstNotification, Reason.SilenceEnded], webhook.Attempts.Select(it => it.Reason));
        await world.Pass(TimeSpan.FromHours(2));
        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task Without_that_wish_it_waits_for_its_repeat_as_in_Alertmanager()
    {
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);
        await world.Silence("instance", "a", TimeSpan.FromMinutes(33));
        await world.Pass(TimeSpan.FromHours(3));

        Assert.Single(webhook.Attempts);
    }

    [Fact]
    public async Task An_inhibited_alert_is_told_on_the_first_tick_after_its_source_is_over()
    {
        world.Inhibit();
        await world.Post(World.Firing("Down"));
        await world.Post(World.Firing("A"), World.Firing("A", "b"));
        await world.Pass(World.Interval);
        Assert.Equal(["Down/a!", "A/b!"], webhook.Told());

        await world.Post(world.Resolved("Down"));
        await world.Pass(World.Interval);

        Assert.Contains("A/a! A/b!", webhook.Told());
    }

    [Fact]
    public async Task A_source_of_which_only_the_entry_was_written_inhibits_nothing()
    {
        world.Inhibit();
        var store = new HookedStore(world.Store)
        {
            BeforeCommit = (partition, _) => partition.StartsWith("sources", StringComparison.Ordinal)
                ? Task.CompletedTask
                : throw new StoreUnavailableException("cut off"),
        };
        var cutOff = world.Beside(store, world.Queue, webhook);
        cutOff.Configuration.Replace(world.Configuration.Value, 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => cutOff.Post(World.Firing("Down")));

        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);

        Assert.Equal(["A/a!"], webhook.Told());
    }

    [Fact]
    public async Task A_source_is_entered_before_it_is_stored_and_leaves_when_its_end_is()
    {
        world.Inhibit();
        var order = new List<string>();
        var store = new HookedStore(world.Store)
        {
            BeforeCommit = (partition, writes) =>
            {
                order.Add(partition.StartsWith("sources", StringComparison.Ordinal) ? writes[0].GetType().Name : "alert");
                return Task.CompletedTask;
            },
        };
        var watched = world.Beside(store, world.Queue, webhook);
        watched.Configuration.Replace(world.Configuration.Value, 1);

        await watched.Post(World.Firing("Down"));
        await watched.Post(World.Firing("Down"));
        await watched.Post(world.Resolved("Down"));

        Assert.Equal(["Put", "alert", "alert", "Deleted"], order);
    }

    [Fact]
    public async Task A_source_that_fires_anew_while_its_end_is_tidied_up_stays_entered()
    {
        world.Inhibit();
        await world.Post(World.Firing("Down"));
        var store = new HookedStore(world.Store);
        store.BeforeCommit = async (partition, writes) =>
        {
            if (partition.StartsWith("sources", StringComparison.Ordinal)
                && writes[0].GetType().Name == "Deleted")
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                await world.Post(World.Firing("Down", startsAt: world.Clock.GetUtcNow()));
            }
        };
        var other = world.Beside(store, world.Queue, webhook);
        other.Configuration.Replace(world.Configuration.Value, 1);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await other.Post(world.Resolved("Down"));
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);

        Assert.DoesNotContain("A/a!", webhook.Told());
    }

    [Fact]
    public async Task A_source_that_ends_while_its_target_is_decided_holds_it_back_for_one_tick_at_most()
    {
        world.Inhibit();
        await world.Post(World.Firing("Down"), World.Firing("A"));
        var store = new HookedStore(world.Store);
        store.BeforeCommit = async (_, writes) =>
        {
            if (writes[0].Key.EndsWith("~h", StringComparison.Ordinal))
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                await world.Post(world.Resolved("Down"));
            }
        };
        var other = world.Beside(store, world.Queue, webhook);
        other.Configuration.Replace(world.Configuration.Value, 1);
        await other.Engine.Sweep.All(Stop);

        await world.Pass(World.Interval);

        Assert.Contains("A/a!", webhook.Told());
    }

    [Fact]
    public async Task Of_many_sources_any_that_fires_will_do_whichever_ends_first()
    {
        world.Inhibit("[]");
        await world.Post([.. Enumerable.Range(0, 30).Select(n => World.Firing("Down", "d" + n))]);
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);

        for (var n = 0; n < 29; n++)
        {
            await world.Post(world.Resolved("Down", "d" + n));
            await world.Pass(World.Interval);
        }

        Assert.DoesNotContain("A/a!", webhook.Told());
        await world.Post(world.Resolved("Down", "d29"));
        await world.Pass(World.Interval);
        Assert.Contains("A/a!", webhook.Told());
    }

    [Fact]
    public async Task A_source_nobody_reported_the_end_of_is_entered_no_longer_when_its_group_has_let_it_go()
    {
        world.Inhibit();
        var until = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(7);
        await world.Post(World.Firing("Down") with { EndsAt = until, Ending = Ending.Timed });
        Assert.NotEmpty(await Entries());

        await world.Pass(TimeSpan.FromHours(1));

        Assert.Empty(await Entries());
    }

    [Fact]
    public async Task Rules_that_come_with_a_reload_know_the_sources_that_fire_already()
    {
        await world.Post(World.Firing("Down"));
        await world.Pass(World.Interval);
        world.Configuration.Follow(world.Inhibiting());

        await world.Engine.Sweep.Migrate(Stop);
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval);

        Assert.DoesNotContain("A/a!", webhook.Told());
    }

    [Fact]
    public async Task The_timeline_names_what_suppressed_what_once_for_as_long_as_it_does()
    {
        world.Inhibit();
        var id = await world.Silence("instance", "b", TimeSpan.FromHours(9));
        await world.Post(World.Firing("Down"), World.Firing("A"), World.Firing("A", "b"));
        await world.Pass(World.Interval * 20);

        var lines = await Lines();

        var line = Assert.Single(lines, it => it.Contains("suppressed", StringComparison.Ordinal));
        Assert.Contains(id, line, StringComparison.Ordinal);
        Assert.Contains(World.Firing("Down").Fingerprint.ToString(), line, StringComparison.Ordinal);
    }

    private void Behave(Behaviour behaviour) =>
        world.Configuration.Replace(world.Configuration.Value with { Behaviour = behaviour }, 1);

    private async Task<List<string>> Entries()
    {
        var keys = new List<string>();
        foreach (var partition in Enumerable.Range(0, 256).Select(n => "sources" + n.ToString("x2", CultureInfo.InvariantCulture)))
        {
            var page = await world.Store.Range(partition, "0", "g", 100, null, Stop);
            keys.AddRange(page.Rows.Select(row => row.Key));
        }

        return keys;
    }

    private async Task<List<string>> Lines() =>
        [.. (await world.Rows("l~")).Select(row => Encoding.UTF8.GetString(Blob.Unpack(Blob.Read(row.Properties)).Span))];

    private async Task<string> Reasons() => string.Join('\n', await Lines());
}
