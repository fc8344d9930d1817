using System.Text;

namespace Alerting.Handler.Demo;

/// <summary>
/// A nightly pipeline that reports its runs: features are killed, the training hangs, scoring waits for its features
/// instead of being missed, and a backfill fails without paging anybody.
/// </summary>
internal static class DemoPipeline
{
    /// <summary>What is declared of its jobs.</summary>
    public const string Jobs =
        """
        jobs:
          - { name: features, owner: Mia, audience: mdd, criticality: critical }
          - { name: train, owner: Mia, audience: mdd, progress_every: 1s }
          - { name: score, owner: Mia, audience: mdd, every: 10s, grace: 1s, depends_on: [features] }
        """;

    public static IReadOnlyList<DemoStep> Steps { get; } =
    [
        new(
            "The nightly pipeline begins; its features run out of memory.",
            [
                Report("train/runs/2026-11-21/start"),
                Report("features/runs/2026-11-21/start"),
                Report(
                    "features/runs/2026-11-21/fail",
                    """{"exit_code":137,"reason":"OOMKilled","message":"join of 40 million rows"}"""),
            ],
            2),
        new(
            "A backfill of last month fails: that can wait until the morning.",
            [
                Report("features/runs/backfill-2026-10/start", """{"kind":"backfill"}"""),
                Report(
                    "features/runs/backfill-2026-10/fail",
                    """{"kind":"backfill","message":"no partition 2026-10-31"}"""),
            ],
            1),
        new("The training says nothing any more (half a minute is granted to reports on their way).", [], 2),
        new("Scoring is due, but its features are not there.", [], 0) { Waits = "score" },
    ];

    private static DemoPost Report(string path, string body = "{}") =>
        new("/api/jobs/" + path, Encoding.UTF8.GetBytes(body));
}
