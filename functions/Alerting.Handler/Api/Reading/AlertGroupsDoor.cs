using Alerting.Core.Desks.Overviews;

namespace Alerting.Handler.Api.Reading;

/// <summary><c>GET /api/v2/alerts/groups</c>: the groups with their alerts that fire.</summary>
internal sealed class AlertGroupsDoor(AlertBook book, AlertsQuery query)
{
    public async Task Handle(HttpContext context)
    {
        if (query.Read(context.Request.Query, out var problem) is not { } asked)
        {
            await ApiAnswer.Text(context, StatusCodes.Status400BadRequest, problem!);
            return;
        }

        var groups = await book.Groups(asked, context.RequestAborted);
        var pieces = new JsonPieces(context);
        pieces.Json.BeginArray();
        foreach (var group in groups)
        {
            await Write(pieces, group);
        }

        pieces.Json.EndArray();
        await pieces.End();
    }

    private static async ValueTask Write(JsonPieces pieces, ShownGroup group)
    {
        pieces.Json.BeginObject().Name("alerts").BeginArray();
        foreach (var alert in group.Alerts)
        {
            AlertJson.Write(pieces.Json, alert, group.MutedBy);
            await pieces.Pass();
        }

        pieces.Json.EndArray()
            .Name("labels").Labels(group.Header.Labels)
            .Name("receiver").BeginObject().Name("name").Text(group.Header.Receiver).EndObject()
            .Name("routeLabels").Labels(group.RouteLabels)
            .EndObject();
    }
}
