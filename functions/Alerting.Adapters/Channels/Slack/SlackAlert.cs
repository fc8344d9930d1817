using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>One alert as the text of a section; at most 3,000 characters, because its parts add up to less.</summary>
internal static class SlackAlert
{
    private const int LabelLength = 150;
    private const int SaysLength = 1200;

    public static string Text(NotifiedAlert alert)
    {
        string[] lines =
        [
            Head(alert),
            Mrkdwn.Escape(PlainText.Says(alert, SaysLength), SaysLength),
            Times(alert),
            Joined(" | ", Mrkdwn.Link(alert.Annotations["runbook_url"], "Runbook"), Mrkdwn.Link(alert.GeneratorUrl, "Source")),
        ];
        return Joined("\n", lines);
    }

    private static string Head(NotifiedAlert alert) => Joined(
        " | ",
        $"*{PlainText.Word(alert.Status)}*",
        Mrkdwn.Escape(alert.Labels["severity"], LabelLength),
        Mrkdwn.Escape(alert.Labels["alertname"], LabelLength)).Replace('\n', ' ');

    private static string Times(NotifiedAlert alert)
    {
        var since = "since " + Mrkdwn.Date(alert.StartsAt);
        return alert.EndsAt is { } end && alert.Status != AlertStatus.Firing
            ? $"{since}, until {Mrkdwn.Date(end)}"
            : since;
    }

    private static string Joined(string between, params string[] parts) =>
        string.Join(between, parts.Where(part => part.Length > 0));
}
