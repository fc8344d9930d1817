using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>What an event links to and shows.</summary>
/// <param name="Links">At most 20, each address once, http and https alone: what is configured, our own page, then what
/// the alerts name.</param>
/// <param name="Images">At most 20, of those that are configured: PagerDuty shows only what is served over
/// https.</param>
internal sealed record PagerdutyLinks(ImmutableArray<PagerdutyLink> Links, ImmutableArray<PagerdutyImage> Images)
{
    private const int Most = 20;
    private const int LongestUrl = 2000;
    private const int LongestText = 255;

    /// <summary>Those of a notification.</summary>
    public static PagerdutyLinks Of(Notification notification, Wording wording)
    {
        var integration = (Integration.Pagerduty)notification.Integration;
        var configured = integration.Links.Take(Most - 1)
            .Select(link => new PagerdutyLink(Url(wording, link.Href), wording.Text(link.Text, LongestText)));
        var own = new PagerdutyLink(WebLinks.Clean(WebLinks.Group(notification)) ?? "", "Alerts of this group");
        var named = WebLinks.Of(notification).Select(link => new PagerdutyLink(link.Href, link.Text));
        var images = integration.Images.Take(Most).Select(image => new PagerdutyImage(
            Url(wording, image.Src), wording.Text(image.Alt, LongestText), Url(wording, image.Href)));
        return new(
            [.. configured.Append(own).Concat(named).Where(link => link.Href.Length > 0).DistinctBy(link => link.Href)
                .Take(Most)],
            [.. images.Where(image => image.Src.StartsWith("https:", StringComparison.OrdinalIgnoreCase))]);
    }

    /// <summary>Both as members.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("links");
        foreach (var link in Links)
        {
            json.WriteStartObject();
            json.WriteString("href", link.Href);
            json.WriteString("text", link.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("images");
        foreach (var image in Images)
        {
            json.WriteStartObject();
            json.WriteString("src", image.Src);
            json.WriteString("alt", image.Alt);
            json.WriteString("href", image.Href);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Url(Wording wording, string template) =>
        WebLinks.Clean(wording.Text(template, LongestUrl + 1)) ?? "";
}
