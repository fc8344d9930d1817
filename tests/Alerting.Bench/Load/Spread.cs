using System.Globalization;

namespace Alerting.Bench.Load;

/// <summary>Values of the rounds of one measurement: the median, and the least and the most beside it.</summary>
internal static class Spread
{
    /// <summary>Rounds of a measurement; each prints their median.</summary>
    public const int Rounds = 5;

    /// <summary><c>12,345 (12,000-13,000)</c>.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="format">Of each number, such as <c>N0</c>.</param>
    public static string Of(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToArray();
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(sorted[sorted.Length / 2])} ({Text(sorted[0])}-{Text(sorted[^1])})";
    }

    /// <summary>The value below which this part of the sorted values lies.</summary>
    public static double Quantile(double[] sorted, double part) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
