using System.Globalization;
using System.Text.Json;

namespace Alerting.Handler.Demo;

/// <summary>One thing that happens, as a real Alertmanager or a job would report it.</summary>
/// <param name="Says">What happens, for the person who watches.</param>
/// <param name="Posts">What is posted.</param>
/// <param name="Notifications">Notifications it leads to.</param>
internal sealed record DemoStep(string Says, IReadOnlyList<DemoPost> Posts, int Notifications)
{
    /// <summary>A job that waits then; null: none does.</summary>
    public string? Waits { get; init; }
}

/// <summary>A request.</summary>
/// <param name="Path">Where to.</param>
/// <param name="Body">JSON.</param>
internal readonly record struct DemoPost(string Path, byte[] Body);

/// <summary>
/// The story: two training jobs fail, a storm of 300 alerts breaks loose, one of the jobs recovers; then a nightly
/// pipeline whose jobs report their own runs.
/// </summary>
internal static class DemoStory
{
    private const int Storm = 300;

    public static IReadOnlyList<DemoStep> Steps(DateTimeOffset now)
    {
        var churn = Job("churn-nightly-train", "trainer was OOMKilled (exit 137) in epoch 3", now.AddMinutes(-2));
        const string Stale = "table features.transactions is 26 hours old (exit 1)";
        var fraud = Job("fraud-weekly-train", Stale, now.AddMinutes(-1));
        return
        [
            new("The nightly training of the churn model runs out of memory.", Webhook([churn], null), 4),
            new("The weekly training of the fraud model stops on stale data.", Webhook([fraud], null), 1),
            new(
                $"A node goes away: {Storm} pods report it at once.",
                Webhook([.. Enumerable.Range(0, Storm).Select(n => Pod(n, now))], null),
                1),
            new("Somebody raised the memory limit: the churn training recovers.", Webhook([churn], now), 4),
            .. DemoPipeline.Steps,
        ];
    }

    private static DemoAlert Job(string job, string summary, DateTimeOffset since) => new(
        new()
        {
            ["alertname"] = "TrainingJobFailed",
            ["job_name"] = job,
            ["namespace"] = "ml-batch",
            ["severity"] = "critical",
        },
        summary,
        since);

    private static DemoAlert Pod(int number, DateTimeOffset since)
    {
        var pod = string.Create(CultureInfo.InvariantCulture, $"ranker-{number:D3}");
        return new(
            new()
            {
                ["alertname"] = "PodNotReady",
                ["namespace"] = "ml-serving",
                ["pod"] = pod,
                ["severity"] = "warning",
            },
            $"{pod}: node worker-7 does not answer",
            since);
    }

    private static DemoPost[] Webhook(IReadOnlyList<DemoAlert> alerts, DateTimeOffset? endsAt)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "4");
            json.WriteString("groupKey", "{}:{alertname=\"" + alerts[0].Labels["alertname"] + "\"}");
            json.WriteString("status", endsAt is null ? "firing" : "resolved");
            json.WriteString("receiver", "alerting");
            json.WriteStartArray("alerts");
            foreach (var alert in alerts)
            {
                Write(json, alert, endsAt);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [new("/api/alertmanager", buffer.ToArray())];
    }

    private static void Write(Utf8JsonWriter json, DemoAlert alert, DateTimeOffset? endsAt)
    {
        json.WriteStartObject();
        json.WriteString("status", endsAt is null ? "firing" : "resolved");
        json.WriteStartObject("labels");
        foreach (var (name, value) in alert.Labels)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("annotations");
        json.WriteString("summary", alert.Summary);
        json.WriteString("runbook_url", "https://wiki.example.com/runbooks/" + alert.Labels["alertname"]);
        json.WriteString("log_url", "https://logs.example.com/ml-batch");
        json.WriteEndObject();
        json.WriteString("startsAt", alert.StartsAt);
        json.WriteString("endsAt", endsAt ?? DateTimeOffset.MinValue);
        json.WriteString("generatorURL", "http://prometheus.example.com/graph");
        json.WriteEndObject();
    }

    private sealed record DemoAlert(Dictionary<string, string> Labels, string Summary, DateTimeOffset StartsAt);
}
