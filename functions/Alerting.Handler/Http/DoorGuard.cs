using Alerting.Core.Ports;

namespace Alerting.Handler.Http;

/// <summary>
/// Around every door: who may pass, and what a failure is answered with. The one catch-all of the doors; whatever is
/// not expected is logged and answered 500, so that the sender repeats.
/// </summary>
/// <param name="access">Who may use which door.</param>
/// <param name="writes">What of it may write; null: all of it.</param>
/// <param name="log">Where what failed is told.</param>
internal sealed partial class DoorGuard(Access access, WriteRule? writes, ILogger log)
{
    /// <summary>Has a request handled, or refuses it.</summary>
    public Task Pass(HttpContext context, RequestDelegate next) =>
        Catch(
            context,
            !access.Admits(context.Request) ? Refuse
            : writes?.Refusal(context.Request) is { } why ? it => Problem.Write(it, StatusCodes.Status403Forbidden, why)
            : next);

    /// <summary>The same for a request that was admitted elsewhere.</summary>
    public async Task Catch(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await NameUnknown(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (StoreUnavailableException away) when (!context.Response.HasStarted)
        {
            LogAway(context.Request.Path, away.Message);
            await Problem.WriteComeAgain(context, "the store is away; nothing is lost if this is sent again");
        }
        catch (OperationCanceledException late) when (!context.Response.HasStarted)
        {
            LogAway(context.Request.Path, late.Message);
            await Problem.WriteComeAgain(context, "it took too long; nothing is lost if this is sent again");
        }
        catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
        {
            await Problem.Write(context, broken.StatusCode, broken.Message);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFailure(failure, context.Request.Path);
            await Problem.Write(
                context, StatusCodes.Status500InternalServerError, "this is a fault of ours; it is logged");
        }
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = new(
            ["Bearer realm=\"alerting\"", "Basic realm=\"alerting\", charset=\"UTF-8\""]);
        return Problem.Write(
            context,
            StatusCodes.Status401Unauthorized,
            "expected the access token as a bearer token or as a basic password");
    }

    private static Task NameUnknown(HttpContext context) =>
        context.Response.HasStarted
            ? Task.CompletedTask
            : context.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => Problem.Write(
                    context, StatusCodes.Status404NotFound, "nothing is served at this path"),
                StatusCodes.Status405MethodNotAllowed => Problem.Write(
                    context, StatusCodes.Status405MethodNotAllowed, $"expected {context.Response.Headers.Allow}"),
                _ => Task.CompletedTask,
            };

    [LoggerMessage(110, LogLevel.Warning, "{Path}: the store is away: {Reason}")]
    private partial void LogAway(string path, string reason);

    [LoggerMessage(111, LogLevel.Error, "{Path}: failed")]
    private partial void LogFailure(Exception failure, string path);
}
