using System.Collections.Immutable;

namespace Alerting.Core.Jobs.Baselines;

/// <summary>How a figure differs from what is usual.</summary>
public enum Deviation
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It is less.</summary>
    Less,

    /// <summary>It is more.</summary>
    More,
}

/// <summary>
/// What is usual of the next figure, learned from those that were: a prediction interval of their logarithms, robust to
/// outliers, from the last level on, at the same place of a season if there is one, and never narrower than a quarter
/// up or a fifth down. How often it errs: <c>tests/Alerting.Bench -- baselines</c>.
/// </summary>
public sealed record Baseline
{
    /// <summary>Samples from which on something is known.</summary>
    public const int Least = 6;

    /// <summary>The newest samples that are looked at for a season.</summary>
    internal const int Remembered = 100;

    // Those of them that say what is usual now.
    private const int Current = 50;

    /// <summary>How many samples there are.</summary>
    public required int Samples { get; init; }

    /// <summary>What the next one will be, more or less.</summary>
    public required double Median { get; init; }

    /// <summary>Less is unusual.</summary>
    public required double Low { get; init; }

    /// <summary>More is unusual.</summary>
    public required double High { get; init; }

    /// <summary>The season that is seen: it comes back after so many samples; 1: none.</summary>
    public int Period { get; init; } = 1;

    /// <summary>
    /// The samples that are like the next one, the oldest first: of its level, at its place of the season.
    /// </summary>
    internal ImmutableArray<double> Alike { get; init; } = [];

    /// <summary>What is usual by these samples; null where there are fewer than <see cref="Least"/>.</summary>
    /// <param name="samples">Positive figures, the oldest first; others are left out.</param>
    public static Baseline? Of(IReadOnlyList<double> samples)
    {
        double[] known = [.. samples.Where(sample => double.IsFinite(sample) && sample > 0)];
        return known.Length < Least ? null : Of(known[^Math.Min(Remembered, known.Length)..], known.Length);
    }

    /// <summary>Whether a figure, at least 0, is usual.</summary>
    public Deviation Judge(double value) =>
        value < Low ? Deviation.Less : value > High ? Deviation.More : Deviation.None;

    /// <summary>
    /// How long a run took beside those before: <c>42 min; 9 of the last 10 runs took 95 to 130</c>; how many are known
    /// where they are too few.
    /// </summary>
    /// <param name="value">How long it took.</param>
    /// <param name="recent">How long those before took, in seconds, the oldest first.</param>
    public static string Explain(TimeSpan value, IReadOnlyList<double> recent) =>
        Explanation.Of(value.TotalSeconds, recent, Of(recent), "took", Scale.Time);

    /// <summary>
    /// How many rows a run wrote beside those before: <c>12 rows; 9 of the last 10 runs wrote 9,800 to 10,400</c>.
    /// </summary>
    /// <param name="value">How many it wrote.</param>
    /// <param name="recent">How many those before wrote, the oldest first.</param>
    public static string ExplainRows(double value, IReadOnlyList<double> recent) =>
        Explanation.Of(value, recent, Of(recent), "wrote", Scale.Rows);

    /// <summary>The same for bytes: <c>3 KB; the last 10 runs wrote 1.2 to 1.4 MB</c>.</summary>
    /// <param name="value">How many it wrote.</param>
    /// <param name="recent">How many those before wrote, the oldest first.</param>
    public static string ExplainBytes(double value, IReadOnlyList<double> recent) =>
        Explanation.Of(value, recent, Of(recent), "wrote", Scale.Bytes);

    private static Baseline Of(double[] newest, int samples)
    {
        var logs = Array.ConvertAll(newest, Math.Log);
        var season = Season.Of(logs);
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] -= season.At(i);
        }

        var start = Math.Max(0, logs.Length - Current);
        start += Step.LastOf(logs.AsSpan(start));
        var (range, added) = (UsualRange.Of(logs.AsSpan(start), season.Times), season.At(logs.Length));
        return new()
        {
            Samples = samples,
            Median = Math.Exp(range.Centre + added),
            Low = Math.Exp(range.Low + added),
            High = Math.Exp(range.High + added),
            Period = season.Period,
            Alike = [.. newest.Where((_, index) => index >= start && season.IsSame(index, logs.Length))],
        };
    }
}
