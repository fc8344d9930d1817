using System.Collections.Immutable;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Intake;
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

        var (passed, wait) = guard.Admit(read.Events);
        var rejected = new List<Rejection>(read.Rejected);
        if (wait is { } pause)
        {
            rejected.Add(TooOften(read.Events.Length - passed.Count, pause));
        }

        await intake.Store(passed);
        var refused = await Store(read);
        var alerts = read.Alerts.Length - refused.Length;
        rejected.AddRange(refused);
        Count(source, passed.Count, alerts, rejected.Count);
        return Answer(passed.Count + alerts, rejected, wait);
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

    private static ReportAnswer Answer(int accepted, List<Rejection> rejected, TimeSpan? wait) =>
        accepted > 0 || rejected is not [var first, ..]
            ? new(StatusCodes.Status200OK, accepted, rejected)
            : wait is not null
                ? new(StatusCodes.Status429TooManyRequests, 0, rejected, rejected[^1].Reason, wait)
                : new(
                    StatusCodes.Status400BadRequest, 0, rejected,
                    $"nothing of it could be used; {first.Path}: {first.Reason}");

    private static Rejection TooOften(int count, TimeSpan wait) => new(
        "$",
        $"{count} of these reports come too often for their run or their job; come again in {wait.TotalSeconds} s");
}
