namespace Alerting.Core.Jobs;

/// <summary>
/// What is usual, learned from what was: median and median absolute deviation of the logarithms. Says nothing before
/// <see cref="Least"/> samples.
/// </summary>
public sealed record Baseline
{
    /// <summary>Samples from which on something is known.</summary>
    public const int Least = 6;

    /// <summary>How many samples there are.</summary>
    public required int Samples { get; init; }

    /// <summary>The one in the middle.</summary>
    public required double Median { get; init; }

    /// <summary>Less is unusual.</summary>
    public required double Low { get; init; }

    /// <summary>More is unusual.</summary>
    public required double High { get; init; }

    /// <summary>What is usual by these samples; null where there are fewer than <see cref="Least"/>.</summary>
    /// <param name="samples">Positive figures, the oldest first; others are left out.</param>
    public static Baseline? Of(IReadOnlyList<double> samples)
    {
        double[] logs = [.. samples.Where(it => it > 0 && double.IsFinite(it)).TakeLast(50).Select(it => Math.Log(it)).Order()];
        if (logs.Length < Least)
        {
            return null;
        }

        var middle = logs[logs.Length / 2];
        double[] off = [.. logs.Select(it => Math.Abs(it - middle)).Order()];
        var width = Math.Max(0.35, 5 * 1.4826 * off[off.Length / 2]);
        return new()
        {
            Samples = logs.Length,
            Median = Math.Exp(middle),
            Low = Math.Exp(middle - width),
            High = Math.Exp(middle + width),
        };
    }

    /// <summary>One line.</summary>
    public static string Explain(TimeSpan value, IReadOnlyList<double> recent) =>
        $"{JobText.Duration(value)}; {recent.Count} runs are known";

    /// <summary>One line.</summary>
    public static string ExplainFigure(double value, string unit, IReadOnlyList<double> recent) =>
        $"{JobText.Figure(value)} {unit}; {recent.Count} runs are known";
}
