namespace Alerting.Adapters.Tables.Embedded;

/// <summary>Hands transactions from any number of callers to the one writer, in groups.</summary>
internal sealed class CommitQueue
{
    private readonly Queue<PendingCommit> waiting = new();
    private bool closed;

    /// <summary>False when the queue is closed.</summary>
    public bool Add(PendingCommit pending)
    {
        lock (waiting)
        {
            if (closed)
            {
                return false;
            }

            pending.Watch();
            waiting.Enqueue(pending);
            Monitor.Pulse(waiting);
            return true;
        }
    }

    /// <summary>Blocks until something waits; false when the queue is closed and empty.</summary>
    public bool Wait()
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !closed)
            {
                Monitor.Wait(waiting);
            }

            return waiting.Count > 0;
        }
    }

    /// <summary>Moves what waits, and was not dropped, into a group of at most <paramref name="most"/>.</summary>
    public void TakeInto(List<PendingCommit> group, int most)
    {
        lock (waiting)
        {
            while (group.Count < most && waiting.TryDequeue(out var pending))
            {
                if (pending.Take())
                {
                    group.Add(pending);
                }
            }
        }
    }

    /// <summary>Takes no more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (waiting)
        {
            closed = true;
            Monitor.Pulse(waiting);
        }
    }
}
