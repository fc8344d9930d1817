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

/// <summary>Which source reads what is posted where.</summary>
internal sealed class ReportReader(Foundation on)
{
    private const string Json = "Content-Type: expected application/json";

    /// <summary>
    /// What a report says, and the name of its source for the metrics; or the answer that refuses it unread.
    /// </summary>
    public async Task<(EventsRead? Read, string Source, ReportAnswer? Refusal)> Read(
        Report report, CancellationToken cancellation) => report.Place.Kind switch
        {
            ReportDoorKind.Job => ReadJob(report),
            ReportDoorKind.Ping => (ReadPing(report), "ping", null),
            ReportDoorKind.Logs => ReadLogs(report),
            ReportDoorKind.Event => await ReadEvent(report, cancellation),
            ReportDoorKind.None => (null, "", ReportAnswer.Refused(
                StatusCodes.Status404NotFound, "nothing is served at this path")),
        };

    // How a run ended is not lost to a type that curl or a script got wrong: it is refused only where nothing can be
    // read of such a body.
    private static (EventsRead?, string, ReportAnswer?) ReadJob(Report report)
    {
        var (job, run, verb) = (report.Place[2]!, report.Place[4]!, report.Place[5]!);
        var read = JobReport.Read(job, run, verb, report.Body);
        return read.Unreadable is null || report.MayBeJson || report.Body.IsEmpty
            ? (Noted(report, read), "job", null)
            : WrongType("job", Json);
    }

    // One a line has many names, all of which say json.
    private static (EventsRead?, string, ReportAnswer?) ReadLogs(Report report) =>
        report.MayBeJson || report.MediaType.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? (LogRecords.Read(report.Body), "logs", null)
            : WrongType("logs", "Content-Type: expected application/json or application/x-ndjson");

    private static EventsRead ReadPing(Report report) =>
        Noted(report, JobPing.Read(report.Place[2]!, report.Place[3], report.Rid, report.Body));

    private static EventsRead Noted(Report report, EventsRead read) => report.Missing is { } why
        ? read with { Rejected = [.. read.Rejected, new("$", why)] }
        : read;

    private async Task<(EventsRead?, string, ReportAnswer?)> ReadEvent(Report report, CancellationToken cancellation)
    {
        var name = report.Place[2]!;
        if (name == "cloudevents")
        {
            return ReadCloudEvents(report);
        }

        var mapping = MappedSource.BuiltIn.Contains(name)
            ? null
            : Find((await on.Configuration.Now(cancellation)).Value, name);
        if (mapping is null && !MappedSource.BuiltIn.Contains(name))
        {
            return (null, "", ReportAnswer.Refused(
                StatusCodes.Status404NotFound,
                "name: expected prefect, wandb, gcp, cloudevents or the name of a source of alerting.yml"));
        }

        return !report.MayBeJson ? WrongType(name, Json) : (name switch
        {
            "prefect" => PrefectWebhook.Read(report.Body),
            "wandb" => WandbWebhook.Read(report.Body),
            "gcp" => MonitoringWebhook.Read(report.Body, on.Store.UtcNow),
            _ => MappedWebhook.Read(mapping!, report.Body, on.Store.UtcNow),
        }, name, null);
    }

    private static MappedSource? Find(AlertingConfiguration configuration, string name) =>
        configuration.Sources.FirstOrDefault(source => source.Name == name);

    // By its type a body is an event with all its attributes; else they are in the headers.
    private static (EventsRead?, string, ReportAnswer?) ReadCloudEvents(Report report)
    {
        const string Name = "cloudevents";
        var isWhole = report.MediaType.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase);
        return !isWhole && report.Attributes.ContainsKey("specversion")
            ? (CloudEventsBinary.Read(report.Attributes, report.ContentType, report.Body), Name, null)
            : report.MayBeJson ? (CloudEventsWebhook.Read(report.Body), Name, null)
            : WrongType(
                Name, "Content-Type: expected application/cloudevents+json, application/cloudevents-batch+json, or the "
                + "headers of an event in binary mode");
    }

    private static (EventsRead?, string, ReportAnswer?) WrongType(string source, string detail) =>
        (null, source, ReportAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, detail));
}
