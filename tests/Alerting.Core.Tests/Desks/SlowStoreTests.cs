using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>A store that takes its time, as one does that is throttled.</summary>
public sealed class SlowStoreTests
{
    private readonly FixedClock clock = new();
    private readonly RecordingChannel slack = new("slack", deduplicates: false);

    [Theory]
    [InlineData(24, 1)]
    [InlineData(26, 0)]
    [InlineData(59, 0)]
    public async Task A_claim_that_took_long_to_store_leaves_no_time_to_send_and_nothing_is_sent_twice(
        int seconds, int sent)
    {
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        store.BeforeCommit = (_, writes) =>
        {
            if (writes is [RowWrite.Replaced claim] && claim.Key.Contains("~s~", StringComparison.Ordinal))
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                clock.Advance(TimeSpan.FromSeconds(seconds));
            }

            return Task.CompletedTask;
        };

        await world.Post(World.Firing("A"));
        await world.Settle();
        Assert.Equal(sent, slack.Attempts.Count);

        await world.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(slack.Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_whose_answer_was_lost_is_let_go_and_nothing_counts_as_sent(bool isStored)
    {
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        store.BeforeCommit = async (partition, writes) =>
        {
            if (writes is [RowWrite.Replaced claim] && claim.Key.Contains("~s~", StringComparison.Ordinal))
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                if (isStored)
                {
                    await store.Commit(partition, writes, CancellationToken.None);
                }

                throw new StoreUnavailableException("the answer was lost");
            }
        };
        await world.Post(World.Firing("A"));

        await Assert.ThrowsAsync<StoreUnavailableException>(world.Settle);
        await world.PassSwept(TimeSpan.FromMinutes(5));

        Assert.Equal(Reason.FirstNotification, Assert.Single(slack.Attempts).Reason);
    }

    [Theory]
    [InlineData(1, 0, 30)]
    [InlineData(1, 10, 30)]
    [InlineData(1, 29, 30)]
    [InlineData(88, 10, 40)]
    [InlineData(88, 29, 59)]
    public async Task Storing_belongs_to_group_wait_unless_a_post_is_stored_in_parts(int alerts, int takes, int told)
    {
        var came = clock.GetUtcNow();
        var world = await StoredWithin(TimeSpan.FromSeconds(takes), alerts);

        await world.Pass(came.AddSeconds(told).AddTicks(-1) - clock.GetUtcNow());
        Assert.Empty(slack.Attempts);
        await world.Pass(came.AddSeconds(told) - clock.GetUtcNow());

        Assert.Equal(alerts, Assert.Single(slack.Attempts).Alerts.Length);
    }

    [Fact]
    public async Task What_took_longer_to_store_than_group_wait_is_told_at_once()
    {
        var world = await StoredWithin(TimeSpan.FromSeconds(31), alerts: 1);

        await world.Settle();

        Assert.Single(slack.Attempts);
    }

    // The deadline of the last would else run out while the first ones are answered.
    [Theory]
    [InlineData(true, 16)]
    [InlineData(false, 8)]
    public async Task No_more_attempts_at_a_destination_are_claimed_than_it_answers_in_time(bool isAlone, int most)
    {
        var world = World.Standing(clock, slack);
        var engine = new Engine(world.Engine.On with { IsAlone = isAlone }, [slack], new SenderIdentity("x", isAlone));
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        var answered = new TaskCompletionSource();
        slack.Meanwhile = _ => answered.Task;
        await world.Post([.. Enumerable.Range(0, 40).Select(i => World.Firing("A" + i))]);
        foreach (var wake in world.Queue.TakeDue(clock.GetUtcNow()))
        {
            await world.Handle(wake);
        }

        var sends = world.Queue.TakeDue(clock.GetUtcNow()).Select(hint => Handle(engine, hint)).ToArray();
        Assert.True(
            await RealClock.Instance.Until(() => slack.Attempts.Count >= most, TimeSpan.FromSeconds(30), default));
        var slots = (await world.Rows("g~")).Where(row => row.Key.Contains("~s~", StringComparison.Ordinal));

        Assert.Equal(40, sends.Length);
        Assert.Equal(most, slots.Count(row => SlotRow.Read(row).Live?.Claim is not null));
        answered.SetResult();
        await Task.WhenAll(sends);
        while (world.Queue.TakeDue(clock.GetUtcNow()) is { Count: > 0 } inLine)
        {
            await Task.WhenAll(inLine.Select(hint => Handle(engine, hint)));
        }

        Assert.Equal(40, slack.Attempts.Select(attempt => attempt.NoticeId).Distinct().Count());
        Assert.Equal(40, slack.Attempts.Count);
    }

    [Fact]
    public async Task Who_waits_in_line_is_told_although_the_store_is_away_when_those_ahead_are_answered()
    {
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        var answered = new TaskCompletionSource();
        slack.Meanwhile = _ => answered.Task;
        await world.Post([.. Enumerable.Range(0, 9).Select(i => World.Firing("A" + i))]);
        foreach (var wake in world.Queue.TakeDue(clock.GetUtcNow()))
        {
            await world.Handle(wake);
        }

        var sends = world.Queue.TakeDue(clock.GetUtcNow()).Select(world.Handle).ToArray();
        Assert.True(await RealClock.Instance.Until(() => slack.Attempts.Count == 8, TimeSpan.FromSeconds(30), default));
        store.IsAway = true;
        answered.SetResult();
        var ended = Task.WhenAll(sends);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => clock.MoveWhileWaitedFor(ended));
        store.IsAway = false;
        await world.Settle();

        Assert.Equal(9, slack.Attempts.Select(attempt => attempt.NoticeId).Distinct().Count());
    }

    [Fact]
    public async Task A_wake_that_comes_early_looks_when_the_stores_time_has_come_however_timers_go()
    {
        var world = World.Standing(clock, slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        var alert = World.Firing("A", startsAt: clock.GetUtcNow());
        await world.Engine.Accepting.Accept([alert], TimeSpan.FromSeconds(1), null, CancellationToken.None);
        var wake = Assert.Single(world.Queue.TakeDue(clock.GetUtcNow().AddSeconds(1)));
        var timers = new FixedClock();
        var engine = new Engine(
            world.Engine.On with { Time = timers }, [slack], new SenderIdentity("x", IsAlone: false));

        Assert.True(RowHint.TryParse(wake.Queue, wake.Body, out var hint));
        var handled = engine.Handle(hint, CancellationToken.None);
        await Fire(timers, TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Fire(timers, TimeSpan.FromSeconds(1));
        await handled.WaitAsync(TimeSpan.FromSeconds(30));
        await world.Settle();

        Assert.Single(slack.Attempts);
    }

    private static Task Handle(Engine engine, Hint hint) =>
        RowHint.TryParse(hint.Queue, hint.Body, out var row) ? engine.Handle(row, default) : Task.CompletedTask;

    // New alerts of one group, whose header takes so long to read; group_wait is 30 s.
    private async Task<World> StoredWithin(TimeSpan takes, int alerts)
    {
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        store.BeforeGet = key =>
        {
            if (key.EndsWith("~h", StringComparison.Ordinal))
            {
                store.BeforeGet = _ => { };
                clock.Advance(takes);
            }
        };
        var came = clock.GetUtcNow();
        var post = Enumerable.Range(0, alerts).Select(i => World.Firing("A", "i" + i, startsAt: came)).ToArray();
        await world.Engine.Accepting.Accept(post, TimeSpan.FromSeconds(30), null, CancellationToken.None);
        return world;
    }

    // Once something waits for it.
    private static async Task Fire(FixedClock timers, TimeSpan after)
    {
        Assert.True(await RealClock.Instance.Until(() => timers.Timers > 0, TimeSpan.FromSeconds(30), default));
        timers.Advance(after);
    }
}
