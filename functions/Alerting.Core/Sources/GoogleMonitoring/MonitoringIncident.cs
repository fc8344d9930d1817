using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.GoogleMonitoring;

/// <summary>
/// An incident as an alert. Its id is no label: another incident of the same condition on the same resource is the same
/// alert again.
/// </summary>
internal sealed class MonitoringIncident(JsonElement incident, Rejections rejected, DateTimeOffset now)
{
    private readonly List<Label> labels = [];
    private readonly List<Label> notes = [];

    /// <summary>The alert; null where it cannot be told what became of the incident.</summary>
    public Alert? Read()
    {
        var state = incident.Text("state");
        if (state?.ToUpperInvariant() is not ("OPEN" or "ACKNOWLEDGED" or "CLOSED"))
        {
            rejected.Add("$.incident.state", "expected open or closed");
            return null;
        }

        AddLabels();
        AddNotes();
        var isClosed = state.Equals("closed", StringComparison.OrdinalIgnoreCase);
        var (start, end) = SourceTime.OfAlert(Time("started_at"), isClosed ? Time("ended_at") ?? now : null, now);
        return new()
        {
            Labels = LabelSet.From(labels),
            Annotations = LabelSet.From(notes),
            StartsAt = start,
            EndsAt = end,
            GeneratorUrl = incident.Text("url") ?? "",
            Ending = Ending.Explicit,
        };
    }

    // The later of a name wins: what the policy's owner wrote yields to what the service says.
    private void AddLabels()
    {
        AddAll(incident.Object("policy_user_labels"));
        AddAll(incident.Object("metric")?.Object("labels"));
        AddAll(incident.Object("resource")?.Object("labels"));
        Add(labels, "resource_type", incident.Object("resource")?.Text("type"));
        Add(labels, "metric_type", incident.Object("metric")?.Text("type"));
        Add(labels, "project", incident.Scalar("scoping_project_id"));
        Add(labels, "condition", incident.Text("condition_name"));
        Add(labels, "alertname", incident.Text("policy_name") ?? incident.Text("condition_name") ?? "CloudMonitoring");
        var (severity, level) = SeverityOf(incident.Text("severity"));
        Add(labels, "severity", severity);
        Add(labels, "level", level);
    }

    private void AddNotes()
    {
        var documentation = incident.Object("documentation");
        Add(notes, "summary", incident.Text("summary") ?? documentation?.Text("subject"));
        Add(notes, "description", documentation?.Text("content") ?? incident.Text("documentation"));
        Add(notes, "subject", documentation?.Text("subject"));
        Add(notes, "runbook_url", FirstLink(documentation));
        Add(notes, "url", incident.Text("url"));
        Add(notes, "incident_id", incident.Scalar("incident_id"));
        Add(notes, "resource", incident.Text("resource_display_name") ?? incident.Text("resource_name"));
        Add(notes, "metric", incident.Object("metric")?.Text("displayName"));
        Add(notes, "observed_value", incident.Scalar("observed_value"));
        Add(notes, "threshold_value", incident.Scalar("threshold_value"));
    }

    // The words of AlertPolicy.Severity; a policy need not have one.
    private static (string? Severity, string? Level) SeverityOf(string? severity) => severity?.ToUpperInvariant() switch
    {
        "CRITICAL" => ("critical", "CRITICAL"),
        "ERROR" => ("critical", "ERROR"),
        "WARNING" => ("warning", "WARNING"),
        _ => (null, null),
    };

    private static string? FirstLink(JsonElement? documentation) =>
        documentation?.Member("links") is { ValueKind: JsonValueKind.Array } links
            ? links.EnumerateArray().Select(link => link.Text("url")).FirstOrDefault(url => url is not null)
            : null;

    private void AddAll(JsonElement? texts)
    {
        foreach (var member in texts?.EnumerateObject() ?? default)
        {
            if (JsonText.NameOf(member) is { Length: > 0 } name)
            {
                Add(labels, name, JsonFind.ScalarOf(member.Value));
            }
        }
    }

    private static void Add(List<Label> to, string name, string? value)
    {
        if (value is not null)
        {
            to.Add(new(name, value));
        }
    }

    // Whole seconds since 1970; 0 in a test of the channel, null while it is open.
    private DateTimeOffset? Time(string name)
    {
        if (incident.Member(name) is not { } value || value is { ValueKind: JsonValueKind.Number } && IsZero(value))
        {
            return null;
        }

        var time = SourceTime.Loose(value);
        if (time is null)
        {
            rejected.Add("$.incident." + name, "seconds since 1970", value);
        }

        return time;
    }

    private static bool IsZero(JsonElement value) =>
        double.TryParse(value.GetRawText(), CultureInfo.InvariantCulture, out var number) && number == 0;
}
