using System.Text;
using System.Text.Json;
using Alerting.Core.Desks.Intake;
using Alerting.Handler.Http;

namespace Alerting.Handler.Reports;

/// <summary>
/// Bodies of which nothing could be used, and of batches what could not: <c>GET /api/rejected?limit=N</c>, newest first
/// (50 unless told, at most 1,000), <c>GET</c> and <c>DELETE /api/rejected/{id}</c>, and
/// <c>POST /api/rejected/{id}/replay</c>, which reads one again as it would be read now and answers what its door
/// answers; once all of it is accepted it is gone from here.
/// </summary>
internal sealed class RejectedDoor(ReportDesk desk, RejectedShelf shelf)
{
    public const string All = "/api/rejected";
    public const string One = All + "/{id}";
    public const string Again = One + "/replay";

    public async Task List(HttpContext context)
    {
        if (await LimitQuery.Read(context, RejectedShelf.Kept) is not { } limit)
        {
            return;
        }

        var kept = await shelf.List(limit, context.RequestAborted);
        await JsonAnswer.Write(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("rejected");
            foreach (var body in kept)
            {
                Write(json, body, isWhole: false);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public async Task Show(HttpContext context) =>
        await (await shelf.Find(Id(context), context.RequestAborted) is { } body
            ? JsonAnswer.Write(context, json => Write(json, body, isWhole: true))
            : Unknown(context));

    public async Task Remove(HttpContext context)
    {
        if (await shelf.Remove(Id(context), context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await Unknown(context);
    }

    public async Task Replay(HttpContext context)
    {
        if (await shelf.Find(Id(context), context.RequestAborted) is not { } body)
        {
            await Unknown(context);
            return;
        }

        if (body.IsCut)
        {
            await Problem.Write(
                context, StatusCodes.Status409Conflict, $"of its {body.Length} bytes only the first were kept");
            return;
        }

        var answer = await desk.Take(Report.Of(body), context.RequestAborted);
        if (answer is { Status: StatusCodes.Status200OK, Lost: null })
        {
            await shelf.Remove(body.Id, context.RequestAborted);
        }

        await answer.Write(context);
    }

    private static void Write(Utf8JsonWriter json, RejectedBody body, bool isWhole)
    {
        json.WriteStartObject();
        json.WriteString("id", body.Id);
        json.WriteString("at", body.At);
        json.WriteString("path", body.Rid is { } rid ? $"{body.Path}?rid={Uri.EscapeDataString(rid)}" : body.Path);
        json.WriteString("why", body.Why);
        json.WriteString("content_type", body.ContentType);
        json.WriteNumber("bytes", body.Length);
        if (isWhole)
        {
            json.WriteBoolean("cut", body.IsCut);
            json.WriteString("text", TextOf(body.Body.Span));
        }

        json.WriteEndObject();
    }

    // Not the half of a character at the end of one that was cut.
    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\uFFFD');

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task Unknown(HttpContext context) => Problem.Write(
        context, StatusCodes.Status404NotFound, "id: nothing of this id is kept, or not any more");
}
