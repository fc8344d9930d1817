using Alerting.Core.Desks;
using Alerting.Core.Jobs;
using Alerting.Handler.Http;

namespace Alerting.Handler.Board;

/// <summary>
/// What is known of jobs: <c>GET /api/jobs</c>, <c>GET /api/jobs/{job}</c>, <c>GET /api/jobs/{job}/runs/{run}</c>; and
/// <c>POST /api/jobs/{job}/resolve</c>, by which a person ends the alerts of a job.
/// </summary>
internal sealed class JobsDoor(Engine engine)
{
    public const string All = "/api/jobs";
    public const string One = All + "/{job}";
    public const string Run = One + "/runs/{run}";
    public const string Resolve = One + "/resolve";

    public async Task List(HttpContext context)
    {
        var jobs = await engine.Book.All(context.RequestAborted);
        await BoardJson.Write(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("jobs");
            foreach (var job in jobs)
            {
                BoardJson.Job(json, job, isWhole: false);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public async Task Show(HttpContext context) =>
        await (await engine.Book.Named(Name(context, "job"), context.RequestAborted) is { } job
            ? BoardJson.Write(context, json => BoardJson.Job(json, job, isWhole: true))
            : Unknown(context, "job: nothing is known of it"));

    public async Task ShowRun(HttpContext context)
    {
        var run = await engine.Book.Run(Name(context, "job"), Name(context, "run"), context.RequestAborted);
        await (run is null
            ? Unknown(context, "run: nothing is known of it, or nothing any more")
            : BoardJson.Write(context, json => BoardRun.Write(json, run)));
    }

    public async Task End(HttpContext context)
    {
        var name = Name(context, "job");
        if (await engine.Book.Named(name, context.RequestAborted) is not { State: not null })
        {
            await Unknown(context, "job: nothing is known of it");
            return;
        }

        await engine.Reports.Accept(
            [new() { Type = JobEventType.Resolve, Job = name }], null, context.RequestAborted);
        await BoardJson.Write(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("resolved", name);
            json.WriteEndObject();
        });
    }

    private static Task Unknown(HttpContext context, string detail) =>
        Problem.Write(context, StatusCodes.Status404NotFound, detail);

    // A slash in a name comes as %2F, which routing leaves as it is.
    private static string Name(HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
