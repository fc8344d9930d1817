using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Bench.Load;
using Alerting.Testing;
using Alerting.Testing.Processes;

namespace Alerting.Bench;

/// <summary>
/// Reports of runs taken per second over HTTP by the real executable, one report a request, each on disk before its 200;
/// and how long 10,000 parts of one run take until the run is over on the board.
/// </summary>
internal static class JobsScenario
{
    private const int Jobs = 1_000;
    private const int RunsEach = 10;
    private const int Parts = 10_000;
    private const int Connections = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code: 1 when the run of many parts did not end well.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var table = new Table(output);
        await table.Head($"one report a request, {Connections} connections", "reports/s", "CPU µs per report", "POST p50 ms", "POST p99 ms", "peak RSS MB");
        using var folder = new BenchFolder();
        await using var sink = await Sink.Start(expected: 0);
        await using var served = await Served.Start(ScriptRoot.Executable, folder.FullName, sink.Url, "10m");
        using var poster = new Poster(await served.Address(), "/", Connections);
        var (rates, costs, halves, tails) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Spread.Rounds; round++)
        {
            var before = served.Processor();
            var (seconds, milliseconds) = await poster.Post(Reports(round), CancellationToken.None);

            // The first round warms up.
            if (round > 0)
            {
                rates.Add(milliseconds.Length / seconds);
                costs.Add((served.Processor() - before) * 1_000_000 / milliseconds.Length);
                halves.Add(Spread.Quantile(milliseconds, 0.5));
                tails.Add(Spread.Quantile(milliseconds, 0.99));
            }
        }

        await table.Row(
            "1,000 jobs, 10 runs each, start and success", Spread.Of(rates, "N0"), Spread.Of(costs, "N0"),
            Spread.Of(halves, "N1"), Spread.Of(tails, "N1"), served.Peak().ToString("N0", CultureInfo.InvariantCulture));
        return await OfParts(poster, output) ? 0 : 1;
    }

    private static async Task<bool> OfParts(Poster poster, TextWriter output)
    {
        var began = Stopwatch.GetTimestamp();
        var (seconds, milliseconds) = await poster.Post(PartReports(), CancellationToken.None);
        var taken = Stopwatch.GetElapsedTime(began);
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            using var run = JsonDocument.Parse(await poster.Get("/api/jobs/wide/runs/1"));
            if (run.RootElement.TryGetProperty("outcome", out var outcome))
            {
                var counted = run.RootElement.GetProperty("partitions").GetProperty("succeeded").GetInt32();
                await output.WriteLineAsync();
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Parts:N0} partitions of one run, start and success each: taken in {taken.TotalSeconds:0.0} s ({milliseconds.Length / seconds:N0}/s, p99 {Spread.Quantile(milliseconds, 0.99):0.0} ms), {outcome} with {counted:N0} succeeded {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s after the first"));
                return outcome.GetString() == "success" && counted == Parts;
            }

            await Task.Delay(Glance, RealClock.Instance);
        }

        await output.WriteLineAsync("the run of many parts did not end");
        return false;
    }

    private static (string Path, byte[] Body)[] Reports(int round)
    {
        var body = Encoding.UTF8.GetBytes(
            """{"rows":120000,"metrics":{"auc":{"value":0.91,"samples":5000}},"labels":{"team":"ml"},"code":{"commit":"4f1c2d3"}}""");
        return
        [
            .. from verb in (string[])["start", "success"]
               from run in Enumerable.Range(0, RunsEach)
               from job in Enumerable.Range(0, Jobs)
               select (string.Create(CultureInfo.InvariantCulture, $"/api/jobs/job-{job}/runs/{round}-{run}/{verb}"), body),
        ];
    }

    private static (string Path, byte[] Body)[] PartReports() =>
    [
        .. from part in Enumerable.Range(0, Parts)
           from verb in (string[])["start", "success"]
           select (
               "/api/jobs/wide/runs/1/" + verb,
               Encoding.UTF8.GetBytes(string.Create(
                   CultureInfo.InvariantCulture, $$"""{"partition":{{part}},"partitions":{{Parts}}}"""))),
    ];
}
