using Alerting.Core.Alerts;
using Microsoft.AspNetCore.Http.Features;

namespace Alerting.Handler.Api;

/// <summary>What is below <c>/api/v2</c> and <c>/api/v1</c> and not served.</summary>
internal static class OtherPaths
{
    private const string Gone =
        "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of version 0.27.0 - please use the "
        + "equivalent route in the v2 API";

    /// <summary>404, with the path as it was sent.</summary>
    public static Task Unknown(HttpContext context) => ApiAnswer.Fault(
        context, new(StatusCodes.Status404NotFound, 404, $"path {PathOf(context)} was not found"));

    /// <summary>410: what 0.27 took away.</summary>
    public static Task Removed(HttpContext context) => ApiAnswer.Write(
        context,
        StatusCodes.Status410Gone,
        new GoJson().BeginObject().Name("status").Text("deprecated").Name("error").Text(Gone).EndObject().EndLine());

    private static string PathOf(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target && target.StartsWith('/')
            ? target.Split('?', 2)[0]
            : context.Request.Path.ToUriComponent();
}
