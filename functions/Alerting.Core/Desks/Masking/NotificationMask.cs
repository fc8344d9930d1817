using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Masking;

/// <summary>
/// Labels are never rewritten in state; a credential in them is masked in what is sent. What ids are made of stays that
/// of the true labels.
/// </summary>
internal static class NotificationMask
{
    public static Notification Apply(Notification notification, Redactor redactor)
    {
        var (labels, inGroup) = redactor.Labels(notification.GroupLabels);
        var alerts = MaskedCopy.Of(notification.Alerts, alert => Masked(alert, redactor));
        return inGroup == 0 && alerts is null ? notification : notification with
        {
            Alerts = alerts is null ? notification.Alerts : [.. alerts],
            GroupLabels = labels,
            GroupKey = KeyOf(notification.GroupKey, notification.GroupLabels, labels),
            Identity = notification.Identity,
        };
    }

    // The matchers of its routes come from the configuration.
    private static string KeyOf(string key, LabelSet before, LabelSet after)
    {
        var end = before.ToString();
        return !ReferenceEquals(before, after) && key.EndsWith(end, StringComparison.Ordinal)
            ? key[..^end.Length] + after
            : key;
    }

    // What was stored before a pattern was configured, or before there was any of this, is masked here, too.
    private static NotifiedAlert? Masked(NotifiedAlert alert, Redactor redactor)
    {
        var (labels, inLabels) = redactor.Labels(alert.Labels);
        var (annotations, inAnnotations) = redactor.Annotations(alert.Annotations);
        var url = redactor.Annotation(alert.GeneratorUrl);
        return inLabels + inAnnotations + url.Count == 0 ? null : alert with
        {
            Labels = labels,
            Annotations = annotations,
            GeneratorUrl = url.Text,
            Fingerprint = alert.Fingerprint,
        };
    }
}
