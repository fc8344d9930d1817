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
        if (request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
        {
            (request.PathBase, request.Path) = (prefix, rest.HasValue ? rest : "/");
            return next(context);
        }

        if (request.Path == "/" && HttpMethods.IsGet(request.Method))
        {
            context.Response.Redirect(prefix);
            return Task.CompletedTask;
        }

        return Problem.Write(context, StatusCodes.Status404NotFound, "nothing is served at this path");
    }
}
