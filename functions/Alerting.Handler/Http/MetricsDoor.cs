using Alerting.Adapters.Telemetry;

namespace Alerting.Handler.Http;

/// <summary><c>GET /metrics</c>.</summary>
internal sealed class MetricsDoor(PrometheusText metrics, AlertmanagerGauges gauges, JobGauges jobs)
{
    public async Task Handle(HttpContext context)
    {
        await Task.WhenAll(gauges.Refresh(context.RequestAborted), jobs.Refresh(context.RequestAborted));
        context.Response.ContentType = PrometheusText.ContentType;
        await context.Response.WriteAsync(metrics.Scrape(), context.RequestAborted);
    }
}
