using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Ports;
using Alerting.Core.Silences;
using Alerting.Handler.Api.Reading;

namespace Alerting.Handler.Http;

/// <summary>
/// What Alertmanager's gauges show of the state in the store. It is read when somebody scrapes, at most every 15 s, and
/// within 5 s; when that fails, the gauges keep what they showed.
/// </summary>
internal sealed class AlertmanagerGauges
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Engine engine;
    private readonly AlertBook alertBook;
    private readonly Gauge<int> alerts;
    private readonly Gauge<int> groups;
    private readonly Gauge<int> silences;
    private readonly Gauge<double> configuration;
    private readonly Lock gate = new();
    private long? readAt;

    public AlertmanagerGauges(Engine engine, AlertBook alertBook, ClusterStatus cluster)
    {
        (this.engine, this.alertBook) = (engine, alertBook);
        var meter = engine.On.Meter.Alertmanager;
        alerts = meter.Gauge<int>("alertmanager_alerts", "How many alerts by state.");
        groups = meter.Gauge<int>(
            "alertmanager_dispatcher_aggregation_groups", "Number of active aggregation groups.");
        silences = meter.Gauge<int>("alertmanager_silences", "How many silences by state.");
        configuration = meter.Gauge<double>("alertmanager_config_hash", "Hash of the configuration in force.");
        meter.Gauge<int>("alertmanager_build_info", "The build, as labels of a constant 1.").Record(
            1,
            new("branch", Release.Branch),
            new("goversion", Release.GoVersion),
            new("revision", Release.Revision),
            new("version", Release.Version));
        meter.Gauge<double>("process_start_time_seconds", "When the process was started, Unix time.")
            .Record(StartedAt());
        Record(meter, cluster);
    }

    /// <summary>Reads the configuration again, and the state if it is time.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var (inForce, _) = await engine.On.Configuration.Now(limit.Token);
            configuration.Record(HashOf(inForce.Original + inForce.TemplatesHash));
            if (IsTime())
            {
                await Read(limit.Token);
            }
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // Whether the store is there is told by other metrics.
        }
    }

    private bool IsTime()
    {
        lock (gate)
        {
            if (readAt is { } last && engine.On.Time.GetElapsedTime(last) < ReadEvery)
            {
                return false;
            }

            readAt = engine.On.Time.GetTimestamp();
            return true;
        }
    }

    private async Task Read(CancellationToken cancellation)
    {
        var now = engine.On.Store.UtcNow;
        var silenceBook = await engine.Silences.Now(cancellation);
        var byState = silenceBook.All.CountBy(silence => silence.StateAt(now)).ToDictionary();
        foreach (var state in Enum.GetValues<SilenceState>())
        {
            silences.Record(byState.GetValueOrDefault(state), State(state.ToText()));
        }

        var counts = await alertBook.Count(cancellation);
        alerts.Record(counts.Active, State("active"));
        alerts.Record(counts.Suppressed, State("suppressed"));
        alerts.Record(0, State("unprocessed"));
        groups.Record(counts.Groups);
    }

    // Where there is no cluster, a rule that compares how many members each one sees must find nothing.
    private static void Record(AlertmanagerMeter meter, ClusterStatus cluster)
    {
        meter.Gauge<int>("alertmanager_cluster_enabled", "Indicates whether the clustering is enabled or not.")
            .Record(cluster.IsEnabled ? 1 : 0);
        if (cluster.IsEnabled)
        {
            meter.Gauge<int>("alertmanager_cluster_members", "Number of members of the cluster.")
                .Record(cluster.Peers.Length);
            meter.Gauge<int>("alertmanager_cluster_failed_peers", "Number of failed members.").Record(0);
            meter.Gauge<int>("alertmanager_cluster_health_score", "0: healthy.").Record(0);
            meter.Gauge<int>("alertmanager_peer_position", "Position of this member.").Record(0);
        }
    }

    // What a rule counts restarts by.
    private static double StartedAt()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }

    // As many bits as a number of the text format keeps.
    private static double HashOf(string text) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & 0xFFFF_FFFF_FFFF;

    private static KeyValuePair<string, object?> State(string word) => new("state", word);
}
