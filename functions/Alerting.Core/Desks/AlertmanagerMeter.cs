using System.Diagnostics.Metrics;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// What is counted once more under the names Alertmanager has for it, for the dashboards and rules that read those. Only
/// <c>/metrics</c> tells of it.
/// </summary>
/// <remarks>Names and labels: Alertmanager 0.34 and its <c>doc/alertmanager-mixin</c>.</remarks>
public sealed class AlertmanagerMeter : IDisposable
{
    /// <summary>The meter's name. Its scope is this object.</summary>
    public const string Name = "Alertmanager";

    private const string ClientError = "clientError";
    private const string Other = "other";

    private static readonly string[] Reasons = [Other, ClientError];

    private static readonly InstrumentAdvice<double> Latencies = new() { HistogramBucketBoundaries = [1, 5, 10, 15, 20] };

    private readonly Meter meter;
    private readonly Counter<long> received;
    private readonly Counter<long> invalid;
    private readonly Counter<long> notifications;
    private readonly Counter<long> failed;
    private readonly Histogram<double> latency;
    private readonly Gauge<int> reloads;
    private readonly Gauge<double> reloadedAt;

    /// <summary>Makes the instruments.</summary>
    public AlertmanagerMeter()
    {
        meter = new(new MeterOptions(Name) { Scope = this });
        received = meter.CreateCounter<long>(
            "alertmanager_alerts_received", null, "The total number of received alerts.");
        invalid = meter.CreateCounter<long>(
            "alertmanager_alerts_invalid", null, "The total number of received alerts that were invalid.");
        notifications = meter.CreateCounter<long>(
            "alertmanager_notifications", null, "The total number of attempted notifications.");
        failed = meter.CreateCounter<long>(
            "alertmanager_notifications_failed", null, "The total number of failed notifications.");
        latency = meter.CreateHistogram(
            "alertmanager_notification_latency", "s", "The latency of notifications in seconds.", tags: null, Latencies);
        reloads = Gauge<int>(
            "alertmanager_config_last_reload_successful", "Whether the last configuration reload was successful.");
        reloadedAt = meter.CreateGauge<double>(
            "alertmanager_config_last_reload_success_timestamp", "s", "When a reload was last successful, Unix time.");
    }

    /// <summary>A gauge of a name that is complete.</summary>
    public Gauge<T> Gauge<T>(string name, string description)
        where T : struct => meter.CreateGauge<T>(name, null, description);

    /// <summary>
    /// Begins at zero what a rule divides by or takes the rate of: a series that begins with its first event has no
    /// rate.
    /// </summary>
    /// <param name="integrations">The kinds of integrations there can be.</param>
    public void Begin(IEnumerable<string> integrations)
    {
        CountReceived(0, 0, 0);
        foreach (var integration in integrations)
        {
            notifications.Add(0, Integration(integration));
            foreach (var reason in Reasons)
            {
                failed.Add(0, Integration(integration), new("reason", reason));
            }
        }
    }

    /// <summary>The alerts of one post to API v2.</summary>
    public void CountReceived(int firing, int resolved, int invalidCount)
    {
        var version = new KeyValuePair<string, object?>("version", "v2");
        received.Add(firing, new("status", "firing"), version);
        received.Add(resolved, new("status", "resolved"), version);
        invalid.Add(invalidCount, version);
    }

    // Alertmanager counts once for all the attempts of a group_interval. A notice is tried for days: what cannot be
    // delivered must show before that.
    internal void CountAttempt(string integration, Receipt receipt, TimeSpan took)
    {
        latency.Record(took.TotalSeconds, Integration(integration));
        notifications.Add(1, Integration(integration));
        if (FailureOf(receipt) is { } reason)
        {
            failed.Add(1, Integration(integration), new("reason", reason));
        }
    }

    internal void CountReload(DateTimeOffset? at)
    {
        reloads.Record(at is null ? 0 : 1);
        if (at is { } instant)
        {
            reloadedAt.Record(instant.ToUnixTimeMilliseconds() / 1000.0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Integration(string kind) => new("integration", kind);

    private static string? FailureOf(Receipt receipt) => receipt switch
    {
        Receipt.Delivered => null,
        Receipt.Refused => ClientError,
        _ => Other,
    };
}
