using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.PrefectAutomations;

/// <summary>
/// What a Prefect automation's action <c>call-webhook</c> posts. Its body is the user's template; taken are an event as
/// the server has it (<c>{{ event | tojson }}</c>), alone, in an array, or as the member <c>event</c> of an object.
/// </summary>
/// <remarks>docs.prefect.io, concepts/event-triggers; an event's shape is that of <c>POST /api/events</c>.</remarks>
public static class PrefectWebhook
{
    private const string Expected =
        "an event of Prefect, or an object whose member event is one ({\"event\": {{ event | tojson }}})";

    /// <summary>
    /// The reports, one for each event: what changed the state of a flow run, else a status of the flow. An event that
    /// cannot be used is rejected by itself, and what is beyond 10,000. Never throws.
    /// </summary>
    /// <param name="body">UTF-8 JSON.</param>
    public static EventsRead Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonBody.Open(body, Expected, out var unreadable);
        if (document is null)
        {
            return EventsRead.None(unreadable!);
        }

        var rejected = new Rejections();
        var events = Elements.Read(
            document.RootElement, "$", rejected, (path, element) => Event(path, element, rejected));
        return EventsRead.Of(events.Select(one => one.Read), rejected);
    }

    private static JobEvent? Event(string path, JsonElement element, Rejections rejected)
    {
        if (element.Object("event") is { } inner)
        {
            return new PrefectEvent(path + ".event", inner, rejected).Read();
        }

        if (element.Text("event") is not null)
        {
            return new PrefectEvent(path, element, rejected).Read();
        }

        rejected.Add(path, "expected " + Expected);
        return null;
    }
}
