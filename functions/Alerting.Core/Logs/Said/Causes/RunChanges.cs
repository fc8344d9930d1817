using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>
/// What is not as in the last good run. Of code, model, dataset and labels every word that differs; of sizes (rows,
/// bytes, resources, what is measured of input) those that are at least half as large again, or at least a third
/// smaller.
/// </summary>
internal static class RunChanges
{
    private const int Most = 20;
    private const int Longest = 200;
    private const double Notably = 1.5;

    private static readonly string[] First = ["image", "commit"];
    private static readonly string[] Sizes = ["rows", "bytes", "size", "files", "records", "count"];
    private static readonly HashSet<string> OfEachRun = ["run", "run_id", "pod", "attempt", "partition", "instance",
        "trace_id"];

    /// <summary>Image and commit first; at most 20.</summary>
    public static ImmutableArray<RunChange> Of(Run good, Run failed)
    {
        var (before, now) = (good.Words, failed.Words);
        var changes = new List<RunChange>();
        changes.AddRange(Texts("", before.Code, now.Code)
            .OrderBy(change => Array.IndexOf(First, change.Name) is >= 0 and var at ? at : First.Length));
        changes.AddRange(Texts("model.", before.Model, now.Model));
        changes.AddRange(Texts("dataset.", before.Dataset, now.Dataset));
        changes.AddRange(Texts("resources.", before.Resources, now.Resources).Where(change => IsNotable(change)));
        AddSize(changes, "rows", before.Rows, now.Rows);
        AddSize(changes, "bytes", before.Bytes, now.Bytes);
        AddMetrics(changes, before.Metrics, now.Metrics);
        changes.AddRange(Texts("labels.", before.Labels, now.Labels)
            .Where(change => !OfEachRun.Contains(change.Name["labels.".Length..])));
        return [.. changes.Take(Most)];
    }

    private static IEnumerable<RunChange> Texts(
        string prefix,
        ImmutableSortedDictionary<string, string>? before,
        ImmutableSortedDictionary<string, string>? now)
    {
        // One that has said nothing is not one that is without.
        if (before is null || now is null)
        {
            return [];
        }

        return before.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: before.GetValueOrDefault(name, ""),
                Now: now.GetValueOrDefault(name, "")))
            .Where(pair => pair.Before != pair.Now)
            .Select(pair => Change(prefix + pair.Name, pair.Before, pair.Now))
            .Where(change => !IsSize(change.Name) || IsNotable(change));
    }

    private static bool IsSize(string name) =>
        Sizes.Any(size => name.EndsWith(size, StringComparison.OrdinalIgnoreCase)) && name.Contains('.')
        && !name.StartsWith("model.", StringComparison.Ordinal);

    private static bool IsNotable(RunChange change) =>
        !Number(change.Before, out var before) || !Number(change.Now, out var now) || IsNotable(before, now);

    private static bool IsNotable(double before, double now) =>
        before != now && (now >= before * Notably || now * Notably <= before);

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static void AddSize(List<RunChange> changes, string name, double? before, double? now)
    {
        if (before is { } was && now is { } figure && IsNotable(was, figure))
        {
            changes.Add(Change(name, Text(was), Text(figure)));
        }
    }

    private static void AddMetrics(
        List<RunChange> changes,
        ImmutableSortedDictionary<string, Measure>? before,
        ImmutableSortedDictionary<string, Measure>? now)
    {
        foreach (var (name, measure) in now ?? JobEvent.NoMetrics)
        {
            if (before is not null && before.TryGetValue(name, out var was)
                && (name.StartsWith("input", StringComparison.OrdinalIgnoreCase)
                    || Sizes.Any(size => name.Contains(size, StringComparison.OrdinalIgnoreCase))))
            {
                AddSize(changes, name, was.Value, measure.Value);
            }
        }
    }

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static RunChange Change(string name, string before, string now) =>
        new(LineText.OneLine(name, Longest), LineText.OneLine(before, Longest), LineText.OneLine(now, Longest));
}
