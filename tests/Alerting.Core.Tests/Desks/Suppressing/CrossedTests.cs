using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Suppressing;

/// <summary>What is stored, decided and tidied up at the same time, cut off or refused between two steps.</summary>
public sealed class CrossedTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: false);
    private readonly World world;

    public CrossedTests() => world = World.Of(webhook);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static bool IsIndex(string partition) => partition.StartsWith("sources", StringComparison.Ordinal);

    private World Other(HookedStore store)
    {
        var other = world.Beside(store, world.Queue, webhook);
        other.Configuration.Replace(world.Configuration.Value, 1);
        return other;
    }

    [Theory]
    [InlineData(200)]
    [InlineData(30)]
    public async Task A_source_that_fires_anew_while_its_group_is_cleared_in_parts_stays_entered(int count)
    {
        world.Inhibit();
        var value = world.Configuration.Value;
        world.Configuration.Replace(value with { Receivers = [new("team", [.. value.Receivers[0].Integrations.Select(it => it with { SendResolved = false })])] }, 1);
        await world.Post([.. Enumerable.Range(0, count).Select(n => World.Firing("Down", "d" + n))]);
        await world.Pass(World.Interval);
        await world.Post([.. Enumerable.Range(0, count).Select(n => world.Resolved("Down", "d" + n))]);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        // All the resolved ones that are fired anew: between the entry and the storing of it, another looks.
        var refired = new List<string>();
        var slow = new HookedStore(world.Store);
        var lookers = new HookedStore(world.Store);
        var looker = Other(lookers);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.BeforeCommit = async (partition, _) =>
        {
            if (!IsIndex(partition))
            {
                entered.TrySetResult();
                await resume.Task;
            }
        };
        var accepter = Other(slow);
        var again = Enumerable.Range(0, count).Select(n => "d" + n).OrderByDescending(n => World.Firing("Down", n).Fingerprint).Take(3).ToArray();
        var post = Task.CompletedTask;
        var isFirst = true;
        var sawPart = false;
        lookers.BeforeCommit = async (partition, writes) =>
        {
            if (!IsIndex(partition) && writes[0].Key.EndsWith("~h", StringComparison.Ordinal) && writes.Any(w => w is RowWrite.Deleted && w.Key.Contains("~a~", StringComparison.Ordinal)) && isFirst)
            {
                isFirst = false;
                sawPart = true;
                resume.TrySetResult();
                await post;
            }
        };
        post = Task.Run(() => accepter.Post([.. again.Select(n => World.Firing("Down", n, world.Clock.GetUtcNow()))]), Stop);
        await await Task.WhenAny(entered.Task, post);
        world.Clock.Advance(World.Interval);
        await looker.Engine.Sweep.All(Stop);
        resume.TrySetResult();
        await post;
        Assert.True(sawPart);

        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.Post([.. again.Select(n => World.Firing("A", n))]);
        await world.Pass(World.Interval);
        Assert.DoesNotContain(webhook.Told(), said => said.Contains("A/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_whose_bound_is_moved_as_it_runs_out_stays_entered()
    {
        world.Inhibit();
        var start = world.Clock.GetUtcNow();
        var down = World.Firing("Down") with { Ending = Ending.Timed };
        await world.Post(down with { EndsAt = start + TimeSpan.FromMinutes(7) });
        world.Clock.Set(start + TimeSpan.FromMinutes(7) - TimeSpan.FromMilliseconds(5));
        var store = new HookedStore(world.Store);
        var other = Other(store);
        store.BeforeCommit = async (_, _) =>
        {
            store.BeforeCommit = (_, _) => Task.CompletedTask;
            world.Clock.Advance(TimeSpan.FromMilliseconds(10));
            var suppressor = await other.Engine.Suppression.Now(world.Configuration.Value, Stop);
            await suppressor.Of(World.Firing("A").Labels, Stop);
        };
        await other.Post(down with { EndsAt = start + TimeSpan.FromMinutes(11) });
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        var now = await other.Engine.Suppression.Now(world.Configuration.Value, Stop);
        Assert.True((await now.Of(World.Firing("A").Labels, Stop)).IsAny);
    }

    [Fact]
    public async Task A_source_that_moved_inhibits_when_the_group_it_came_from_lets_it_go()
    {
        world.Inhibit();
        await world.Post(World.Firing("Down"));
        await world.Pass(TimeSpan.FromHours(12));
        world.Configuration.Follow(Grouped(world.Inhibiting(), "instance"));
        await world.Engine.Sweep.Migrate(Stop);
        await world.Pass(TimeSpan.FromHours(12.5));
        var firing = (await world.Rows("g~")).Count(row => row.Key.Contains("~a~", StringComparison.Ordinal) && AlertRow.Read(row).Until > world.Clock.GetUtcNow());
        Assert.Equal(1, firing);

        var now = await world.Engine.Suppression.Now(world.Configuration.Value, Stop);
        Assert.True((await now.Of(World.Firing("A").Labels, Stop)).IsAny);
    }

    [Fact]
    public async Task Without_send_resolved_what_ends_while_it_is_sent_is_news_when_it_fires_again()
    {
        var value = World.OneReceiver("webhook");
        value = value with { Receivers = [new("team", [.. value.Receivers[0].Integrations.Select(it => it with { SendResolved = false })])] };
        world.Configuration.Replace(value, 1);
        webhook.Meanwhile = async _ =>
        {
            webhook.Meanwhile = _ => Task.CompletedTask;
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await world.Post(world.Resolved("A"));
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        };
        await world.Post(World.Firing("A"));
        await world.Pass(World.Interval * 3);
        Assert.Single(webhook.Attempts);

        await world.Post(World.Firing("A", startsAt: world.Clock.GetUtcNow()));
        await world.Pass(World.Interval * 3);
        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_muted_group_that_is_looked_at_on_every_tick_writes_no_line_each_time(bool announces)
    {
        var read = ConfigurationReader.Read(
            new(
                "alertmanager.yml",
                """
                route:
                  receiver: team
                  group_by: [alertname]
                  routes: [{receiver: team, matchers: [instance=~".+"], mute_time_intervals: [m]}]
                receivers: [{name: team, webhook_configs: [{url: "http://test"}]}]
                time_intervals: [{name: m, time_intervals: [{years: ["2020:2040"]}]}]
                """),
            null);
        Assert.True(read.Configuration is not null, string.Join(' ', read));
        world.Configuration.Replace(read.Configuration! with { Behaviour = new(false, announces) }, 1);
        if (!announces)
        {
            await world.Silence("instance", "b", TimeSpan.FromHours(90));
        }

        await world.Post(World.Firing("A"), World.Firing("A", "b"));
        await world.Pass(World.Interval * 100);
        Assert.Empty(webhook.Attempts);
        Assert.InRange((await world.Rows("l~")).Count, 1, 12);
    }

    [Fact]
    public async Task A_look_that_cannot_tidy_the_index_up_still_hints_at_what_it_decided()
    {
        world.Inhibit();
        var until = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(7);
        await world.Post(World.Firing("Down") with { EndsAt = until, Ending = Ending.Timed });
        await world.Pass(World.Interval);
        Assert.Single(webhook.Attempts);
        webhook.Answer(new Receipt.Refused("no"));
        var store = new HookedStore(world.Store)
        {
            BeforeCommit = (partition, writes) => IsIndex(partition) && writes[0] is RowWrite.Deleted
                ? throw new StoreUnavailableException("busy") : Task.CompletedTask,
        };
        var other = Other(store);
        // The resolve is told; its receipt removes the alert, tidies up.
        world.Clock.Set(until + World.Interval);
        world.Queue.TakeDue(world.Clock.GetUtcNow());

        Assert.Null(await Record.ExceptionAsync(() => other.Engine.Sweep.All(Stop)));
    }

    [Fact]
    public async Task Groups_start_anew_once_each()
    {
        await world.Silence("instance", "a", TimeSpan.FromHours(90));
        await world.Post([.. Enumerable.Range(0, 3000).Select(n => World.Firing("N" + n))]);
        await world.Pass(TimeSpan.FromSeconds(1));
        var store = new HookedStore(world.Store);
        store.BeforeCommit = (_, _) =>
        {
            Assert.InRange(store.Commits, 0, 3100);
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            return Task.CompletedTask;
        };

        await Other(store).Engine.Sweep.Restart(Stop);

        Assert.InRange(store.Commits, 3000, 3100);
    }

    [Fact]
    public async Task Clearing_many_resolved_sources_reads_each_entry_once()
    {
        world.Inhibit();
        var value = world.Configuration.Value;
        world.Configuration.Replace(value with { Receivers = [new("team", [.. value.Receivers[0].Integrations.Select(it => it with { SendResolved = false })])] }, 1);
        await world.Post([.. Enumerable.Range(0, 2000).Select(n => World.Firing("Down", "d" + n))]);
        await world.Pass(World.Interval);
        await world.Post([.. Enumerable.Range(0, 2000).Select(n => world.Resolved("Down", "d" + n))]);
        var store = new HookedStore(world.Store);
        world.Clock.Advance(World.Interval);
        var other = Other(store);
        await other.Engine.Sweep.All(Stop);
        await other.Engine.Sweep.All(Stop);
        Assert.InRange(store.Reads, 0, 3000);
    }

    [Fact]
    public async Task Posting_the_end_of_many_sources_takes_few_transactions()
    {
        world.Inhibit();
        await world.Post([.. Enumerable.Range(0, 2000).Select(n => World.Firing("Down", "d" + n))]);
        var store = new HookedStore(world.Store);
        var other = Other(store);
        await other.Post([.. Enumerable.Range(0, 2000).Select(n => other.Resolved("Down", "d" + n))]);
        Assert.InRange(store.Commits, 0, 400);
    }

    [Fact]
    public async Task A_post_that_is_stored_is_accepted_although_the_index_cannot_be_tidied_up()
    {
        world.Inhibit();
        await world.Post(World.Firing("Down"));
        var store = new HookedStore(world.Store)
        {
            BeforeCommit = (partition, writes) => IsIndex(partition) && writes[0] is RowWrite.Deleted
                ? throw new StoreUnavailableException("busy") : Task.CompletedTask,
        };
        await Other(store).Post(world.Resolved("Down"));
    }

    [Fact]
    public async Task What_was_put_back_is_not_sent_while_it_is_silenced()
    {
        webhook.Answer(new Receipt.Deferred("busy", TimeSpan.FromMinutes(40)));
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(webhook.Attempts);
        await world.Silence("instance", "a", TimeSpan.FromHours(9));
        await world.Pass(TimeSpan.FromHours(1));
        Assert.Single(webhook.Attempts);
    }

    private static AlertingConfiguration Grouped(AlertingConfiguration value, params string[] by) =>
        value with { Route = value.Route with { GroupBy = [.. by] } };
}
