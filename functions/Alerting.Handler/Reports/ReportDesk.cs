using System.Collections.Immutable;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Handler.Http;

namespace Alerting.Handler.Reports;

/// <summary>
/// Reads a report and stores what it says, whether it was posted just now or is read again: 200 says that what it
/// counts as accepted is on disk.
/// </summary>
internal sealed class ReportDesk(Engine engine, AlertIntake intake)
{
    private const string NoDoor =
        "name: expected prefect, wandb, gcp, cloudevents or the name of a source of alerting.yml";

    private readonly ReportReader reader = new(engine.On);
    private readonly RunawayGuard guard = new(engine.On.Time);

    /// <summary>What comes of a report. Throws what the store throws when it is away: repeat it.</summary>
    public async Task<ReportAnswer> Take(Report report, CancellationToken cancellation)
    {
        var (read, source) = await reader.Read(report, cancellation);
        if (read is null)
        {
            return new(StatusCodes.Status404NotFound, 0, [], NoDoor);
        }

        if (read.Unreadable is { } why)
        {
            engine.On.Meter.CountReports(source, 0, 1);
            return new(StatusCodes.Status400BadRequest, 0, read.Rejected, why);
        }

        var (passed, held, wait) = guard.Admit(read.Events);
        var rejected = new List<Rejection>(read.Rejected);
        if (wait is { } pause)
        {
            rejected.Add(TooOften(held.Count, pause));
        }

        await intake.Store(passed);
        var refused = await Store(read);
        var alerts = read.Alerts.Length - refused.Length;
        rejected.AddRange(refused);
        Count(source, passed.Count, alerts, rejected.Count);
        var accepted = passed.Count + alerts;
        return Answer(accepted, rejected, read.Lost, accepted == 0 || held.Any(IsMissed) ? wait : null);
    }

    private async Task<Rejection[]> Store(EventsRead read)
    {
        var refusals = read.Alerts.IsEmpty
            ? ImmutableArray<Refusal>.Empty
            : await intake.Store(read.Alerts, groupWait: TimeSpan.Zero);
        return [.. refusals.Select(refusal => new Rejection(read.AlertPaths[refusal.Index], refusal.Reason))];
    }

    private void Count(string source, int events, int alerts, int rejected)
    {
        if (alerts > 0)
        {
            engine.On.Meter.Count(source, alerts, 0);
        }

        engine.On.Meter.CountReports(source, events, rejected);
    }

    // What is stored of a batch does no harm where it comes again; an end that does not come again is lost.
    private static bool IsMissed(JobEvent said) => said.Type is not (JobEventType.Progress or JobEventType.Status);

    private static ReportAnswer Answer(
        int accepted, List<Rejection> rejected, Leftover? lost, TimeSpan? comeAgain) =>
        comeAgain is not null
            ? new(StatusCodes.Status429TooManyRequests, accepted, rejected, rejected[^1].Reason, comeAgain)
        : accepted > 0 || rejected is not [var first, ..]
            ? new(StatusCodes.Status200OK, accepted, rejected) { Lost = lost }
        : new(
            StatusCodes.Status400BadRequest, 0, rejected,
            $"nothing of it could be used; {first.Path}: {first.Reason}");

    private static Rejection TooOften(int count, TimeSpan wait) => new(
        "$",
        $"{count} of these reports come too often for their run or their job; come again in {wait.TotalSeconds} s");
}
