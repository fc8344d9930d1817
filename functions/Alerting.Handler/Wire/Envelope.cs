using System.Text;
using System.Text.Json;
using Alerting.Handler.Http;

namespace Alerting.Handler.Wire;

/// <summary>
/// What the Functions host posts to its handler, and what it must be answered with: a JSON object, always. An empty
/// success would hang the invocation until its time-out.
/// </summary>
internal static class Envelope
{
    /// <summary>Name of the binding in every <c>function.json</c> with a message.</summary>
    private const string Message = "message";

    private const int MostBytes = 1024 * 1024;

    /// <summary>
    /// The text of the message and the trace it belongs to. Throws <see cref="FormatException"/> that says what is not
    /// as expected.
    /// </summary>
    public static async Task<(string Body, string? TraceParent)> ReadMessage(HttpContext context)
    {
        using var share = new BodyBudget(1, MostBytes).Enter();
        var (outcome, bytes) = await BoundedBody.Read(context.Request, MostBytes, share!, context.RequestAborted);
        if (outcome != BodyOutcome.Whole)
        {
            throw new FormatException($"an envelope of more than {MostBytes} bytes");
        }

        try
        {
            using var json = JsonDocument.Parse(bytes);
            return (TextOf(json.RootElement), TraceOf(json.RootElement));
        }
        catch (JsonException broken)
        {
            throw new FormatException("an envelope that is not JSON", broken);
        }
    }

    /// <summary>Success, or not: the host then hands the message out again.</summary>
    public static async Task Answer(HttpContext context, bool isDone)
    {
        context.Response.StatusCode = isDone ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync("{}", CancellationToken.None);
    }

    private static string TextOf(JsonElement envelope)
    {
        if (!Member(envelope, "Data", out var data) || !Member(data, Message, out var message)
            || message.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"Data.{Message}: expected text");
        }

        // dataType binary: base64 once, never to be read as JSON.
        return message.TryGetBytesFromBase64(out var bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new FormatException($"Data.{Message}: expected base64; is dataType \"binary\" in function.json?");
    }

    private static string? TraceOf(JsonElement envelope) =>
        Member(envelope, "Metadata", out var metadata) && Member(metadata, "ApplicationProperties", out var properties)
        && Member(properties, "traceparent", out var trace) && trace.ValueKind == JsonValueKind.String
            ? trace.GetString()
            : null;

    private static bool Member(JsonElement of, string name, out JsonElement member)
    {
        member = default;
        return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out member);
    }
}
