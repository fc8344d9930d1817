using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Over a queue that drops every message whose id it has ever seen, as Service Bus does for ten minutes: nothing waits
/// for the sweep, which is never run here. Tried: messages that come early, repeated and out of order.
/// </summary>
public sealed class RememberedIdsTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public RememberedIdsTests() => world = World.Remembering(webhook);

    [Fact]
    public async Task Wakes_of_one_shard_and_second_are_one_message_at_its_end()
    {
        var due = world.Clock.GetUtcNow().AddMinutes(1);
        await world.Engine.On.Hints.Wake("000", [due.AddMilliseconds(1), due.AddMilliseconds(400)], default);
        await world.Engine.On.Hints.Wake("000", [due.AddMilliseconds(2)], default);

        var hint = Assert.Single(world.Queue.TakeDue(due.AddMinutes(1)));

        Assert.Equal(due.AddSeconds(1), hint.At);
        Assert.Equal($"000.{due.AddSeconds(1).ToUnixTimeMilliseconds()}", hint.Id);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1499, 2)]
    [InlineData(1500, 1)]
    [InlineData(3000, 1)]
    public async Task A_wake_that_is_due_so_soon_that_its_second_may_have_begun_elsewhere_is_never_merged(
        int milliseconds, int messages)
    {
        var due = world.Clock.GetUtcNow().AddMilliseconds(milliseconds);

        await world.Engine.On.Hints.Wake("000", [due], default);
        await world.Engine.On.Hints.Wake("000", [due], default);

        var sent = world.Queue.TakeDue(due.AddMinutes(1));
        Assert.Equal(messages, sent.Count);
        Assert.All(sent, hint => Assert.InRange(hint.At, due, due.AddSeconds(1)));
    }

    [Fact]
    public async Task All_hints_of_a_commit_have_two_seconds_together()
    {
        var clock = new FixedClock();
        var kinds = (string[])["webhook", "slack", "inbox"];
        var channels = kinds.Select(kind => new RecordingChannel(kind, deduplicates: true)).ToArray();
        var standing = World.Standing(clock, channels);
        standing.Configuration.Replace(World.OneReceiver(kinds), 1);
        await standing.Post(World.Firing("A"));
        using var queue = new HungQueue();
        var hung = standing.Engine.On with { Hints = new Hints(queue, standing.Store, clock) };

        var look = new Engine(hung, channels, new SenderIdentity("x", IsAlone: false)).Sweep.All(default);
        for (var hint = 0; hint < 4; hint++)
        {
            Assert.True(await queue.Asked.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(look.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await look.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_alert_that_comes_just_after_the_look_of_its_second_is_told_all_the_same()
    {
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromSeconds(1));

        await world.Post(World.Firing("B"));
        await world.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task A_notice_that_is_put_off_is_told_later()
    {
        webhook.Answer(new Receipt.Deferred("busy", TimeSpan.FromSeconds(30)), new Receipt.Deferred("busy", null));
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(3, webhook.Attempts.Count);
    }

    [Fact]
    public async Task A_hint_of_an_attempt_that_comes_too_early_is_put_back_under_another_id()
    {
        webhook.Answer(new Receipt.Deferred("busy", TimeSpan.FromSeconds(30)));
        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromSeconds(2));
        var second = Assert.Single(world.Queue.TakeDue(world.Clock.GetUtcNow().AddMinutes(1)), it => it.Queue != "wake");

        await world.Handle(second);
        var again = Assert.Single(world.Queue.TakeDue(world.Clock.GetUtcNow().AddMinutes(1)));

        Assert.Equal(second.At, again.At);
        Assert.NotEqual(second.Id, again.Id);
        world.Clock.Set(again.At);
        await world.Handle(again);
        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task The_message_of_an_earlier_attempt_come_once_more_sends_that_of_the_next_one_if_it_was_never_sent()
    {
        var first = await FirstOfTwoAttempts();
        world.Queue.LosesAll = true;
        await world.Handle(first);
        world.Queue.LosesAll = false;

        await world.Handle(first);
        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task The_message_of_an_earlier_attempt_come_once_more_adds_nothing_to_that_of_the_next_one()
    {
        var first = await FirstOfTwoAttempts();
        await world.Handle(first);

        await world.Handle(first);
        await world.Handle(first);

        var next = world.Queue.TakeDue(world.Clock.GetUtcNow().AddMinutes(2)).Where(it => it.Queue != "wake");
        Assert.EndsWith(".2", Assert.Single(next).Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_early_wake_is_put_back_under_another_id_and_never_at_once()
    {
        var due = world.Clock.GetUtcNow().AddMinutes(5);
        var hint = new RowHint(QueueNames.Wake, "000", due.ToUnixTimeMilliseconds(), 0);

        await world.Engine.Handle(hint, default);
        var again = Assert.Single(world.Queue.TakeDue(due));
        await world.Engine.On.Hints.Again(hint, default, default);

        Assert.Equal(due, again.At);
        Assert.NotEqual(hint.Id, again.Id);
        Assert.Equal(world.Clock.GetUtcNow().AddSeconds(1), world.Queue.Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000")]
    [InlineData("000 1")]
    [InlineData("000 -1 0")]
    [InlineData("000 1 0 0")]
    [InlineData(" 1 0")]
    [InlineData("000 1e3 0")]
    [InlineData("000 99999999999999999 0")]
    [InlineData("000 1 99999999999")]
    public void A_body_of_another_form_is_none_of_ours(string body) =>
        Assert.False(RowHint.TryParse(QueueNames.Wake, body, out _));

    [Fact]
    public void A_body_is_read_as_it_was_written()
    {
        var hint = new RowHint(QueueNames.Send("slack"), "0123.slack[0].77", 3, 2);

        Assert.True(RowHint.TryParse(hint.Queue, hint.Body, out var read));
        Assert.Equal(hint, read);
        Assert.Equal("0123.slack[0].77.3.2", hint.Id);
    }

    // The message of an attempt that will be put off.
    private async Task<Hint> FirstOfTwoAttempts()
    {
        webhook.Answer(new Receipt.Deferred("busy", TimeSpan.FromSeconds(30)));
        await world.Post(World.Firing("A"));
        await world.Handle(Assert.Single(world.Queue.TakeDue(world.Clock.GetUtcNow())));
        return Assert.Single(world.Queue.TakeDue(world.Clock.GetUtcNow()), it => it.Queue != "wake");
    }

    private sealed class HungQueue : IQueue, IDisposable
    {
        public SemaphoreSlim Asked { get; } = new(0);

        public bool RemembersIds => true;

        public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
        {
            Asked.Release();
            return new TaskCompletionSource().Task.WaitAsync(cancellation);
        }

        public void Dispose() => Asked.Dispose();
    }
}
