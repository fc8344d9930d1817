using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Templates.Structured;

namespace Alerting.Core.Configuration.Reading.Integrations;

/// <summary>The integration of an element of <c>pagerduty_configs</c>.</summary>
internal static class PagerdutyReader
{
    private const string UsualUrl = "https://events.pagerduty.com/v2/enqueue";

    public static Integration Read(Section own, int index, GlobalSettings global)
    {
        var url = own.Value<string>("url") ?? global.Section?.Value<string>("pagerduty_url");
        return new Integration.Pagerduty
        {
            Index = index,
            SendResolved = own.Truth("send_resolved", otherwise: true),
            RoutingKey = global.Files.Of(own, "routing_key"),
            ServiceKey = global.Files.Of(own, "service_key"),
            Url = url ?? UsualUrl,
            IsUrlConfigured = url is not null,
            Client = own.TextOrDefault("client"),
            ClientUrl = own.TextOrDefault("client_url"),
            Description = own.TextOrDefault("description"),
            Details = Details(own),
            Images = [.. own.Items<Section>("images").Select(ImageOf)],
            Links = [.. own.Items<Section>("links").Select(LinkOf)],
            Source = Filled(own, "source"),
            Severity = Filled(own, "severity"),
            Class = own.Text("class"),
            Component = own.Text("component"),
            Group = own.Text("group"),
            Timeout = own.Value<TimeSpan>("timeout"),
            Http = HttpReader.Read(own.Below("http_config"), global.Http, global.Files),
        };
    }

    // Alertmanager has no default of the key itself, and takes another value where it is empty.
    private static string? Filled(Section own, string key) => own.IsSet(key) ? own.Text(key) : null;

    private static PagerdutyImage ImageOf(Section image) =>
        new(image.Text("src"), image.Text("alt"), image.Text("href"));

    private static PagerdutyLink LinkOf(Section link) => new(link.Text("href"), link.Text("text"));

    private static ImmutableArray<KeyValuePair<string, TemplateTree>> Details(Section own) =>
    [
        .. own.Entries("details")
            .Select(entry => KeyValuePair.Create(
                entry.Key, TemplateTrees.Of(entry.Value as YamlNode, own.At("details")))),
    ];
}
