using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>What to do when somebody else was faster: wait a little longer each time, and not for ever.</summary>
internal static class Contention
{
    private const int MostConflicts = 60;

    /// <summary>Waits before the next try, with jitter; gives up as if the store were away.</summary>
    public static Task Pause(int conflicts, TimeProvider time, CancellationToken cancellation)
    {
        if (conflicts >= MostConflicts)
        {
            throw new StoreUnavailableException("Too many conflicts on one group in a row.");
        }

        return conflicts < 2
            ? Task.CompletedTask
            : Task.Delay(Jitter(4 << Math.Min(conflicts, 6)), time, cancellation);
    }

    private static TimeSpan Jitter(int most) =>
        TimeSpan.FromMilliseconds(1 + (Guid.NewGuid().GetHashCode() & int.MaxValue) % most);
}
