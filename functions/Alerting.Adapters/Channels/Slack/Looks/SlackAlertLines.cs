using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>
/// The alerts of a message, a line each: those that fire first, each with what sets it apart from the others.
/// </summary>
internal sealed class SlackAlertLines(Notification notification, SlackDigest digest, int most)
{
    private const int InOneText = 5;
    private const int LineLength = 560;
    private const int LabelsLength = 100;
    private const int LabelLength = 50;
    private const int SaysLength = 200;

    private bool wantsFiring = true;
    private int at;
    private int shown;

    /// <summary>
    /// Puts the next lines into the text, which is empty: at most five, 3,000 characters; after the most lines
    /// in all how many more there are. False when there are no more.
    /// </summary>
    public bool Next(StringBuilder text)
    {
        for (var lines = 0; lines < InOneText && shown < most && Take() is { } alert; lines++)
        {
            shown++;
            Append(text, alert);
        }

        var more = notification.Alerts.Length - shown + notification.Omitted;
        if (more > 0 && at >= 0 && (shown == most || notification.Alerts.Length == shown))
        {
            at = -1;
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "\n" : "")}and {more} more");
        }

        return text.Length > 0;
    }

    private NotifiedAlert? Take()
    {
        while (at >= 0)
        {
            while (at < notification.Alerts.Length)
            {
                var alert = notification.Alerts[at++];
                if (alert.Status == AlertStatus.Firing == wantsFiring)
                {
                    return alert;
                }
            }

            if (!wantsFiring)
            {
                return null;
            }

            (wantsFiring, at) = (false, 0);
        }

        return null;
    }

    private void Append(StringBuilder text, NotifiedAlert alert)
    {
        var end = text.Length + LineLength;
        text.Append(text.Length > 0 ? "\n• *" : "• *").Append(PlainText.Word(alert.Status)).Append("* ");
        AppendApart(text, alert.Labels);
        if (SlackDigest.Says(alert) is { Length: > 0 } says)
        {
            text.Line(says, SaysLength).Append(' ');
        }

        text.Append("since ").Date(alert.StartsAt).Link(alert.Annotations["log_url"], "log", end);
    }

    // What all alerts have stands above them.
    private void AppendApart(StringBuilder text, LabelSet labels)
    {
        var start = text.Length;
        var count = Math.Min(labels.Count, SlackDigest.LabelsLookedAt);
        for (var i = 0; i < count && text.Length - start < LabelsLength; i++)
        {
            if (!digest.IsCommon(labels[i], i))
            {
                text.Append(text.Length > start ? ", " : "")
                    .Line(labels[i].Name, LabelLength).Append('=').Line(labels[i].Value, LabelLength);
            }
        }

        text.Append(text.Length > start ? ": " : "");
    }
}
