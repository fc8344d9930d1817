using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Sources.AlertmanagerApi;
using Alerting.Handler.Http;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>/api/v2/silences</c>: all of them, or one that is made or changed, answered as Alertmanager does.
/// </summary>
/// <param name="engine">Keeps them.</param>
/// <param name="intake">Bounds the body.</param>
/// <param name="isForwarded">Whether requests come through the Functions host.</param>
internal sealed class SilencesDoor(Engine engine, AlertIntake intake, bool isForwarded)
{
    /// <summary>What may be done here.</summary>
    public const string Allowed = "POST,GET";

    /// <summary><c>GET</c>: an array, 400 with a JSON string where the filter is none.</summary>
    public async Task List(HttpContext context)
    {
        var filter = ApiFilter.Read(
            context.Request.Query["filter"], engine.On.MatcherMode, isForwarded, out var problem);
        if (problem is not null)
        {
            await ApiAnswer.Text(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        var silences = await engine.Silences.Now(context.RequestAborted);
        var now = engine.On.Store.UtcNow;
        var json = new GoJson().BeginArray();
        foreach (var silence in SilenceList.Of(context.Request.Query, filter, silences, now))
        {
            SilenceJson.Write(json, silence, now);
        }

        await ApiAnswer.Good(context, json.EndArray().EndLine());
    }

    /// <summary>
    /// <c>POST</c>: the id of the silence made, or of the one changed; 400 and 404 with a JSON string.
    /// </summary>
    public Task Post(HttpContext context) =>
        ApiRequest.WrongType(context.Request) is { } fault
            ? ApiAnswer.Fault(context, fault)
            : intake.Read(context, Set);

    private async Task Set(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var posted = PostedSilence.Read(body, engine.On.Store.UtcNow);
        if (posted.Fault is { } fault)
        {
            await ApiAnswer.Fault(context, fault);
            return;
        }

        var answer = posted.Draft is { } draft
            ? await engine.Silences.Set(draft, context.RequestAborted)
            : new(null, posted.Refusal);
        await (answer.Refusal is { } refusal
            ? ApiAnswer.Text(
                context,
                answer == SilenceAnswer.NotFound
                    ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
                refusal)
            : ApiAnswer.Good(
                context, new GoJson().BeginObject().Name("silenceID").Text(answer.Id!).EndObject().EndLine()));
    }
}
