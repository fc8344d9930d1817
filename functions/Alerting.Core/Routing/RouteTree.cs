using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Matching;

namespace Alerting.Core.Routing;

/// <summary>The route tree, arranged so that an alert meets only routes that may match it.</summary>
public sealed class RouteTree
{
    private readonly Node root;
    private readonly Dictionary<(string Key, string Receiver, int Ordinal), Route> byIdentity = [];

    /// <summary>Arranges a tree.</summary>
    /// <param name="root">Its root, which everything matches.</param>
    public RouteTree(Route root) => this.root = Arrange(root);

    /// <summary>
    /// The routes of a label set, at least one: depth first, and on each level up to the first that matches and does
    /// not continue. A route of which none below matches is itself the result. Source: Alertmanager's
    /// dispatch/route.go.
    /// </summary>
    public IReadOnlyList<Route> Match(LabelSet labels)
    {
        var found = new List<Route>(1);
        Match(root, labels, found);
        return found;
    }

    /// <summary>The route of that identity, null where this tree has none.</summary>
    /// <param name="key">Key of the route.</param>
    /// <param name="receiver">Its receiver.</param>
    /// <param name="ordinal">Which of those of the same key and receiver, from 0.</param>
    public Route? Find(string key, string receiver, int ordinal) =>
        byIdentity.GetValueOrDefault((key, receiver, ordinal));

    private Node Arrange(Route route)
    {
        byIdentity.TryAdd((route.Key, route.Receiver, route.Ordinal), route);
        return new(route, [.. route.Routes.Select(Arrange)], new([.. route.Routes.Select(child => child.Matchers)]));
    }

    private static void Match(Node node, LabelSet labels, List<Route> found)
    {
        var before = found.Count;
        var places = node.Index.Candidates(labels);
        while (places.TryNext(out var place))
        {
            var child = node.Children[place];
            if (!child.Route.Matchers.Matches(labels))
            {
                continue;
            }

            Match(child, labels, found);
            if (!child.Route.Continue)
            {
                break;
            }
        }

        if (found.Count == before)
        {
            found.Add(node.Route);
        }
    }

    private sealed record Node(Route Route, Node[] Children, MatcherIndex Index);
}
