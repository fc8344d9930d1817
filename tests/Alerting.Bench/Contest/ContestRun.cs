using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Alerting.Bench.Load;

namespace Alerting.Bench.Contest;

/// <summary>One load on one fresh process with an empty folder.</summary>
internal static class ContestRun
{
    /// <summary>For everything from the first post to the last notification.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Once all is posted and nothing was told for so long, nothing more will be: what missed its group's first
    /// notification comes after group_interval, which is longer than the limit.
    /// </summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private const string Path = "/api/v2/alerts";
    private const int Connections = 4;
    private const int Reads = 3;

    /// <summary>Measures it; throws when the server refuses a post.</summary>
    public static async Task<ContestFigures> Of(Contender contender, ContestLoad load)
    {
        using var folder = new BenchFolder();
        var (told, before) = (new FirstTold(), new FirstTold());
        await using var sink = await Sink.Start(
            load.Alerts, number => (IsMeasured(number, load) ? told : before).Take(number));
        var (process, address) = await contender.Start(folder.FullName, sink.Url);
        await using var running = process;
        using var poster = new Poster(address, Path, Connections);
        using var limit = new CancellationTokenSource(Limit);
        if (load.IsWarm)
        {
            await poster.Post(load.BodiesBefore(), limit.Token);
            await before.Wait(load.Alerts, After(Stopwatch.GetTimestamp()));
        }

        var bodies = load.Bodies();
        var used = ProcessFigures.Processor(process.Id);
        var start = Stopwatch.GetTimestamp();
        var posted = await poster.Post(bodies, limit.Token);
        await told.Wait(load.Alerts, After(start));
        return new()
        {
            Rate = (double)posted.Milliseconds.Length * load.Batch / posted.Seconds,
            Half = Spread.Quantile(posted.Milliseconds, 0.5),
            Tail = Spread.Quantile(posted.Milliseconds, 0.99),
            Missing = load.Alerts - told.Count,
            Told = Stopwatch.GetElapsedTime(start, told.Last).TotalSeconds,
            Processor = ProcessFigures.Processor(process.Id) - used,
            Peak = ProcessFigures.Peak(process.Id),
            Written = ProcessFigures.Written(process.Id),
            Read = await Read(address),
        };
    }

    private static bool IsMeasured(string number, ContestLoad load) =>
        int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) < load.Alerts;

    private static long After(long start) => start + (long)(Limit.TotalSeconds * Stopwatch.Frequency);

    // Microseconds per alert of the answer; not a number where the door is not there.
    private static async Task<double> Read(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var took = new List<double>();
        for (var round = 0; round < Reads; round++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(Path);
            var body = await answer.Content.ReadAsByteArrayAsync();
            var microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            {
                return double.NaN;
            }

            answer.EnsureSuccessStatusCode();
            using var alerts = JsonDocument.Parse(body);
            took.Add(microseconds / alerts.RootElement.GetArrayLength());
        }

        return took.Order().ElementAt(Reads / 2);
    }
}
