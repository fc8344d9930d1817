namespace Alerting.Core.Jobs.Baselines;

/// <summary>
/// A new level: what was before does not count any more. Split where both sides are nearest to medians of their own, if
/// those differ by more than chance explains; at least six on each side, five of the later on the new level.
/// </summary>
internal static class Step
{
    // In standard deviations of the difference of two medians.
    private const double Least = 3.5;

    // Of six runs one may look as before.
    private const int LeastNearer = Baseline.Least - 1;

    // Of a median, in units of the variance of one number.
    private const double Variance = Math.PI / 2;

    // Less is no change anybody cares for.
    private const double LeastDeviation = 0.05;

    /// <summary>Where the last level begins.</summary>
    /// <param name="logs">The oldest first.</param>
    public static int LastOf(ReadOnlySpan<double> logs)
    {
        var start = 0;
        while (SplitOf(logs[start..]) is > 0 and var split)
        {
            start += split;
        }

        return start;
    }

    private static int SplitOf(ReadOnlySpan<double> logs)
    {
        var (best, least) = (0, double.MaxValue);
        for (var at = Baseline.Least; at <= logs.Length - Baseline.Least; at++)
        {
            var distance = Medians.DistanceTo(Medians.Of(logs[..at]), logs[..at])
                + Medians.DistanceTo(Medians.Of(logs[at..]), logs[at..]);
            (best, least) = distance < least ? (at, distance) : (best, least);
        }

        return best > 0 && IsStep(logs[..best], logs[best..]) ? best : 0;
    }

    private static bool IsStep(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var (old, now) = (Medians.Of(before), Medians.Of(after));
        if (CountOf(after, now, old) < LeastNearer)
        {
            return false;
        }

        var deviations = new double[before.Length + after.Length];
        for (var i = 0; i < deviations.Length; i++)
        {
            deviations[i] = i < before.Length ? Math.Abs(before[i] - old) : Math.Abs(after[i - before.Length] - now);
        }

        var deviation = Math.Max(LeastDeviation, Medians.DeviationOf(deviations));
        var chance = deviation * Math.Sqrt((Variance / before.Length) + (Variance / after.Length));
        return Math.Abs(now - old) > Least * chance;
    }

    // How many are nearer to one than to the other.
    private static int CountOf(ReadOnlySpan<double> logs, double one, double other)
    {
        var count = 0;
        foreach (var log in logs)
        {
            count += Math.Abs(log - one) < Math.Abs(log - other) ? 1 : 0;
        }

        return count;
    }
}
