using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Silences;

/// <summary>All silences as they were at one time. Does not change.</summary>
public sealed class SilenceBook
{
    private const int MostKept = 20_000;

    private readonly ImmutableDictionary<string, Silence> silences;

    // An alert is asked about on every look, and what matches it stays the same.
    private readonly ConcurrentDictionary<LabelSet, Silence[]> matching = new();

    // Made when first asked for: many silences in a row are then not arranged once for each.
    private readonly Lazy<(Silence[] Silences, MatcherIndex Index)> arranged;

    private SilenceBook(ImmutableDictionary<string, Silence> silences)
    {
        this.silences = silences;
        arranged = new(Arrange);
    }

    /// <summary>Without any.</summary>
    public static SilenceBook Empty { get; } = new(ImmutableDictionary.Create<string, Silence>(StringComparer.Ordinal));

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<Silence> All => silences.Values;

    /// <summary>How many.</summary>
    public int Count => silences.Count;

    /// <summary>A book of these.</summary>
    public static SilenceBook Of(IEnumerable<Silence> silences) => new(
        silences.ToImmutableDictionary(silence => silence.Id, StringComparer.Ordinal));

    /// <summary>The one of that id, or null.</summary>
    public Silence? Find(string id) => silences.GetValueOrDefault(id);

    /// <summary>The ids of the silences that act on these labels, in order.</summary>
    public ImmutableArray<string> ActiveFor(LabelSet labels, DateTimeOffset now) =>
        For(labels, silence => silence.StateAt(now) == SilenceState.Active);

    /// <summary>The ids of the silences of these labels that are as asked for, in order.</summary>
    public ImmutableArray<string> For(LabelSet labels, Func<Silence, bool> asked)
    {
        if (silences.IsEmpty)
        {
            return [];
        }

        if (!matching.TryGetValue(labels, out var found))
        {
            if (matching.Count >= MostKept)
            {
                matching.Clear();
            }

            matching[labels] = found = Matching(labels);
        }

        return [.. found.Where(asked).Select(silence => silence.Id)];
    }

    // In the order of their ids, whenever they are active.
    private Silence[] Matching(LabelSet labels)
    {
        var (all, index) = arranged.Value;
        var found = new List<Silence>();
        var places = index.Candidates(labels);
        while (places.TryNext(out var place))
        {
            if (all[place].Matches(labels))
            {
                found.Add(all[place]);
            }
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Id, right.Id));
        return [.. found];
    }

    internal SilenceBook With(IEnumerable<Silence> changed) =>
        new(silences.SetItems(changed.Select(silence => KeyValuePair.Create(silence.Id, silence))));

    internal SilenceBook Without(IEnumerable<string> gone) => new(silences.RemoveRange(gone));

    private (Silence[] Silences, MatcherIndex Index) Arrange()
    {
        Silence[] all = [.. silences.Values];
        return (all, new([.. all.Select(silence => (IEnumerable<Matcher>)silence.Matchers)]));
    }
}
