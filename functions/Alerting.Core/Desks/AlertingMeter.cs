using System.Diagnostics.Metrics;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// What is counted: the meter <c>Alerting</c>. Tags are the words of the domain, never labels of alerts.
/// </summary>
public sealed class AlertingMeter : IDisposable
{
    /// <summary>The meter's name. Its scope is this object.</summary>
    public const string Name = "Alerting";

    private readonly Meter meter;
    private readonly Counter<long> accepted;
    private readonly Counter<long> rejected;
    private readonly Counter<long> credentials;
    private readonly Counter<long> reports;
    private readonly Counter<long> refusedReports;
    private readonly Counter<long> looks;
    private readonly Counter<long> notices;
    private readonly Counter<long> ends;
    private readonly Counter<long> attempts;
    private readonly Counter<long> flawed;
    private readonly Histogram<double> sending;
    private readonly Counter<long> queries;
    private readonly Histogram<double> querying;
    private readonly Gauge<int> reloads;
    private readonly Gauge<double> reloadedAt;

    /// <summary>Makes the instruments.</summary>
    public AlertingMeter()
    {
        meter = new(new MeterOptions(Name) { Scope = this });
        accepted = meter.CreateCounter<long>("alerting.alerts.accepted", "{alert}", "Alerts stored before the answer.");
        rejected = meter.CreateCounter<long>("alerting.alerts.rejected", "{alert}", "Alerts that could not be used.");
        credentials = meter.CreateCounter<long>(
            "alerting.label.credentials", "{alert}", "Alerts that came with a credential in a label.");
        credentials.Add(0);
        reports = meter.CreateCounter<long>(
            "alerting.reports.accepted", "{report}", "Reports of runs stored before the answer.");
        refusedReports = meter.CreateCounter<long>(
            "alerting.reports.rejected", "{part}", "What of posted reports could not be used, or came too often.");
        looks = meter.CreateCounter<long>("alerting.looks", "{look}", "Decisions committed.");
        notices = meter.CreateCounter<long>("alerting.notices", "{notice}", "Notices decided, by reason.");
        ends = meter.CreateCounter<long>("alerting.notices.ended", "{notice}", "Notices that ended, by outcome.");
        attempts = meter.CreateCounter<long>(
            "alerting.attempts", "{attempt}", "Attempts to hand a notice to a vendor.");
        flawed = meter.CreateCounter<long>(
            "alerting.notices.flawed", "{notice}", "Notices delivered, but not as configured.");
        reloads = meter.CreateGauge<int>(
            "alerting.config.last_reload_successful", null, "1 when the last reload succeeded, else 0.");
        reloadedAt = meter.CreateGauge<double>(
            "alerting.config.last_reload_success_timestamp", "s", "When the configuration was last read, Unix time.");
        queries = meter.CreateCounter<long>("alerting.log.queries", "{query}", "Queries to log sources, by outcome.");
        querying = meter.CreateHistogram<double>(
            "alerting.log.query.duration", "s", "How long a query to a log source took.");
        sending = meter.CreateHistogram<double>("alerting.attempt.duration", "s", "How long an attempt took.");
    }

    /// <summary>The same under Alertmanager's names.</summary>
    public AlertmanagerMeter Alertmanager { get; } = new();

    /// <summary>A gauge whose figures are somebody else's to read.</summary>
    public Gauge<T> Gauge<T>(string name, string unit, string description)
        where T : struct => meter.CreateGauge<T>(name, unit, description);

    /// <summary>Alerts of one request.</summary>
    public void Count(string source, int acceptedCount, int rejectedCount)
    {
        accepted.Add(acceptedCount, new KeyValuePair<string, object?>("source", source));
        rejected.Add(rejectedCount, new KeyValuePair<string, object?>("source", source));
    }

    /// <summary>Alerts of one request that have a credential in a label.</summary>
    public void CountCredentials(int count)
    {
        if (count > 0)
        {
            credentials.Add(count);
        }
    }

    /// <summary>Reports of one request.</summary>
    public void CountReports(string source, int acceptedCount, int rejectedCount)
    {
        reports.Add(acceptedCount, new KeyValuePair<string, object?>("source", source));
        refusedReports.Add(rejectedCount, new KeyValuePair<string, object?>("source", source));
    }

    /// <summary>A decision that was committed.</summary>
    public void Count(Decision decision)
    {
        looks.Add(1);
        foreach (var step in decision.Steps)
        {
            if (step.End is { } end)
            {
                ends.Add(1, new("channel", end.Notice.Kind), new("outcome", end.Outcome.ToText()));
            }

            if (step.After.Live is { } live && live.Number != step.Before.Live?.Number)
            {
                notices.Add(1, new KeyValuePair<string, object?>("reason", live.Reason.ToText()));
            }
        }
    }

    /// <summary>The configuration was read: when, or null when it could not be.</summary>
    public void CountReload(DateTimeOffset? at)
    {
        Alertmanager.CountReload(at);
        reloads.Record(at is null ? 0 : 1);
        if (at is { } instant)
        {
            reloadedAt.Record(instant.ToUnixTimeMilliseconds() / 1000.0);
        }
    }

    /// <summary>An attempt that was answered.</summary>
    public void CountAttempt(string channel, Receipt receipt, TimeSpan took)
    {
        attempts.Add(1, new("channel", channel), new("receipt", TimelineRow.ReceiptText(receipt)));
        sending.Record(took.TotalSeconds, new KeyValuePair<string, object?>("channel", channel));
        if (receipt is Receipt.Delivered { Flaw: not null })
        {
            flawed.Add(1, new KeyValuePair<string, object?>("channel", channel));
        }

        Alertmanager.CountAttempt(channel, receipt, took);
    }

    /// <summary>A query to a log source.</summary>
    public void CountLogQuery(string source, LogAnswer answer, TimeSpan took)
    {
        var outcome = answer switch
        {
            LogAnswer.Found { Partial: not null } => "partial",
            LogAnswer.Found => "answered",
            _ => "failed",
        };
        queries.Add(1, new("source", source), new("outcome", outcome));
        querying.Record(took.TotalSeconds, new KeyValuePair<string, object?>("source", source));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Alertmanager.Dispose();
        meter.Dispose();
    }
}
