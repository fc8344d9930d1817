namespace Alerting.Core.Desks.Intake;

/// <summary>
/// How often something may be done for each of many keys: so often a second, and so often at once after a pause. What
/// was not asked for as long as a pause takes is forgotten; where more keys than the limit are asked for within one,
/// the others pass. Safe for any number of callers.
/// </summary>
/// <param name="perSecond">How often a second; more than 0.</param>
/// <param name="burst">How often at once; at least 1.</param>
/// <param name="time">The clock.</param>
/// <param name="mostKeys">Keys that are remembered.</param>
public sealed class TokenBuckets(double perSecond, double burst, TimeProvider time, int mostKeys = 100_000)
{
    private readonly Lock gate = new();
    private readonly Dictionary<UInt128, Bucket> buckets = [];
    private readonly long start = time.GetTimestamp();
    private double sweptAt = double.NegativeInfinity;

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return buckets.Count;
            }
        }
    }

    /// <summary>
    /// Takes so many for a key and returns null; or how long to wait, at least a second, where there is not one left.
    /// Who takes more than are left is let, and waits the longer the next time.
    /// </summary>
    public TimeSpan? Take(UInt128 key, double tokens = 1)
    {
        var now = time.GetElapsedTime(start).TotalSeconds;
        lock (gate)
        {
            var left = buckets.TryGetValue(key, out var bucket) ? Left(bucket, now) : burst;
            if (left < 1)
            {
                return TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((1 - left) / perSecond)));
            }

            if (buckets.Count < mostKeys || buckets.ContainsKey(key) || Sweep(now))
            {
                buckets[key] = new(left - tokens, now);
            }

            return null;
        }
    }

    private double Left(Bucket bucket, double now) => Math.Min(burst, bucket.Left + ((now - bucket.At) * perSecond));

    // A full one says no more than none. At most once a second: it goes through all of them.
    private bool Sweep(double now)
    {
        if (now - sweptAt >= 1)
        {
            sweptAt = now;
            foreach (var (key, bucket) in buckets)
            {
                if (Left(bucket, now) >= burst)
                {
                    buckets.Remove(key);
                }
            }
        }

        return buckets.Count < mostKeys;
    }

    private readonly record struct Bucket(double Left, double At);
}
