using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Templates.Data;

/// <summary>A notification as templates and payloads see it.</summary>
public static class NotificationData
{
    private static readonly Label Unreported = new("alerting_ended", "no longer reported");

    /// <summary>All of it.</summary>
    public static TemplateData Of(Notification notification) => Of(notification, notification.Alerts);

    /// <summary>
    /// The same with only some of its alerts, of which at least one: status and common labels are theirs. Templates
    /// know only firing and resolved, so one that is no longer reported is resolved with an annotation that says so.
    /// </summary>
    public static TemplateData Of(Notification notification, ImmutableArray<NotifiedAlert> alerts) =>
        Of(notification.Receiver, notification.GroupLabels, alerts, notification.DecidedAt) with
        {
            NotificationReason = notification.Reason.ToText(),
            RouteLabels = notification.RouteLabels,
            Context = notification.Context,
            ExternalUrl = notification.ExternalUrl,
        };

    /// <summary>The same of a group that nobody is told of now.</summary>
    /// <param name="receiver">Who would be.</param>
    /// <param name="groupLabels">The labels that make the group.</param>
    /// <param name="alerts">At least one.</param>
    /// <param name="at">For ends that nobody knows, and for what templates take for now.</param>
    public static TemplateData Of(
        string receiver, LabelSet groupLabels, ImmutableArray<NotifiedAlert> alerts, DateTimeOffset at)
    {
        var worded = alerts.Select(alert => Worded(alert, at)).ToImmutableArray();
        return new()
        {
            Receiver = GoRegex.QuoteMeta(receiver),
            Status = Word(alerts.Any(alert => alert.Status == AlertStatus.Firing)),
            Alerts = worded,
            GroupLabels = groupLabels,
            CommonLabels = LabelSet.Common(worded.Select(alert => alert.Labels)),
            CommonAnnotations = LabelSet.Common(worded.Select(alert => alert.Annotations)),
            ExternalUrl = "",
            Now = at,
        };
    }

    /// <summary>The labels of its route, rendered over it; see <see cref="Data.RouteLabels"/>.</summary>
    public static Notification WithRouteLabels(Notification notification, LabelSet written) => written.Count == 0
        ? notification
        : notification with { RouteLabels = RouteLabels.Of(written, notification.Templates, Of(notification)) };

    private static TemplateAlert Worded(NotifiedAlert alert, DateTimeOffset decidedAt)
    {
        var isFiring = alert.Status == AlertStatus.Firing;
        return new(
            Word(isFiring),
            alert.Labels,
            alert.Status == AlertStatus.NoLongerReported
                ? LabelSet.From(alert.Annotations.Append(Unreported))
                : alert.Annotations,
            alert.StartsAt,
            isFiring ? null : alert.EndsAt ?? decidedAt,
            alert.GeneratorUrl,
            alert.Fingerprint.ToString());
    }

    private static string Word(bool isFiring) => isFiring ? "firing" : "resolved";
}
