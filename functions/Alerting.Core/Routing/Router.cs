using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;

namespace Alerting.Core.Routing;

/// <summary>Where an alert belongs: the groups it is in under a configuration.</summary>
public static class Router
{
    /// <summary>
    /// The groups of a label set, at least one. Alertmanager's rule for labels it groups by: those the alert has.
    /// </summary>
    public static IEnumerable<Destination> Route(AlertingConfiguration configuration, LabelSet labels)
    {
        var route = configuration.Route;
        yield return new(route, route.GroupByAll ? labels : labels.Only(route.GroupBy), Ordinal: 0);
    }
}

/// <summary>A group an alert belongs to.</summary>
/// <param name="Route">By which route.</param>
/// <param name="GroupLabels">The labels that make the group.</param>
/// <param name="Ordinal">Which of the routes with the same key and receiver, from 0.</param>
public sealed record Destination(Route Route, LabelSet GroupLabels, int Ordinal)
{
    /// <summary>The same route object, labels and ordinal: a route is one object in a configuration.</summary>
    public bool Equals(Destination? other) => other is not null && ReferenceEquals(Route, other.Route)
        && Ordinal == other.Ordinal && GroupLabels.Equals(other.GroupLabels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GroupLabels, Ordinal);

    /// <summary>The identity of the group.</summary>
    public GroupId Group => GroupId.Of(GroupKey, Route.Receiver, Ordinal);

    /// <summary>As Alertmanager prints it: <c>{route key}:{labels}</c>.</summary>
    public string GroupKey => Route.Key + ":" + GroupLabels;
}
