using Alerting.Core.Logs;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// Whether a log source answers, as this process sees it. After three failures in a row that asking again can help it
/// is left alone for 10 s, then asked once; each failure more doubles that, up to 5 min. A source that names a time to
/// wait is left alone until then, at most 5 min. Safe for any number of callers.
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
    private string asks = "";
    private DateTimeOffset closedUntil;
    private DateTimeOffset waitUntil;
    private TimeSpan usual;

    /// <summary>Why it must not be asked now; null: it may be.</summary>
    /// <param name="now">The store's time.</param>
    public string? Closed(DateTimeOffset now)
    {
        lock (gate)
        {
            return now < waitUntil ? $"not asked, it wants to be left alone: {asks}"
                : now < closedUntil ? $"not asked, it failed {failures} times in a row: {why}"
                : null;
        }
    }

    /// <summary>Whether it has kept somebody waiting for so long, or would now.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="ahead">So many calls have to be over before its turn comes.</param>
    public bool IsSlow(TimeSpan patience, int ahead)
    {
        lock (gate)
        {
            var busy = underWay.Count >= LogDesk.SideBySide ? 1 : 0;
            return usual * (ahead + busy + 1) >= patience
                || (underWay.First is { } oldest && time.GetElapsedTime(oldest.Value) >= patience);
        }
    }

    /// <summary>It is asked; to be given back to <see cref="End"/>. Null: another probes it.</summary>
    /// <param name="now">The store's time.</param>
    public LinkedListNode<long>? Begin(DateTimeOffset now)
    {
        lock (gate)
        {
            if (now < waitUntil)
            {
                return null;
            }

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
            usual = time.GetElapsedTime(asked.Value);

            // What somebody has to mend may be one query, or one alert's value: it answers all the same.
            if (answer is not LogAnswer.Failed { CanHelp: true } failed)
            {
                (failures, why, closedUntil) = (0, "", default);
                return;
            }

            (failures, why) = (failures + 1, failed.Why);
            if (failures >= MostFailures)
            {
                var doubled = FirstPause.Ticks << Math.Min(failures - MostFailures, 10);
                closedUntil = now + new TimeSpan(Math.Min(LongestPause.Ticks, doubled));
            }

            if (failed.After is { } wait && now + Bounded(wait) > waitUntil)
            {
                (waitUntil, asks) = (now + Bounded(wait), failed.Why);
            }
        }
    }

    private static TimeSpan Bounded(TimeSpan asked) => asked < LongestPause ? asked : LongestPause;
}
