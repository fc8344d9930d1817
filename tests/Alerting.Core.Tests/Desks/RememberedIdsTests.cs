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
        var now = world.Clock.GetUtcNow();
        await world.Engine.On.Hints.Wake("000", [now, now.AddMilliseconds(1), now.AddMilliseconds(400)], default);
        await world.Engine.On.Hints.Wake("000", [now.AddMilliseconds(2)], default);

        var hint = Assert.Single(world.Queue.TakeDue(now.AddMinutes(1)));

        Assert.Equal(now.AddSeconds(1), hint.At);
        Assert.Equal($"000.{now.AddSeconds(1).ToUnixTimeMilliseconds()}", hint.Id);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(499, 1)]
    [InlineData(501, 2)]
    [InlineData(999, 2)]
    public async Task A_wake_never_takes_a_second_that_may_have_begun_elsewhere(int millisecond, int second)
    {
        var start = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromMilliseconds(millisecond));

        await world.Engine.On.Hints.Wake("000", [start], default);

        Assert.Equal(start.AddSeconds(second), world.Queue.Next);
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
        webhook.Answer(new Receipt.Deferred("busy", TimeSpan.FromSeconds(30)));
        await world.Post(World.Firing("A"));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Handle(Assert.Single(world.Queue.TakeDue(world.Clock.GetUtcNow())));
        var first = Assert.Single(world.Queue.TakeDue(world.Clock.GetUtcNow()), it => it.Queue != "wake");
        world.Queue.LosesAll = true;
        await world.Handle(first);
        world.Queue.LosesAll = false;

        await world.Handle(first);
        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task An_early_wake_waits_or_is_put_back_and_the_look_comes_in_time()
    {
        var due = world.Clock.GetUtcNow().AddMinutes(5);
        var hint = new RowHint(QueueNames.Wake, "000", due.ToUnixTimeMilliseconds(), 0);

        await world.Engine.Handle(hint, default);
        var again = Assert.Single(world.Queue.TakeDue(due));

        Assert.Equal((due, hint.Id + ".1"), (again.At, again.Id));
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
}
