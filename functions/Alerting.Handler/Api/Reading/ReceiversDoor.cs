using Alerting.Core.Configuration;
using Alerting.Core.Desks.Overviews;

namespace Alerting.Handler.Api.Reading;

/// <summary><c>GET /api/v2/receivers</c>: in the order of the configuration.</summary>
internal sealed class ReceiversDoor(IConfigurationInForce configuration, AlertsQuery query)
{
    public async Task Handle(HttpContext context)
    {
        var matchers = query.ReceiverMatchers(context.Request.Query, out var problem);
        if (problem is not null)
        {
            await ApiAnswer.Text(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        var (inForce, _) = await configuration.Now(context.RequestAborted);
        var pieces = new JsonPieces(context);
        pieces.Json.BeginArray();
        foreach (var receiver in inForce.Receivers.Where(one => AlertsAsked.AllMatch(matchers, one.Labels)))
        {
            pieces.Json.BeginObject()
                .Name("labels").Labels(receiver.Labels).Name("name").Text(receiver.Name).EndObject();
            await pieces.Pass();
        }

        pieces.Json.EndArray();
        await pieces.End();
    }
}
