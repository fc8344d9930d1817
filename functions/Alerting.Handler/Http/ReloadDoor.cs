using Alerting.Handler.Composition;

namespace Alerting.Handler.Http;

/// <summary>
/// <c>POST /-/reload</c>: 200 once the files are in force here, 500 with everything wrong with them, one a line.
/// </summary>
internal sealed class ReloadDoor(Reload reload)
{
    public async Task Handle(HttpContext context)
    {
        var wrong = await reload.Run();
        context.Response.StatusCode =
            wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var text = wrong.Count == 0 ? "reloaded" : "failed to reload config: " + string.Join('\n', wrong);
        await context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
