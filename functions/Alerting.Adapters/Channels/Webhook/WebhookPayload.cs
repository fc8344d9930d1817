using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>
/// Alertmanager's payload of version 4, byte for byte: member order, escapes, times and the newline at the end. The
/// format knows only firing and resolved, so an alert that is no longer reported is resolved with an annotation that
/// says so.
/// </summary>
internal static class WebhookPayload
{
    private const string GoZeroTime = "0001-01-01T00:00:00Z";

    private static readonly Label Unreported = new("alerting_ended", "no longer reported");

    public static ReadOnlyMemory<byte> Write(Notification notification, int maxAlerts)
    {
        var all = notification.Alerts;
        var kept = (maxAlerts > 0 && maxAlerts < all.Length ? all[..maxAlerts] : all)
            .Select(Worded).ToImmutableArray();
        var json = new GoJson().BeginObject()
            .Name("receiver").Text(GoRegex.QuoteMeta(notification.Receiver))
            .Name("status").Text(Word(kept.Any(alert => alert.Status == AlertStatus.Firing)))
            .Name("alerts");
        WriteAlerts(json, kept, notification.DecidedAt);
        return json.Name("notification_reason").Text(notification.Reason.ToText())
            .Name("groupLabels").Labels(notification.GroupLabels)
            .Name("commonLabels").Labels(LabelSet.Common(kept.Select(alert => alert.Labels)))
            .Name("commonAnnotations").Labels(LabelSet.Common(kept.Select(alert => alert.Annotations)))
            .Name("routeLabels").BeginObject().EndObject()
            .Name("externalURL").Text(notification.ExternalUrl)
            .Name("version").Text("4")
            .Name("groupKey").Text(notification.GroupKey)
            .Name("truncatedAlerts").Number(all.Length - kept.Length)
            .EndObject().EndLine().Written;
    }

    private static void WriteAlerts(GoJson json, ImmutableArray<NotifiedAlert> alerts, DateTimeOffset decidedAt)
    {
        json.BeginArray();
        foreach (var alert in alerts)
        {
            var isFiring = alert.Status == AlertStatus.Firing;
            json.BeginObject()
                .Name("status").Text(Word(isFiring))
                .Name("labels").Labels(alert.Labels)
                .Name("annotations").Labels(alert.Annotations)
                .Name("startsAt").Text(Rfc3339.Format(alert.StartsAt))
                .Name("endsAt").Text(isFiring ? GoZeroTime : Rfc3339.Format(alert.EndsAt ?? decidedAt))
                .Name("generatorURL").Text(alert.GeneratorUrl)
                .Name("fingerprint").Text(alert.Labels.Fingerprint.ToString())
                .EndObject();
        }

        json.EndArray();
    }

    private static NotifiedAlert Worded(NotifiedAlert alert) => alert.Status == AlertStatus.NoLongerReported
        ? alert with { Annotations = LabelSet.From(alert.Annotations.Append(Unreported)) }
        : alert;

    private static string Word(bool isFiring) => isFiring ? "firing" : "resolved";
}
