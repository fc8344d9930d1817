using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Matching;

namespace Alerting.Core.Routing;

/// <summary>
/// Which of the routes of one level may match a label set: those that ask for a label it has with that very value, and
/// those that ask for no value in particular.
/// </summary>
internal sealed class RouteIndex
{
    private readonly Dictionary<string, Dictionary<string, List<int>>> byLabel = new(StringComparer.Ordinal);
    private readonly List<int> others = [];

    public RouteIndex(ImmutableArray<Route> routes)
    {
        // Of several labels a route asks for, the one that fewest others ask for tells most.
        var asking = routes.SelectMany(Exact).CountBy(label => label).ToDictionary();
        for (var place = 0; place < routes.Length; place++)
        {
            Add(place, [.. Exact(routes[place])], asking);
        }
    }

    /// <summary>The places of those that may match, ascending.</summary>
    public IEnumerable<int> Candidates(LabelSet labels)
    {
        if (byLabel.Count == 0)
        {
            return others;
        }

        List<int>? first = null;
        List<int>? several = null;
        foreach (var (name, value) in labels)
        {
            if (byLabel.TryGetValue(name, out var byValue) && byValue.TryGetValue(value, out var places))
            {
                if (first is null)
                {
                    first = places;
                }
                else
                {
                    (several ??= [.. first]).AddRange(places);
                }
            }
        }

        several?.Sort();
        return (several ?? first) is not { } found ? others : others.Count == 0 ? found : Merge(found, others);
    }

    private void Add(int place, Label[] exact, Dictionary<Label, int> asking)
    {
        if (exact.Length == 0)
        {
            others.Add(place);
            return;
        }

        var (name, value) = exact.MinBy(label => asking[label]);
        ref var byValue = ref CollectionsMarshal.GetValueRefOrAddDefault(byLabel, name, out _);
        byValue ??= new(StringComparer.Ordinal);
        ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(byValue, value, out _);
        (places ??= []).Add(place);
    }

    // An empty value is also that of a label that is not there.
    private static IEnumerable<Label> Exact(Route route) =>
        from matcher in route.Matchers
        where matcher is { Operator: MatchOperator.Equal, Value.Length: > 0 }
        select new Label(matcher.Name, matcher.Value);

    private static IEnumerable<int> Merge(List<int> left, List<int> right)
    {
        var (i, j) = (0, 0);
        while (i < left.Count || j < right.Count)
        {
            yield return j == right.Count || (i < left.Count && left[i] < right[j]) ? left[i++] : right[j++];
        }
    }
}
