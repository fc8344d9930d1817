using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Structured;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>What a webhook is sent.</summary>
/// <param name="Bytes">JSON with a newline at the end, as Alertmanager's.</param>
/// <param name="Failure">The error of the configured payload's templates, in whose place the usual one is sent; null
/// for none.</param>
internal sealed record WebhookBody(ReadOnlyMemory<byte> Bytes, string? Failure)
{
    private const int ErrorLength = 300;

    private static readonly Label Drill = new("alerting_drill", "true");

    /// <summary>
    /// The configured payload, which replaces all of the usual one, or that. An alert of a drill has an annotation that
    /// says so, because whoever passes it on may know nothing of our headers.
    /// </summary>
    public static WebhookBody Of(Notification notification)
    {
        var integration = (Integration.Webhook)notification.Integration;
        var said = notification.IsDrill ? Marked(notification) : notification;
        if (integration.Payload is not { } tree)
        {
            return new(WebhookPayload.Write(said, integration.MaxAlerts), null);
        }

        try
        {
            var data = NotificationData.Of(said, Kept(said, integration.MaxAlerts));
            byte[] bytes = [.. StructuredTemplate.Json(tree, said.Templates, data).Span, (byte)'\n'];
            return new(bytes, null);
        }
        catch (TemplateException broken)
        {
            var failure = BoundedText.Printable(broken.Message, ErrorLength).Replace('\n', ' ');
            return new(WebhookPayload.Write(said, integration.MaxAlerts), failure);
        }
    }

    /// <summary>The first alerts, as many as <c>max_alerts</c> lets through; 0 for all.</summary>
    public static ImmutableArray<NotifiedAlert> Kept(Notification notification, int maxAlerts) =>
        maxAlerts > 0 && maxAlerts < notification.Alerts.Length
            ? notification.Alerts[..maxAlerts]
            : notification.Alerts;

    private static Notification Marked(Notification notification) => notification with
    {
        Alerts =
        [
            .. notification.Alerts.Select(alert =>
                alert with { Annotations = LabelSet.From(alert.Annotations.Append(Drill)) }),
        ],
    };
}
