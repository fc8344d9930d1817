namespace Alerting.Core.Jobs.Baselines;

/// <summary>
/// What comes back every so many runs: each run of a period has a median of its own. Found where numbers are much
/// nearer to those medians than to one for all, the loss of freedom counted; each place must have been seen three
/// times.
/// </summary>
internal sealed class Season
{
    private const int Longest = 31;
    private const int LeastTimes = 3;

    // How much nearer. Of so many periods one is nearer by chance.
    private const double Gain = 0.8;

    // Twice a period is one as well: the shortest that is nearly as near is meant.
    private const double Multiple = 1.1;

    private readonly double[] effects;

    private Season(double[] effects, int times) => (this.effects, Times) = (effects, times);

    /// <summary>No season.</summary>
    public static Season None { get; } = new([0], 0);

    /// <summary>How many runs it takes; 1: there is none.</summary>
    public int Period => effects.Length;

    /// <summary>How often the place of the next run was seen; 0: there is none.</summary>
    public int Times { get; }

    /// <summary>The season of these logarithms, the oldest first; the next one is judged by it.</summary>
    public static Season Of(double[] logs)
    {
        var median = Medians.Of(logs);
        var distances = Enumerable.Range(2, Longest - 1).Where(period => period * LeastTimes <= logs.Length)
            .Select(period => (Period: period, Distance: Distance(logs, period))).ToArray();
        var least = distances.Select(found => found.Distance).DefaultIfEmpty(double.MaxValue).Min();
        return least < Gain * Medians.DistanceTo(median, logs)
            ? Of(logs, median, distances.First(found => found.Distance <= Multiple * least).Period)
            : None;
    }

    /// <summary>Whether the number at an index is at the place of that at another.</summary>
    public bool IsSame(int index, int other) => index % Period == other % Period;

    /// <summary>What the season adds at an index.</summary>
    public double At(int index) => effects[index % Period];

    private static Season Of(double[] logs, double median, int period) => new(
        [.. Enumerable.Range(0, period).Select(place => Medians.Of(At(logs, place, period)) - median)],
        At(logs, logs.Length % period, period).Length);

    // As many medians as places make any numbers look nearer: by so much it is taken further.
    private static double Distance(double[] logs, int period)
    {
        var sum = 0.0;
        for (var place = 0; place < period; place++)
        {
            var those = At(logs, place, period);
            sum += Medians.DistanceTo(Medians.Of(those), those);
        }

        return sum * logs.Length / (logs.Length - period);
    }

    private static double[] At(double[] logs, int place, int period)
    {
        var those = new double[(logs.Length - place + period - 1) / period];
        for (var i = 0; i < those.Length; i++)
        {
            those[i] = logs[place + (i * period)];
        }

        return those;
    }
}
