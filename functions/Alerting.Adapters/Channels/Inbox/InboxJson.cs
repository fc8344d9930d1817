using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Channels.Inbox;

/// <summary>The JSON of a message, small enough for a row: at most 200 alerts, long texts cut.</summary>
internal static class InboxJson
{
    private const int MostAlerts = 200;
    private const int MostLabels = 100;
    private const int LongestText = 1000;
    private const int EnoughBytes = 256 * 1024;

    public static ReadOnlyMemory<byte> Write(Notification notification, string text)
    {
        var json = new GoJson().BeginObject()
            .Name("noticeId").Text(notification.NoticeId)
            .Name("attempt").Number(notification.Attempt)
            .Name("receiver").Text(Short(notification.Receiver))
            .Name("groupKey").Text(BoundedText.Cut(notification.GroupKey, 4 * LongestText))
            .Name("groupLabels").Labels(Short(notification.GroupLabels))
            .Name("reason").Text(notification.Reason.ToText())
            .Name("possibleRepeat").Truth(notification.PossibleRepeat)
            .Name("drill").Truth(notification.IsDrill)
            .Name("statusReport").Truth(notification.IsStatus)
            .Name("inPlaceOf").Text(Short(notification.StandsInFor ?? ""))
            .Name("decidedAt").Text(Rfc3339.Format(notification.DecidedAt))
            .Name("text").Text(text)
            .Name("alerts").BeginArray();
        var written = WriteAlerts(json, notification);
        json.EndArray().Name("moreAlerts").Number(notification.Alerts.Length - written);
        if (notification.Context is { IsEmpty: false } context)
        {
            json.Name("context").Json(LogContextJson.Write(context));
        }

        return json.EndObject().Written;
    }

    private static int WriteAlerts(GoJson json, Notification notification)
    {
        var count = 0;
        foreach (var alert in notification.Alerts.Take(MostAlerts))
        {
            // One alert is at most some 100 labels and annotations of 1,000 characters of 6 bytes each.
            if (json.Written.Length > EnoughBytes)
            {
                break;
            }

            Write(json, alert);
            count++;
        }

        return count;
    }

    private static void Write(GoJson json, NotifiedAlert alert)
    {
        json.BeginObject()
            .Name("status").Text(PlainText.Word(alert.Status).ToLowerInvariant())
            .Name("labels").Labels(Short(alert.Labels))
            .Name("annotations").Labels(Short(alert.Annotations))
            .Name("startsAt").Text(Rfc3339.Format(alert.StartsAt))
            .Name("endsAt");
        var ended = alert.EndsAt is { } end ? json.Text(Rfc3339.Format(end)) : json.Null();
        ended.Name("generatorURL").Text(Short(alert.GeneratorUrl))
            .Name("fingerprint").Text(alert.Fingerprint.ToString())
            .EndObject();
    }

    private static string Short(string text) => BoundedText.Cut(text, LongestText);

    private static LabelSet Short(LabelSet labels)
    {
        var left = MostLabels * LongestText / 4;
        return LabelSet.From(labels.Take(MostLabels)
            .Select(label => new Label(BoundedText.Cut(label.Name, LongestText), Short(label.Value)))
            .TakeWhile(label => (left -= label.Name.Length + label.Value.Length) > 0));
    }
}
