using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Testing.Worlds;

/// <summary>A channel that records what it is given and answers as told.</summary>
public sealed class RecordingChannel(string kind, bool deduplicates) : IChannel
{
    private readonly Lock gate = new();
    private readonly List<Notification> sent = [];
    private readonly Queue<Func<Notification, Receipt>> answers = new();

    public string Kind => kind;

    public bool Deduplicates => deduplicates;

    /// <summary>Whether its messages can be changed.</summary>
    public bool IsEditing { get; init; }

    public bool Edits(Integration integration) => IsEditing;

    /// <summary>What it answers when nothing else was asked for.</summary>
    public Func<Notification, Receipt> Otherwise { get; set; } = _ => new Receipt.Delivered("ok");

    /// <summary>Awaited before the answer, for tests that act while a notice is under way.</summary>
    public Func<Notification, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>All attempts, in order.</summary>
    public IReadOnlyList<Notification> Attempts
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    /// <summary>The attempts since this was last asked.</summary>
    public IReadOnlyList<Notification> Take()
    {
        lock (gate)
        {
            Notification[] taken = [.. sent];
            sent.Clear();
            return taken;
        }
    }

    /// <summary>The next attempts are answered so, in order.</summary>
    public void Answer(params Receipt[] receipts)
    {
        lock (gate)
        {
            foreach (var receipt in receipts)
            {
                answers.Enqueue(_ => receipt);
            }
        }
    }

    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        lock (gate)
        {
            sent.Add(notification);
        }

        await Meanwhile(notification);
        lock (gate)
        {
            return (answers.TryDequeue(out var answer) ? answer : Otherwise)(notification);
        }
    }
}
