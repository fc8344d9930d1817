using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// What a run reported as an event of its job, <c>alerting.job.start</c> and so on: the state of a workflow, by which
/// nothing is set off that waits for alerts. Its bounds are those of <see cref="PrefectEvent"/>.
/// </summary>
internal sealed class PrefectStatus(Notification notification)
{
    private const int MostTexts = 200;
    private const int AllTexts = 50_000;
    private const int LongestName = 200;
    private const int LongestLabel = 1000;
    private const int LongestText = 2000;

    private const string Metric = "metric_";

    private static readonly HashSet<string> Shown =
        new(["alertname", "job", "run", "type", "level", "kind", "report"], StringComparer.Ordinal);

    /// <summary>As the server's schema <c>Event</c> has it.</summary>
    public void Write(Utf8JsonWriter json, PrefectAlert told)
    {
        var report = told.Alert;
        json.WriteStartObject();
        json.WriteString("id", PrefectEvent.Id(notification, report));
        json.WriteString("occurred", Rfc3339.Format(report.StartsAt));
        json.WriteString("event", "alerting.job." + BoundedText.Printable(report.Labels["type"], LongestName));
        WriteResource(json, report.Labels);
        PrefectRelated.Write(json, notification, told);
        json.WriteStartObject("payload");
        WritePayload(json, told);
        json.WriteEndObject();
        json.WriteNull("follows");
        json.WriteEndObject();
    }

    private void WriteResource(Utf8JsonWriter json, LabelSet labels)
    {
        json.WriteStartObject("resource");
        json.WriteString("prefect.resource.id", PrefectRelated.OfJob(JobName.Of(labels, LongestName)));
        json.WriteString("prefect.resource.name", BoundedText.Printable(labels["job"], LongestName));
        json.WriteString("alerting.level", BoundedText.Printable(labels["level"], LongestName));
        json.WriteString("alerting.run", BoundedText.Printable(labels["run"], LongestLabel));
        json.WriteString("alerting.kind", BoundedText.Printable(labels["kind"], LongestName));
        json.WriteString("alerting.receiver", BoundedText.Printable(notification.Receiver, LongestName));
        var others = LabelSet.From(labels.Where(label => !Shown.Contains(label.Name)));
        foreach (var (label, value) in new TextBudget(MostTexts, AllTexts).Of(others, LongestName, LongestLabel))
        {
            json.WriteString("alerting.label." + label, value);
        }

        json.WriteEndObject();
    }

    private void WritePayload(Utf8JsonWriter json, PrefectAlert told)
    {
        var report = told.Alert;
        json.WriteString("level", BoundedText.Printable(report.Labels["level"], LongestName));
        json.WriteString("notice", notification.NoticeId);
        RelaxedJson.Unless(json, "url", BoundedText.Printable(report.GeneratorUrl, LongestText));
        RelaxedJson.Unless(json, "template_error", told.Fault ?? "");
        var texts = new TextBudget(MostTexts, AllTexts).Of(report.Annotations, LongestName, LongestText).ToArray();
        foreach (var (name, value) in texts.Where(text => !IsMetric(text.Name)))
        {
            json.WriteString(name, value);
        }

        json.WriteStartObject("metrics");
        foreach (var (name, value) in texts.Where(text => IsMetric(text.Name)))
        {
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)
                && double.IsFinite(figure))
            {
                json.WriteNumber(name[Metric.Length..], figure);
            }
        }

        json.WriteEndObject();
    }

    private static bool IsMetric(string name) => name.StartsWith(Metric, StringComparison.Ordinal);
}
