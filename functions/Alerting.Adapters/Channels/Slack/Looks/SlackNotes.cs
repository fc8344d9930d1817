using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>The first line of a message and what is said above all else, whatever templates there are.</summary>
internal static class SlackNotes
{
    /// <summary>Before the title of a drill.</summary>
    public const string Drill = "DRILL: ";

    private const int NameLength = 150;
    private const int SaysLength = 400;
    private const int NoteLength = 500;

    /// <summary>
    /// Counts by status, severity, the group's name and what its first alert says; one line, which is what phones show.
    /// At most 900 characters.
    /// </summary>
    public static StringBuilder Headline(this StringBuilder text, Notification notification, SlackDigest digest) =>
        text.Headline(notification, digest, digest.First);

    /// <summary>The same with what another alert says.</summary>
    public static StringBuilder Headline(
        this StringBuilder text, Notification notification, SlackDigest digest, NotifiedAlert alert)
    {
        text.Append(notification.IsDrill ? Drill : "").Counts(digest);
        if (digest.Severity.Length > 0)
        {
            text.Append(" | ").Line(digest.Severity, NameLength);
        }

        text.Append(" | ").Name(notification, digest);
        return SlackDigest.Says(alert) is { Length: > 0 } says ? text.Append(" | ").Line(says, SaysLength) : text;
    }

    /// <summary>Such as <c>FIRING 2, RESOLVED 1</c>.</summary>
    public static StringBuilder Counts(this StringBuilder text, SlackDigest digest) => text
        .Count(AlertStatus.Firing, digest.Firing, false)
        .Count(AlertStatus.Resolved, digest.Resolved, digest.Firing > 0)
        .Count(AlertStatus.NoLongerReported, digest.Unreported, digest.Firing + digest.Resolved > 0);

    /// <summary>
    /// What people must know before they act: each note on a line, no line at the end; empty for most notices.
    /// </summary>
    /// <param name="text">What comes before.</param>
    /// <param name="notification">The notice.</param>
    /// <param name="failure">The error of a template in whose place something else is said; null for none.</param>
    public static StringBuilder Notes(this StringBuilder text, Notification notification, string? failure)
    {
        if (notification.IsDrill)
        {
            text.Note("DRILL: nothing of this is true", "");
        }

        if (notification.StandsInFor is { } absent)
        {
            text.Note("told here because somebody else could not be told: ", absent);
        }

        if (notification.PossibleRepeat)
        {
            text.Note(PlainText.RepeatNote, "");
        }

        return failure is null ? text : text.Note("a template failed: ", failure);
    }

    /// <summary>What the group is called, one line: its alerts' name, else its labels, else its receiver.</summary>
    private static StringBuilder Name(this StringBuilder text, Notification notification, SlackDigest digest)
    {
        if (digest.AlertName(notification) is { Length: > 0 } alertName)
        {
            return text.Line(alertName, NameLength);
        }

        var start = text.Length;
        foreach (var (name, value) in notification.GroupLabels)
        {
            if (text.Length - start > NameLength)
            {
                return text;
            }

            text.Append(text.Length > start ? ", " : "")
                .Line(name, NameLength / 2).Append('=').Line(value, NameLength / 2);
        }

        return notification.GroupLabels.Count > 0 ? text : text.Line(notification.Receiver, NameLength);
    }

    private static StringBuilder Count(this StringBuilder text, AlertStatus status, int count, bool isNext) =>
        count == 0
            ? text
            : text.Append(CultureInfo.InvariantCulture, $"{(isNext ? ", " : "")}{PlainText.Word(status)} {count}");

    private static StringBuilder Note(this StringBuilder text, string note, string detail) =>
        text.Append(text.Length > 0 ? "\n" : "").Append(note).Line(detail, NoteLength);
}
