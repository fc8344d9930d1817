using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels;

/// <summary>Where people can read on: only http and https, from wherever the address comes.</summary>
internal static class WebLinks
{
    private const int LongestUrl = 2000;

    private static readonly (string Annotation, string Text)[] Annotated =
        [("runbook_url", "Runbook"), ("dashboard_url", "Dashboard"), ("log_url", "Logs")];

    /// <summary>
    /// The address, or what it is as a URI where it holds white space or control characters; null when it is not an
    /// absolute http or https one of at most 2,000 characters.
    /// </summary>
    public static string? Clean(string url)
    {
        var text = url.Length <= LongestUrl ? url.Trim() : "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return null;
        }

        var clean = text.All(c => c is > ' ' and < '\u007f') ? text : uri.AbsoluteUri;
        return clean.Length <= LongestUrl ? clean : null;
    }

    /// <summary>
    /// The group among the alerts that there are, as Alertmanager's own page is addressed; of what would make it longer
    /// than 2,000 characters it says nothing.
    /// </summary>
    public static string Group(Notification notification)
    {
        var page = notification.ExternalUrl + "/#/alerts?";
        page += Argument(page, "receiver=", notification.Receiver);
        return notification.GroupLabels is { Count: > 0, Units: < LongestUrl } labels
            ? page + Argument(page, "&filter=", labels.ToString())
            : page;
    }

    /// <summary>What the annotations of the alerts lead to, each address once.</summary>
    public static IEnumerable<(string Href, string Text)> Of(Notification notification) => notification.Alerts
        .SelectMany(alert => Annotated.Select(known => (Url: alert.Annotations[known.Annotation], known.Text)))
        .Where(link => link.Url.Length > 0)
        .DistinctBy(link => link.Url)
        .Select(link => (Href: Clean(link.Url) ?? "", link.Text))
        .Where(link => link.Href.Length > 0);

    private static string Argument(string page, string name, string value)
    {
        var argument = value.Length < LongestUrl ? name + Uri.EscapeDataString(value) : "";
        return page.Length + argument.Length <= LongestUrl ? argument : "";
    }
}
