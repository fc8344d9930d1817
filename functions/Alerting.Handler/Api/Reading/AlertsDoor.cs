using Alerting.Core.Desks.Overviews;

namespace Alerting.Handler.Api.Reading;

/// <summary><c>GET /api/v2/alerts</c>: the alerts that fire, each once, by fingerprint.</summary>
internal sealed class AlertsDoor(AlertBook book, AlertsQuery query)
{
    public async Task Handle(HttpContext context)
    {
        if (query.Read(context.Request.Query, out var problem) is not { } asked)
        {
            await ApiAnswer.Text(context, StatusCodes.Status400BadRequest, problem!);
            return;
        }

        var alerts = await book.Alerts(asked, context.RequestAborted);
        var pieces = new JsonPieces(context);
        pieces.Json.BeginArray();
        foreach (var alert in alerts)
        {
            AlertJson.Write(pieces.Json, alert, mutedBy: []);
            await pieces.Pass();
        }

        pieces.Json.EndArray();
        await pieces.End();
    }
}
