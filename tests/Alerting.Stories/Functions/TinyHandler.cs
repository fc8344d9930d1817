using System.Collections.Concurrent;
using System.Text.Json;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>A handler in this process that keeps what it is sent; pings aside.</summary>
internal sealed class TinyHandler(Func<VendorRequest, VendorAnswer> answers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<VendorRequest> requests = [];
    private readonly SemaphoreSlim arrived = new(0);

    /// <summary>Answers every envelope and request with an empty object.</summary>
    public TinyHandler() : this(_ => Json("{}")) { }

    /// <summary>Oldest first; the path is as it was on the wire.</summary>
    public IReadOnlyList<VendorRequest> Requests => [.. requests];

    public static VendorAnswer Json(string body, int status = 200, string? type = "application/json") =>
        new(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });

    /// <summary>Returns once one more request was received whole.</summary>
    public async Task Received(CancellationToken stop) =>
        Assert.True(await arrived.WaitAsync(Patience, stop), "no request came");

    /// <summary>The last envelope.</summary>
    public JsonElement Envelope() => JsonDocument.Parse(Requests[^1].Body).RootElement;

    public async Task Answer(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (target == "/")
        {
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new VendorRequest(context.Request.Method, target, headers, body.ToArray());
        requests.Enqueue(request);
        arrived.Release();
        await answers(request).Act(context);
    }
}
