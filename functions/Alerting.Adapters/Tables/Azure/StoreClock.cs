namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// The time of a store that says it only in the <c>Date</c> of its answers, to the second: the local monotonic clock,
/// corrected. An answer dated d, sent for at s and received at r, was dated between s and r, and the second it names
/// lasts to d + 1 s: so the store is ahead of the local clock by d - r at least and d + 1 s - s at most. What all
/// answers agree on is kept; its middle is the correction. Safe for any number of callers.
/// </summary>
internal sealed class StoreClock(TimeProvider local)
{
    // Crystals drift by some 50 parts in a million; the store's against ours by twice that at most.
    private const double Drift = 100e-6;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly DateTimeOffset startTime = local.GetUtcNow();
    private readonly long startStamp = local.GetTimestamp();
    private Ahead? known;
    private (DateTimeOffset Time, long Stamp)? told;

    /// <summary>
    /// The store's time, UTC; never goes back. When it turns out to have been ahead, it runs at half speed until the
    /// store has caught up. Before the first answer it is the local clock's.
    /// </summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (gate)
            {
                var stamp = local.GetTimestamp();
                var now = At(stamp);
                if (told is { } last && last.Time + (local.GetElapsedTime(last.Stamp, stamp) / 2) is var least)
                {
                    now = now > least ? now : least;
                }

                told = (now, stamp);
                return now;
            }
        }
    }

    /// <summary>
    /// The best guess, which may go back: what requests are dated with, so that a wrong local clock is put right by the
    /// first refusal.
    /// </summary>
    public DateTimeOffset Estimate
    {
        get
        {
            lock (gate)
            {
                return At(local.GetTimestamp());
            }
        }
    }

    /// <summary>Now, for <see cref="Observe"/>.</summary>
    public long Stamp() => local.GetTimestamp();

    /// <summary>Takes in an answer.</summary>
    /// <param name="date">What it says, whole seconds.</param>
    /// <param name="sent">Stamp before the request was sent.</param>
    /// <param name="received">Stamp after the answer had come.</param>
    public void Observe(DateTimeOffset date, long sent, long received)
    {
        var answer = new Ahead(date - Monotonic(received), date + Second - Monotonic(sent), received);
        lock (gate)
        {
            known = known is { } before ? Agreed(before, answer) : answer;
        }
    }

    private DateTimeOffset At(long stamp) =>
        known is { } ahead ? Monotonic(stamp) + ((ahead.Least + ahead.Most) / 2) : local.GetUtcNow();

    private DateTimeOffset Monotonic(long stamp) => startTime + local.GetElapsedTime(startStamp, stamp);

    // Where an answer contradicts what was known, a clock has jumped or the machine has slept: only the answer counts.
    private Ahead Agreed(Ahead before, Ahead answer)
    {
        var drift = local.GetElapsedTime(before.Stamp, answer.Stamp).Duration() * Drift;
        var least = before.Least - drift > answer.Least ? before.Least - drift : answer.Least;
        var most = before.Most + drift < answer.Most ? before.Most + drift : answer.Most;
        var stamp = Math.Max(before.Stamp, answer.Stamp);
        return least <= most ? new(least, most, stamp) : answer;
    }

    private sealed record Ahead(TimeSpan Least, TimeSpan Most, long Stamp);
}
