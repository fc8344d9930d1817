namespace Alerting.Handler.Http;

/// <summary>
/// Serves everything below a path, and nothing beside it; <c>/</c> leads there, as Alertmanager has it.
/// </summary>
/// <param name="prefix">Begins with a slash and does not end with one.</param>
internal sealed class RoutePrefix(string prefix)
{
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        // The links of the page are relative.
        if (request.Path.Value is { } path && (path == "/" || path == prefix) && HttpMethods.IsGet(request.Method))
        {
            context.Response.Redirect(prefix + "/");
            return Task.CompletedTask;
        }

        if (request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
        {
            (request.PathBase, request.Path) = (prefix, rest.HasValue ? rest : "/");
            return next(context);
        }

        return Problem.Write(context, StatusCodes.Status404NotFound, "nothing is served at this path");
    }
}
