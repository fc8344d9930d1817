using System.Diagnostics.CodeAnalysis;
using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Logs.Said;
using Alerting.Core.Sources;
using Alerting.Handler.Http;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>GET /api/context?label=NAME=VALUE&amp;annotation=NAME=VALUE&amp;at=TIME</c>: what would be said beside an alert
/// with these labels that began then (default: now). Asks the log sources, waits for all of them, stores nothing. 200
/// with the <c>context</c> of a webhook's body; 400 for what cannot be read.
/// </summary>
internal sealed class ContextDoor(Engine engine)
{
    public const string Path = "/api/context";

    private const int MostPairs = 100;

    public async Task Handle(HttpContext context)
    {
        var query = context.Request.Query;
        if (!TryPairs(query["label"], out var labels) || labels.Count == 0)
        {
            await Refuse(context, $"label: expected 1 to {MostPairs} times NAME=VALUE");
            return;
        }

        if (!TryPairs(query["annotation"], out var annotations))
        {
            await Refuse(context, $"annotation: expected at most {MostPairs} times NAME=VALUE");
            return;
        }

        if (!TryTime(query["at"], out var at))
        {
            await Refuse(context, $"at: expected {Rfc3339.Expected}");
            return;
        }

        var (configuration, _) = await engine.On.Configuration.Now(context.RequestAborted);
        var said = await engine.Context.Preview(
            [new AlertTold(labels, annotations, at)], configuration, context.RequestAborted);
        await JsonAnswer.Write(context, json => LogContextJson.Write(json, said));
    }

    private static Task Refuse(HttpContext context, string why) =>
        Problem.Write(context, StatusCodes.Status400BadRequest, why);

    private static bool TryPairs(IEnumerable<string?> texts, [NotNullWhen(true)] out LabelSet? pairs)
    {
        var split = texts.Select(text => (text ?? "").Split('=', 2)).Take(MostPairs + 1).ToList();
        pairs = split.Count <= MostPairs && split.TrueForAll(pair => pair is [{ Length: > 0 }, _])
            ? LabelSet.From(split.DistinctBy(pair => pair[0], StringComparer.Ordinal)
                .Select(pair => new Label(pair[0], pair[1])))
            : null;
        return pairs is not null;
    }

    private bool TryTime(string? text, out DateTimeOffset at)
    {
        at = engine.On.Store.UtcNow;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var isTime = Rfc3339.TryParse(text, out at);
        at = at.ToUniversalTime();
        return isTime;
    }
}
