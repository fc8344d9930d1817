using System.Diagnostics;
using System.Threading.Channels;
using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Alerting.Adapters.Queues.Embedded;

/// <summary>
/// Hints inside one process: a schedule that forgets when the process ends and is filled from the rows when it starts.
/// A message is due to within the timer's resolution (well below 20 ms). A message of an id that still waits is
/// dropped.
/// </summary>
public sealed partial class EmbeddedQueue : IQueue, IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private readonly PriorityQueue<Message, long> waiting = new();
    private readonly HashSet<(string Queue, string Id)> ids = [];
    private readonly Dictionary<string, Channel<Message>> due = new(StringComparer.Ordinal);
    private readonly List<Task> consumers = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer timer;
    private long armedFor = long.MaxValue;

    /// <summary>An empty schedule; nothing is handed out before <see cref="Consume"/>.</summary>
    public EmbeddedQueue(TimeProvider time, ILogger<EmbeddedQueue> log)
    {
        (this.time, this.log) = (time, log);
        timer = time.CreateTimer(_ => HandOut(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Messages that wait for their time.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <inheritdoc/>
    public bool RemembersIds => false;

    /// <summary>
    /// Has a queue's messages handled, at most <paramref name="sideBySide"/> at once. A handler that fails is asked
    /// again later.
    /// </summary>
    public void Consume(string queue, int sideBySide, Func<string, CancellationToken, Task> handler)
    {
        var ready = ChannelOf(queue);
        for (var i = 0; i < sideBySide; i++)
        {
            consumers.Add(Task.Run(() => Run(ready.Reader, handler)));
        }
    }

    /// <inheritdoc/>
    public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
    {
        Schedule(new(queue, id, body, Activity.Current?.Id, 0), at);
        return Task.CompletedTask;
    }

    /// <summary>Stops handing out and waits for what is in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await timer.DisposeAsync();
        await Task.WhenAll(consumers);
        stopping.Dispose();
    }

    private void Schedule(Message message, DateTimeOffset at)
    {
        lock (gate)
        {
            if (!ids.Add((message.Queue, message.Id)))
            {
                return;
            }

            waiting.Enqueue(message, at.UtcTicks);
            if (at.UtcTicks >= armedFor)
            {
                return;
            }
        }

        HandOut();
    }

    private void HandOut()
    {
        lock (gate)
        {
            var now = time.GetUtcNow().UtcTicks;
            while (waiting.TryPeek(out var message, out var at) && at <= now)
            {
                waiting.Dequeue();
                ids.Remove((message.Queue, message.Id));
                ChannelOf(message.Queue).Writer.TryWrite(message);
            }

            Arm(now);
        }
    }

    private void Arm(long now)
    {
        if (stopping.IsCancellationRequested || !waiting.TryPeek(out _, out var next))
        {
            armedFor = long.MaxValue;
            return;
        }

        armedFor = next;
        var wait = Math.Min(next - now, LongestWait.Ticks);

        // Rounded up: a timer counts in whole milliseconds and must not fire before its time.
        var milliseconds = Math.Ceiling(wait / (double)TimeSpan.TicksPerMillisecond);
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private Channel<Message> ChannelOf(string queue)
    {
        lock (gate)
        {
            if (!due.TryGetValue(queue, out var channel))
            {
                channel = Channel.CreateUnbounded<Message>();
                due.Add(queue, channel);
            }

            return channel;
        }
    }

    private async Task Run(ChannelReader<Message> ready, Func<string, CancellationToken, Task> handler)
    {
        try
        {
            await foreach (var message in ready.ReadAllAsync(stopping.Token))
            {
                await Handle(message, handler);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process ends; the rows remember.
        }
    }

    // The one place where a handler may fail: a bug in one message must not end the consumer of all. The hint comes
    // back later, and until then the sweep has the row.
    private async Task Handle(Message message, Func<string, CancellationToken, Task> handler)
    {
        using var span = Continue(message);
        try
        {
            await handler(message.Body, stopping.Token);
        }
        catch (StoreUnavailableException away)
        {
            Traces.Fail(span, away);
            LogAway(message.Queue, message.Tries + 1, away.Message);
            Again(message);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Traces.Fail(span, failure);
            LogFailure(failure, message.Queue, message.Tries + 1);
            Again(message);
        }
    }

    // What a message leads to belongs to the trace of what sent it.
    private static Activity? Continue(Message message) =>
        message.TraceParent is null ? null : Traces.Handle(message.Queue, message.TraceParent);

    private void Again(Message message)
    {
        var seconds = Math.Min(300, 5 * Math.Pow(2, Math.Min(message.Tries, 10)));
        Schedule(message with { Tries = message.Tries + 1 }, time.GetUtcNow().AddSeconds(seconds));
    }

    [LoggerMessage(1, LogLevel.Warning, "{Queue}: the store is away, attempt {Tries}: {Reason}")]
    private partial void LogAway(string queue, int tries, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Queue}: handling a message failed, attempt {Tries}")]
    private partial void LogFailure(Exception failure, string queue, int tries);

    private sealed record Message(string Queue, string Id, string Body, string? TraceParent, int Tries);
}
