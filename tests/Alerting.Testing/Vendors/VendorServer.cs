using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Alerting.Testing.Vendors;

/// <summary>
/// A vendor's HTTP edge on 127.0.0.1 and a free port: records what it is sent and answers as programmed, each
/// programmed
/// answer once, then as the vendor would.
/// </summary>
public sealed class VendorServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Func<VendorRequest, VendorAnswer> usual;
    private readonly ConcurrentQueue<VendorAnswer> programmed = new();
    private readonly ConcurrentQueue<VendorRequest> requests = new();
    private readonly SemaphoreSlim arrived = new(0);

    private VendorServer(WebApplication app, Func<VendorRequest, VendorAnswer> usual) =>
        (this.app, this.usual) = (app, usual);

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What was received, oldest first.</summary>
    public IReadOnlyList<VendorRequest> Requests => [.. requests];

    /// <summary>Listens once this returns.</summary>
    /// <param name="usual">What it answers where nothing is programmed.</param>
    /// <param name="tls">Sets TLS up; null: it speaks plain HTTP.</param>
    public static async Task<VendorServer> Start(
        Func<VendorRequest, VendorAnswer> usual, Action<HttpsConnectionAdapterOptions>? tls = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                if (tls is not null)
                {
                    listen.UseHttps(tls);
                }
            });
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
        });
        var server = new VendorServer(builder.Build(), usual);
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        var addresses = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Url = addresses.Addresses.Single();
        return server;
    }

    /// <summary>Programs the next answers, in order.</summary>
    public void Respond(params VendorAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            programmed.Enqueue(answer);
        }
    }

    /// <summary>Returns once one more request was received whole.</summary>
    public Task Received(CancellationToken cancellation) => arrived.WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        // At once: a request that hangs on purpose must not hold the test.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var path = context.Request.Path.ToString() + context.Request.QueryString;
        var request = new VendorRequest(context.Request.Method, path, headers, body.ToArray())
        {
            Target = context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            Protocol = context.Request.Protocol,
            ClientCertificate = context.Connection.ClientCertificate?.Subject,
            Connection = context.Connection.Id,
        };
        requests.Enqueue(request);
        var answer = programmed.TryDequeue(out var next) ? next : usual(request);
        arrived.Release();
        await answer.Act(context);
    }
}
