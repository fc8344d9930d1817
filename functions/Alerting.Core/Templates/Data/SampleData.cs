using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Templates.Data;

/// <summary>Made-up notifications that templates are tried on.</summary>
public static class SampleData
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly LabelSet Words = Set(
        ("summary", "Queue length is high"), ("description", "More than 100 messages wait."),
        ("message", "More than 100 messages wait."), ("runbook_url", "https://runbooks.example.com/queue"),
        ("dashboard_url", "https://dashboards.example.com/queue"));

    /// <summary>Two that fire, and one that is over, with annotations.</summary>
    public static TemplateData Firing { get; } = Of(Firing1("a", Words), Firing1("b", Words), Resolved1("c", Words));

    /// <summary>One that is over.</summary>
    public static TemplateData Resolved { get; } = Of(Resolved1("a", Words));

    /// <summary>One that fires, without an annotation and without any other label than its name.</summary>
    public static TemplateData Bare { get; } = Of(
        new TemplateAlert(
            "firing", Set(("alertname", "Watchdog")), LabelSet.Empty, Noon, null, "", "0011223344556677"));

    private static TemplateAlert Firing1(string instance, LabelSet annotations) => new(
        "firing",
        Labels(instance),
        annotations,
        Noon,
        null,
        "https://prometheus.example.com/graph",
        "0123456789abcdef");

    private static TemplateAlert Resolved1(string instance, LabelSet annotations) =>
        Firing1(instance, annotations) with { Status = "resolved", EndsAt = Noon.AddMinutes(5) };

    private static LabelSet Labels(string instance) => Set(
        ("alertname", "QueueLength"), ("severity", "critical"), ("job", "worker"), ("instance", instance),
        ("namespace", "prod"), ("cluster", "eu"), ("service", "mail"), ("team", "core"), ("env", "prod"));

    private static TemplateData Of(params ImmutableArray<TemplateAlert> alerts) => new()
    {
        Receiver = "sample",
        Status = alerts[0].Status,
        Now = Noon.AddMinutes(10),
        Alerts = alerts,
        NotificationReason = "first notification",
        GroupLabels = Set(("alertname", alerts[0].Labels["alertname"])),
        CommonLabels = LabelSet.Common(alerts.Select(alert => alert.Labels)),
        CommonAnnotations = LabelSet.Common(alerts.Select(alert => alert.Annotations)),
        ExternalUrl = "https://alerting.example.com",
    };

    private static LabelSet Set(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = new List<Label>(labels.Length);
        foreach (var (name, value) in labels)
        {
            all.Add(new(name, value));
        }

        return LabelSet.From(all);
    }
}
