using Alerting.Core.Desks;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Alertmanager;
using Alerting.Handler.Http;

namespace Alerting.Handler.ReceiveAlertmanager;

/// <summary>
/// <c>POST /api/alertmanager</c>. 200 says that what it counts as accepted is on disk. 400 and 413 say that sending the
/// same again cannot help, 503 that it will: Alertmanager repeats on 5xx only, so 429 is never answered.
/// </summary>
internal sealed class AlertmanagerDoor(Engine engine, AlertIntake intake)
{
    public Task Handle(HttpContext context) =>
        context.Request.HasJsonContentType()
            ? intake.Read(context, Receive)
            : Problem.Write(
                context, StatusCodes.Status415UnsupportedMediaType, "Content-Type: expected application/json");

    private async Task Receive(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var read = AlertmanagerWebhook.Read(body, engine.On.Store.UtcNow);
        if (read.Unreadable is { } why)
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, why);
            return;
        }

        var refusals = await intake.Store(read.Alerts, groupWait: TimeSpan.Zero);
        IReadOnlyList<Rejection> rejected = [.. read.Rejected, .. AlertPlaces.Of(read, refusals)];
        var accepted = read.Alerts.Length - refusals.Length;
        engine.On.Meter.Count("alertmanager", accepted, rejected.Count);
        if (accepted == 0 && rejected is [var first, ..])
        {
            await Problem.Write(
                context,
                StatusCodes.Status400BadRequest,
                $"no alert could be used; {first.Path}: {first.Reason}",
                rejected);
            return;
        }

        await context.Response.WriteAsJsonAsync(
            new(accepted, rejected), HttpJson.Default.AcceptedAnswer, cancellationToken: context.RequestAborted);
    }
}
