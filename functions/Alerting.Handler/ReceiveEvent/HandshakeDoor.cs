using Alerting.Handler.Http;

namespace Alerting.Handler.ReceiveEvent;

/// <summary>
/// <c>OPTIONS /api/events/cloudevents</c>: a sender asks whether it may deliver here. It is told so where it presents a
/// token (or none is needed), or is Azure Event Grid, which does not say what it presents when it asks. A permission
/// opens nothing: what is delivered has to present a token like any other request.
/// </summary>
/// <remarks>github.com/cloudevents/spec: http-webhook.md of version 1.0.2, section 4.</remarks>
internal sealed class HandshakeDoor(Access access)
{
    public const string Path = "/api/events/cloudevents";

    private const string EventGrid = "eventgrid.azure.net";
    private const int LongestOrigin = 253;

    public Task Handle(HttpContext context)
    {
        var asked = context.Request.Headers;
        var origin = asked["WebHook-Request-Origin"].ToString();
        context.Response.Headers.Allow = "POST, OPTIONS";
        if (IsName(origin) && (origin == EventGrid || access.Knows(context.Request)))
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = origin;
            context.Response.Headers["WebHook-Allowed-Rate"] = "*";
        }

        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    // A header is echoed: nothing but a DNS name.
    private static bool IsName(string origin) => origin.Length is > 0 and <= LongestOrigin
        && origin.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
