using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Logs.Said.Lines;
using Alerting.Core.Logs.Said.Stacks;

namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>
/// Mines errors for their kinds: lines whose masks are the same are of one kind, and then those whose masks differ in a
/// word that differs often. An exception with its stack trace is one: its type, masked message and the user's own
/// frames. Linear, and bounded however many lines of however many kinds come. The order of lines makes no difference.
/// </summary>
internal sealed class SignatureMiner
{
    /// <summary>Kinds that are shown.</summary>
    public const int MostShown = 10;

    private const int MostKinds = 4096;
    private const int LongestText = 500;
    private const int OwnFrames = 8;

    private readonly Dictionary<string, SignatureKind> kinds = new(StringComparer.Ordinal);
    private readonly StringBuilder key = new(256);

    /// <summary>Takes a unit in; the kind is final once all is in and merged.</summary>
    /// <param name="unit">A unit.</param>
    /// <param name="thing">Whose; null: unknown.</param>
    public SignatureKind Add(LogUnit unit, Thing? thing)
    {
        var stack = Named(unit.Stack);
        key.Clear();
        LineMask.Append(key, stack is null ? LinePrefix.Without(unit.Text) : stack.Says);
        var place = stack is null ? "" : string.Join(" < ", Distinct(stack.Own));
        var kind = Kind(key.ToString(), place);
        kind.Add(thing, BoundedText.Cut(stack?.Says ?? unit.Text, LongestText));
        return kind;
    }

    // What names no exception is told by its first line.
    private static StackFound? Named(StackFound? stack) => stack?.Type.Length > 0 ? stack : null;

    private static IEnumerable<string> Distinct(ImmutableArray<string> own) =>
        own.Distinct(StringComparer.Ordinal).TakeLast(OwnFrames);

    /// <summary>Merges them, and says what there is: the most frequent first, and how many more.</summary>
    public (ImmutableArray<LogSignature> Shown, int More) Take()
    {
        SignatureKind[] all = [.. Merge()
            .OrderByDescending(kind => kind.Count).ThenByDescending(kind => kind.Things.Count)
            .ThenBy(kind => kind.Template, StringComparer.Ordinal).ThenBy(kind => kind.Place, StringComparer.Ordinal)];
        return ([.. all.Take(MostShown).Select(Signature)], Math.Max(0, all.Length - MostShown));
    }

    /// <summary>The kinds after those were merged that differ in a word that differs often.</summary>
    public IReadOnlyCollection<SignatureKind> Merge() => TemplateMerge.Of(kinds.Values);

    private static LogSignature Signature(SignatureKind kind)
    {
        var template = kind.Place.Length == 0 ? kind.Template : $"{kind.Template} at {kind.Place}";
        return new(
            Id(template), BoundedText.Cut(template, LongestText), kind.Count, kind.Things.Count, kind.Sample,
            kind.First?.Name ?? "");
    }

    // FNV-1a of 64 bits, folded: the same in every process.
    private static string Id(string template)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(template))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return ((uint)(hash >> 32) ^ (uint)hash).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }

    // When there are too many, the beginning counts, then nothing: the memory is bounded whatever is logged.
    private SignatureKind Kind(string template, string place)
    {
        if (Find(template, place, MostKinds) is { } known)
        {
            return known;
        }

        var words = template.Split(' ', 3);
        var begin = words.Length > 2 ? $"{words[0]} {words[1]} {LineMask.Any}" : LineMask.Any;
        return Find(begin, "", MostKinds + (MostKinds / 4)) ?? Find(LineMask.Any, "", int.MaxValue)!;
    }

    private SignatureKind? Find(string template, string place, int most)
    {
        var name = place.Length == 0 ? template : $"{template}\n{place}";
        if (kinds.TryGetValue(name, out var kind) || kinds.Count >= most)
        {
            return kind;
        }

        kinds.Add(name, kind = new(template, place));
        return kind;
    }
}
