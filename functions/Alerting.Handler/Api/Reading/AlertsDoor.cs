using Alerting.Core.Configuration;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Redaction;

namespace Alerting.Handler.Api.Reading;

/// <summary>What fires, by alert or by group: an array, 400 with a JSON string where the query is none.
/// Credentials in labels are masked, and the fingerprint is that of the labels as they are.</summary>
internal sealed class AlertsDoor(AlertBook book, AlertsQuery query, IConfigurationInForce configuration)
{
    /// <summary><c>GET /api/v2/alerts</c>: the alerts that fire, each once, by fingerprint.</summary>
    public Task Alerts(HttpContext context) => Answer(context, book.Alerts, Write);

    /// <summary><c>GET /api/v2/alerts/groups</c>: the groups with their alerts that fire.</summary>
    public Task Groups(HttpContext context) => Answer(context, book.Groups, Write);

    private async Task Answer<T>(
        HttpContext context, Func<AlertsAsked, CancellationToken, Task<IReadOnlyList<T>>> find,
        Func<JsonPieces, T, Redactor, ValueTask> write)
    {
        if (query.Read(context.Request.Query, out var problem) is not { } asked)
        {
            await ApiAnswer.Text(context, StatusCodes.Status400BadRequest, problem!);
            return;
        }

        var found = await find(asked, context.RequestAborted);
        var redactor = (await configuration.Now(context.RequestAborted)).Value.Redactor;
        var pieces = new JsonPieces(context);
        pieces.Json.BeginArray();
        foreach (var one in found)
        {
            await write(pieces, one, redactor);
        }

        pieces.Json.EndArray();
        await pieces.End();
    }

    private static ValueTask Write(JsonPieces pieces, ShownAlert alert, Redactor redactor)
    {
        AlertJson.Write(pieces.Json, alert, mutedBy: [], redactor);
        return pieces.Pass();
    }

    private static async ValueTask Write(JsonPieces pieces, ShownGroup group, Redactor redactor)
    {
        pieces.Json.BeginObject().Name("alerts").BeginArray();
        foreach (var alert in group.Alerts)
        {
            AlertJson.Write(pieces.Json, alert, group.MutedBy, redactor);
            await pieces.Pass();
        }

        pieces.Json.EndArray()
            .Name("labels").Labels(redactor.Labels(group.Header.Labels).Labels)
            .Name("receiver").BeginObject().Name("name").Text(group.Header.Receiver).EndObject()
            .Name("routeLabels").Labels(redactor.Labels(group.RouteLabels).Labels)
            .EndObject();
    }
}
