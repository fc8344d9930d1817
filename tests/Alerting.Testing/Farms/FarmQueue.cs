using Alerting.Core.Ports;

namespace Alerting.Testing.Farms;

/// <summary>A queue in the order of time, for many hints.</summary>
public sealed class FarmQueue : IQueue
{
    private readonly PriorityQueue<(string Queue, string Body), DateTimeOffset> hints = new();
    private readonly HashSet<(string Queue, string Id)> waiting = [];

    public bool RemembersIds => false;

    /// <summary>When the next one falls due; null when none waits.</summary>
    public DateTimeOffset? Next => hints.TryPeek(out _, out var at) ? at : null;

    public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
    {
        if (waiting.Add((queue, body)))
        {
            hints.Enqueue((queue, body), at);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes the next one that is due; null: none is.</summary>
    public (string Queue, string Body)? Take(DateTimeOffset now)
    {
        if (!hints.TryPeek(out var hint, out var at) || at > now)
        {
            return null;
        }

        hints.Dequeue();
        waiting.Remove(hint);
        return hint;
    }
}
