using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>
/// The texts of an event, bounded: PagerDuty documents 1,024 characters for the summary, and no limit for the others.
/// </summary>
internal sealed record PagerdutyWords
{
    private const int LongestSummary = 1024;
    private const int LongestText = 1024;
    private const string Drill = "[DRILL] ";
    private const string Product = "Alerting";

    private PagerdutyWords() { }

    /// <summary>1 to 1,024 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>Who sends it; may be empty.</summary>
    public required string Client { get; init; }

    /// <summary>Where to read on; may be empty.</summary>
    public required string ClientUrl { get; init; }

    /// <summary>What is in trouble; never empty.</summary>
    public required string Source { get; init; }

    /// <summary>One of the four words that PagerDuty has.</summary>
    public required string Severity { get; init; }

    /// <summary>May be empty.</summary>
    public required string Class { get; init; }

    /// <summary>May be empty.</summary>
    public required string Component { get; init; }

    /// <summary>May be empty.</summary>
    public required string Group { get; init; }

    /// <summary>What the templates of the integration make.</summary>
    public static PagerdutyWords Of(Notification notification, Wording wording)
    {
        var integration = (Integration.Pagerduty)notification.Integration;
        string Text(string template, string instead = "") => wording.Text(template, LongestText, instead);
        var client = Text(integration.Client ?? """{{ template "pagerduty.default.client" . }}""", Product);
        var source = integration.Source is { Length: > 0 } template ? Text(template, client) : client;
        return new()
        {
            Summary = SummaryOf(notification, integration, wording),
            Client = client,
            ClientUrl = WebLinks.Clean(
                Text(integration.ClientUrl ?? """{{ template "pagerduty.default.clientURL" . }}""")) ?? "",
            Source = source.Length > 0 ? source : Product,
            Severity = SeverityOf(notification, integration, wording),
            Class = Text(integration.Class),
            Component = Text(integration.Component),
            Group = Text(integration.Group),
        };
    }

    /// <summary>Who sends it and where to read on.</summary>
    public void WriteClient(Utf8JsonWriter json)
    {
        RelaxedJson.Unless(json, "client", Client);
        RelaxedJson.Unless(json, "client_url", ClientUrl);
    }

    /// <summary>The members of <c>payload</c> but for the details.</summary>
    public void WritePayload(Utf8JsonWriter json)
    {
        json.WriteString("summary", Summary);
        json.WriteString("source", Source);
        json.WriteString("severity", Severity);
        RelaxedJson.Unless(json, "class", Class);
        RelaxedJson.Unless(json, "component", Component);
        RelaxedJson.Unless(json, "group", Group);
    }

    private static string SummaryOf(Notification notification, Integration.Pagerduty integration, Wording wording)
    {
        var template = integration.Description ?? """{{ template "pagerduty.default.description" . }}""";
        var text = wording.Raw(template) is { } made && made.Trim().Length > 0
            ? made
            : PlainText.Title(notification);
        var isMarked = !notification.IsDrill || text.StartsWith(Drill, StringComparison.Ordinal);
        return BoundedText.Runes(isMarked ? text : Drill + text, LongestSummary);
    }

    // PagerDuty refuses any other word: one that a label brought along must not cost the event.
    private static string SeverityOf(Notification notification, Integration.Pagerduty integration, Wording wording)
    {
        var grade = integration.Severity is { Length: > 0 } template
            ? Grades.Of(wording.Text(template, LongestText))
            : Grades.Worst(notification);
        return grade switch
        {
            Grade.Critical => "critical",
            Grade.Error or null => "error",
            Grade.Warning => "warning",
            Grade.Info => "info",
        };
    }
}
