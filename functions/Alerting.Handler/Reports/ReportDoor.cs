using Alerting.Core.Desks.Intake;
using Alerting.Handler.Http;

namespace Alerting.Handler.Reports;

/// <summary>
/// Every door that takes reports: bounds the body, has it read and stored, keeps what is of no use, answers. 400
/// and 413 say that sending the same again cannot help, 429 and 503 that it will.
/// </summary>
internal sealed class ReportDoor(ReportDesk desk, RejectedShelf shelf, AlertIntake intake)
{
    public Task Handle(HttpContext context)
    {
        var report = Report.Of(context.Request);
        return intake.Read(
            context,
            (it, body) => Take(it, report with { Body = body }),
            CountsWithoutBody(report.Place) ? (it, why) => Take(it, report with { Missing = why }) : null);
    }

    private async Task Take(HttpContext context, Report report)
    {
        var answer = await desk.Take(report, context.RequestAborted);
        if (answer.IsUnusable)
        {
            await shelf.Keep(report.Rejected(answer.Detail!));
        }
        else if (answer.Lost is { } lost)
        {
            var (path, reason) = lost.Why;
            await shelf.Keep((report with { Body = lost.Body }).Rejected($"of a batch; {path}: {reason}"));
        }

        await answer.Write(context);
    }

    // What a body that is too large says besides is not worth what happened.
    private static bool CountsWithoutBody(ReportPath path) =>
        path.Kind == ReportDoorKind.Ping || (path.Kind == ReportDoorKind.Job && path[5] == "fail");
}
