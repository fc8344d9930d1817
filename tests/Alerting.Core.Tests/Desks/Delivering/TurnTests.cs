using Alerting.Core.Desks.Delivering;
using Alerting.Core.Groups;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

/// <summary>Who is called when a turn at a destination is given back.</summary>
public sealed class TurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FixedClock clock = new();
    private readonly Destination destination;
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly RecordingChannel elsewhere = new("slack", deduplicates: false);
    private readonly World world;
    private readonly World beside;

    public TurnTests()
    {
        destination = new("webhook~x", turns: 4, clock);
        world = World.Standing(clock, slack);
        beside = world.Beside(world.Store, world.Queue, elsewhere);
    }

    [Fact]
    public void One_is_called_for_each_turn_as_long_as_others_are_under_way()
    {
        Fill(waiting: 20);

        Assert.Equal(["w0"], Called(destination.Leave()));
        Assert.Equal(["w1"], Called(destination.Leave()));
        Assert.Equal(["w2"], Called(destination.Leave()));
        Assert.True(Enter("w1"));
        Assert.Equal(["w3"], Called(destination.Leave()));
    }

    [Fact]
    public void Where_nobody_is_under_way_any_more_the_next_are_called_when_those_called_have_not_come_for_two_seconds()
    {
        Fill(waiting: 20);
        for (var i = 0; i < 3; i++)
        {
            destination.Leave();
            Assert.False(destination.NeedsWatch());
        }

        Assert.Equal(["w3"], Called(destination.Leave()));
        Assert.True(destination.NeedsWatch());
        Assert.False(destination.NeedsWatch());
        clock.Advance(Destination.Awaited);

        Assert.Equal(["w4", "w5", "w6", "w7"], Called(destination.CallOn()));
        Assert.True(destination.NeedsWatch());
    }

    [Fact]
    public void Without_a_line_nobody_needs_to_watch()
    {
        Fill(waiting: 1);
        for (var i = 0; i < 4; i++)
        {
            destination.Leave();
        }

        Assert.False(destination.NeedsWatch());
    }

    [Fact]
    public void Whose_turn_was_taken_meanwhile_is_the_next()
    {
        Fill(waiting: 3);
        destination.Leave();
        Assert.True(Enter("new"));
        Assert.False(Enter("w0"));

        Assert.Equal(["w0"], Called(destination.Leave()));
    }

    [Fact]
    public void For_one_who_does_not_come_for_two_seconds_another_is_called()
    {
        Fill(waiting: 20);
        destination.Leave();
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(["w1"], Called(destination.Leave()));
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(["w2", "w3"], Called(destination.Leave()));
    }

    [Fact]
    public void For_one_who_has_nothing_to_send_another_is_called_once()
    {
        Fill(waiting: 20);
        destination.Leave();

        Assert.Equal(["w1"], Called(destination.Pass(Notice("w0"))));
        Assert.Empty(destination.Pass(Notice("w0")));
        Assert.Empty(destination.Pass(Notice("w5")));
    }

    [Fact]
    public async Task Those_in_line_are_told_at_once_although_all_before_them_were_told_by_another_process()
    {
        var (hints, sends, answered) = await Sixteen();
        foreach (var ahead in hints.Where((_, i) => sends[i].IsCompleted).Take(15))
        {
            await beside.Handle(ahead);
        }

        answered.SetResult();
        await Task.WhenAll(sends);
        await world.Settle();

        Assert.Equal((9, 15), (slack.Attempts.Count, elsewhere.Attempts.Count));
    }

    [Fact]
    public async Task Those_in_line_are_told_within_seconds_although_every_hint_goes_to_another_process()
    {
        var (_, sends, answered) = await Sixteen();
        answered.SetResult();
        await Task.WhenAll(sends);

        await HandleBeside(told: 8);
        clock.Advance(Destination.Awaited);
        Assert.True(await RealClock.Instance.Until(() => world.Queue.Next <= clock.GetUtcNow(), Patience, default));
        await HandleBeside(told: 16);

        Assert.Equal(8, slack.Attempts.Count);
    }

    // In line behind eight that are under way until they are answered.
    private async Task<(Hint[] Hints, Task[] Sends, TaskCompletionSource Answered)> Sixteen()
    {
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        beside.Configuration.Replace(World.OneReceiver("slack"), 1);
        var answered = new TaskCompletionSource();
        slack.Meanwhile = _ => answered.Task;
        await world.Post([.. Enumerable.Range(0, 24).Select(i => World.Firing("A" + i))]);
        foreach (var wake in world.Queue.TakeDue(clock.GetUtcNow()))
        {
            await world.Handle(wake);
        }

        Hint[] hints = [.. world.Queue.TakeDue(clock.GetUtcNow())];
        var sends = hints.Select(world.Handle).ToArray();
        Assert.True(await RealClock.Instance.Until(() => sends.Count(send => send.IsCompleted) == 16, Patience, default));
        return (hints, sends, answered);
    }

    private async Task HandleBeside(int told)
    {
        foreach (var hint in world.Queue.TakeDue(clock.GetUtcNow()))
        {
            await beside.Handle(hint);
        }

        Assert.Equal(told, elsewhere.Attempts.Count);
    }

    private static NoticeId Notice(string group) => new(new(group), "webhook[0]", 1);

    private static string[] Called(IEnumerable<NoticeId> notices) => [.. notices.Select(notice => notice.Group.Value)];

    private bool Enter(string group) => destination.TryEnterOrWait(Notice(group));

    private void Fill(int waiting)
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.True(Enter("e" + i));
        }

        for (var i = 0; i < waiting; i++)
        {
            Assert.False(Enter("w" + i));
        }
    }
}
