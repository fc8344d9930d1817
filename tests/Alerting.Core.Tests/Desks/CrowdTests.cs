using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>Many alerts, many groups, many writers. Tried: process death before any transaction of a large post.</summary>
public sealed class CrowdTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World plain;

    public CrowdTests() => plain = World.Of(webhook);

    [Fact]
    public async Task A_group_of_ten_thousand_alerts_stays_within_the_limits_and_is_told_whole()
    {
        var (world, store) = Hooked();
        await world.Post(Alerts("A", 10_000));
        await world.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(10_000, Assert.Single(webhook.Attempts).Alerts.Length);
        await world.Post([.. Alerts("A", 10_000).Select(alert => alert with { EndsAt = world.Clock.GetUtcNow() })]);
        await world.Pass(World.Interval);

        Assert.Equal(Reason.AllAlertsResolved, webhook.Attempts[^1].Reason);
        Assert.Equal(10_000, webhook.Attempts[^1].Alerts.Length);
        Assert.InRange(store.MostRows, 50, 90);
        Assert.DoesNotContain(await plain.Rows("g~"), row => row.Key.Contains("~a~", StringComparison.Ordinal));
        Assert.Empty(await plain.Unsound());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(500, 4)]
    public async Task A_thousand_alerts_killed_before_any_transaction_are_all_told_once_the_sender_repeats(
        int groups, int every)
    {
        var alerts = Enumerable.Range(0, 1000).Select(i => World.Firing("A" + (i % groups), "i" + i)).ToArray();
        var killed = 0;
        while (await SurvivesDeathAt(1 + (killed * every), alerts))
        {
            killed++;
        }

        Assert.InRange(killed * every, 12, 60);
    }

    private static async Task<bool> SurvivesDeathAt(int commit, Alert[] alerts)
    {
        var sink = new RecordingChannel("webhook", deduplicates: true);
        var fresh = World.Of(sink);
        var store = new HookedStore(fresh.Store);
        var (commits, died) = (0, false);
        store.BeforeCommit = (_, _) =>
        {
            died |= Interlocked.Increment(ref commits) == commit;
            return died ? throw new CutOffException() : Task.CompletedTask;
        };
        try
        {
            await fresh.Beside(store, fresh.Queue, sink).Post(alerts);
        }
        catch (CutOffException)
        {
            // Nothing was acknowledged: the sender posts it all again, to the next process.
            await fresh.Post(alerts);
        }

        await fresh.PassSwept(TimeSpan.FromMinutes(2));
        var told = sink.Attempts.SelectMany(it => it.Alerts).Select(it => it.Labels.Fingerprint).ToHashSet();
        Assert.Equal(alerts.Length, told.Count);
        Assert.InRange(store.MostRows, 1, 90);
        Assert.Empty(await fresh.Unsound());
        return died;
    }

    [Fact]
    public async Task Fifty_writers_feed_one_group_while_it_looks_and_goes_to_sleep_and_none_is_missed()
    {
        // Days may pass here between two steps of one writer.
        plain.Configuration.Replace(plain.Configuration.Value with { StaleAfter = TimeSpan.FromDays(100_000) }, 1);
        var writers = Enumerable.Range(0, 50).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await plain.Post(World.Firing("A", $"{writer}-{i}"));
            }
        })).ToArray();
        var feeding = Task.WhenAll(writers);
        while (!feeding.IsCompleted)
        {
            await plain.Pass(World.Interval);
        }

        await feeding;
        await plain.Pass(3 * World.Interval);

        var told = webhook.Attempts.SelectMany(it => it.Alerts).Select(it => it.Labels["instance"]).ToHashSet();
        Assert.Equal(500, told.Count);
        Assert.True(webhook.Attempts.Count > 1, "the group was fed before it first looked");
        Assert.Empty(await plain.Unsound());
    }

    [Fact]
    public async Task An_alert_that_is_new_and_said_twice_in_one_post_is_told()
    {
        var until = plain.Clock.GetUtcNow().AddMinutes(1);
        var alert = World.Firing("A") with { Ending = Ending.Timed, EndsAt = until };

        await plain.Post(alert, alert with { EndsAt = until.AddMinutes(13) });
        await plain.Settle();

        Assert.Single(webhook.Attempts);
    }

    [Fact]
    public async Task Two_sibling_groups_of_the_same_key_and_receiver_stay_apart()
    {
        var current = plain.Configuration.Value;
        var first = current.Route with { Key = "{}/{}", Continue = true };
        plain.Configuration.Replace(
            current with { Route = current.Route with { Routes = [first, first with { Ordinal = 1, Continue = false }] } }, 1);
        await plain.Post(World.Firing("A"));

        await plain.Settle();

        Assert.Equal(2, webhook.Attempts.Count);
        Assert.Equal("""{}/{}:{alertname="A"}""", Assert.Single(webhook.Attempts.Select(attempt => attempt.GroupKey).Distinct()));
        Assert.Equal(2, (await plain.Rows("g~")).Count(row => row.Key.EndsWith("~h", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_first_alert_of_a_group_takes_one_transaction_and_a_known_one_takes_one_read()
    {
        var (world, store) = Hooked();
        await world.Post(World.Firing("A"));
        Assert.Equal(1, store.Commits);

        var reads = store.Reads;
        await world.Post(World.Firing("A"));

        Assert.Equal((1, 1), (store.Commits, store.Reads - reads));
    }

    [Fact]
    public async Task An_alert_that_arrives_between_the_reads_of_a_look_and_its_commit_is_told_on_the_next_tick()
    {
        var (world, store) = Hooked();
        var posted = false;
        store.BeforeCommit = async (_, writes) =>
        {
            // The commit of the look that wants to sleep: an accept slips in just before it.
            if (!posted && writes.Any(write => write is RowWrite.Deleted && write.Key.EndsWith("~w", StringComparison.Ordinal)))
            {
                posted = true;
                await plain.Post(World.Firing("A", "late"));
            }
        };
        await world.Post(World.Firing("A"));

        await world.Pass(3 * World.Interval);

        Assert.True(posted);
        Assert.Equal(2, webhook.Attempts[^1].Alerts.Length);
        Assert.Empty(await plain.Unsound());
    }

    private (World World, HookedStore Store) Hooked()
    {
        var store = new HookedStore(plain.Store);
        return (plain.Beside(store, plain.Queue, webhook), store);
    }

    private static Alert[] Alerts(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => World.Firing(name, "i" + i))];
}
