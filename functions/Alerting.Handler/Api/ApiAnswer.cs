using Alerting.Core.Alerts;
using Alerting.Core.Sources.AlertmanagerApi;

namespace Alerting.Handler.Api;

/// <summary>Answers of Alertmanager's API, byte for byte.</summary>
internal static class ApiAnswer
{
    /// <summary>What go-openapi says of a request: <c>{"code":422,"message":"..."}</c>.</summary>
    public static Task Fault(HttpContext context, ApiFault fault) =>
        Write(context, fault.Status, new GoJson().BeginObject()
            .Name("code").Number(fault.Code).Name("message").Text(fault.Message).EndObject());

    /// <summary>What a handler of Alertmanager says: a JSON string and a newline.</summary>
    public static Task Text(HttpContext context, int status, string text) =>
        Write(context, status, new GoJson { IsForHtml = false }.Text(text).EndLine());

    /// <summary>200 and what was asked for.</summary>
    public static Task Good(HttpContext context, GoJson json) => Write(context, StatusCodes.Status200OK, json);

    /// <summary>Nothing but the status.</summary>
    public static Task Empty(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = 0;
        return context.Response.StartAsync(context.RequestAborted);
    }

    /// <summary>405 to every method but these, which are divided by commas.</summary>
    public static RequestDelegate Only(string allowed) => context =>
    {
        context.Response.Headers.Allow = allowed;
        return Fault(context, ApiRequest.WrongMethod(context.Request.Method, allowed));
    };

    /// <summary>Nothing the API answers may be kept by a cache.</summary>
    public static Task Uncached(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api/v2", StringComparison.Ordinal))
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        return next(context);
    }

    /// <summary>A document as it is written.</summary>
    public static async Task Write(HttpContext context, int status, GoJson json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Written.Length;
        await context.Response.BodyWriter.WriteAsync(json.Written, context.RequestAborted);
    }
}
