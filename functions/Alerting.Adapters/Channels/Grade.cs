using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels;

/// <summary>How bad it is, in the four steps that vendors know; worse is greater.</summary>
internal enum Grade
{
    /// <summary>Nobody has to act.</summary>
    Info,

    /// <summary>Somebody should look, not at once.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,

    /// <summary>Somebody must act now.</summary>
    Critical,
}

/// <summary>Reads the label <c>severity</c>, for whose values teams have no common words.</summary>
internal static class Grades
{
    private static readonly Dictionary<string, Grade> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = Grade.Critical,
        ["crit"] = Grade.Critical,
        ["page"] = Grade.Critical,
        ["fatal"] = Grade.Critical,
        ["emergency"] = Grade.Critical,
        ["alert"] = Grade.Critical,
        ["disaster"] = Grade.Critical,
        ["p1"] = Grade.Critical,
        ["sev0"] = Grade.Critical,
        ["sev1"] = Grade.Critical,
        ["error"] = Grade.Error,
        ["err"] = Grade.Error,
        ["high"] = Grade.Error,
        ["major"] = Grade.Error,
        ["p2"] = Grade.Error,
        ["sev2"] = Grade.Error,
        ["warning"] = Grade.Warning,
        ["warn"] = Grade.Warning,
        ["medium"] = Grade.Warning,
        ["minor"] = Grade.Warning,
        ["average"] = Grade.Warning,
        ["p3"] = Grade.Warning,
        ["sev3"] = Grade.Warning,
        ["info"] = Grade.Info,
        ["information"] = Grade.Info,
        ["informational"] = Grade.Info,
        ["notice"] = Grade.Info,
        ["low"] = Grade.Info,
        ["none"] = Grade.Info,
        ["debug"] = Grade.Info,
        ["p4"] = Grade.Info,
        ["p5"] = Grade.Info,
        ["sev4"] = Grade.Info,
    };

    /// <summary>What the word means; null where it means nothing to us.</summary>
    public static Grade? Of(string severity) =>
        Words.TryGetValue(severity.Trim(), out var grade) ? grade : null;

    /// <summary>What the alert's label means.</summary>
    public static Grade? Of(NotifiedAlert alert) => Of(alert.Labels["severity"]);

    /// <summary>The worst of those that fire, of all where none does; null where no label means anything.</summary>
    public static Grade? Worst(Notification notification)
    {
        var isFiring = notification.IsFiring;
        return notification.Alerts.Where(alert => !isFiring || alert.Status == AlertStatus.Firing)
            .Max(alert => Of(alert));
    }
}
