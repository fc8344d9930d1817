using System.Globalization;
using Alerting.Bench.Load;
using Alerting.Testing.Processes;

namespace Alerting.Bench;

/// <summary>
/// Alerts accepted per second over HTTP by the real executable, each on disk before the 200 of its batch: alerts that are
/// new in groups that are new, and the same ones again. Nothing is notified meanwhile: the groups wait ten minutes.
/// </summary>
internal static class IngestScenario
{
    private const int Alerts = 20_000;

    /// <summary>Numbers of groups that are measured.</summary>
    public static IReadOnlyList<int> Groups { get; } = [1, 100, 10_000];

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(IReadOnlyList<int> numbers, TextWriter output)
    {
        var table = new Table(output);
        await table.Head("batches of 100, 8 connections", "alerts/s", "CPU µs per alert", "POST p50 ms", "POST p99 ms", "peak RSS MB");
        foreach (var groups in numbers)
        {
            await Measure(table, groups);
        }

        return 0;
    }

    private static async Task Measure(Table table, int groups)
    {
        using var folder = new BenchFolder();
        await using var sink = await Sink.Start(expected: 0);
        await using var served = await Served.Start(ScriptRoot.Executable, folder.FullName, sink.Url, "10m");
        using var poster = new Poster(await served.Address());
        var (fresh, again) = (new Figures(), new Figures());
        for (var round = 0; round <= Spread.Rounds; round++)
        {
            var bodies = AlertBatches.Make(round, Alerts, groups);
            await fresh.Measure(round, served, poster, bodies);
            await again.Measure(round, served, poster, bodies);
        }

        var peak = served.Peak().ToString("N0", CultureInfo.InvariantCulture);
        await fresh.Print(table, $"new, {groups} groups", peak);
        await again.Print(table, $"known, {groups} groups", peak);
    }

    private sealed class Figures
    {
        private readonly List<double> rates = [];
        private readonly List<double> costs = [];
        private readonly List<double> halves = [];
        private readonly List<double> tails = [];

        public async Task Measure(int round, Served served, Poster poster, byte[][] bodies)
        {
            var before = served.Processor();
            var posted = await poster.Post(bodies);
            var used = served.Processor() - before;

            // The first round warms up.
            if (round > 0)
            {
                rates.Add(Alerts / posted.Seconds);
                costs.Add(used * 1_000_000 / Alerts);
                halves.Add(Spread.Quantile(posted.Milliseconds, 0.5));
                tails.Add(Spread.Quantile(posted.Milliseconds, 0.99));
            }
        }

        public Task Print(Table table, string what, string peak) => table.Row(
            what, Spread.Of(rates, "N0"), Spread.Of(costs, "N0"), Spread.Of(halves, "N0"), Spread.Of(tails, "N0"), peak);
    }
}
