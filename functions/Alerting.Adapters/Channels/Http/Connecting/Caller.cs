using System.Net;
using Alerting.Adapters.Channels.Http.Guarding;
using Alerting.Adapters.Channels.Http.Proxying;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>Makes calls over connections of the same settings, and keeps the connections for the next.</summary>
internal sealed class Caller : IDisposable
{
    private readonly TlsHandshake tls;
    private readonly SocketsHttpHandler handler;
    private readonly HttpMessageInvoker client;

    /// <summary>Throws <see cref="NotSentException"/> when the settings cannot be acted on.</summary>
    public Caller(CallSettings settings, HostGuard guard, OutboundOptions options)
    {
        tls = settings.Tls();
        handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = settings.Proxies.HasAny,
            Proxy = settings.Proxies.HasAny ? new ForwardProxy(settings.Proxies) : null,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = new Connector(guard, settings, tls).Open,
            PooledConnectionLifetime = options.ConnectionLifetime,

            // A connection that the vendor closes while we write leaves the outcome unknown: keep none for long.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),

            // One that went silent must not take the calls of minutes with it.
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxResponseHeadersLength = 64,
        };
        client = new(handler, disposeHandler: false);
    }

    /// <summary>How many calls are under way; only <see cref="Callers"/> counts.</summary>
    public int Calls { get; set; }

    /// <summary>When the last call ended.</summary>
    public DateTimeOffset IdleSince { get; set; }

    /// <summary>Makes a call; the answer's body is still to be read.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken deadline) =>
        client.SendAsync(request, deadline);

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
        tls.Dispose();
    }
}
