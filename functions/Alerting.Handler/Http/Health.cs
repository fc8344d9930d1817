using Alerting.Core.Ports;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Http;

/// <summary>What runs here, and whether it is well.</summary>
internal sealed class Health(ITableStore store)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asked by the Functions host until it answers: no dependencies. A browser gets a page.</summary>
    public static Task Welcome(HttpContext context) => WelcomePage.IsAskedFor(context.Request)
        ? WelcomePage.Write(context)
        : Text(context, StatusCodes.Status200OK,
            $"""
            alerting {ProductVersion.Text}

            POST /api/alertmanager      alerts, as Alertmanager's webhook receiver sends them
            POST /api/v2/alerts         alerts, as Prometheus sends them to an Alertmanager
            POST /api/jobs/JOB/runs/RUN/start  a run began; progress, success, fail, cancel say how it goes on
            GET  /api/ping/JOB          the same in short; /start, /fail, /log or an exit code may follow
            POST /api/events/NAME       webhooks of prefect, wandb, gcp, cloudevents, and sources of alerting.yml
            POST /api/logs              log records
            GET  /api/v2/alerts         the alerts that fire
            GET  /api/v2/alerts/groups  the same by group
            GET  /api/v2/silences       silences, as amtool reads them; POST makes and changes them
            GET  /api/v2/receivers      who is told
            GET  /api/v2/status         build and configuration
            GET  /api/jobs              jobs and their runs
            GET  /api/inbox             what was told to the inbox, newest first
            GET  /api/rejected          what was posted and could not be used, newest first
            GET  /metrics               Prometheus metrics
            GET  /-/healthy             the process answers
            GET  /-/ready               the store answers
            POST /-/reload              reads the configuration again


            """);

    public static Task Healthy(HttpContext context) => Text(context, StatusCodes.Status200OK, "OK");

    /// <summary>Ready when the store answers.</summary>
    public async Task Ready(HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            await store.Get("settings", "shards", limit.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await Text(context, StatusCodes.Status503ServiceUnavailable, "the store does not answer\n");
            return;
        }
        catch (StoreUnavailableException)
        {
            await Text(context, StatusCodes.Status503ServiceUnavailable, "the store is away\n");
            return;
        }

        await Text(context, StatusCodes.Status200OK, "OK");
    }

    private static Task Text(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
