using System.Diagnostics;
using Alerting.Core.Desks;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Alertmanager;
using Alerting.Handler.Http;

namespace Alerting.Handler.ReceiveAlertmanager;

/// <summary>
/// <c>POST /api/alertmanager</c>. 200 says that what it counts as accepted is on disk. 400 and 413 say that sending the
/// same again cannot help, 503 that it will: Alertmanager repeats on 5xx only, so 429 is never answered.
/// </summary>
internal sealed class AlertmanagerDoor(Engine engine, BodyBudget budget, long maxBody)
{
    // Alertmanager has long repeated it then.
    private static readonly TimeSpan StoreFor = TimeSpan.FromSeconds(60);

    public async Task Handle(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problem.Write(
                context, StatusCodes.Status415UnsupportedMediaType, "Content-Type: expected application/json");
            return;
        }

        using var share = budget.Enter();
        if (share is null)
        {
            await Problem.WriteComeAgain(context, "too many bodies are being read");
            return;
        }

        var (outcome, body) = await BoundedBody.Read(context.Request, maxBody, share, context.RequestAborted);
        await (outcome switch
        {
            BodyOutcome.Whole => Receive(context, body),
            BodyOutcome.TooLarge => Problem.Write(
                context, StatusCodes.Status413PayloadTooLarge, $"the body: at most {maxBody} bytes are taken"),
            BodyOutcome.NoRoom => Problem.WriteComeAgain(context, "other bodies take the memory there is for them"),
        });
    }

    private async Task Receive(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var read = AlertmanagerWebhook.Read(body, engine.On.Store.UtcNow);
        if (read.Unreadable is { } why)
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, why);
            return;
        }

        // Not cut off when the sender hangs up: what is stored must get its hint too.
        using var deadline = new CancellationTokenSource(StoreFor, engine.On.Time);
        var refusals = await engine.Accepting.Accept(
            read.Alerts, groupWait: TimeSpan.Zero, Activity.Current?.Id, deadline.Token);
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
