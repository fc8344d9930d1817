using System.Globalization;
using Alerting.Bench.Load;
using Alerting.Core.Jobs.Baselines;
using Alerting.Testing.Jobs;

namespace Alerting.Bench;

/// <summary>
/// How often what is learned of a job's runs errs: normal runs that are called unusual, runs of twice and half the usual
/// time that are not. Made-up histories, the same in every run.
/// </summary>
internal static class BaselinesScenario
{
    private const int Seed = 20261130;

    // For each of them, so that one false alarm in a thousand can be told from two.
    private const int Tries = 20_000;

    // Of one history several next runs are judged, each for itself.
    private const int Draws = 4;
    private const double MostFalse = 1;
    private const double LeastDoubled = 95;
    private const double LeastHalved = 90;

    private static readonly int[] Counts = [6, 8, 12, 24, 50, 400];
    private static readonly double[] Noises = [0.05, 0.1, 0.2];

    /// <summary>Prints the table; a figure that misses the aim is followed by an exclamation mark.</summary>
    /// <returns>The exit code: 0, whatever the figures.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Seed}, {Tries:N0} histories a line; aim: at most {MostFalse} false alarm in 1,000 normal runs, "
            + $"{LeastDoubled} % of those of twice the time and {LeastHalved} % of those of half caught"));
        await output.WriteLineAsync();
        var table = new Table(output);
        await table.Names(
            "shape", "runs before", "noise", "false alarms per 1,000", "twice as long caught", "half as long caught");
        foreach (var shape in Enum.GetValues<HistoryShape>())
        {
            foreach (var count in Counts.Where(count => shape != HistoryShape.Step || count >= 12))
            {
                foreach (var noise in Noises)
                {
                    await Row(table, shape, count, noise, Judge(shape, count, noise));
                }
            }
        }

        return 0;
    }

    private static Task Row(Table table, HistoryShape shape, int count, double noise, Tally tally)
    {
        var runs = Tries * Draws;
        var (wrong, doubled, halved) =
            (1000.0 * tally.False / runs, 100.0 * tally.Doubled / runs, 100.0 * tally.Halved / runs);
        return table.Row(
            shape.ToString().ToLowerInvariant(),
            count.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{100 * noise:0} %"),
            Cell(wrong, "0.00", wrong > MostFalse),
            Cell(doubled, "0.0 '%'", doubled < LeastDoubled),
            Cell(halved, "0.0 '%'", halved < LeastHalved));
    }

    private static string Cell(double figure, string format, bool isMissed) =>
        figure.ToString(format, CultureInfo.InvariantCulture) + (isMissed ? " !" : "");

    private static Tally Judge(HistoryShape shape, int count, double noise)
    {
        var tallies = new Tally[Tries];
        Parallel.For(0, Tries, n =>
        {
            var random = new Random(HashCode(shape, count, noise, n));
            var history = Histories.Of(random, shape, count, noise, Draws);
            var baseline = Baseline.Of(history.Samples)!;
            tallies[n] = new(
                history.Usual.Count(usual => baseline.Judge(usual) != Deviation.None),
                history.Usual.Count(usual => baseline.Judge(2 * usual) == Deviation.More),
                history.Usual.Count(usual => baseline.Judge(usual / 2) == Deviation.Less));
        });
        return tallies.Aggregate((sum, one) => sum + one);
    }

    // The same in every process, which .NET's own hash codes are not.
    private static int HashCode(HistoryShape shape, int count, double noise, int n) =>
        unchecked(Seed + ((((((int)shape * 1000) + count) * 100) + (int)(100 * noise)) * 7919) + (n * 104_729));

    private readonly record struct Tally(int False, int Doubled, int Halved)
    {
        public static Tally operator +(Tally left, Tally right) =>
            new(left.False + right.False, left.Doubled + right.Doubled, left.Halved + right.Halved);
    }
}
