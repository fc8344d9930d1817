using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>An alert and the flow run that it is about.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="FlowRun">Of a report of a run also the run itself, where its id can be one of Prefect's. Null where it
/// names none.</param>
/// <param name="Fault">Why the template that names it failed, one line; null when it did not.</param>
internal sealed record PrefectAlert(NotifiedAlert Alert, Guid? FlowRun, string? Fault)
{
    private const int LongestId = 100;

    /// <summary>All of a notification, in its order.</summary>
    public static ImmutableArray<PrefectAlert> Of(Notification notification)
    {
        var template = ((Integration.Prefect)notification.Integration).FlowRunId;
        return [.. notification.Alerts.Select(alert => Of(notification, alert, template))];
    }

    private static PrefectAlert Of(Notification notification, NotifiedAlert alert, string template)
    {
        var wording = Wording.Of(notification, alert);
        var text = wording.Text(template, LongestId).Trim();
        var run = notification.IsStatus ? alert.Labels["run"] : "";
        return new(alert, FlowRunOf(text) ?? FlowRunOf(run), wording.Fault);
    }

    private static Guid? FlowRunOf(string text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
