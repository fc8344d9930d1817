using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>
/// A notification as an event, of the Events API v2 or, with a service key, of v1. What Alertmanager sends, and besides
/// it our links and details; an event of more than 512,000 bytes goes without details, as Alertmanager's does.
/// </summary>
internal sealed class PagerdutyEvent
{
    /// <summary>Bytes of an event at the most.</summary>
    public const int Longest = 512_000;

    private readonly Notification notification;
    private readonly string key;
    private readonly PagerdutyAction action;
    private readonly bool isV1;

    private PagerdutyEvent(Notification notification, string key, PagerdutyAction action)
    {
        (this.notification, this.key, this.action) = (notification, key, action);
        isV1 = ((Integration.Pagerduty)notification.Integration).ServiceKey is not null;
    }

    /// <summary>
    /// The incident of the group, 64 hex digits: Alertmanager's own key, so that one may take over from the other. A
    /// drill has another one, and so never touches what is real.
    /// </summary>
    public static string DedupKey(Notification notification)
    {
        var name = notification.IsDrill ? "drill\n" + notification.Identity : notification.Identity;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>The event; an acknowledgement says no more than whose. Tells the wording what failed.</summary>
    public static ReadOnlyMemory<byte> Write(
        Notification notification, Wording wording, string key, PagerdutyAction action)
    {
        var made = new PagerdutyEvent(notification, key, action);
        return action switch
        {
            PagerdutyAction.Acknowledge => Written(made.WriteHead),
            PagerdutyAction.Trigger or PagerdutyAction.Resolve => made.Whole(wording),
        };
    }

    // The details come last: they tell which template failed.
    private ReadOnlyMemory<byte> Whole(Wording wording)
    {
        var words = PagerdutyWords.Of(notification, wording);
        var links = PagerdutyLinks.Of(notification, wording);
        var whole = PagerdutyDetails.Of(notification, wording) is { } details
            ? Written(json => WriteAll(json, words, links, details))
            : default;
        return whole.Length is > 0 and <= Longest
            ? whole
            : Written(json => WriteAll(json, words, links, PagerdutyDetails.TooLarge));
    }

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write) => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString(isV1 ? "service_key" : "routing_key", key);
        json.WriteString(isV1 ? "incident_key" : "dedup_key", DedupKey(notification));
        json.WriteString(isV1 ? "event_type" : "event_action", Word(action));
    }

    private void WriteAll(
        Utf8JsonWriter json, PagerdutyWords words, PagerdutyLinks links, PagerdutyDetails details)
    {
        WriteHead(json);
        words.WriteClient(json);
        if (isV1)
        {
            json.WriteString("description", words.Summary);
            details.Write(json, "details");
            return;
        }

        json.WriteStartObject("payload");
        words.WritePayload(json);
        details.Write(json, "custom_details");
        json.WriteEndObject();
        links.Write(json);
    }

    private static string Word(PagerdutyAction action) => action switch
    {
        PagerdutyAction.Trigger => "trigger",
        PagerdutyAction.Acknowledge => "acknowledge",
        PagerdutyAction.Resolve => "resolve",
    };
}
