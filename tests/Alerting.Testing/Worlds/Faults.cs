using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Testing.Worlds;

/// <summary>Cuts the work off at one await, as SIGKILL would: before its effect or after it.</summary>
public sealed class Faults
{
    private int count;

    /// <summary>Which await is cut, from 1; 0: none.</summary>
    public int At { get; set; }

    /// <summary>After the effect instead of before it.</summary>
    public bool After { get; set; }

    /// <summary>Whether the cut was made.</summary>
    public bool Struck { get; private set; }

    public async Task<T> Around<T>(Func<Task<T>> effect)
    {
        var strikes = Interlocked.Increment(ref count) == At;
        Struck |= strikes;
        if (strikes && !After)
        {
            throw new CutOffException();
        }

        var result = await effect();
        return strikes ? throw new CutOffException() : result;
    }
}

/// <summary>The process ended here.</summary>
public sealed class CutOffException : Exception;

/// <summary>A store that can be cut off.</summary>
public sealed class FaultyStore(ITableStore store, Faults faults) : ITableStore
{
    public DateTimeOffset UtcNow => store.UtcNow;

    public Task<Row?> Get(string partition, string key, CancellationToken cancellation) =>
        faults.Around(() => store.Get(partition, key, cancellation));

    public Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation) =>
        faults.Around(() => store.Range(partition, from, to, limit, continuation, cancellation));

    public Task<CommitResult> Commit(string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation) =>
        faults.Around(() => store.Commit(partition, writes, cancellation));
}

/// <summary>A queue that can be cut off.</summary>
public sealed class FaultyQueue(IQueue inner, Faults faults) : IQueue
{
    public bool RemembersIds => inner.RemembersIds;

    public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation) =>
        faults.Around(async () =>
        {
            await inner.Send(queue, id, body, at, cancellation);
            return true;
        });
}

/// <summary>A channel that can be cut off.</summary>
public sealed class FaultyChannel(IChannel channel, Faults faults) : IChannel
{
    public string Kind => channel.Kind;

    public bool Deduplicates => channel.Deduplicates;

    public bool Edits(Integration integration) => channel.Edits(integration);

    public Task<Receipt> Send(Notification notification, CancellationToken deadline) =>
        faults.Around(() => channel.Send(notification, deadline));
}
