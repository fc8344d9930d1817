using System.Diagnostics;
using System.Globalization;
using Alerting.Adapters.Tables.Azure;
using Alerting.Bench.Load;
using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Sources.Alertmanager;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Worlds;

namespace Alerting.Bench.Azure;

/// <summary>
/// Alerts accepted per second into Azurite, posts of one group each, side by side; and the same requests, byte for
/// byte, from nothing but an HTTP client, in turns with it: all of them, then the transactions alone.
/// </summary>
internal static class AzuriteRounds
{
    private const int Alerts = 1000;
    private const int SideBySide = 8;

    // Azurite bears no more alerts at once: a round is so many passes, each with a table of its own, in turns.
    private const int Passes = 4;

    // As long as the name of a table, so that what is sent is as long.
    private const string Placeholder = "tableTABLEtableTABLEtableTABLEtab";

    private static readonly int[] Sizes = [1, 20, 100];

    /// <summary>Prints the table.</summary>
    public static async Task Run(TextWriter output)
    {
        await using var azurite = await Azurite.Start();
        var table = new Table(output);
        await table.Head(
            "Azurite, 8 posts side by side", "AcceptDesk, alerts/s", "its calls, bare", "ratio",
            "its transactions, bare", "ratio", "calls", "transactions", "CPU µs per alert", "bare");
        foreach (var size in Sizes)
        {
            await Measure(azurite, table, size);
        }
    }

    private static async Task Measure(Azurite azurite, Table table, int size)
    {
        using var bare = new BareClient(azurite);
        var bodies = AlertBatches.Make(
            size, size == 1 ? Alerts / 5 : Alerts, number => number / size, RealClock.Instance.GetUtcNow(), null, size);
        IReadOnlyList<Alert>[] posts =
            [.. bodies.Select(body => AlertmanagerWebhook.Read(body, RealClock.Instance.GetUtcNow()).Alerts)];
        var recorded = await Record(azurite, bare, posts);
        List<Figure> desk = [], calls = [], writes = [];
        for (var round = 0; round <= Spread.Rounds; round++)
        {
            var (ours, same, least) = (default(Figure), default(Figure), default(Figure));
            for (var pass = 0; pass < Passes; pass++)
            {
                ours += await Desk(azurite, bare, posts);
                same += await Bare(azurite, bare, recorded, _ => true);
                least += await Bare(azurite, bare, recorded, call => call.IsWrite);
            }

            desk.Add(ours);
            calls.Add(same);
            writes.Add(least);
        }

        // The first round warms up.
        await Print(
            table, size, recorded, [.. desk.Skip(1)], [.. calls.Skip(1)], [.. writes.Skip(1)],
            posts.Sum(post => post.Count));
    }

    private static Task Print(
        Table table, int size, Call[][] recorded, Figure[] desk, Figure[] calls, Figure[] writes, int alerts)
    {
        string Rate(Figure[] figures) => Spread.Of(figures.Select(figure => Passes * alerts / figure.Seconds), "N0");
        string Cost(Figure[] figures) => Spread.Of(
            figures.Select(figure => figure.Processor * 1_000_000 / (Passes * alerts)), "N0");
        string Ratio(Figure[] figures) => Spread.Of(figures.Zip(desk, (one, own) => one.Seconds / own.Seconds), "P0");
        string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
        return table.Row(
            $"{alerts} alerts, {size} a post", Rate(desk), Rate(calls), Ratio(calls), Rate(writes), Ratio(writes),
            Number(recorded.Sum(post => post.Length)), Number(recorded.Sum(post => post.Count(call => call.IsWrite))),
            Cost(desk), Cost(calls));
    }

    private static async Task<Call[][]> Record(
        Azurite azurite, BareClient bare, IReadOnlyList<IReadOnlyList<Alert>> posts)
    {
        await using var recorder = await Recorder.Start(azurite);
        var name = await NewTable(azurite);
        var (accepting, meter) = DeskOver(recorder.Options(name));
        using var counted = meter;
        var calls = new List<Call[]>();
        foreach (var post in posts)
        {
            var before = recorder.Count;
            await accepting.Accept(post, TimeSpan.Zero, null, CancellationToken.None);
            calls.Add(recorder.Calls(before, recorder.Count, name, Placeholder));
        }

        await Drop(bare, name);
        return [.. calls];
    }

    private static async Task<Figure> Desk(Azurite azurite, BareClient bare, IReadOnlyList<IReadOnlyList<Alert>> posts)
    {
        var name = await NewTable(azurite);
        var (accepting, meter) = DeskOver(azurite.Options(name));
        using var counted = meter;
        var figure = await Timed(
            posts, post => accepting.Accept(post, TimeSpan.Zero, null, CancellationToken.None));
        await Drop(bare, name);
        return figure;
    }

    private static async Task<Figure> Bare(
        Azurite azurite, BareClient bare, Call[][] recorded, Func<Call, bool> isSent)
    {
        var name = await NewTable(azurite);
        var posts = recorded.Select(
            post => post.Where(isSent).Select(call => call.Moved((Placeholder, name))).ToArray());
        var figure = await Timed([.. posts], async post =>
        {
            foreach (var call in post)
            {
                using var answer = await bare.Send(call);
            }
        });
        await Drop(bare, name);
        return figure;
    }

    private static async Task<Figure> Timed<T>(IReadOnlyList<T> posts, Func<T, Task> act)
    {
        GC.Collect();
        using var own = Process.GetCurrentProcess();
        var (start, used) = (Stopwatch.GetTimestamp(), own.TotalProcessorTime);
        await Parallel.ForEachAsync(
            posts, new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (post, _) => await act(post));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        own.Refresh();
        return new(seconds, (own.TotalProcessorTime - used).TotalSeconds);
    }

    private static (AcceptDesk Desk, AlertingMeter Meter) DeskOver(AzureTableOptions options)
    {
        var store = new AzureTableStore(options, RealClock.Instance);
        var receiver = World.OneReceiver("webhook");
        var configuration = new CurrentConfiguration(
            receiver with { Route = receiver.Route with { GroupBy = ["group"] } }, 1);
        var meter = new AlertingMeter();
        var hints = new Hints(new NoQueue(), store, RealClock.Instance);
        var on = new Foundation(store, new(64), configuration, hints, RealClock.Instance, meter, "http://bench");
        return (new(on, new(on)), meter);
    }

    private static async Task<string> NewTable(Azurite azurite)
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await new AzureTableStore(azurite.Options(name), RealClock.Instance).EnsureTable(CancellationToken.None);
        return name;
    }

    // Azurite's queries read every row there is, of any table.
    private static async Task Drop(BareClient bare, string table)
    {
        var path = $"/devstoreaccount1/Tables('{table}')";
        (string, string)[] headers = [("Accept", "application/json"), ("x-ms-version", "2020-12-06")];
        using var answer = await bare.Send(new("DELETE", path, headers, []));
    }

    private readonly record struct Figure(double Seconds, double Processor)
    {
        public static Figure operator +(Figure one, Figure other) =>
            new(one.Seconds + other.Seconds, one.Processor + other.Processor);
    }
}
