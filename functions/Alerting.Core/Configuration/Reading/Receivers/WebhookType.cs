using Alerting.Core.Configuration.Reading.Integrations;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>webhook_configs</c>.</summary>
internal static class WebhookType
{
    public static ReceiverType Webhook { get; } = new("webhook", "WebhookConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.TemplateUrl, "url"),
            .. Key.Of(Kind.Text, "url_file"),
            .. Key.Of(Kind.Uint, "max_alerts"),
            .. Key.Of(Kind.GoDuration, "timeout"),
            .. Key.Of(Kind.Any, "payload"),
        ],
        Rules.OneOf("url"),
        Rules.NotBoth("url")))
    {
        Build = WebhookReader.Read,
    };
}
