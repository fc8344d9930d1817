using System.Text.Json;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Handler.Http;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>GET /api/inbox?limit=N</c>: <c>{"messages":[...]}</c>, newest first; 50 unless told, at most 1,000.
/// </summary>
internal sealed class InboxDoor(InboxReader inbox)
{
    private const int Most = 1000;

    public async Task Handle(HttpContext context)
    {
        if (await LimitQuery.Read(context, Most) is { } limit)
        {
            var messages = await inbox.Read(limit, context.RequestAborted);
            await JsonAnswer.Write(context, json => Write(json, messages));
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<InboxMessage> messages)
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteRawValue(message.Json.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
