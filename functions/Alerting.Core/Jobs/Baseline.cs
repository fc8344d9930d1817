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
    public static Baseline? Of(IReadOnlyList<double> samples) => throw new NotSupportedException($"{samples.Count}");
}
