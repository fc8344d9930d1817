using System.Runtime.InteropServices;
using Alerting.Core.Alerts;

namespace Alerting.Core.Matching;

/// <summary>
/// Which of several lists of matchers may match a label set: those that ask for a label it has with one of the values
/// they take, those that ask for a label it has with values of some kind, and those that do not even ask for a label.
/// </summary>
internal sealed class MatcherIndex
{
    private readonly Dictionary<string, Dictionary<string, List<int>>> byLabel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byName = new(StringComparer.Ordinal);
    private readonly List<int> others = [];

    public MatcherIndex(IReadOnlyList<IEnumerable<Matcher>> lists)
    {
        // Of several labels a list asks for, the one that fewest others ask for tells most.
        var asking = lists.SelectMany(Asked).SelectMany(labels => labels).CountBy(label => label).ToDictionary();
        for (var place = 0; place < lists.Count; place++)
        {
            var rarest = Asked(lists[place]).MinBy(labels => labels.Sum(label => asking[label]));
            Add(place, rarest ?? [], lists[place].FirstOrDefault(matcher => !matcher.MatchesEmpty)?.Name);
        }
    }

    /// <summary>The places of those that may match.</summary>
    public MatcherPlaces Candidates(LabelSet labels)
    {
        var places = new MatcherPlaces(others);
        for (var i = 0; i < labels.Count && (byLabel.Count > 0 || byName.Count > 0); i++)
        {
            var (name, value) = labels[i];
            if (byName.TryGetValue(name, out var asking))
            {
                places.Add(asking);
            }

            if (byLabel.TryGetValue(name, out var byValue) && byValue.TryGetValue(value, out var found))
            {
                places.Add(found);
            }
        }

        return places;
    }

    // All of one name, so that of several labels of a set one alone leads to a list.
    private void Add(int place, Label[] labels, string? asked)
    {
        foreach (var (name, value) in labels)
        {
            ref var byValue = ref CollectionsMarshal.GetValueRefOrAddDefault(byLabel, name, out _);
            byValue ??= new(StringComparer.Ordinal);
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(byValue, value, out _);
            (places ??= []).Add(place);
        }

        if (labels.Length == 0 && asked is not null)
        {
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(byName, asked, out _);
            (places ??= []).Add(place);
        }
        else if (labels.Length == 0)
        {
            others.Add(place);
        }
    }

    // An empty value is also that of a label that is not there.
    private static IEnumerable<Label[]> Asked(IEnumerable<Matcher> list)
    {
        foreach (var matcher in list)
        {
            if (matcher.Values is { } values && !values.Contains(""))
            {
                yield return [.. values.Distinct().Select(value => new Label(matcher.Name, value))];
            }
        }
    }
}
