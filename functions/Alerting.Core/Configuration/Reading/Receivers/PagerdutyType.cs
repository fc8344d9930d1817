using Alerting.Core.Configuration.Reading.Integrations;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>pagerduty_configs</c>.</summary>
internal static class PagerdutyType
{
    private static readonly Kind Image = Kind.Map(
        new([.. Key.Of(Kind.Text, "src", "alt", "href")]) { Type = "config.PagerdutyImage" });

    private static readonly Kind Link = Kind.Map(
        new([.. Key.Of(Kind.Text, "href", "text")]) { Type = "config.PagerdutyLink" });

    public static ReceiverType Pagerduty { get; } = new("pagerduty", "PagerdutyConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "service_key", "routing_key"),
            .. Key.Of(Kind.Url, "url"),
            .. Key.Of(
                Kind.Text, "service_key_file", "routing_key_file", "client", "client_url", "description", "source",
                "severity", "class", "component", "group"),
            .. Key.Of(Kind.AnyMap, "details"),
            .. Key.Of(Kind.List("[]config.PagerdutyImage", Image), "images"),
            .. Key.Of(Kind.List("[]config.PagerdutyLink", Link), "links"),
            .. Key.Of(Kind.GoDuration, "timeout"),
        ],
        Rules.Need(
            ["routing_key", "service_key", "routing_key_file", "service_key_file"],
            "missing service or routing key in PagerDuty config"),
        Rules.NotBoth("routing_key"),
        Rules.NotBoth("service_key")),
        Inherited.Url("url", "pagerduty_url", "no global PagerDuty URL set"))
    {
        Build = PagerdutyReader.Read,
    };
}
