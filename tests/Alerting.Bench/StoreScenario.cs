using System.Diagnostics;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Ports;
using Alerting.Testing;

namespace Alerting.Bench;

/// <summary>
/// How fast the embedded store commits and reads here: medians of five rounds, with the least and the most.
/// </summary>
internal static class StoreScenario
{
    private const int Rounds = 5;
    private const int Rows = 10_000;
    private const string Partition = "p";

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    /// <summary>Runs all measurements in a folder of their own and prints a line for each.</summary>
    /// <param name="root">Where the folder is made; the disk it lies on is what is measured.</param>
    /// <param name="output">Where the lines go.</param>
    public static async Task Run(string root, TextWriter output)
    {
        var folder = Path.Combine(root, "alerting-bench-" + Guid.NewGuid().ToString("N"));
        await using (var store = SqliteTableStore.Open(folder, new FixedClock()))
        {
            await Fill(store);
            await Measure(output, "commits/s, 1 writer", 1, n => Write(store, n));
            await Measure(output, "commits/s, 32 writers", 32, n => Write(store, n));
            await Measure(output, "point reads/s, 1 reader", 1, n => store.Get(Partition, Key(n), default));
            await Measure(output, "point reads/s, 2 readers", 2, n => store.Get(Partition, Key(n), default));
            await Measure(output, "ranges of 20/s, 1 reader", 1, n => Range(store, n));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task Fill(SqliteTableStore store)
    {
        for (var first = 0; first < Rows; first += RowLimits.Writes)
        {
            await store.Commit(
                Partition,
                [.. Enumerable.Range(first, RowLimits.Writes).Select(n => RowWrite.InsertOrReplace(Key(n), Value()))],
                default);
        }
    }

    private static async Task Measure(TextWriter output, string what, int callers, Func<int, Task> act)
    {
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var counts = await Task.WhenAll(
                Enumerable.Range(0, callers).Select(caller => Task.Run(() => Repeat(caller, start, act))));
            rates.Add(counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        // The first round warms up.
        var sorted = rates.Skip(1).Order().ToList();
        await output.WriteLineAsync($"{what}: {sorted[Rounds / 2]:F0} ({sorted[0]:F0}-{sorted[^1]:F0})");
    }

    private static async Task<long> Repeat(int caller, long start, Func<int, Task> act)
    {
        var count = 0L;
        for (var n = caller * 7919; Stopwatch.GetElapsedTime(start) < Round; n += 104_729)
        {
            await act((n & int.MaxValue) % Rows);
            count++;
        }

        return count;
    }

    private static Task Write(SqliteTableStore store, int n) =>
        store.Commit(Partition, [RowWrite.InsertOrReplace(Key(n), Value())], default);

    private static Task Range(SqliteTableStore store, int n) =>
        store.Range(Partition, Key(n), "k~", 20, null, default);

    private static string Key(int n) => $"k{n:D8}";

    private static Properties Value() => new() { { "Value", new byte[200] } };
}
