using Alerting.Core.Ports;

namespace Alerting.Testing.Worlds;

/// <summary>A queue that keeps what it is sent until a test hands it out; it may lose or repeat messages.</summary>
public sealed class HintQueue : IQueue
{
    private readonly Lock gate = new();
    private readonly List<Hint> hints = [];
    private readonly HashSet<(string Queue, string Id)> seen = [];

    /// <summary>Every message is lost.</summary>
    public bool LosesAll { get; set; }

    /// <summary>Every message is handed out this often.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>Whether it drops a message whose id it has ever seen, as duplicate detection does.</summary>
    public bool RemembersIds { get; init; }

    public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
    {
        if (!LosesAll)
        {
            lock (gate)
            {
                if (RemembersIds && !seen.Add((queue, id)))
                {
                    return Task.CompletedTask;
                }

                hints.AddRange(Enumerable.Repeat(new Hint(queue, id, body, at), Copies));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes what is due, in the order it was sent.</summary>
    public IReadOnlyList<Hint> TakeDue(DateTimeOffset now)
    {
        lock (gate)
        {
            var due = hints.Where(hint => hint.At <= now).ToArray();
            hints.RemoveAll(hint => hint.At <= now);
            return due;
        }
    }

    /// <summary>When the next one falls due; null when none waits.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (gate)
            {
                return hints.Count == 0 ? null : hints.Min(hint => hint.At);
            }
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            hints.Clear();
        }
    }
}

public sealed record Hint(string Queue, string Id, string Body, DateTimeOffset At);
