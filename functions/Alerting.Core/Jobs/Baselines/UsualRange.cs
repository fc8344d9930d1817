namespace Alerting.Core.Jobs.Baselines;

/// <summary>Where the next number lies, as far as those of its level tell, in logarithms.</summary>
/// <param name="Centre">The mean of those that are no outliers.</param>
/// <param name="Low">Less is unusual.</param>
/// <param name="High">More is unusual.</param>
internal readonly record struct UsualRange(double Centre, double Low, double High)
{
    // Before anything is known a job is taken to vary by 10 %, and this counts as much as twelve runs do: of six runs
    // alone nobody can tell how much they vary.
    private const double Prior = 0.1;
    private const double PriorRuns = 12;

    // A median of deviations says as much as 40 % of the numbers would.
    private const double MedianWorth = 0.4;
    private const double Outlier = 4.5;

    // One-sided, about 1 in 6,300 of a normal distribution: what is left for seasons and steps that were not seen.
    private const double Chance = 3.6;

    // So many outliers on one side, and such a share of all, are no outliers.
    private const int Recurring = 3;
    private const double RecurringShare = 0.1;

    // Of a median, in units of the variance of one number.
    private const double MedianVariance = Math.PI / 2;

    // Nobody cares for less, even of a job that never varied.
    private static readonly double Least = Math.Log(1.25);

    /// <summary>The range.</summary>
    /// <param name="logs">What the season adds taken away; at least one.</param>
    /// <param name="times">How often each place of the season was seen; 0: there is none.</param>
    public static UsualRange Of(ReadOnlySpan<double> logs, int times)
    {
        var median = Medians.Of(logs);
        var limit = Outlier * RoughDeviation(logs, median);
        var (kept, below, above) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var log in logs)
        {
            (Math.Abs(log - median) <= limit ? kept : log < median ? below : above).Add(log);
        }

        var centre = kept.Average();
        var half = Math.Max(Least, HalfOf(kept, centre, times));
        return new(
            centre,
            IsUsual(below, logs) ? Math.Min(centre - half, below.Min() - (half / 2)) : centre - half,
            IsUsual(above, logs) ? Math.Max(centre + half, above.Max() + (half / 2)) : centre + half);
    }

    private static double RoughDeviation(ReadOnlySpan<double> logs, double median)
    {
        Span<double> deviations = stackalloc double[logs.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            deviations[i] = Math.Abs(logs[i] - median);
        }

        var (deviation, worth) = (Medians.DeviationOf(deviations), MedianWorth * logs.Length);
        return Math.Sqrt(((PriorRuns * Prior * Prior) + (worth * deviation * deviation)) / (PriorRuns + worth));
    }

    // Half a prediction interval: the deviation of the next number from the mean of those before, by Student.
    private static double HalfOf(List<double> kept, double centre, int times)
    {
        var freedom = (kept.Count - 1) * (times > 0 ? 1 - (1.0 / times) : 1);
        var squares = kept.Sum(log => (log - centre) * (log - centre));
        var variance = ((PriorRuns * Prior * Prior) + squares) / (PriorRuns + freedom);
        var ofCentre = (1.0 / kept.Count) + (times > 0 ? MedianVariance / times : 0);
        return Student(PriorRuns + freedom) * Math.Sqrt(variance * (1 + ofCentre));
    }

    // The quantile of Student's distribution by its expansion in 1/freedom (Abramowitz and Stegun 26.7.5).
    private static double Student(double freedom)
    {
        const double z = Chance;
        const double z2 = z * z;
        return z * (1 + ((z2 + 1) / (4 * freedom))
            + (((((5 * z2) + 16) * z2) + 3) / (96 * freedom * freedom))
            + (((((((3 * z2) + 19) * z2) + 17) * z2) - 15) / (384 * freedom * freedom * freedom)));
    }

    private static bool IsUsual(List<double> outliers, ReadOnlySpan<double> all) =>
        outliers.Count >= Recurring && outliers.Count >= RecurringShare * all.Length;
}
