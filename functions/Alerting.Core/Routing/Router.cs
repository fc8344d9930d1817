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
        foreach (var route in configuration.Routes.Match(labels))
        {
            yield return new(route, route.GroupByAll ? labels : labels.Only(route.GroupBy));
        }
    }

    /// <summary>
    /// The route of a group, for its intervals; where the configuration no longer has it, one with those of the root.
    /// </summary>
    public static Route RouteOf(AlertingConfiguration configuration, GroupHeader header) =>
        configuration.Routes.Find(header.RouteKey, header.Receiver, header.Ordinal)
        ?? configuration.Route with { Receiver = header.Receiver, Routes = [] };
}

/// <summary>A group an alert belongs to.</summary>
/// <param name="Route">By which route.</param>
/// <param name="GroupLabels">The labels that make the group.</param>
public sealed record Destination(Route Route, LabelSet GroupLabels)
{
    /// <summary>The same route object and labels: a route is one object in a configuration.</summary>
    public bool Equals(Destination? other) =>
        other is not null && ReferenceEquals(Route, other.Route) && GroupLabels.Equals(other.GroupLabels);

    /// <inheritdoc/>
    public override int GetHashCode() => GroupLabels.GetHashCode();

    /// <summary>The identity of the group.</summary>
    public GroupId Group => GroupId.Of(GroupKey, Route.Receiver, Route.Ordinal);

    /// <summary>As Alertmanager prints it: <c>{route key}:{labels}</c>.</summary>
    public string GroupKey => Route.Key + ":" + GroupLabels;
}
