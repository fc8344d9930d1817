using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Desks.Delivering;
using Alerting.Handler.Http;

namespace Alerting.Handler.Api;

/// <summary>
/// <c>POST /api/receivers/{name}/test?resolved=true</c>: a drill. 200 with what came of it at each integration,
/// <c>{"receiver","resolved","results":[{"integration","outcome","why","reference","flaw"}]}</c>, once each of them
/// has ended or 40 s have passed; 502 with the same where one was not delivered, or not as it is configured (the flaw);
/// 404 for a name that no receiver has.
/// </summary>
internal sealed class DrillDoor(DrillDesk drills)
{
    public const string Path = "/api/receivers/{name}/test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public async Task Handle(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (!TryTruth(context.Request.Query["resolved"], out var isResolved))
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, "resolved: expected true or false");
            return;
        }

        if (await drills.Run(name, isResolved, Patience, context.RequestAborted) is not { } results)
        {
            await Problem.Write(
                context, StatusCodes.Status404NotFound, "name: expected a receiver of the configuration");
            return;
        }

        context.Response.StatusCode =
            results.All(it => it.IsGood) ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway;
        await JsonAnswer.Write(context, json => Write(json, name, isResolved, results));
    }

    private static bool TryTruth(string? text, out bool truth)
    {
        truth = false;
        return string.IsNullOrEmpty(text) || bool.TryParse(text, out truth);
    }

    private static void Write(
        Utf8JsonWriter json, string receiver, bool isResolved, ImmutableArray<DrillResult> results)
    {
        json.WriteStartObject();
        json.WriteString("receiver", receiver);
        json.WriteBoolean("resolved", isResolved);
        json.WriteStartArray("results");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("integration", result.Integration);
            json.WriteString("outcome", result.Outcome);
            json.WriteString("why", result.Why);
            json.WriteString("reference", result.Reference);
            json.WriteString("flaw", result.Flaw);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
