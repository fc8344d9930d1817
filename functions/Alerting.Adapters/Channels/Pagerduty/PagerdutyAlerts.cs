using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Sources;
using Alerting.Core.Templates.Data;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>Alerts as Alertmanager's <c>toJson</c> has them, which is what its default details are made of.</summary>
internal static class PagerdutyAlerts
{
    private const string GoZeroTime = "0001-01-01T00:00:00Z";

    /// <summary>A list; it ends early once it is too large for any event.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<TemplateAlert> alerts)
    {
        json.WriteStartArray();
        foreach (var alert in alerts)
        {
            Write(json, alert);
            if (json.BytesCommitted + json.BytesPending > PagerdutyEvent.Longest)
            {
                break;
            }
        }

        json.WriteEndArray();
    }

    /// <summary>An object of texts.</summary>
    public static void Write(Utf8JsonWriter json, LabelSet labels)
    {
        json.WriteStartObject();
        foreach (var (name, value) in labels)
        {
            json.WriteString(Clean(name), Clean(value));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TemplateAlert alert)
    {
        json.WriteStartObject();
        json.WritePropertyName("annotations");
        Write(json, alert.Annotations);
        json.WriteString("endsAt", alert.EndsAt is { } end ? Rfc3339.Format(end) : GoZeroTime);
        json.WriteString("fingerprint", alert.Fingerprint);
        json.WriteString("generatorURL", Clean(alert.GeneratorUrl));
        json.WritePropertyName("labels");
        Write(json, alert.Labels);
        json.WriteString("startsAt", Rfc3339.Format(alert.StartsAt));
        json.WriteString("status", alert.Status);
        json.WriteEndObject();
    }

    private static string Clean(string text) => BoundedText.Printable(text, PagerdutyEvent.Longest);
}
