using System.Diagnostics;
using System.Net;
using Alerting.Bench.Load;

namespace Alerting.Bench;

/// <summary>
/// Milliseconds from the start of the published single file to the first 200 of <c>/-/ready</c>, and its memory 3 s later,
/// on an empty data folder and on one with 10,000 groups.
/// </summary>
internal static class StartScenario
{
    private const int Groups = 10_000;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    /// <summary>Publishes and prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        using var published = await Published.Make();
        if (published is null)
        {
            return 1;
        }

        var table = new Table(output);
        await table.Head("trimmed single file", "ms to ready", "idle RSS MB");
        await using var sink = await Sink.Start(expected: 0);
        await Measure(table, published.Executable, sink.Url, "empty folder", isFilled: false);
        await Measure(table, published.Executable, sink.Url, "10,000 groups", isFilled: true);
        return 0;
    }

    private static async Task Measure(Table table, string executable, string sink, string what, bool isFilled)
    {
        using var filled = new BenchFolder();
        if (isFilled)
        {
            await using var served = await Served.Start(executable, filled.FullName, sink, "10m");
            using var poster = new Poster(await served.Address());
            await poster.Post(AlertBatches.Make(round: 0, Groups, Groups));
            await served.End();
        }

        var rounds = new List<(double Milliseconds, double Idle)>();
        for (var round = 0; round < Spread.Rounds; round++)
        {
            using var empty = new BenchFolder();
            rounds.Add(await Round(executable, isFilled ? filled.FullName : empty.FullName, sink));
        }

        await table.Row(
            what,
            Spread.Of(rounds.Select(round => round.Milliseconds), "N0"),
            Spread.Of(rounds.Select(round => round.Idle), "N0"));
    }

    private static async Task<(double Milliseconds, double Idle)> Round(string executable, string folder, string sink)
    {
        var start = Stopwatch.GetTimestamp();
        await using var served = await Served.Start(executable, folder, sink, "10m");
        using var client = new HttpClient { BaseAddress = await served.Address() };
        HttpStatusCode status;
        do
        {
            using var answer = await client.GetAsync("/-/ready");
            status = answer.StatusCode;
        }
        while (status != HttpStatusCode.OK);

        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await served.Ended(Idle);
        var idle = served.Resident();
        await served.End();
        return (milliseconds, idle);
    }
}
