using System.Collections.Concurrent;
using System.Diagnostics;
using Alerting.Bench.Load;
using Alerting.Testing;
using Alerting.Testing.Processes;

namespace Alerting.Bench;

/// <summary>
/// 10,000 groups of one alert each have been told of and sleep. Beside them 50 new groups a second fall due, a second
/// after their alert was posted: how late is the latest of them told, without a reload, with one that moves nothing, and
/// with one that moves every group to another receiver. A new process and folder each round.
/// </summary>
internal static class ReloadScenario
{
    private const int Groups = 10_000;
    private const int Window = 15;
    private const int ReloadAt = 3;
    private const int PerTick = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Prints the table of so many rounds, a minute each.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(int times, TextWriter output)
    {
        var table = new Table(output);
        await table.Head(
            "50 notifications a second beside 10,000 groups", "latest ms", "median ms", "reload ms", "all told anew s");
        string[] cases = ["no reload", "a reload that moves nothing", "a reload that moves every group"];
        var rounds = new List<Measured[]>();
        for (var round = 0; round < times; round++)
        {
            rounds.Add(await Round());
        }

        for (var one = 0; one < cases.Length; one++)
        {
            string Of(Func<Measured, double> value, string format) =>
                Spread.Of(rounds.Select(round => value(round[one])), format);
            await table.Row(
                cases[one], Of(it => it.Latest, "N0"), Of(it => it.Median, "N0"), Of(it => it.Reload, "N0"),
                one == 2 ? Of(it => it.Anew, "N1") : "");
        }

        return 0;
    }

    private static async Task<Measured[]> Round()
    {
        using var folder = new BenchFolder();
        var told = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await using var sink = await Sink.Start(Groups, number => told.TryAdd(number, Stopwatch.GetTimestamp()));
        await using var served = await Served.Start(ScriptRoot.Executable, folder.FullName, sink.Url, "1s");
        using var poster = new Poster(await served.Address());
        await poster.Post(AlertBatches.Make(round: 0, Groups, Groups));
        await sink.All.WaitAsync(Patience);

        // Two ticks, and all of them sleep.
        await RealClock.Instance.Pause(TimeSpan.FromSeconds(12), CancellationToken.None);
        async Task Again(string receiver, string comment)
        {
            told.Clear();
            await Served.Configure(folder.FullName, sink.Url, "1s", receiver, comment);
            await poster.Reload();
        }

        return
        [
            await Measure(1, told, poster, () => Task.CompletedTask),
            await Measure(1000, told, poster, () => Again("sink", "changed")),
            await Measure(2000, told, poster, () => Again("other", "changed")),
        ];
    }

    private static async Task<Measured> Measure(
        int from, ConcurrentDictionary<string, long> told, Poster poster, Func<Task> reload)
    {
        var posted = new List<(string Number, long At)>();
        var start = Stopwatch.GetTimestamp();
        var reloading = Timed(reload, TimeSpan.FromSeconds(ReloadAt));
        var posts = new List<Task>();
        for (var tick = 0; tick < Window * 10; tick++)
        {
            posted.AddRange(Enumerable.Range(0, PerTick).Select(n => ($"{from + tick}-{n}", Stopwatch.GetTimestamp())));
            posts.Add(poster.Post(AlertBatches.Make(
                from + tick, PerTick, n => n, RealClock.Instance.GetUtcNow(), null)));
            var next = ((tick + 1) * Tick) - Stopwatch.GetElapsedTime(start);
            await RealClock.Instance.Pause(next > TimeSpan.Zero ? next : TimeSpan.Zero, CancellationToken.None);
        }

        await Task.WhenAll(posts);
        var (reloadedAt, took) = await reloading;

        // What was told before the reload has been cleared away with the rest.
        var late = posted.Where(one => one.At > reloadedAt - (Stopwatch.Frequency / 2)).ToArray();
        if (!await RealClock.Instance.Until(
            () => late.All(one => told.ContainsKey(one.Number)), Patience, CancellationToken.None))
        {
            throw new InvalidOperationException("not all were told");
        }

        var delays = late
            .Select(one => (Stopwatch.GetElapsedTime(one.At, told[one.Number]) - Wait).TotalMilliseconds)
            .Order().ToArray();
        var anew = told.Where(one => one.Key.StartsWith("0-", StringComparison.Ordinal)).ToArray();
        return new(
            delays[^1], delays[delays.Length / 2], took,
            anew.Length == 0 ? 0 : Stopwatch.GetElapsedTime(reloadedAt, anew.Max(one => one.Value)).TotalSeconds);
    }

    private static async Task<(long At, double Took)> Timed(Func<Task> act, TimeSpan after)
    {
        await RealClock.Instance.Pause(after, CancellationToken.None);
        var at = Stopwatch.GetTimestamp();
        await act();
        return (at, Stopwatch.GetElapsedTime(at).TotalMilliseconds);
    }

    private sealed record Measured(double Latest, double Median, double Reload, double Anew);
}
