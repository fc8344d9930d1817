using System.Globalization;
using Alerting.Bench.Load;

namespace Alerting.Bench.Contest;

/// <summary>Three lines a load: theirs, ours, and how they compare.</summary>
internal sealed class ContestTable(TextWriter output)
{
    private static readonly (string Name, Func<ContestFigures, double> Of, string Format)[] Columns =
    [
        ("alerts/s", run => run.Rate, "N0"),
        ("POST p50 ms", run => run.Half, "N2"),
        ("POST p99 ms", run => run.Tail, "N2"),
        ("all told s", run => run.ToldAll, "N2"),
        ("CPU s", run => run.Processor, "N2"),
        ("peak MB", run => run.Peak, "N0"),
        ("written MB", run => run.Written, "N0"),
        ("GET µs/alert", run => run.Read, "N2"),
    ];

    private readonly Table table = new(output);

    /// <summary>Says what is measured.</summary>
    public async Task Head(ContestOptions options)
    {
        await output.WriteLineAsync(
            $"{Environment.ProcessorCount} processors shared with load and sink, load {await Table.Load()} before; "
            + $"medians of {options.Runs} runs in turn [p90-p10], below them the median of ours/theirs of each pair; "
            + "alerts of a group " + (options.IsTogether ? "one after the other. " : "in turn. ")
            + (options.IsWarm ? "Both have had as much before. " : "Both freshly started. ")
            + "Ours has each alert on disk (fsync) before its 200, Alertmanager keeps alerts in memory. "
            + "Not told: within 60 s, or nothing more for 10 s.");
        await output.WriteLineAsync();
        await table.Names(["", "", .. Columns.Select(column => column.Name)]);
    }

    /// <summary>Writes a load; the runs of both in the same order.</summary>
    public async Task Rows(ContestLoad load, Contender[] both, List<ContestFigures>[] runs)
    {
        for (var one = 0; one < both.Length; one++)
        {
            var of = runs[one];
            await table.Row(
                [one == 0 ? load.ToString() : "", both[one].Name, .. Columns.Select(column => Cell(of, column.Of, column.Format))]);
        }

        await table.Row(["", "ratio", .. Columns.Select(column => Ratio(runs, column.Of))]);
    }

    /// <summary>One run as it ends.</summary>
    public static string Line(ContestLoad load, Contender contender, ContestFigures run) =>
        $"{load}: {contender.Name}: " + string.Join(", ", Columns.Select(
            column => $"{column.Name} {column.Of(run).ToString(column.Format, CultureInfo.InvariantCulture)}"))
        + (run.Missing > 0 ? $", not told {run.Missing}, the last one told after {run.Told:N2} s" : "");

    private static string Cell(List<ContestFigures> runs, Func<ContestFigures, double> of, string format)
    {
        double[] sorted = [.. runs.Select(of).Order()];
        var late = runs.Where(run => double.IsInfinity(of(run))).Select(run => run.Missing).Order().ToArray();
        var missing = late.Length == 0 ? "" : FormattableString.Invariant(
            $" ({late.Length} of {runs.Count} runs: {late[0]:N0}-{late[^1]:N0} not told)");
        var middle = sorted[sorted.Length / 2];
        return double.IsNaN(middle) ? "n/a"
            : double.IsInfinity(middle) ? "never" + missing
            : Text(middle, format)
              + $" [{Text(Spread.Quantile(sorted, 0.9) - Spread.Quantile(sorted, 0.1), format)}]" + missing;
    }

    private static string Ratio(List<ContestFigures>[] runs, Func<ContestFigures, double> of)
    {
        double[] pairs = [.. runs[0].Zip(runs[1], (theirs, ours) => of(ours) / of(theirs)).Order()];
        var middle = pairs[pairs.Length / 2];
        return Array.Exists(pairs, double.IsNaN) || double.IsInfinity(middle) ? "n/a" : Text(middle, "N2");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
