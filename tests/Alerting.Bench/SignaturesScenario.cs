using System.Diagnostics;
using System.Globalization;
using Alerting.Bench.Load;
using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;

namespace Alerting.Bench;

/// <summary>
/// What reading logs into what is said of them takes, as a multiple of a loop that reads the same characters one by one; with
/// lines that are made to be slow. Linear where the multiple does not grow with the size.
/// </summary>
internal static class SignaturesScenario
{
    private static readonly int[] Megabytes = [1, 2, 4, 8];
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly (string What, Func<int, string> Line)[] Logs =
    [
        ("no errors", n => $"2026-11-21 12:00:00,{n % 1000:000} INFO etl.load - part {n} read in {n % 97} ms"),
        ("errors of one kind", n => $"2026-11-21 12:00:00,{n % 1000:000} ERROR etl.load - part {n} cannot be read"),
        ("errors of ever new kinds", n => $"ERROR {Letters(n)} {Letters(n * 31)} {Letters(n * 17)} failed"),
        ("stack traces", n => "Traceback (most recent call last):\n  File \"/app/load.py\", line 3, in load\n    x()\n"
            + $"ValueError: part {n} is empty"),
        ("JSON", n => $$"""{"severity":"ERROR","message":"part {{n}} is empty","run":"{{n}}"}"""),
        ("worst: open quotes", _ => "ERROR " + string.Concat(Enumerable.Repeat("'a ", 600))),
        ("worst: escapes without end", _ => string.Concat(Enumerable.Repeat("\u001b]0", 600))),
        ("worst: names of exceptions", _ => string.Concat(Enumerable.Repeat("X: YError: ", 180))),
        ("worst: heads of stack traces", n => $"YError: {n}\n  maybe\n  more"),
        ("worst: lists of numbers", _ => "ERROR " + string.Concat(Enumerable.Repeat("1, ", 600))),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var table = new Table(output);
        await table.Head("lines", "MB", "ms", "times a bare loop");
        foreach (var (what, line) in Logs)
        {
            foreach (var size in Megabytes)
            {
                await Measure(table, what, size, line);
            }
        }

        return 0;
    }

    private static async Task Measure(Table table, string what, int size, Func<int, string> line)
    {
        var records = new List<LogRecord>();
        for (var (n, length) = (0, 0); length < size * 1_000_000; n++)
        {
            records.Add(new(Noon, line(n)));
            length += records[^1].Text.Length;
        }

        var material = new Material
        {
            Alerts = [new(LabelSet.From([new("alertname", "A")]), LabelSet.Empty, Noon)],
            Sources = [new(new("pods", SourceState.Answered, records.Count, "", null, 0), [.. records])],
        };
        ContextWriter.Of(material);
        var reads = Enumerable.Range(0, Spread.Rounds).Select(_ => Time(() => Read(records))).Order().ToArray();
        var said = Enumerable.Range(0, Spread.Rounds).Select(_ => Time(() => ContextWriter.Of(material).Failing)).Order().ToArray();
        await table.Row(
            what,
            size.ToString(CultureInfo.InvariantCulture),
            said[said.Length / 2].ToString("0", CultureInfo.InvariantCulture),
            (said[said.Length / 2] / reads[reads.Length / 2]).ToString("0", CultureInfo.InvariantCulture));
    }

    private static double Time(Func<int> work)
    {
        var start = Stopwatch.GetTimestamp();
        GC.KeepAlive(work());
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static int Read(List<LogRecord> records)
    {
        var sum = 0;
        foreach (var record in records)
        {
            foreach (var c in record.Text)
            {
                sum = unchecked((sum * 31) + c);
            }
        }

        return sum;
    }

    private static string Letters(int n) =>
        string.Concat(Enumerable.Range(0, 5).Select(at => (char)('a' + (((uint)n >> (at * 4)) % 16))));
}
