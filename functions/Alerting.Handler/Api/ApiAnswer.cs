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

    /// <summary>405.</summary>
    /// <param name="context">The request.</param>
    /// <param name="allowed">The methods that are taken, as the real server prints them: <c>POST,GET</c>.</param>
    public static Task WrongMethod(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return Fault(context, ApiRequest.WrongMethod(context.Request.Method, allowed));
    }

    /// <summary>What a handler of Alertmanager says: a JSON string and a newline.</summary>
    public static Task Text(HttpContext context, int status, string text) =>
        Write(context, status, new GoJson { IsForHtml = false }.Text(text).EndLine());

    /// <summary>A document as it is written.</summary>
    public static async Task Write(HttpContext context, int status, GoJson json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Written.Length;
        await context.Response.BodyWriter.WriteAsync(json.Written, context.RequestAborted);
    }
}
