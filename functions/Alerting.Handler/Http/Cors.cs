namespace Alerting.Handler.Http;

/// <summary>
/// What a browser is told of pages of other origins, as Alertmanager does: they may read the API and post to it.
/// </summary>
/// <remarks>The defaults of github.com/rs/cors 1.11.</remarks>
internal static class Cors
{
    private const string Wanted = "Access-Control-Request-Method";
    private const string WantedHeaders = "Access-Control-Request-Headers";

    private static readonly string[] Methods = ["GET", "POST", "HEAD"];
    private static readonly string[] Headers = ["accept", "content-type", "x-requested-with"];

    public static Task Pass(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api/v2", StringComparison.Ordinal))
        {
            return next(context);
        }

        var asked = context.Request.Headers;
        var isPreflight = HttpMethods.IsOptions(context.Request.Method) && asked.ContainsKey(Wanted);
        if (!isPreflight)
        {
            context.Response.Headers.Vary = "Origin";
            Allow(context, context.Request.Method);
            return next(context);
        }

        context.Response.Headers.Vary = $"Origin, {Wanted}, {WantedHeaders}";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (AreAllowed(asked[WantedHeaders].ToString()) && Allow(context, asked[Wanted].ToString()))
        {
            context.Response.Headers.AccessControlAllowMethods = asked[Wanted];
            context.Response.Headers.AccessControlAllowHeaders = asked[WantedHeaders];
        }

        return Task.CompletedTask;
    }

    private static bool Allow(HttpContext context, string method)
    {
        var may = context.Request.Headers.ContainsKey("Origin")
            && (Methods.Contains(method, StringComparer.Ordinal) || HttpMethods.IsOptions(method));
        if (may)
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
        }

        return may;
    }

    private static bool AreAllowed(string headers) =>
        headers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .All(header => Headers.Contains(header, StringComparer.OrdinalIgnoreCase));
}
