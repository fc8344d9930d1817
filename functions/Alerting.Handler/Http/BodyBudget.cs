namespace Alerting.Handler.Http;

/// <summary>
/// What request bodies may take of the memory, all together. Beyond it a sender is asked to come again.
/// </summary>
internal sealed class BodyBudget(int mostBodies = BodyBudget.MostBodies, long mostBytes = BodyBudget.MostBytes)
{
    public const int MostBodies = 1024;
    public const long MostBytes = 256 * 1024 * 1024;

    private readonly Lock gate = new();
    private int bodies;
    private long bytes;

    /// <summary>A place for one body, without any bytes yet; null when there is none.</summary>
    public Share? Enter()
    {
        lock (gate)
        {
            return bodies == mostBodies ? null : Admit();
        }
    }

    private Share Admit()
    {
        bodies++;
        return new(this);
    }

    private bool TryTake(long more)
    {
        lock (gate)
        {
            if (bytes + more > mostBytes)
            {
                return false;
            }

            bytes += more;
            return true;
        }
    }

    private void Leave(long taken)
    {
        lock (gate)
        {
            bodies--;
            bytes -= taken;
        }
    }

    /// <summary>The share of one body; given back when disposed.</summary>
    internal sealed class Share(BodyBudget budget) : IDisposable
    {
        private long taken;

        /// <summary>More bytes; false when there are none left.</summary>
        public bool TryGrow(long more)
        {
            if (!budget.TryTake(more))
            {
                return false;
            }

            taken += more;
            return true;
        }

        public void Dispose() => budget.Leave(taken);
    }
}
