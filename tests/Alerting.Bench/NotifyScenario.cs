using System.Diagnostics;
using Alerting.Bench.Load;
using Alerting.Testing.Processes;

namespace Alerting.Bench;

/// <summary>
/// Seconds from the first POST of 10,000 alerts until a webhook receiver has seen each of them, with a group_wait of 1 s
/// and a group_interval of 5 s; a new process and folder each round.
/// </summary>
internal static class NotifyScenario
{
    private const int Alerts = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(IReadOnlyList<int> numbers, TextWriter output)
    {
        var table = new Table(output);
        await table.Head("10,000 alerts", "seconds", "webhook calls", "peak RSS MB");
        foreach (var groups in numbers)
        {
            var rounds = new List<(double Seconds, double Calls, double Peak)>();
            for (var round = 0; round < Spread.Rounds; round++)
            {
                rounds.Add(await Round(groups));
            }

            await table.Row(
                $"{groups} groups",
                Spread.Of(rounds.Select(round => round.Seconds), "N1"),
                Spread.Of(rounds.Select(round => round.Calls), "N0"),
                Spread.Of(rounds.Select(round => round.Peak), "N0"));
        }

        return 0;
    }

    private static async Task<(double Seconds, double Calls, double Peak)> Round(int groups)
    {
        using var folder = new BenchFolder();
        await using var sink = await Sink.Start(Alerts);
        await using var served = await Served.Start(ScriptRoot.Executable, folder.FullName, sink.Url, "1s");
        using var poster = new Poster(await served.Address());
        var bodies = AlertBatches.Make(round: 0, Alerts, groups);
        var start = Stopwatch.GetTimestamp();
        await poster.Post(bodies);
        try
        {
            await sink.All.WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{sink.Distinct} of {Alerts} alerts seen, {sink.Calls} calls", late);
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, sink.Calls, served.Peak());
    }
}
