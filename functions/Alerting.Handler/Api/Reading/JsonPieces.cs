using Alerting.Core.Alerts;

namespace Alerting.Handler.Api.Reading;

/// <summary>
/// An answer of Alertmanager's API that may be long: it leaves in pieces, and whoever writes waits for a reader that is
/// slow. Outside of an alert Alertmanager does not escape for HTML.
/// </summary>
internal sealed class JsonPieces
{
    private const int PieceBytes = 64 * 1024;

    private readonly HttpContext context;

    public JsonPieces(HttpContext context)
    {
        this.context = context;
        context.Response.ContentType = "application/json";
    }

    /// <summary>Where to write.</summary>
    public GoJson Json { get; } = new() { IsForHtml = false };

    /// <summary>Sends what was written once that is much: to be called between elements.</summary>
    public ValueTask Pass() => Json.Written.Length < PieceBytes ? ValueTask.CompletedTask : Send();

    /// <summary>Sends the rest, and the newline after it.</summary>
    public ValueTask End()
    {
        Json.EndLine();
        if (!context.Response.HasStarted)
        {
            context.Response.ContentLength = Json.Written.Length;
        }

        return Send();
    }

    private async ValueTask Send()
    {
        await context.Response.BodyWriter.WriteAsync(Json.Written, context.RequestAborted);
        Json.Forget();
    }
}
