namespace Alerting.Testing.Jobs;

/// <summary>What the runs of a made-up job do as time goes on.</summary>
public enum HistoryShape
{
    /// <summary>All the same.</summary>
    Level,

    /// <summary>Half a per cent more with every run.</summary>
    Trend,

    /// <summary>Every seventh run takes 1.6 times as long.</summary>
    Week,

    /// <summary>A wave of 12 runs, a quarter up and down: a monthly job over the years.</summary>
    Year,

    /// <summary>1.5 times as long for good since some time between 6 runs ago and half of the history.</summary>
    Step,

    /// <summary>One in twenty of the runs before took three times as long or a third; the one that is judged did not.</summary>
    Outliers,
}

/// <summary>A made-up history and what comes next.</summary>
/// <param name="Samples">Seconds, the oldest first.</param>
/// <param name="Usual">What the next run takes if nothing is wrong; each a draw of its own.</param>
public sealed record History(double[] Samples, double[] Usual);

/// <summary>Made-up histories of jobs, the same for the same seed: noise is log-normal around one hour.</summary>
public static class Histories
{
    private const double Base = 3600;
    private const double OutlierShare = 0.05;

    /// <summary>A history.</summary>
    /// <param name="random">Where it comes from.</param>
    /// <param name="shape">What it looks like.</param>
    /// <param name="count">How many runs there were.</param>
    /// <param name="noise">Standard deviation of the logarithm: 0.1 is about 10 %.</param>
    /// <param name="draws">How many next runs are wanted.</param>
    public static History Of(Random random, HistoryShape shape, int count, double noise, int draws)
    {
        var (phase, stepAt) = (random.Next(7 * 12), count - random.Next(6, Math.Max(7, (count / 2) + 1)));
        double At(int run) => shape switch
        {
            HistoryShape.Trend => run * 0.005,
            HistoryShape.Week => (run + phase) % 7 == 0 ? Math.Log(1.6) : 0,
            HistoryShape.Year => Math.Log(1.25) * Math.Sin(2 * Math.PI * (run + phase) / 12),
            HistoryShape.Step => run >= stepAt ? Math.Log(1.5) : 0,
            HistoryShape.Level or HistoryShape.Outliers => 0,
        };

        double Draw(int run) => Base * Math.Exp(At(run) + (noise * Normal(random)));

        double Outlier() => shape == HistoryShape.Outliers && random.NextDouble() < OutlierShare
            ? random.Next(2) == 0 ? 3 : 1.0 / 3
            : 1;

        return new(
            [.. Enumerable.Range(0, count).Select(run => Draw(run) * Outlier())],
            [.. Enumerable.Range(0, draws).Select(_ => Draw(count))]);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
