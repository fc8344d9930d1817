using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Sources.AlertmanagerApi;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>/api/v2/silence/{id}</c>: one silence, shown or ended. 404 without a body where there is none of that id, 422
/// where that is no UUID.
/// </summary>
internal sealed class SilenceDoor(Engine engine)
{
    /// <summary>What may be done here.</summary>
    public const string Allowed = "GET,DELETE";

    private const string Urn = "urn:uuid:";

    /// <summary><c>GET</c>.</summary>
    public async Task Show(HttpContext context)
    {
        if (IdOf(context, out var fault) is not { } id)
        {
            await ApiAnswer.Fault(context, fault!);
            return;
        }

        var silences = await engine.Silences.Now(context.RequestAborted);
        if (silences.Find(id) is not { } silence)
        {
            await ApiAnswer.Empty(context, StatusCodes.Status404NotFound);
            return;
        }

        var json = new GoJson();
        SilenceJson.Write(json, silence, engine.On.Store.UtcNow);
        await ApiAnswer.Good(context, json.EndLine());
    }

    /// <summary><c>DELETE</c>: it ends now; 200 as well where it had ended before.</summary>
    public async Task End(HttpContext context)
    {
        if (IdOf(context, out var fault) is not { } id)
        {
            await ApiAnswer.Fault(context, fault!);
            return;
        }

        var answer = await engine.Silences.Expire(id, context.RequestAborted);
        await ApiAnswer.Empty(
            context,
            answer == SilenceAnswer.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static string? IdOf(HttpContext context, out ApiFault? fault)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        fault = IsUuid(id) ? null : new(
            StatusCodes.Status422UnprocessableEntity, 601,
            GoQuote.Append(new StringBuilder("silenceID in path must be of type uuid: "), id).ToString());
        return fault is null ? id : null;
    }

    // The forms that github.com/google/uuid parses: plain, without hyphens, as a URN, in braces (or what stands there).
    private static bool IsUuid(string text) => text.Length switch
    {
        32 => text.All(char.IsAsciiHexDigit),
        36 => text.Index().All(it => it.Index is 8 or 13 or 18 or 23 ? it.Item == '-' : char.IsAsciiHexDigit(it.Item)),
        38 => IsUuid(text[1..^1]),
        45 => text.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) && IsUuid(text[Urn.Length..]),
        _ => false,
    };
}
