using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>What a message says of all its alerts together, found in one walk over them.</summary>
internal sealed class SlackDigest
{
    /// <summary>How many labels of a set, which may hold ten thousand, are looked at.</summary>
    public const int LabelsLookedAt = 64;

    private readonly bool[] common;

    private SlackDigest(NotifiedAlert first) =>
        (First, common) = (first, new bool[Math.Min(LabelsLookedAt, first.Labels.Count)]);

    /// <summary>How many fire.</summary>
    public int Firing { get; private set; }

    /// <summary>How many were resolved.</summary>
    public int Resolved { get; private set; }

    /// <summary>How many are over only because nobody reports them.</summary>
    public int Unreported { get; private set; }

    /// <summary>The first that fires; the first of all where none does.</summary>
    public NotifiedAlert First { get; private set; }

    /// <summary>The worst severity, in the word of its alert, of those that fire or, where none does, of all.</summary>
    public string Severity { get; private set; } = "";

    /// <summary>What that word means; null where it means nothing to us.</summary>
    public Grade? Grade { get; private set; }

    /// <summary>Since when the longest of them has fired.</summary>
    public DateTimeOffset Since { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the last of them ended; null where none says.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The colour of the bar: how bad it is; green when all was resolved.</summary>
    public string Color => (Firing, Unreported, Grade) switch
    {
        (0, 0, _) => "#2EB67D",
        (0, _, _) => "#8A8A8A",
        (_, _, Channels.Grade.Info) => "#3B82C4",
        (_, _, Channels.Grade.Warning) => "#F2B600",
        (_, _, Channels.Grade.Error) => "#E8710A",
        _ => "#D50000",
    };

    /// <summary>Of all alerts of a notification.</summary>
    public static SlackDigest Of(Notification notification)
    {
        var first = notification.Alerts[0];
        foreach (var alert in notification.Alerts)
        {
            if (alert.Status == AlertStatus.Firing)
            {
                first = alert;
                break;
            }
        }

        var digest = new SlackDigest(first);
        foreach (var alert in notification.Alerts)
        {
            digest.Count(alert);
        }

        digest.Compare(notification);
        return digest;
    }

    /// <summary>What the alert says of itself: the summary, description or message; may be empty.</summary>
    public static string Says(NotifiedAlert alert) => alert.Annotations["summary"] is { Length: > 0 } summary
        ? summary
        : alert.Annotations["description"] is { Length: > 0 } description
            ? description
            : alert.Annotations["message"];

    /// <summary>Whether all alerts have the label that stands there in <see cref="First"/>.</summary>
    public bool IsCommon(int index) => index < common.Length && common[index];

    /// <summary>Whether all alerts have the label.</summary>
    public bool IsCommon(Label label, int index) => Place(First.Labels, label.Name, index) is >= 0 and var place
        && IsCommon(place);

    /// <summary>The name that all alerts have; empty where they have several or none.</summary>
    public string AlertName(Notification notification)
    {
        var labels = First.Labels;
        for (var i = 0; i < common.Length; i++)
        {
            if (common[i] && labels[i].Name == "alertname")
            {
                return labels[i].Value;
            }
        }

        return notification.GroupLabels["alertname"];
    }

    private void Count(NotifiedAlert alert)
    {
        switch (alert.Status)
        {
            case AlertStatus.Firing:
                Firing++;
                break;
            case AlertStatus.Resolved:
                Resolved++;
                break;
            case AlertStatus.NoLongerReported:
                Unreported++;
                break;
        }

        if (alert.Status == First.Status || First.Status != AlertStatus.Firing)
        {
            Since = alert.StartsAt < Since ? alert.StartsAt : Since;
            Until = alert.EndsAt > (Until ?? DateTimeOffset.MinValue) ? alert.EndsAt : Until;
            Weigh(alert.Labels["severity"]);
        }
    }

    private void Weigh(string severity)
    {
        if (severity.Length > 0 && !severity.Equals(Severity, StringComparison.Ordinal)
            && (Severity.Length == 0 || Grades.Of(severity) > Grade))
        {
            (Severity, Grade) = (severity, Grades.Of(severity));
        }
    }

    private void Compare(Notification notification)
    {
        for (var i = 0; i < common.Length; i++)
        {
            common[i] = HaveAll(notification, First.Labels[i], i);
        }
    }

    private static bool HaveAll(Notification notification, Label label, int index)
    {
        foreach (var alert in notification.Alerts)
        {
            var place = Place(alert.Labels, label.Name, index);
            if (place < 0 || !alert.Labels[place].Value.Equals(label.Value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // The sets of a group mostly have the same names: the place in one is that in the others.
    private static int Place(LabelSet labels, string name, int guess)
    {
        if (guess < labels.Count && labels[guess].Name.Equals(name, StringComparison.Ordinal))
        {
            return guess;
        }

        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Name.Equals(name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
