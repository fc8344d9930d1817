using System.Threading.Channels;
using Alerting.Adapters.Queues.Embedded;
using Alerting.Core.Ports;
using Alerting.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alerting.Adapters.Tests.Queues;

public sealed class EmbeddedQueueTests : IAsyncDisposable
{
    private readonly FixedClock clock = new();
    private readonly Channel<string> handled = Channel.CreateUnbounded<string>();
    private readonly EmbeddedQueue queue;

    public EmbeddedQueueTests() => queue = new(clock, NullLogger<EmbeddedQueue>.Instance);

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    [Fact]
    public async Task A_message_is_handed_out_at_its_time_and_not_a_millisecond_before()
    {
        Consume();
        await Send("a", TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, queue.Waiting);

        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("a", await Next());
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Messages_come_in_the_order_they_fall_due()
    {
        Consume();
        await Send("late", TimeSpan.FromSeconds(2));
        await Send("early", TimeSpan.FromSeconds(1));

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["early", "late"], [await Next(), await Next()]);
    }

    [Fact]
    public async Task A_message_that_still_waits_is_not_taken_twice()
    {
        await Send("a", TimeSpan.FromSeconds(1));
        await Send("a", TimeSpan.FromSeconds(5));

        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public async Task A_handler_that_finds_the_store_away_is_asked_again_after_a_pause()
    {
        var tries = 0;
        queue.Consume("q", 1, (body, _) =>
        {
            handled.Writer.TryWrite(body);
            return ++tries == 1 ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        });
        await Send("a", TimeSpan.Zero);
        Assert.Equal("a", await Next());
        while (queue.Waiting == 0)
        {
            await Task.Yield();
        }

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("a", await Next());
    }

    [Fact]
    public async Task A_bug_in_one_message_does_not_end_the_consumer()
    {
        queue.Consume("q", 1, (body, _) =>
        {
            handled.Writer.TryWrite(body);
            return body == "bad" ? throw new InvalidOperationException("a bug") : Task.CompletedTask;
        });

        await Send("bad", TimeSpan.Zero);
        await Send("good", TimeSpan.Zero);

        Assert.Equal(["bad", "good"], [await Next(), await Next()]);
    }

    private void Consume() => queue.Consume("q", 1, (body, _) =>
    {
        handled.Writer.TryWrite(body);
        return Task.CompletedTask;
    });

    private Task Send(string id, TimeSpan after) =>
        queue.Send("q", id, id, clock.GetUtcNow() + after, CancellationToken.None);

    private Task<string> Next() => handled.Reader.ReadAsync().AsTask();
}
