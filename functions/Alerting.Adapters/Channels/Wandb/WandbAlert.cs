using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>
/// The alert on a run. The SDK asks for a title of less than 64 characters; the service holds back an equal title for a
/// while, so it says whether anything fires and of which job, and one incident does not swallow the next.
/// </summary>
internal static class WandbAlert
{
    private const int LongestTitle = 63;
    private const int LongestJob = 36;
    private const int LongestName = 200;
    private const int LongestText = 4000;
    private const int LongestExcerpt = 1500;

    private const string Mutation =
        "mutation NotifyScriptableRunAlert($entityName: String!, $projectName: String!, $runName: String!, "
        + "$title: String!, $text: String!, $severity: AlertSeverity = INFO, $waitDuration: Duration) "
        + "{ notifyScriptableRunAlert(input: {entityName: $entityName, projectName: $projectName, runName: $runName, "
        + "title: $title, text: $text, severity: $severity, waitDuration: $waitDuration}) { success } }";

    /// <summary>A request to the GraphQL endpoint.</summary>
    /// <param name="run">Whose.</param>
    /// <param name="notification">With the alerts of that run alone.</param>
    public static ReadOnlyMemory<byte> Write(WandbRun run, Notification notification) => RelaxedJson.Of(json =>
    {
        var wait = ((Integration.Wandb)notification.Integration).WaitDuration;
        json.WriteStartObject();
        json.WriteString("operationName", "NotifyScriptableRunAlert");
        json.WriteString("query", Mutation);
        json.WriteStartObject("variables");
        json.WriteString("entityName", run.Entity);
        json.WriteString("projectName", run.Project);
        json.WriteString("runName", run.Id);
        json.WriteString("title", Title(notification));
        json.WriteString("text", Text(notification));
        json.WriteString("severity", Severity(notification));
        json.WriteNumber("waitDuration", (long)Math.Clamp(wait.TotalMilliseconds, 0, int.MaxValue));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static string Title(Notification notification)
    {
        var first = notification.Alerts.FirstOrDefault(alert => alert.Status == AlertStatus.Firing)
            ?? notification.Alerts[0];
        var job = JobName.Of(first.Labels, LongestJob);
        var name = Plain(first.Labels["alertname"], LongestName).Replace('\n', ' ');
        string[] named = [Plain(job, LongestJob), name];
        var mark = notification.IsDrill ? "[DRILL] " : "";
        var what = string.Join(": ", named.Where(part => part.Length > 0));
        return BoundedText.Cut($"{mark}{PlainText.Word(first.Status)} {what}".TrimEnd(), LongestTitle);
    }

    private static string Text(Notification notification)
    {
        string[] parts =
        [
            notification.StandsInFor is { } absent ? "In place of somebody else: " + absent : "",
            PlainText.Render(notification).TrimEnd('\n'),
            LogExcerpt.Of(notification, LongestExcerpt),
        ];
        var page = WebLinks.Group(notification);
        var text = string.Join('\n', parts.Where(part => part.Length > 0));
        return Plain(text, LongestText - page.Length - 1) + "\n" + page;
    }

    private static string Severity(Notification notification) => !notification.IsFiring
        ? "INFO"
        : Grades.Worst(notification) switch
        {
            Grade.Critical or Grade.Error or null => "ERROR",
            Grade.Warning => "WARN",
            Grade.Info => "INFO",
        };

    // The service passes the text on to Slack, where <!channel> and <@U…> call people.
    private static string Plain(string text, int most) => BoundedText.Escape(
        text, most, rune => rune.Value == '<' ? "‹" : BoundedText.Visible(rune));
}
