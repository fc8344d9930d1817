namespace Alerting.Handler.ReceiveEvent;

/// <summary>Where events and log records are posted to.</summary>
internal static class EventPaths
{
    public const string Event = "/api/events/{name}";
    public const string Logs = "/api/logs";
}
