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
        Write(context, status, new GoJson().Text(text).EndLine());

    private static async Task Write(HttpContext context, int status, GoJson json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Written.Length;
        await context.Response.BodyWriter.WriteAsync(json.Written, context.RequestAborted);
    }
}
