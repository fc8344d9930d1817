using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
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
        Build = Build,
    };

    private static Integration Build(Section own, int index, GlobalSettings global)
    {
        Reachable.WarnOf(own, "url");
        return new Integration.Webhook
        {
            Index = index,
            SendResolved = own.Truth("send_resolved", otherwise: true),
            Url = global.Files.Of(own, "url") ?? Secret.Inline(""),
            MaxAlerts = (int)Int128.Min(own.Value<Int128>("max_alerts"), int.MaxValue),
            Timeout = own.Value<TimeSpan>("timeout"),
            Http = HttpReader.Read(own.Below("http_config"), global.Http, global.Files),
            NotBuilt = NotBuilt(own),
        };
    }

    private static string? NotBuilt(Section own) => Reachable.Refuse(
        own,
        (Urls.IsTemplate(own.Text("url")) ? "url" : null, "templates in url"),
        (own.IsSet("payload") ? "payload" : null, "payload"));
}
