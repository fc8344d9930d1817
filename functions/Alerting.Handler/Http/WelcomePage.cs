using System.Text.Encodings.Web;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Http;

/// <summary>
/// What a browser is shown at <c>/</c>, which is also where links to Alertmanager's own pages land, such as
/// <c>/#/alerts</c>: what comes after <c>#</c> never reaches a server.
/// </summary>
internal static class WelcomePage
{
    /// <summary>Whether a person looks at it.</summary>
    public static bool IsAskedFor(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task Write(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return context.Response.WriteAsync(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>alerting</title>
            <style>
            body { font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
            </style>
            <h1>alerting</h1>
            <p>Version {{HtmlEncoder.Default.Encode(ProductVersion.Text)}}. It takes alerts and tells people of them,
            and answers as an Alertmanager does.</p>
            <ul>
            <li><a href="api/v2/alerts">Alerts that fire</a>, <a href="api/v2/alerts/groups">by group</a></li>
            <li><a href="api/jobs">Jobs</a></li>
            <li><a href="api/v2/silences">Silences</a></li>
            <li><a href="api/v2/receivers">Receivers</a></li>
            <li><a href="api/v2/status">Status and configuration</a></li>
            <li><a href="api/inbox">The inbox</a></li>
            <li><a href="metrics">Metrics</a></li>
            </ul>
            <p>Links to the pages of an Alertmanager, such as <code>/#/alerts</code> and <code>/#/silences</code>, lead
            here. There are no such pages: the lists above are JSON, and amtool, karma and Grafana show them.</p>
            </html>

            """,
            context.RequestAborted);
    }
}
