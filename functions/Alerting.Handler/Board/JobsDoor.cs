using Alerting.Core.Desks;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;
using Alerting.Handler.Http;
using Alerting.Handler.Reports;

namespace Alerting.Handler.Board;

/// <summary>
/// What is known of jobs: <c>GET /api/jobs</c>, <c>GET /api/jobs/{job}</c>, <c>GET /api/jobs/{job}/runs/{run}</c>; and
/// <c>POST /api/jobs/{job}/resolve</c>, by which a person ends the alerts of a job.
/// </summary>
internal sealed class JobsDoor(Engine engine, AlertIntake intake)
{
    public const string All = "/api/jobs";
    public const string One = All + "/{job}";
    public const string Run = One + "/runs/{run}";
    public const string Resolve = One + "/resolve";

    private const int JobAt = 2;
    private const int RunAt = 4;

    public async Task List(HttpContext context)
    {
        var jobs = await engine.Book.All(context.RequestAborted);
        await RedactedJson.Write(context, await Redactor(context), json =>
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
        await (await engine.Book.Named(Name(context), context.RequestAborted) is { } job
            ? RedactedJson.Write(context, await Redactor(context), json => BoardJson.Job(json, job, isWhole: true))
            : Unknown(context, "job: nothing is known of it"));

    public async Task ShowRun(HttpContext context)
    {
        var path = PathOf(context);
        var run = await engine.Book.Run(path[JobAt]!, path[RunAt]!, context.RequestAborted);
        await (run is null
            ? Unknown(context, "run: nothing is known of it, or nothing any more")
            : RedactedJson.Write(context, await Redactor(context), json => BoardRun.Write(json, run)));
    }

    public async Task End(HttpContext context)
    {
        var name = Name(context);
        if (await engine.Book.Named(name, context.RequestAborted) is not { State: not null })
        {
            await Unknown(context, "job: nothing is known of it");
            return;
        }

        await intake.Store([new() { Type = JobEventType.Resolve, Job = name }]);
        await JsonAnswer.Write(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("resolved", name);
            json.WriteEndObject();
        });
    }

    private async ValueTask<Redactor> Redactor(HttpContext context) =>
        (await engine.On.Configuration.Now(context.RequestAborted)).Value.Redactor;

    private static Task Unknown(HttpContext context, string detail) =>
        Problem.Write(context, StatusCodes.Status404NotFound, detail);

    private static string Name(HttpContext context) => PathOf(context)[JobAt]!;

    // As the doors that take reports read it.
    private static ReportPath PathOf(HttpContext context) => ReportPath.Of(ReportPath.AsSent(context.Request));
}
