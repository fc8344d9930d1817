using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.GoogleMonitoring;

/// <summary>
/// What a webhook notification channel of Google Cloud Monitoring posts (version 1.2, and what it tests a channel
/// with): one incident, open or closed.
/// </summary>
/// <remarks>cloud.google.com/monitoring/support/notification-options, "Webhooks".</remarks>
public static class MonitoringWebhook
{
    private const string Expected = "a JSON object with the object incident";

    /// <summary>The alert, of <see cref="Ending.Explicit"/>. Never throws.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="now">The store's time.</param>
    public static EventsRead Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var document = JsonBody.Open(body, Expected, out var unreadable);
        if (document is null)
        {
            return EventsRead.None(unreadable!);
        }

        if (document.RootElement.Object("incident") is not { } incident)
        {
            return EventsRead.None($"incident: missing; expected {Expected}");
        }

        var rejected = new Rejections();
        return new MonitoringIncident(incident, rejected, now).Read() is { } alert
            ? new([], [alert], rejected.ToImmutable()) { AlertPaths = ["$.incident"] }
            : new([], [], rejected.ToImmutable());
    }
}
