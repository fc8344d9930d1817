using System.Collections.Immutable;
using Alerting.Core.Logs.Said.Causes;
using Alerting.Core.Logs.Said.Lines;
using Alerting.Core.Logs.Said.Signatures;

namespace Alerting.Core.Logs.Said;

/// <summary>Says what was gathered: pure, and bounded however much that is.</summary>
public static class ContextWriter
{
    private const int MostRelated = 5;
    private const int LongestName = 300;

    /// <summary>What is said.</summary>
    public static LogContext Of(Material material)
    {
        var things = FailedThings.Of(material);
        var first = things.MinBy(thing => thing.Thing, Comparer<Thing>.Create(Thing.Compare));
        var sources = material.Sources.Select(RecordLines.Of).ToList();
        var (signatures, more) = MinedSignatures.Of(sources, things);
        var units = Told(sources, first);
        var lines = ToldLines.Of(units, End(things));
        var compared = Compared(material, first);
        return new()
        {
            Sources = [.. material.Sources.Select(it => it.Report)],
            FirstError = lines.FirstError,
            LastLines = lines.LastLines,
            Exception = lines.Exception,
            Exit = ExitOf.Of(first, first?.Alert ?? material.Alerts[0], units),
            Signatures = signatures,
            MoreSignatures = more,
            Failing = things.Length,
            FirstFailing = first is { Thing.At: var at } && at != DateTimeOffset.MaxValue ? first.Thing.Name : null,
            Changes = compared is { LastGood: { } good } ? RunChanges.Of(good, compared.Run) : [],
            LastGoodRun = compared?.LastGood is { } last ? LineText.OneLine(last.Id, LongestName) : null,
            Related = [.. material.Related.Take(MostRelated).Select(Shown)],
            Links = ContextLinks.Of(material),
            Owner = ContextLinks.Owner(material),
            Redacted = material.Redacted,
        };
    }

    // The first source that tells of an error; else what failed first says of itself; else whatever says anything.
    private static List<LogUnit> Told(List<List<LogUnit>> sources, FailedThing? first)
    {
        List<List<LogUnit>> all = [.. sources, first?.Units() ?? []];
        return all.Find(units => units.Exists(unit => unit.IsError)) ?? all.Find(units => units.Count > 0) ?? [];
    }

    private static DateTimeOffset? End(ImmutableArray<FailedThing> things)
    {
        var known = things.Where(thing => thing.Thing.At != DateTimeOffset.MaxValue).ToArray();
        return known.Length == 0 ? null : known.Max(thing => thing.Thing.At);
    }

    // The run that failed first, else the first with which another can be compared.
    private static RunTold? Compared(Material material, FailedThing? first)
    {
        var known = material.Runs.Where(run => run.LastGood is not null).ToArray();
        return known.FirstOrDefault(run => first?.Run is { } failed
            && run.Run.Id == failed.Id) ?? known.FirstOrDefault();
    }

    private static RelatedAlert Shown(RelatedAlert alert) => new(
        LineText.OneLine(alert.Name, LongestName), alert.StartsAt, LineText.OneLine(alert.Shared, LongestName));
}
