using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Adapters.Channels.Contexts;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Structured;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>
/// The details of an event by name, each as JSON: Alertmanager's four, ours, and those that are configured, which
/// replace one of the same name.
/// </summary>
internal sealed class PagerdutyDetails
{
    private const int LongestExcerpt = 8000;

    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> details = new(StringComparer.Ordinal);
    private int length;

    private PagerdutyDetails() { }

    /// <summary>What stands in place of all of them.</summary>
    public static PagerdutyDetails TooLarge { get; } = new PagerdutyDetails().Text(
        "error", "left out: with its details the event is larger than the 512 kB that PagerDuty takes");

    /// <summary>Theirs and ours; null when they are too large for any event.</summary>
    public static PagerdutyDetails? Of(Notification notification, Wording wording)
    {
        var made = new PagerdutyDetails();
        made.Configured(notification, wording);
        made.Alertmanagers(wording.Data.Alerts);
        made.Ours(notification, wording);
        return made.length <= PagerdutyEvent.Longest ? made : null;
    }

    /// <summary>As an object, in the order of their names.</summary>
    public void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in details)
        {
            json.WritePropertyName(member);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private void Configured(Notification notification, Wording wording)
    {
        foreach (var (name, tree) in ((Integration.Pagerduty)notification.Integration).Details)
        {
            try
            {
                Add(name, CleanJson.Of(StructuredTemplate.Json(tree, notification.Templates, wording.Data)));
            }
            catch (Exception wrong) when (wrong is TemplateException or JsonException)
            {
                wording.Blame(wrong);
            }
        }
    }

    private void Alertmanagers(ImmutableArray<TemplateAlert> alerts)
    {
        var isFiring = alerts.ToLookup(alert => alert.Status == "firing");
        Unless("num_firing", json => json.WriteNumberValue(isFiring[true].Count()));
        Unless("num_resolved", json => json.WriteNumberValue(isFiring[false].Count()));
        Unless("firing", json => PagerdutyAlerts.Write(json, isFiring[true]));
        Unless("resolved", json => PagerdutyAlerts.Write(json, isFiring[false]));
    }

    private void Ours(Notification notification, Wording wording)
    {
        Text("reason", wording.Data.NotificationReason);
        Unless("group_labels", json => PagerdutyAlerts.Write(json, notification.GroupLabels));
        if (notification.Context is { IsEmpty: false } context)
        {
            Unless("context", json => ContextJson.Bounded(json, context));
        }

        Text("log_excerpt", LogExcerpt.Of(notification, LongestExcerpt));
        Text("stands_in_for", BoundedText.Printable(notification.StandsInFor ?? "", LongestExcerpt));
        Text("template_error", wording.Fault ?? "");
        if (notification.Omitted > 0)
        {
            Unless("omitted_alerts", json => json.WriteNumberValue(notification.Omitted));
        }
    }

    private PagerdutyDetails Text(string name, string text)
    {
        if (text.Length > 0)
        {
            Unless(name, json => json.WriteStringValue(text));
        }

        return this;
    }

    // Not made any more once they are too large: there may be ten thousand alerts.
    private void Unless(string name, Action<Utf8JsonWriter> write)
    {
        if (!details.ContainsKey(name) && length <= PagerdutyEvent.Longest)
        {
            Add(name, RelaxedJson.Of(write));
        }
    }

    private void Add(string name, ReadOnlyMemory<byte> value)
    {
        details[name] = value;
        length += value.Length;
    }
}
