using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Integrations;

/// <summary>The integration of an element of <c>webhook_configs</c>.</summary>
internal static class WebhookReader
{
    public static Integration Read(Section own, int index, GlobalSettings global)
    {
        Reachable.WarnOf(own, "url");
        return new Integration.Webhook
        {
            Index = index,
            SendResolved = own.Truth("send_resolved", otherwise: true),
            Url = global.Files.Of(own, "url") ?? Secret.Inline(""),
            MaxAlerts = (int)Int128.Min(own.Value<Int128>("max_alerts"), int.MaxValue),
            Timeout = own.Value<TimeSpan>("timeout"),
            Payload = own.Value<YamlNode>("payload") is { } payload
                ? TemplateTrees.Of(payload, own.At("payload"))
                : null,
            Http = HttpReader.Read(own.Below("http_config"), global.Http, global.Files),
        };
    }
}
