using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Routing;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Routing;

/// <summary>
/// Random trees and label sets go the same way here and in amtool 0.25. The seed is fixed, or <c>ALERTING_SEED</c>;
/// what differs is made small before it is shown. What differs on purpose: <see cref="RouteDifferencesTests"/>.
/// </summary>
public sealed class RouteDifferentialTests
{
    private const int Trees = 500;
    private const int LabelSets = 4;
    private const int Drawn = 200;
    private const int MostAttempts = 400;

    private static int Seed => Seeds.Or(20260711);

    [Fact]
    public Task An_alert_goes_to_the_receivers_amtool_names_in_their_order() => ForEach(Trees, async (tree, random, amtool) =>
    {
        await amtool.Configure(tree.File());
        for (var i = 0; i < LabelSets; i++)
        {
            var labels = random.Labels(tree);
            if (await Difference(amtool, tree, labels) is { } difference)
            {
                return await Smallest(tree, labels, difference, async (tree, labels) =>
                {
                    await amtool.Configure(tree.File());
                    return await Difference(amtool, tree, labels);
                });
            }
        }

        return null;
    });

    [Fact]
    public Task A_tree_is_drawn_as_amtool_draws_it() => ForEach(Drawn, async (tree, _, amtool) =>
    {
        return await Differs(tree, LabelSet.Empty) is { } difference
            ? await Smallest(tree, LabelSet.Empty, difference, Differs)
            : null;

        async Task<string?> Differs(RandomRoute tree, LabelSet labels)
        {
            await amtool.Configure(tree.File());
            var said = await amtool.Routes("show");

            // Debian's amtool draws with spaces that do not break; Alertmanager's own does not.
            return said.Code == 0 && said.Output.Replace('\u00a0', ' ') == Draw(tree) ? null : $"amtool: {said}\nhere: {Draw(tree)}";
        }
    });

    private static string Draw(RandomRoute tree) =>
        Read(tree) is { } read ? $"Routing tree:\n{RouteDrawing.Whole(read.Route)}\n" : "refused";

    private static AlertingConfiguration? Read(RandomRoute tree) =>
        ConfigurationReader.Read(new("alertmanager.yml", tree.File()), null).Configuration;

    private static async Task<string?> Difference(Amtool amtool, RandomRoute tree, LabelSet labels)
    {
        var args = labels.Select(label => $"{label.Name}={RandomRoutes.Escaped(label.Value)}");
        var said = await amtool.Routes(["test", .. args]);
        var result = ConfigurationReader.Read(new("alertmanager.yml", tree.File()), null);
        var here = result.Configuration is { } read
            ? string.Join(',', read.Routes.Match(labels).Select(route => route.Receiver)) + "\n"
            : string.Join('\n', result.Errors);
        return said.Code == 0 && said.Output == here ? null : $"amtool: {said}\nhere: {here}";
    }

    // Each case has a random source of its own, so that it does not depend on those before it.
    private static async Task ForEach(int cases, Func<RandomRoute, RandomRoutes, Amtool, Task<string?>> problemOf)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForAsync(0, cases, options, async (i, _) =>
        {
            using var amtool = new Amtool();
            var random = new RandomRoutes(unchecked((Seed * 1_000_003) + i));
            if (await problemOf(random.Tree(), random, amtool) is { } problem)
            {
                Assert.Fail($"ALERTING_SEED={Seed}, case {i}: {problem}");
            }
        });
    }

    private static async Task<string> Smallest(
        RandomRoute tree, LabelSet labels, string difference, Func<RandomRoute, LabelSet, Task<string?>> differs)
    {
        for (var left = MostAttempts; left > 0;)
        {
            var found = false;
            foreach (var (fewer, less) in Smaller(tree, labels).Take(left))
            {
                left--;
                if (await differs(fewer, less) is { } smaller)
                {
                    (tree, labels, difference, found) = (fewer, less, smaller, true);
                    break;
                }
            }

            left = found ? left : 0;
        }

        return $"{labels}\n{tree.File()}{difference}";
    }

    private static IEnumerable<(RandomRoute Tree, LabelSet Labels)> Smaller(RandomRoute tree, LabelSet labels) =>
        tree.Smaller().Select(smaller => (smaller, labels))
            .Concat(labels.Select(label => (tree, LabelSet.From(labels.Where(other => other != label)))));
}
