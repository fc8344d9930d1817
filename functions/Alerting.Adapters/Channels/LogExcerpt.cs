using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels;

/// <summary>
/// The lines of a log that a source sent along, in the annotation <c>log_excerpt</c> or <c>log</c>. Where a log context
/// tells of the log, it is not shown a second time.
/// </summary>
internal static class LogExcerpt
{
    private static readonly string[] Names = ["log_excerpt", "log"];

    /// <summary>Its end, where the trouble is, printable; empty where there is none.</summary>
    public static string Of(NotifiedAlert alert, int most)
    {
        var text = Names.Select(name => alert.Annotations[name]).FirstOrDefault(found => found.Length > 0) ?? "";
        var end = text.Length <= most ? text : "…" + text[^(most - 2)..];
        return BoundedText.Printable(end, most + 1);
    }

    /// <summary>Whether the log context says what the log does.</summary>
    public static bool IsTold(Notification notification) =>
        notification.Context is { } context && (context.FirstError is not null || !context.LastLines.IsEmpty
            || context.Exception is not null || !context.Signatures.IsEmpty);

    /// <summary>That of the first alert that has one.</summary>
    public static string Of(Notification notification, int most) => IsTold(notification)
        ? ""
        : notification.Alerts.Select(alert => Of(alert, most)).FirstOrDefault(text => text.Length > 0) ?? "";
}
