using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;

namespace Alerting.Core.Routing;

/// <summary>
/// Which of the routes of one level may match a label set: those that ask for a label it has with one of the values
/// they take, and those that ask for no values in particular.
/// </summary>
internal sealed class RouteIndex
{
    private readonly Dictionary<string, Dictionary<string, List<int>>> byLabel = new(StringComparer.Ordinal);
    private readonly List<int> others = [];

    public RouteIndex(ImmutableArray<Route> routes)
    {
        // Of several labels a route asks for, the one that fewest others ask for tells most.
        var asking = routes.SelectMany(Asked).SelectMany(labels => labels).CountBy(label => label).ToDictionary();
        for (var place = 0; place < routes.Length; place++)
        {
            var rarest = Asked(routes[place]).MinBy(labels => labels.Sum(label => asking[label]));
            Add(place, rarest ?? []);
        }
    }

    /// <summary>The places of those that may match.</summary>
    public RoutePlaces Candidates(LabelSet labels)
    {
        var places = new RoutePlaces(others);
        for (var i = 0; i < labels.Count && byLabel.Count > 0; i++)
        {
            var (name, value) = labels[i];
            if (byLabel.TryGetValue(name, out var byValue) && byValue.TryGetValue(value, out var found))
            {
                places.Add(found);
            }
        }

        return places;
    }

    // All of one name, so that of several labels of a set one alone leads to a route.
    private void Add(int place, Label[] labels)
    {
        foreach (var (name, value) in labels)
        {
            ref var byValue = ref CollectionsMarshal.GetValueRefOrAddDefault(byLabel, name, out _);
            byValue ??= new(StringComparer.Ordinal);
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(byValue, value, out _);
            (places ??= []).Add(place);
        }

        if (labels.Length == 0)
        {
            others.Add(place);
        }
    }

    // An empty value is also that of a label that is not there.
    private static IEnumerable<Label[]> Asked(Route route)
    {
        foreach (var matcher in route.Matchers)
        {
            if (matcher.Values is { } values && !values.Contains(""))
            {
                yield return [.. values.Distinct().Select(value => new Label(matcher.Name, value))];
            }
        }
    }
}
