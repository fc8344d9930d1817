using System.Diagnostics;
using System.Globalization;
using Alerting.Bench.Load;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Routing;

namespace Alerting.Bench;

/// <summary>Nanoseconds of processor time and bytes that finding the routes of one alert takes, by kind and size of the tree.</summary>
internal static class RoutesScenario
{
    private const int AlertCount = 256;

    private static readonly int[] Sizes = [100, 1_000, 10_000];
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(400);

    private static readonly (string What, Func<int, string> Tree)[] Trees =
    [
        ("flat, equality", size => Routes(size, n => $"matchers: ['team=\"team-{n}\"']")),
        ("flat, 3 equalities each", size => Routes(size, n =>
            $"matchers: ['severity=\"{Severity(n)}\"', 'team=\"team-{n / 2}\"', 'env=\"prod\"']")),
        ("3 levels: team, service, severity", Nested),
        ("flat, regexes of 3 words each", size => Routes(size, n =>
            $"matchers: ['team=~\"team-{n}|group-{n}|crew-{n}\"']")),
        ("flat, every other one with continue", size => Routes(size, n =>
            $"matchers: ['team=\"team-{n}\"'], continue: {(n % 2 == 0 ? "true" : "false")}")),
        ("worst: prefixes", size => Routes(size, n => $"matchers: ['instance=~\"host-{n}-.*\"']")),
        ("worst: regexes that need an automaton", size => Routes(size, n =>
            $"matchers: ['instance=~\"host-{n}-[a-z]+(-[0-9]+)?|node{n}\"']")),
        ("worst: negative", size => Routes(size, n => $"matchers: ['team!=\"team-{n}\"', 'env!~\"prod|qa\"']")),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var table = new Table(output);
        await table.Head("tree", "routes", "ns CPU per alert", "bytes per alert");
        foreach (var (what, tree) in Trees)
        {
            foreach (var size in Sizes)
            {
                await Measure(table, what, size, tree(size));
            }
        }

        return 0;
    }

    private static async Task Measure(Table table, string what, int size, string text)
    {
        var result = ConfigurationReader.Read(new("alertmanager.yml", text), null);
        var configuration = result.Configuration ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
        var alerts = Enumerable.Range(0, AlertCount).Select(n => Alert(n * 7919 % size)).ToArray();
        var tree = configuration.Routes;
        Match(tree, alerts, Round);
        var rounds = Enumerable.Range(0, Spread.Rounds).Select(_ => Match(tree, alerts, Round)).ToArray();
        await table.Row(
            what,
            size.ToString("N0", CultureInfo.InvariantCulture),
            Spread.Of(rounds.Select(round => round.Nanoseconds), "N0"),
            Spread.Of(rounds.Select(round => round.Bytes), "N0"));
    }

    private static (double Nanoseconds, double Bytes) Match(RouteTree tree, LabelSet[] alerts, TimeSpan span)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var used = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var count = 0L;
        do
        {
            foreach (var alert in alerts)
            {
                tree.Match(alert);
            }

            count += alerts.Length;
        }
        while (Stopwatch.GetElapsedTime(start) < span);

        // Of the processor, not of the clock: other people's load is not the tree's.
        var nanoseconds = (Environment.CpuUsage.TotalTime - used).TotalNanoseconds;
        return (nanoseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }

    private static LabelSet Alert(int n) => LabelSet.From(
    [
        new("alertname", "InstanceDown"), new("cluster", "eu-1"), new("env", "prod"), new("instance", $"host-{n}-abc-7"),
        new("job", "node"), new("namespace", "batch"), new("pod", $"worker-{n}"), new("service", $"service-{n % 10}"),
        new("severity", Severity(n)), new("team", $"team-{n}"),
    ]);

    private static string Severity(int n) => n % 2 == 0 ? "critical" : "warning";

    private static string Routes(int size, Func<int, string> route) =>
        File(string.Concat(Enumerable.Range(0, size).Select(n => $"  - {{{route(n)}}}\n")));

    // Of each team ten services, of each service two severities: 31 routes.
    private static string Nested(int size) => File(string.Concat(Enumerable.Range(0, size / 31).Select(team =>
        $"  - matchers: ['team=\"team-{team}\"']\n    routes:\n" + string.Concat(Enumerable.Range(0, 10).Select(service =>
            $"    - matchers: ['service=\"service-{service}\"']\n      routes:\n"
            + "      - matchers: ['severity=\"critical\"']\n      - matchers: ['severity=~\"warning|info\"']\n")))));

    private static string File(string routes) => $"route:\n  receiver: a\n  routes:\n{routes}receivers: [{{name: a}}]\n";
}
