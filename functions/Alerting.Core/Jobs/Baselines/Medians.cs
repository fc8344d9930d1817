namespace Alerting.Core.Jobs.Baselines;

/// <summary>The one in the middle, of few numbers.</summary>
internal static class Medians
{
    /// <summary>From the median absolute deviation to the standard deviation of a normal distribution.</summary>
    private const double ToDeviation = 1.4826;

    /// <summary>The median; of an even count the mean of the two in the middle. At least one number.</summary>
    public static double Of(ReadOnlySpan<double> numbers)
    {
        Span<double> sorted = numbers.Length <= Baseline.Remembered
            ? stackalloc double[numbers.Length]
            : new double[numbers.Length];
        numbers.CopyTo(sorted);
        sorted.Sort();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The standard deviation as the median of these absolute deviations tells it.</summary>
    public static double DeviationOf(ReadOnlySpan<double> deviations) => ToDeviation * Of(deviations);

    /// <summary>How far numbers are from one, all together.</summary>
    public static double DistanceTo(double centre, ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += Math.Abs(number - centre);
        }

        return sum;
    }
}
