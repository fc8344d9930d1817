using System.Diagnostics;
using System.Globalization;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Bench.Load;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Suppressing;
using Alerting.Testing;
using Alerting.Testing.Worlds;

namespace Alerting.Bench;

/// <summary>
/// Microseconds, by the clock and one target after the other, that it takes to decide whether each of 10,000 targets is
/// inhibited by the one of 10,000 sources that has its <c>instance</c>, on the embedded store: when nothing was asked
/// yet, and once more.
/// </summary>
internal static class InhibitionRounds
{
    private const int Sources = 10_000;

    private const string Rules =
        """
        route:
          receiver: a
          group_by: [team]
        receivers: [{name: a}]
        inhibit_rules:
          - source_matchers: ['severity="critical"']
            target_matchers: ['severity="warning"']
            equal: [instance]
        """;

    /// <summary>Prints the table.</summary>
    public static async Task Run(TextWriter output)
    {
        var table = new Table(output);
        await table.Head("10,000 sources with an instance each", "inhibited", "µs per target", "once more");
        using var folder = new BenchFolder();
        await using var store = SqliteTableStore.Open(Path.Combine(folder.FullName, "data"), RealClock.Instance);
        var configuration = ConfigurationReader.Read(new("alertmanager.yml", Rules), null).Configuration!;
        using var meter = new AlertingMeter();
        var on = new Foundation(
            store, new(64), new CurrentConfiguration(configuration, 1), new(new NoQueue(), store, RealClock.Instance),
            RealClock.Instance, meter, "http://bench")
        {
            IsAlone = true,
        };
        await Fill(on);
        var targets = Enumerable.Range(0, Sources).Select(n => Labels(n, "warning")).ToArray();
        var rounds = new List<(int Inhibited, double First, double Again)>();
        for (var round = 0; round <= Spread.Rounds; round++)
        {
            // What it has found out is kept in the index: a new one knows nothing.
            using var silences = new SilenceDesk(on);
            var suppression = new Suppression(on, silences, new(on));
            var (inhibited, first) = await Ask(suppression, configuration, targets);
            rounds.Add((inhibited, first, (await Ask(suppression, configuration, targets)).Microseconds));
        }

        // The first round warms up.
        rounds.RemoveAt(0);
        await table.Row(
            "one rule, equal: [instance]",
            rounds[0].Inhibited.ToString("N0", CultureInfo.InvariantCulture),
            Spread.Of(rounds.Select(round => round.First), "N2"),
            Spread.Of(rounds.Select(round => round.Again), "N2"));
    }

    private static async Task Fill(Foundation on)
    {
        var now = on.Store.UtcNow;
        var alerts = Enumerable.Range(0, Sources).Select(n => new Alert
        {
            Labels = Labels(n, "critical"),
            Annotations = LabelSet.Empty,
            StartsAt = now,
            EndsAt = now.AddHours(1),
            Ending = Ending.Timed,
        });
        var desk = new AcceptDesk(on, new(on));
        foreach (var part in alerts.Chunk(AlertBatches.Size))
        {
            await desk.Accept(part, TimeSpan.FromMinutes(10), null, CancellationToken.None);
        }
    }

    private static async Task<(int Inhibited, double Microseconds)> Ask(
        Suppression suppression, AlertingConfiguration configuration, LabelSet[] targets)
    {
        var inhibited = 0;
        var start = Stopwatch.GetTimestamp();
        var suppressor = await suppression.Now(configuration, CancellationToken.None);
        foreach (var target in targets)
        {
            inhibited += (await suppressor.Of(target, CancellationToken.None)).Inhibitor is null ? 0 : 1;
        }

        return (inhibited, Stopwatch.GetElapsedTime(start).TotalMicroseconds / targets.Length);
    }

    private static LabelSet Labels(int n, string severity) => LabelSet.From(
    [
        new("alertname", "InstanceDown"), new("instance", $"host-{n}"), new("job", "node"), new("severity", severity),
        new("team", $"team-{n % 100}"),
    ]);
}
