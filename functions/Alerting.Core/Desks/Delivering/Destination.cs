using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// One place at a vendor, as this process knows it: how many call it at a time, who waits for that, and whether it
/// answers. What hangs here holds up nobody who sends elsewhere.
/// </summary>
/// <param name="Key">Kind of channel and <see cref="Configuration.Integrations.Integration.Destination"/>.</param>
/// <param name="turns">Calls at a time. An attempt's time begins with its claim: of a server that takes one call at a
/// time and a second for each, the last of so many has its answer in time.</param>
/// <param name="time">Monotonic.</param>
internal sealed class Destination(string Key, int turns, TimeProvider time)
{
    /// <summary>The hint of one that was called may be lost, or have come to another process: it is waited for so
    /// long.</summary>
    public static readonly TimeSpan Awaited = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly LinkedList<NoticeId> line = new();
    private readonly HashSet<NoticeId> inLine = [];
    private readonly Dictionary<NoticeId, long> called = [];
    private readonly Circuit circuit = new();
    private int underWay;
    private bool isWatched;
    private NoticeId? prober;

    /// <summary>See <see cref="Destination"/>.</summary>
    public string Key { get; } = Key;

    /// <summary>Takes a turn, which <see cref="Leave"/> gives back, or has the notice wait in line, once.</summary>
    public bool TryEnterOrWait(NoticeId notice)
    {
        lock (gate)
        {
            var wasCalled = called.Remove(notice);
            if (underWay < turns)
            {
                underWay++;
                inLine.Remove(notice);
                return true;
            }

            if (inLine.Add(notice))
            {
                // Somebody who came meanwhile has the turn it was called for.
                _ = wasCalled ? line.AddFirst(notice) : line.AddLast(notice);
            }

            return false;
        }
    }

    /// <summary>Gives a turn back. Those returned are to be offered again: it is their turn.</summary>
    public IReadOnlyList<NoticeId> Leave()
    {
        lock (gate)
        {
            underWay--;
            return Call();
        }
    }

    /// <summary>The same where one that was called has nothing to send any more: it must not hold up the
    /// others.</summary>
    public IReadOnlyList<NoticeId> Pass(NoticeId notice)
    {
        lock (gate)
        {
            return called.Remove(notice) ? Call() : [];
        }
    }

    /// <summary>
    /// Whether somebody has to <see cref="CallOn"/> after <see cref="Awaited"/>: none is under way who would call the
    /// next when leaving, and those that were called may never come. True for one caller until then.
    /// </summary>
    public bool NeedsWatch()
    {
        lock (gate)
        {
            var needs = !isWatched && underWay == 0 && line.Count > 0;
            isWatched |= needs;
            return needs;
        }
    }

    /// <summary>See <see cref="NeedsWatch"/>; who is to be offered again.</summary>
    public IReadOnlyList<NoticeId> CallOn()
    {
        lock (gate)
        {
            isWatched = false;
            return Call();
        }
    }

    // As many as there are turns that nobody is on the way to; were more called, most would be put back again.
    private List<NoticeId> Call()
    {
        foreach (var (notice, _) in called.Where(each => time.GetElapsedTime(each.Value) >= Awaited).ToArray())
        {
            called.Remove(notice);
        }

        var next = new List<NoticeId>();
        while (underWay + called.Count < turns && line.First is { } first)
        {
            line.RemoveFirst();
            if (inLine.Remove(first.Value))
            {
                called[first.Value] = time.GetTimestamp();
                next.Add(first.Value);
            }
        }

        return next;
    }

    /// <summary>Where the notice was to probe an open circuit and did not, another one may.</summary>
    public void GiveProbeBack(NoticeId notice)
    {
        lock (gate)
        {
            if (prober == notice)
            {
                prober = null;
                circuit.GiveProbeBack();
            }
        }
    }

    /// <summary>See <see cref="Circuit.Parks"/>, and since when nothing was answered.</summary>
    public (DateTimeOffset? Until, DateTimeOffset? Since) Parks(NoticeId notice, DateTimeOffset now)
    {
        lock (gate)
        {
            var until = circuit.Parks(now, NoticeDesk.Lease, out var isProbe);
            prober = isProbe ? notice : prober;
            return (until, circuit.Since);
        }
    }

    /// <summary>An attempt for a group came to this; returns since when nothing was answered.</summary>
    public DateTimeOffset? Count(Receipt receipt, GroupId group, DateTimeOffset now)
    {
        lock (gate)
        {
            circuit.Count(receipt, group, now);
            return circuit.Since;
        }
    }
}
