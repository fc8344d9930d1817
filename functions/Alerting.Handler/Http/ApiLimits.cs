using System.Globalization;
using Alerting.Core.Configuration;
using Alerting.Handler.Cli.Alertmanager;

namespace Alerting.Handler.Http;

/// <summary>
/// How many GETs of the API are answered at a time, and how long a request may take; what is beyond is answered 503, in
/// Alertmanager's words. What is being stored when the time is up is stored, and answered as what came of it.
/// </summary>
internal sealed class ApiLimits(AlertmanagerOptions options, TimeProvider time)
{
    private int reading;

    private string TooMany => string.Create(
        CultureInfo.InvariantCulture,
        $"Limit of concurrent GET requests reached ({options.GetConcurrency}), try again later.\n\n");

    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        var isCounted = HttpMethods.IsGet(context.Request.Method)
            && context.Request.Path.StartsWithSegments("/api/v2", StringComparison.Ordinal);
        var isOneTooMany = isCounted && Interlocked.Increment(ref reading) > options.GetConcurrency;
        try
        {
            await (isOneTooMany ? Refuse(context, TooMany)
                : options.Timeout is { } limit ? InTime(context, next, limit)
                : next(context));
        }
        finally
        {
            if (isCounted)
            {
                Interlocked.Decrement(ref reading);
            }
        }
    }

    private async Task InTime(HttpContext context, RequestDelegate next, TimeSpan limit)
    {
        var gone = context.RequestAborted;
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.RequestAborted = gone;
            await Refuse(context, $"Exceeded configured timeout of {GoDuration.Print(limit)}.\n");
        }
        finally
        {
            context.RequestAborted = gone;
        }
    }

    private static Task Refuse(HttpContext context, string text)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
