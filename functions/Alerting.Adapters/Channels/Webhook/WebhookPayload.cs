using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;
using Alerting.Core.Sources;
using Alerting.Core.Templates.Data;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>
/// Alertmanager's payload of version 4, byte for byte: member order, escapes, times and the newline at the end. The
/// format knows only firing and resolved, so an alert that is no longer reported is resolved with an annotation that
/// says so. Beyond it there is one member, <c>context</c>, where logs and runs tell why.
/// </summary>
internal static class WebhookPayload
{
    private const string GoZeroTime = "0001-01-01T00:00:00Z";

    public static ReadOnlyMemory<byte> Write(Notification notification, int maxAlerts)
    {
        var data = NotificationData.Of(notification, WebhookBody.Kept(notification, maxAlerts));
        var json = new GoJson().BeginObject()
            .Name("receiver").Text(data.Receiver)
            .Name("status").Text(data.Status)
            .Name("alerts");
        WriteAlerts(json, data.Alerts);
        json.Name("notification_reason").Text(data.NotificationReason)
            .Name("groupLabels").Labels(data.GroupLabels)
            .Name("commonLabels").Labels(data.CommonLabels)
            .Name("commonAnnotations").Labels(data.CommonAnnotations)
            .Name("routeLabels").Labels(data.RouteLabels)
            .Name("externalURL").Text(data.ExternalUrl)
            .Name("version").Text("4")
            .Name("groupKey").Text(notification.GroupKey)
            .Name("truncatedAlerts").Number(notification.Alerts.Length - data.Alerts.Length);
        if (notification.Context is { IsEmpty: false } context)
        {
            json.Name("context").Json(LogContextJson.Write(context));
        }

        return json.EndObject().EndLine().Written;
    }

    private static void WriteAlerts(GoJson json, ImmutableArray<TemplateAlert> alerts)
    {
        json.BeginArray();
        foreach (var alert in alerts)
        {
            json.BeginObject()
                .Name("status").Text(alert.Status)
                .Name("labels").Labels(alert.Labels)
                .Name("annotations").Labels(alert.Annotations)
                .Name("startsAt").Text(Rfc3339.Format(alert.StartsAt))
                .Name("endsAt").Text(alert.EndsAt is { } end ? Rfc3339.Format(end) : GoZeroTime)
                .Name("generatorURL").Text(alert.GeneratorUrl)
                .Name("fingerprint").Text(alert.Fingerprint)
                .EndObject();
        }

        json.EndArray();
    }
}
