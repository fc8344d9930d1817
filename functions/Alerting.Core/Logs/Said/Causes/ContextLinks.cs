using System.Collections.Immutable;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>Where to go on, and whom to ask, as alerts and sources say it.</summary>
internal static class ContextLinks
{
    private const int Most = 10;
    private const int LongestUrl = 2000;
    private const int LongestName = 100;

    // Alerts of a storm say the same.
    private const int MostAlerts = 50;
    private const string TraceId = "{trace_id}";

    private static readonly (string Annotation, string Name)[] Known =
    [
        ("runbook_url", "Runbook"), ("dashboard_url", "Dashboard"), ("trace_url", "Trace"), ("log_url", "Logs"),
        ("owner_url", "Owner"),
    ];

    private static readonly string[] Owners = ["owner", "contact", "team"];

    /// <summary>At most 10, each address once.</summary>
    public static ImmutableArray<ContextLink> Of(Material material)
    {
        var alerts = material.Alerts.Take(MostAlerts).ToArray();
        var found = Known.SelectMany(known => alerts.Select(alert => (known.Name, Url: Url(alert, known.Annotation))))
            .Concat(material.Sources.Select(source => (Name: LineText.OneLine(source.Report.Name, LongestName),
                Url: source.Report.Link ?? "")))
            .Concat(alerts.Select(alert => (Name: "Source", Url: alert.GeneratorUrl)));
        return [.. found.Select(link => (link.Name, Url: Clean(link.Url)))
            .Where(link => link.Url is not null).DistinctBy(link => link.Url).Take(Most)
            .Select(link => new ContextLink(link.Name, link.Url!))];
    }

    /// <summary>Who owns what failed; empty when nothing says.</summary>
    public static string Owner(Material material) => LineText.OneLine(
        material.Alerts.Take(MostAlerts)
            .SelectMany(alert => new[] { alert.Annotations, alert.Labels })
            .SelectMany(texts => Owners.Select(name => texts[name]))
            .FirstOrDefault(text => text.Length > 0) ?? "",
        2 * LongestName);

    // The id of a trace comes from anybody, the pattern from whoever wrote the rule.
    private static string Url(AlertTold alert, string annotation) => alert.Annotations[annotation] is var url
        && url.Contains(TraceId, StringComparison.Ordinal)
            ? alert.Annotations["trace_id"] is { Length: > 0 and <= 200 } id
                ? url.Replace(TraceId, Uri.EscapeDataString(id), StringComparison.Ordinal)
                : ""
            : url;

    private static string? Clean(string url)
    {
        var text = url.Length <= LongestUrl ? url.Trim() : "";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.AbsoluteUri.Length <= LongestUrl
                ? text.All(c => c is > ' ' and < '\u007f') ? text : uri.AbsoluteUri
                : null;
    }
}
