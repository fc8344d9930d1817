using System.Text.Json;
using Alerting.Adapters.Channels.Contexts;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// An alert as an event. Its id is made of the notice and the alert, so that the server drops a repeat. The names have
/// a prefix of their own: those of Prefect would set off what people made for flows. A drill has another one.
/// </summary>
/// <remarks>
/// A server drops an event of more than 1,500,000 bytes and still answers 204, so the texts are bounded to less: to
/// some 160,000 UTF-16 units together, each of which JSON may write as six bytes.
/// </remarks>
internal sealed class PrefectEvent(Notification notification)
{
    private const int MostLabels = 400;
    private const int LongestName = 200;
    private const int LongestLabel = 1000;
    private const int AllLabels = 50_000;
    private const int LongestAnnotation = 20_000;
    private const int AllAnnotations = 90_000;
    private const int LongestExcerpt = 8000;
    private const int LongestText = 2000;

    private static readonly Guid Space = new("6f0c3f57-1d1a-4c3c-9a55-1d1b8f0f6f34");

    private readonly string kind = notification.IsDrill ? "alerting.drill." : "alerting.alert.";
    private readonly string reason = notification.Reason.ToText();
    private readonly string page = WebLinks.Group(notification);
    private readonly string why = ContextText.Short(notification.Context);

    /// <summary>Its id, the same in every attempt.</summary>
    public static Guid Id(Notification notification, NotifiedAlert alert) =>
        Uuid5.Of(Space, $"{notification.NoticeId}/{alert.Fingerprint}");

    /// <summary>As the server's schema <c>Event</c> has it.</summary>
    public void Write(Utf8JsonWriter json, PrefectAlert told)
    {
        var alert = told.Alert;
        json.WriteStartObject();
        json.WriteString("id", Id(notification, alert));
        json.WriteString("occurred", Rfc3339.Format(notification.DecidedAt));
        json.WriteString("event", kind + Word(alert.Status));
        WriteResource(json, alert);
        PrefectRelated.Write(json, notification, told);
        json.WriteStartObject("payload");
        WritePayload(json, told);
        json.WriteEndObject();
        json.WriteNull("follows");
        json.WriteEndObject();
    }

    private void WriteResource(Utf8JsonWriter json, NotifiedAlert alert)
    {
        var name = alert.Labels["alertname"] is { Length: > 0 } text ? text : alert.Fingerprint.ToString();
        json.WriteStartObject("resource");
        json.WriteString("prefect.resource.id", kind + alert.Fingerprint);
        json.WriteString("prefect.resource.name", BoundedText.Printable(name, LongestName));
        json.WriteString("alerting.status", Word(alert.Status));
        json.WriteString("alerting.severity", BoundedText.Printable(alert.Labels["severity"], LongestName));
        json.WriteString("alerting.receiver", BoundedText.Printable(notification.Receiver, LongestName));
        json.WriteString("alerting.group-key", BoundedText.Printable(notification.GroupKey, LongestText));
        var budget = new TextBudget(MostLabels, AllLabels);
        foreach (var (label, value) in budget.Of(alert.Labels, LongestName, LongestLabel))
        {
            json.WriteString("alerting.label." + label, value);
        }

        json.WriteEndObject();
    }

    private void WritePayload(Utf8JsonWriter json, PrefectAlert told)
    {
        var alert = told.Alert;
        json.WriteString("reason", reason);
        json.WriteString("notice", notification.NoticeId);
        json.WriteString("url", page);
        json.WriteString("starts_at", Rfc3339.Format(alert.StartsAt));
        RelaxedJson.Unless(json, "ends_at", alert.EndsAt is { } end ? Rfc3339.Format(end) : "");
        RelaxedJson.Unless(json, "generator_url", BoundedText.Printable(alert.GeneratorUrl, LongestText));
        json.WriteStartObject("annotations");
        var budget = new TextBudget(MostLabels, AllAnnotations);
        foreach (var (name, value) in budget.Of(alert.Annotations, LongestName, LongestAnnotation))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        RelaxedJson.Unless(
            json, "log_excerpt", LogExcerpt.IsTold(notification) ? "" : LogExcerpt.Of(alert, LongestExcerpt));
        RelaxedJson.Unless(json, "context", BoundedText.Printable(why, LongestExcerpt));
        RelaxedJson.Unless(
            json, "stands_in_for", BoundedText.Printable(notification.StandsInFor ?? "", LongestText));
        RelaxedJson.Unless(json, "template_error", told.Fault ?? "");
        json.WriteBoolean("drill", notification.IsDrill);
    }

    private static string Word(AlertStatus status) => status switch
    {
        AlertStatus.Firing => "firing",
        AlertStatus.Resolved => "resolved",
        AlertStatus.NoLongerReported => "no-longer-reported",
    };
}
