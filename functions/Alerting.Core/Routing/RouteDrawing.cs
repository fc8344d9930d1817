using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;

namespace Alerting.Core.Routing;

/// <summary>
/// Draws a route tree in characters, as amtool does. Lines end with <c>\n</c>; the first is <c>.</c> alone. Source:
/// Alertmanager's cli/routing.go with xlab/treeprint 1.2.
/// </summary>
public static class RouteDrawing
{
    private const string Through = "│   ";
    private const string Past = "    ";

    /// <summary>The whole tree.</summary>
    public static string Whole(Route root) => Draw(Every(root));

    /// <summary>Only the routes that a label set passes on its way, with the receivers where it ends.</summary>
    public static string Matching(Route root, LabelSet labels) => Draw(Passed(root, labels));

    private static Branch Every(Route route)
    {
        var text = Name(route) + (route.Continue ? "  continue: true" : "") + Receiver(route);
        return new(text, [.. route.Routes.Select(Every)]);
    }

    private static Branch Passed(Route route, LabelSet labels)
    {
        var below = new List<Branch>();
        foreach (var child in route.Routes.Where(child => child.Matchers.Matches(labels)))
        {
            below.Add(Passed(child, labels));
            if (!child.Continue)
            {
                break;
            }
        }

        return new(below.Count == 0 ? Name(route) + Receiver(route) : Name(route), below);
    }

    private static string Name(Route route) => route.Matchers.Count == 0 ? "default-route" : route.Matchers.ToString();

    private static string Receiver(Route route) => "  receiver: " + route.Receiver;

    private static string Draw(Branch root)
    {
        var text = new StringBuilder(".\n");
        Append(text, root, "", isLast: true);
        return text.ToString();
    }

    // A text of several lines stays in its column.
    private static void Append(StringBuilder text, Branch branch, string before, bool isLast)
    {
        var beyond = before + (isLast ? Past : Through);
        text.Append(before).Append(isLast ? "└── " : "├── ");
        text.Append(branch.Text.Replace("\n", "\n" + beyond, StringComparison.Ordinal)).Append('\n');
        for (var i = 0; i < branch.Below.Count; i++)
        {
            Append(text, branch.Below[i], beyond, i == branch.Below.Count - 1);
        }
    }

    private sealed record Branch(string Text, IReadOnlyList<Branch> Below);
}
