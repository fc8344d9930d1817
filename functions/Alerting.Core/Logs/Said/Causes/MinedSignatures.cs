using System.Collections.Immutable;
using Alerting.Core.Logs.Said.Lines;
using Alerting.Core.Logs.Said.Signatures;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>
/// The kinds of errors of all that failed. All errors of the sources' records count; what a thing says of itself counts
/// once, by the error that tells why it ended, and only where no record is known to be its own. Where nothing tells of
/// an error the last line counts.
/// </summary>
internal static class MinedSignatures
{
    private static readonly string[] Writers = ["pod", "instance", "container", "partition", "run", "task", "host",
        "node"];

    /// <summary>The kinds, the most frequent first, and how many more.</summary>
    public static (ImmutableArray<LogSignature> Shown, int More) Of(
        IReadOnlyList<List<LogUnit>> sources, ImmutableArray<FailedThing> things)
    {
        var miner = new SignatureMiner();
        var spoken = Records(miner, sources, things);
        foreach (var thing in things)
        {
            if (!spoken.Contains(thing.Thing.Number))
            {
                Own(miner, thing);
            }
        }

        var (shown, more) = miner.Take();
        return shown.IsEmpty ? LastLine(sources, things) : (shown, more);
    }

    // The numbers of the things whose errors were among the records.
    private static HashSet<int> Records(
        SignatureMiner miner, IReadOnlyList<List<LogUnit>> sources, ImmutableArray<FailedThing> things)
    {
        var spoken = new HashSet<int>();
        var writers = things.Length > 1 ? WritersOf(things) : [];
        foreach (var unit in sources.SelectMany(units => units).Where(unit => unit.IsError))
        {
            var thing = things is [var only] ? only.Thing : writers.GetValueOrDefault(unit.Origin);
            miner.Add(unit, thing);
            if (thing is not null)
            {
                spoken.Add(thing.Number);
            }
        }

        return spoken;
    }

    // Whoever is named twice is nobody's.
    private static Dictionary<string, Thing?> WritersOf(ImmutableArray<FailedThing> things)
    {
        var writers = new Dictionary<string, Thing?>(StringComparer.Ordinal);
        foreach (var thing in things)
        {
            IEnumerable<string> names = thing.Alert is { } alert
                ? Writers.Select(name => alert.Labels[name])
                : [thing.Run!.Partition ?? "", thing.Run.Id];
            foreach (var name in names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
            {
                writers[name] = writers.ContainsKey(name) ? null : thing.Thing;
            }
        }

        return writers;
    }

    private static void Own(SignatureMiner miner, FailedThing thing)
    {
        var units = thing.Units();
        var main = MainError.Of(units);
        var said = main < 0 && thing.Log.Length > 0 && thing.Message.Length > 0
            ? RecordLines.Of(thing.Source, thing.Message, thing.Thing.At)
            : units;
        var unit = main >= 0 ? units[main] : said.LastOrDefault();
        if (unit is not null)
        {
            miner.Add(unit, thing.Thing);
        }
    }

    private static (ImmutableArray<LogSignature> Shown, int More) LastLine(
        IReadOnlyList<List<LogUnit>> sources, ImmutableArray<FailedThing> things)
    {
        var miner = new SignatureMiner();
        if (sources.SelectMany(units => units).LastOrDefault() is { } last)
        {
            miner.Add(last, things is [var only] ? only.Thing : null);
        }

        return miner.Take();
    }
}
