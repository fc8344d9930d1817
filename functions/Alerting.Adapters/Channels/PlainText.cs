using System.Globalization;
using System.Text;
using Alerting.Adapters.Channels.Contexts;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels;

/// <summary>
/// A notification as plain text: for the console, the inbox and wherever a channel has no markup. Control characters of
/// senders never pass, so that nobody's terminal is driven by an annotation.
/// </summary>
public static class PlainText
{
    private const int Shown = 10;
    private const int LongestLabel = 200;
    private const int LongestSummary = 1000;

    private static readonly string[] Telling = ["summary", "description", "message"];
    private static readonly HashSet<string> AlertName = ["alertname"];

    /// <summary>
    /// A status line, the reason, whether it is a drill or said in somebody's place, then at most ten alerts and how
    /// many more there are, then why they fire where that is known; lines end with a newline.
    /// </summary>
    public static string Render(Notification notification)
    {
        var text = new StringBuilder(Title(notification)).Append('\n').Append("reason: ")
            .Append(notification.Reason.ToText()).Append('\n');
        if (notification.PossibleRepeat)
        {
            text.Append(RepeatNote).Append('\n');
        }

        if (notification.IsDrill)
        {
            text.Append("drill: nothing is wrong\n");
        }

        if (notification.StandsInFor is { } absent)
        {
            text.Append("in place of ").Append(Line(absent, LongestSummary)).Append('\n');
        }

        foreach (var alert in notification.Alerts.Take(Shown))
        {
            var line = notification.IsStatus ? StatusLine(alert) : Line(alert);
            var when = notification.IsStatus ? "at" : "since";
            text.Append(CultureInfo.InvariantCulture, $"- {line} ({when} {Instant(alert.StartsAt)})\n");
        }

        var more = Math.Max(0, notification.Alerts.Length - Shown) + notification.Omitted;
        return text.Append(more > 0 ? string.Create(CultureInfo.InvariantCulture, $"and {more} more\n") : "")
            .Append(ContextText.Short(notification.Context)).ToString();
    }

    internal const string RepeatNote = "possible repeat: it is not known whether the last message arrived";

    /// <summary>
    /// Counts by status and the name of the group, such as <c>FIRING 2, RESOLVED 1: KubeJobFailed</c>; of what runs
    /// reported <c>STATUS 3: train</c>.
    /// </summary>
    internal static string Title(Notification notification)
    {
        if (notification.IsStatus)
        {
            var job = Line(notification.GroupLabels["job"], LongestLabel);
            return string.Create(CultureInfo.InvariantCulture, $"STATUS {notification.Alerts.Length}: {job}");
        }

        var counts = notification.Alerts.CountBy(alert => alert.Status).OrderBy(pair => pair.Key)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Word(pair.Key)} {pair.Value}"));
        return $"{string.Join(", ", counts)}: {Name(notification)}";
    }

    internal static string Word(AlertStatus status) => status switch
    {
        AlertStatus.Firing => "FIRING",
        AlertStatus.Resolved => "RESOLVED",
        AlertStatus.NoLongerReported => "NO LONGER REPORTED",
    };

    /// <summary>
    /// What the alert says of itself: the summary, description or message, else its labels; one line.
    /// </summary>
    internal static string Says(NotifiedAlert alert, int most)
    {
        var annotation = Telling.Select(name => alert.Annotations[name]).FirstOrDefault(text => text.Length > 0);
        return BoundedText.Printable(annotation ?? Labels(alert.Labels, most), most);
    }

    /// <summary>The moment in UTC, to the second.</summary>
    internal static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Line(string text, int most) => BoundedText.Printable(text, most).Replace('\n', ' ');

    private static string Line(NotifiedAlert alert) => Line(
        Word(alert.Status),
        BoundedText.Printable(alert.Labels["severity"], LongestLabel),
        BoundedText.Printable(alert.Labels["alertname"], LongestLabel),
        Says(alert, LongestSummary));

    private static string StatusLine(NotifiedAlert report) => Line(
        report.Labels["level"],
        report.Labels["type"],
        BoundedText.Printable(report.Labels["run"], LongestLabel),
        BoundedText.Printable(report.Annotations["message"], LongestSummary));

    private static string Line(params IEnumerable<string> words) =>
        string.Join(" | ", words.Where(word => word.Length > 0)).Replace('\n', ' ');

    private static string Name(Notification notification)
    {
        var grouped = notification.GroupLabels["alertname"];
        var common = grouped.Length > 0
            ? grouped
            : LabelSet.Common(notification.Alerts.Select(alert => alert.Labels.Only(AlertName)))["alertname"];
        var name = common.Length > 0 ? common : notification.Receiver;
        return BoundedText.Printable(name, LongestLabel).Replace('\n', ' ');
    }

    // Ends at the limit: a set may hold ten thousand labels.
    private static string Labels(LabelSet labels, int most)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length > 0 ? ", " : "").Append(BoundedText.Cut(name, most))
                .Append('=').Append(BoundedText.Cut(value, most));
            if (text.Length > most)
            {
                break;
            }
        }

        return text.ToString();
    }
}
