using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tests.Channels;

/// <summary>Notifications to send.</summary>
internal static class Notices
{
    public static readonly DateTimeOffset DecidedAt = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static NotifiedAlert Alert(
        string labels = "alertname=A", string annotations = "", AlertStatus status = AlertStatus.Firing) => new(
            Set(labels),
            Set(annotations),
            status,
            new(2026, 11, 21, 11, 0, 0, 123, TimeSpan.FromHours(1)),
            status == AlertStatus.Firing ? null : new(2026, 11, 21, 11, 30, 0, TimeSpan.Zero),
            "https://prometheus.example.com/graph?a=1&b=2");

    public static Notification Of(Integration integration, params NotifiedAlert[] alerts) => new()
    {
        NoticeId = "g1.webhook[0].1",
        Attempt = 2,
        Integration = integration,
        Receiver = "ml.batch",
        GroupKey = "{}:{alertname=\"A\"}",
        GroupLabels = Set("alertname=A"),
        Reason = Reason.FirstNotification,
        Alerts = alerts.Length == 0 ? [Alert()] : [.. alerts],
        DecidedAt = DecidedAt,
        ExternalUrl = "http://alerting:9093",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    /// <summary>What a run reported.</summary>
    public static NotifiedAlert Report(string labels, string annotations = "")
    {
        var report = Alert("alertname=JobStatus;" + labels, annotations, AlertStatus.Resolved);
        return report with { EndsAt = report.StartsAt };
    }

    /// <summary>A notice of what runs reported.</summary>
    public static Notification Status(Integration integration, params NotifiedAlert[] reports) =>
        Of(integration, reports) with
        {
            GroupKey = "{}/{status}:{alertname=\"JobStatus\", job=\"train\"}",
            GroupLabels = Set("alertname=JobStatus;job=train"),
            Reason = Reason.StatusReported,
            IsStatus = true,
        };

    public static Integration.Webhook Webhook(string url, int maxAlerts = 0, TimeSpan timeout = default) => new()
    {
        Index = 0,
        SendResolved = true,
        Url = Secret.Inline(url),
        MaxAlerts = maxAlerts,
        Timeout = timeout,
    };

    public static Integration.Slack Slack(string url) =>
        new() { Index = 0, SendResolved = true, ApiUrl = Secret.Inline(url) };

    public static LabelSet Set(string text) => LabelSet.From(text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).Select(pair => new Label(pair[0], pair[1])));
}
