using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Alerting.Testing.Functions;

/// <summary>
/// A request on its way through the host: what the host takes over, what it changes and what it loses on the way.
/// </summary>
internal static class ForwardedRequest
{
    /// <summary>
    /// Repeated query parameters become one; of the content headers only type and length survive; a body without
    /// a length is left out although its header stays, which the client then refuses to send.
    /// </summary>
    public static HttpRequestMessage Make(HttpRequest from, Guid id, Uri handler)
    {
        var request = new HttpRequestMessage(new(from.Method), Target(from, handler));
        foreach (var (name, values) in from.Headers)
        {
            // Content headers are refused here, and so are lost.
            request.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        if (from.ContentLength > 0)
        {
            request.Content = new StreamContent(from.Body);
            request.Content.Headers.ContentLength = from.ContentLength;
            if (from.ContentType is { Length: > 0 } type)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }

        AddFrontEnd(from, request.Headers);
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", id.ToString());
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", HandlerClient.Version);
        request.Headers.UserAgent.Add(new("Azure-Functions-Host", HandlerClient.Version));
        return request;
    }

    /// <summary>
    /// The path goes through the text that is for display and back: what was still encoded after the server's own
    /// decoding is decoded once more, and dots and backslashes are resolved.
    /// </summary>
    public static Uri Target(HttpRequest from, Uri handler)
    {
        var path = new Uri(from.GetDisplayUrl()).AbsolutePath;
        var target = new UriBuilder(handler.Scheme, handler.Host, handler.Port, path).ToString();
        var query = from.Query.ToDictionary(one => one.Key, one => (string?)one.Value.ToString());
        return new(QueryHelpers.AddQueryString(target, query));
    }

    // Azure's front end ends TLS and says who called, port included.
    private static void AddFrontEnd(HttpRequest from, HttpRequestHeaders headers)
    {
        var connection = from.HttpContext.Connection;
        var before = from.Headers["X-Forwarded-For"].ToString();
        var caller = $"{connection.RemoteIpAddress}:{connection.RemotePort}";
        headers.Remove("X-Forwarded-For");
        headers.Remove("X-Forwarded-Proto");
        headers.TryAddWithoutValidation("X-Forwarded-For", before.Length > 0 ? $"{before}, {caller}" : caller);
        headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
    }
}
