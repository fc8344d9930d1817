using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Commits that happened although nobody was told, and work that is cut off after a commit. What should follow does so
/// within seconds: the sweep, which would find it a minute or two later, does not run here.
/// </summary>
public sealed class DoubtTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly FixedClock clock = new();
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly HookedStore store;
    private readonly World world;

    public DoubtTests()
    {
        HookedStore hooked = null!;
        world = World.Standing(clock, inner => hooked = new(inner) { IsInDoubt = true }, slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        store = hooked;
    }

    [Fact]
    public async Task A_claim_stored_unanswered_and_written_upon_since_is_sent_by_who_holds_it()
    {
        Before(IsClaim, async (partition, writes) =>
        {
            // The first try is carried out, then a look writes the slot: the second one is refused.
            await store.Commit(partition, writes, CancellationToken.None);
            var slot = (await store.Get(partition, writes[0].Key, CancellationToken.None))!;
            await store.Commit(
                partition, [RowWrite.Replace(slot.Key, slot.Properties, slot.ETag)], CancellationToken.None);
        });
        await world.Post(World.Firing("A"));

        await world.Settle();

        Assert.Equal(Reason.FirstNotification, Assert.Single(slack.Attempts).Reason);
    }

    [Fact]
    public async Task A_claim_refused_because_a_look_noted_something_in_its_slot_is_tried_again()
    {
        slack.Answer(new Receipt.Deferred("429", World.Interval - TimeSpan.FromSeconds(1)));
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Post(World.Firing("A", "b"));
        Before(IsClaim, async (_, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await world.Engine.Sweep.All(CancellationToken.None);
        });

        await world.Pass(World.Interval + Soon);

        Assert.Equal(2, slack.Attempts.Count(it => it.Reason == Reason.FirstNotification));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_that_wakes_a_group_and_hears_nothing_of_it_is_hinted_at(bool isCutOff)
    {
        Before(write => write.Key.EndsWith("~w", StringComparison.Ordinal), async (partition, writes) =>
        {
            await store.Commit(partition, writes, CancellationToken.None);
            await world.Post(World.Firing("A", "b"));
            ThrowIf(isCutOff);
        });

        await (isCutOff
            ? Assert.ThrowsAsync<StoreUnavailableException>(() => world.Post(World.Firing("A")))
            : world.Post(World.Firing("A")));
        await world.Post(World.Firing("A"));
        await world.Pass(Soon);

        Assert.Equal(2, Assert.Single(slack.Attempts).Alerts.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_look_decided_and_hears_nothing_of_is_hinted_at(bool isCutOff)
    {
        await world.Post(World.Firing("A"));
        Before(write => write.Key.StartsWith("o~", StringComparison.Ordinal), async (partition, writes) =>
        {
            await store.Commit(partition, writes, CancellationToken.None);
            ThrowIf(isCutOff);
        });

        await (isCutOff ? Assert.ThrowsAsync<StoreUnavailableException>(world.Settle) : world.Settle());
        await world.Pass(Soon);
        await world.Post(World.Firing("A", "b"));
        await world.Pass(World.Interval);

        Assert.Equal([Reason.FirstNotification, Reason.NewAlertsAdded], slack.Attempts.Select(it => it.Reason));
    }

    [Fact]
    public async Task The_next_attempt_of_a_receipt_that_hears_nothing_is_hinted_at()
    {
        slack.Answer(new Receipt.Deferred("429", null));
        Before(write => write is RowWrite.Deleted && write.Key.StartsWith("o~", StringComparison.Ordinal),
            (partition, writes) => store.Commit(partition, writes, CancellationToken.None));
        await world.Post(World.Firing("A"));

        await world.Pass(Soon);

        Assert.Equal(2, slack.Attempts.Count);
    }

    [Fact]
    public async Task A_message_of_a_notice_that_was_followed_by_another_hints_at_that()
    {
        await world.Post(World.Firing("A"));
        var looks = world.Queue.TakeDue(clock.GetUtcNow());
        await world.Handle(Assert.Single(looks));
        var first = Assert.Single(world.Queue.TakeDue(clock.GetUtcNow()), it => it.Queue != QueueNames.Wake);
        await world.Handle(first);
        await world.Post(World.Firing("A", "b"));
        clock.Advance(World.Interval);
        world.Queue.LosesAll = true;
        await world.Engine.Sweep.Looks(world.Engine.On.Shards.Of(new GroupId(first.Body.Split('.')[0])), default);
        world.Queue.LosesAll = false;

        await world.Handle(first);
        await world.Settle();

        Assert.Equal([Reason.FirstNotification, Reason.NewAlertsAdded], slack.Attempts.Select(it => it.Reason));
    }

    [Fact]
    public async Task What_was_stored_when_a_post_ran_out_of_time_is_hinted_at()
    {
        var beside = world.Beside(store, new StrictQueue(world.Queue), slack);
        beside.Configuration.Replace(World.OneReceiver("slack"), 1);
        using var deadline = new CancellationTokenSource();
        var commits = 0;
        store.BeforeCommit = async (_, _) =>
        {
            if (++commits == 2)
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                await deadline.CancelAsync();
                deadline.Token.ThrowIfCancellationRequested();
            }
        };
        var alerts = Enumerable.Range(0, 200).Select(i => World.Firing("A", "i" + i)).ToArray();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => beside.Engine.Accepting.Accept(alerts, TimeSpan.Zero, null, deadline.Token));
        await world.Pass(Soon);

        Assert.NotEmpty(Assert.Single(slack.Attempts).Alerts);
    }

    [Fact]
    public async Task A_wake_merged_into_one_that_fails_is_looked_at_all_the_same()
    {
        await world.Post(World.Firing("A"));
        var hint = Assert.Single(world.Queue.TakeDue(clock.GetUtcNow()));
        var shard = hint.Body.Split(' ')[0];
        Before(_ => true, async (_, _) =>
        {
            await world.Post([.. Enumerable.Range(0, 50).Select(i => World.Firing("B" + i))]);
            foreach (var wake in world.Queue.TakeDue(clock.GetUtcNow()).Where(it => it.Body.Split(' ')[0] == shard))
            {
                await world.Handle(wake);
            }

            throw new StoreUnavailableException("away");
        });

        await world.Handle(hint);

        Assert.True((await world.Rows("o~")).Count > 5);
    }

    [Fact]
    public async Task A_queue_that_fails_again_and_again_is_spared_for_a_while()
    {
        var queue = new DeadQueue();
        var engine = new Engine(
            world.Engine.On with { Hints = new(queue, store, clock) }, [slack], new SenderIdentity("x", IsAlone: false));
        foreach (var i in Enumerable.Range(0, 10))
        {
            await engine.Accepting.Accept([World.Firing("A" + i)], TimeSpan.Zero, null, CancellationToken.None);
        }

        Assert.Equal(3, queue.Asked);
        clock.Advance(TimeSpan.FromSeconds(5));
        await engine.Sweep.All(CancellationToken.None);

        // Eight looks, of two messages each, are side by side.
        Assert.InRange(queue.Asked, 4, 3 + 16);
        clock.Advance(TimeSpan.FromMinutes(2));
        await engine.Sweep.All(CancellationToken.None);
        Assert.Equal(10, slack.Attempts.Count);
    }

    private static bool IsClaim(RowWrite write) =>
        write is RowWrite.Replaced && write.Key.Contains("~s~", StringComparison.Ordinal);

    private static void ThrowIf(bool isCutOff)
    {
        if (isCutOff)
        {
            throw new StoreUnavailableException("no answer");
        }
    }

    // Once, before the first commit with such a write; a claim is one write alone.
    private void Before(Func<RowWrite, bool> isIt, Func<string, IReadOnlyList<RowWrite>, Task> act) =>
        store.BeforeCommit = (partition, writes) =>
        {
            if (!writes.Any(isIt) || (isIt == IsClaim && writes.Count > 1))
            {
                return Task.CompletedTask;
            }

            store.BeforeCommit = (_, _) => Task.CompletedTask;
            return act(partition, writes);
        };

    // Sends nothing for a caller whose time has run out.
    private sealed class StrictQueue(IQueue queue) : IQueue
    {
        public bool RemembersIds => queue.RemembersIds;

        public Task Send(string to, string id, string body, DateTimeOffset at, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return queue.Send(to, id, body, at, cancellation);
        }
    }

    private sealed class DeadQueue : IQueue
    {
        private int asked;

        public int Asked => asked;

        public bool RemembersIds => true;

        public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
        {
            Interlocked.Increment(ref asked);
            throw new QueueUnavailableException("away");
        }
    }
}
