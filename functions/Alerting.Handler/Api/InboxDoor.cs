using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Handler.Http;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>GET /api/inbox?limit=N</c>: <c>{"messages":[...]}</c>, newest first; 50 unless told, at most 1,000.
/// </summary>
internal sealed class InboxDoor(InboxReader inbox)
{
    private const int Usual = 50;
    private const int Most = 1000;

    public async Task Handle(HttpContext context)
    {
        if (!TryLimit(context.Request.Query["limit"], out var limit))
        {
            await Problem.Write(
                context, StatusCodes.Status400BadRequest, $"limit: expected a whole number from 1 to {Most}");
            return;
        }

        var messages = await inbox.Read(limit, context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.BodyWriter.WriteAsync(Write(messages), context.RequestAborted);
    }

    private static bool TryLimit(string? text, out int limit)
    {
        limit = Usual;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= Most);
    }

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<InboxMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteRawValue(message.Json.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
