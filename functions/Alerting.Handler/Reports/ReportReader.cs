using Alerting.Core.Configuration;
using Alerting.Core.Desks;
using Alerting.Core.Sources;
using Alerting.Core.Sources.CloudEvents;
using Alerting.Core.Sources.GoogleMonitoring;
using Alerting.Core.Sources.Jobs;
using Alerting.Core.Sources.Logs;
using Alerting.Core.Sources.Mapped;
using Alerting.Core.Sources.PrefectAutomations;
using Alerting.Core.Sources.WandbAutomations;

namespace Alerting.Handler.Reports;

/// <summary>
/// Which source reads what is posted where. What type a body is said to be of does not matter: scripts and vendors get
/// it wrong, and nobody can change them in the night in which it matters.
/// </summary>
internal sealed class ReportReader(Foundation on)
{
    /// <summary>
    /// What a report says, null where there is no such door; and the name of its source for the metrics.
    /// </summary>
    public async Task<(EventsRead? Read, string Source)> Read(Report report, CancellationToken cancellation) =>
        report.Place.Kind switch
        {
            ReportDoorKind.Job => (ReadJob(report), "job"),
            ReportDoorKind.Ping => (ReadPing(report), "ping"),
            ReportDoorKind.Logs => (LogRecords.Read(report.Body), "logs"),
            ReportDoorKind.Event => (await ReadEvent(report, cancellation), report.Place[2]!),
            ReportDoorKind.None => (null, ""),
        };

    private static EventsRead ReadJob(Report report) => Noted(
        report, JobReport.Read(report.Place[2]!, report.Place[4]!, report.Place[5]!, report.Body));

    private static EventsRead ReadPing(Report report) => Noted(
        report, JobPing.Read(report.Place[2]!, report.Place[3], report.Rid, report.Body));

    private static EventsRead Noted(Report report, EventsRead read) => report.Missing is { } why
        ? read with { Rejected = [.. read.Rejected, new("$", why)] }
        : read;

    private async Task<EventsRead?> ReadEvent(Report report, CancellationToken cancellation) =>
        report.Place[2] switch
        {
            "prefect" => PrefectWebhook.Read(report.Body),
            "wandb" => WandbWebhook.Read(report.Body),
            "gcp" => MonitoringWebhook.Read(report.Body, on.Store.UtcNow),
            "cloudevents" => ReadCloudEvents(report),
            var name => Find((await on.Configuration.Now(cancellation)).Value, name) is { } source
                ? MappedWebhook.Read(source, report.Body, on.Store.UtcNow)
                : null,
        };

    private static MappedSource? Find(AlertingConfiguration configuration, string? name) =>
        configuration.Sources.FirstOrDefault(source => source.Name == name);

    // By its type a body is an event with all its attributes; else they may be in the headers.
    private static EventsRead ReadCloudEvents(Report report)
    {
        var isWhole = report.ContentType?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase);
        return isWhole is not true && report.Attributes.ContainsKey("specversion")
            ? CloudEventsBinary.Read(report.Attributes, report.ContentType, report.Body)
            : CloudEventsWebhook.Read(report.Body);
    }
}
