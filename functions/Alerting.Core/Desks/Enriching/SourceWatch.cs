using Alerting.Core.Logs;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// Whether a log source answers, as this process sees it. After three failures in a row it is left alone for 10 s, then
/// asked once; each failure more doubles that, up to 5 min. A source that names a time to wait is left alone until
/// then. Safe for any number of callers.
/// </summary>
internal sealed class SourceWatch(TimeProvider time)
{
    private const int MostFailures = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly LinkedList<long> underWay = [];
    private int failures;
    private string why = "";
    private DateTimeOffset closedUntil;

    /// <summary>Why it must not be asked now; null: it may be.</summary>
    /// <param name="now">The store's time.</param>
    public string? Closed(DateTimeOffset now)
    {
        lock (gate)
        {
            return now < closedUntil ? $"not asked, it failed {failures} times in a row: {why}" : null;
        }
    }

    /// <summary>Whether it has kept somebody waiting for so long.</summary>
    public bool IsSlow(TimeSpan patience)
    {
        lock (gate)
        {
            return underWay.First is { } oldest && time.GetElapsedTime(oldest.Value) >= patience;
        }
    }

    /// <summary>It is asked; to be given back to <see cref="End"/>. Null: another probes it.</summary>
    /// <param name="now">The store's time.</param>
    public LinkedListNode<long>? Begin(DateTimeOffset now)
    {
        lock (gate)
        {
            if (failures >= MostFailures)
            {
                if (now < closedUntil)
                {
                    return null;
                }

                // Whoever comes while this one probes does not ask.
                closedUntil = now + FirstPause;
            }

            return underWay.AddLast(time.GetTimestamp());
        }
    }

    /// <summary>It answered so.</summary>
    public void End(LinkedListNode<long> asked, LogAnswer answer, DateTimeOffset now)
    {
        lock (gate)
        {
            underWay.Remove(asked);
            if (answer is not LogAnswer.Failed failed)
            {
                (failures, why, closedUntil) = (0, "", default);
                return;
            }

            (failures, why) = (failures + 1, failed.Why);
            var pause = failures < MostFailures ? TimeSpan.Zero : new TimeSpan(Math.Min(
                LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - MostFailures, 10)));
            var until = now + (failed.After > pause ? Bounded(failed.After.Value) : pause);
            closedUntil = until > closedUntil ? until : closedUntil;
        }
    }

    private static TimeSpan Bounded(TimeSpan asked) => asked < LongestPause ? asked : LongestPause;
}
