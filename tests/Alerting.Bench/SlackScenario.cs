using System.Diagnostics;
using System.Globalization;
using Alerting.Adapters.Channels.Slack.Looks;
using Alerting.Bench.Load;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Bench;

/// <summary>Microseconds of processor time and bytes that writing one message for Slack takes, by look and size of the group.</summary>
internal static class SlackScenario
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly int[] Sizes = [1, 100, 10_000];

    private static readonly (string What, SlackLook Look)[] Looks =
    [
        ("ours", SlackLook.Usual),
        ("attachment, built-in templates", new() { ShortFields = true }),
        ("attachment, a line for each alert", new()
        {
            Text = "{{ range .Alerts }}*{{ .Labels.pod }}* {{ .Annotations.summary }}\n{{ end }}",
        }),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        // All of it once: what is compiled in the background is then so for every row.
        foreach (var (_, look) in Looks)
        {
            Write(Notice(look, 100), WarmUp);
        }

        var table = new Table(output);
        await table.Head("look", "alerts", "µs CPU per message", "bytes allocated per message", "bytes of the message");
        foreach (var (what, look) in Looks)
        {
            foreach (var size in Sizes)
            {
                await Measure(table, what, Notice(look, size));
            }
        }

        return 0;
    }

    private static async Task Measure(Table table, string what, Notification notification)
    {
        Write(notification, Round);
        var rounds = Enumerable.Range(0, Spread.Rounds).Select(_ => Write(notification, Round)).ToArray();
        await table.Row(
            what,
            notification.Alerts.Length.ToString("N0", CultureInfo.InvariantCulture),
            Spread.Of(rounds.Select(round => round.Microseconds), "N1"),
            Spread.Of(rounds.Select(round => round.Bytes), "N0"),
            Once(notification).ToString("N0", CultureInfo.InvariantCulture));
    }

    private static (double Microseconds, double Bytes) Write(Notification notification, TimeSpan span)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var used = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var count = 0L;
        do
        {
            Once(notification);
            count++;
        }
        while (Stopwatch.GetElapsedTime(start) < span);

        // Of the processor, not of the clock: other people's load is not the message's.
        var microseconds = (Environment.CpuUsage.TotalTime - used).TotalMicroseconds;
        return (microseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }

    // All that a send does before the call.
    private static int Once(Notification notification)
    {
        var letter = new SlackLetter(notification);
        return letter.Whole(letter.Head()!).Length;
    }

    private static Notification Notice(SlackLook look, int alerts) => new()
    {
        NoticeId = "g1.slack[0].1",
        Attempt = 1,
        Integration = new Integration.Slack
        {
            Index = 0,
            SendResolved = true,
            ApiUrl = Secret.Inline("https://hooks.example/services/T/B/X"),
            Channel = "#ml-alerts",
            Look = look,
        },
        Receiver = "ml-batch",
        GroupKey = "{}/{team=\"ml\"}:{alertname=\"KubeJobFailed\", cluster=\"prod-1\"}",
        GroupLabels = LabelSet.From([new("alertname", "KubeJobFailed"), new("cluster", "prod-1")]),
        Reason = Reason.FirstNotification,
        Alerts = [.. Enumerable.Range(0, alerts).Select(Alert)],
        DecidedAt = DateTimeOffset.UnixEpoch.AddYears(56),
        ExternalUrl = "https://alerts.example.com",
    };

    private static NotifiedAlert Alert(int n) => new(
        LabelSet.From(
        [
            new("alertname", "KubeJobFailed"), new("cluster", "prod-1"), new("container", "trainer"), new("env", "prod"),
            new("instance", $"10.0.{n / 250}.{n % 250}:8080"), new("job", "kube-state-metrics"),
            new("job_name", $"churn-nightly-train-{n}"), new("namespace", "ml-batch"), new("pod", $"churn-nightly-train-{n}-x7k2p"),
            new("severity", n % 3 == 0 ? "critical" : "warning"), new("team", "ml"),
        ]),
        LabelSet.From(
        [
            new("description", $"Job ml-batch/churn-nightly-train-{n} failed: OOMKilled (exit 137) after 13 minutes & 4 seconds."),
            new("log_excerpt", string.Concat(Enumerable.Repeat($"2026-11-21T02:13:01Z WARN dataloader worker {n} slow\n", 20))),
            new("log_url", $"https://logs.example.com/explore?job=churn-nightly-train-{n}&from=now-1h"),
            new("runbook_url", "https://runbooks.example.com/KubeJobFailed"),
            new("summary", $"Job churn-nightly-train-{n} failed, OOMKilled (exit 137)"),
        ]),
        AlertStatus.Firing,
        DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(-n),
        null,
        "https://prometheus.example.com/graph?g0.expr=kube_job_failed&g0.tab=1");
}
