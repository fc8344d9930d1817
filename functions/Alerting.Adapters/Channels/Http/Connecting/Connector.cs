using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Alerting.Adapters.Channels.Http.Guarding;
using Alerting.Adapters.Channels.Http.Proxying;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>Opens the connections of one <see cref="Caller"/>: direct or through a proxy, plain or over TLS.</summary>
internal sealed class Connector(HostGuard guard, CallSettings settings, TlsHandshake tls)
{
    private readonly List<SslApplicationProtocol> protocols =
        settings.Http2
            ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
            : [SslApplicationProtocol.Http11];

    /// <summary>A connection for a request; throws <see cref="NotSentException"/> and what sockets throw.</summary>
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var target = context.InitialRequestMessage.RequestUri!;
        var proxy = settings.Proxies.For(target);
        var stream = proxy is null
            ? await Dial(
                await guard.Addresses(target.IdnHost, settings.Allowed, cancellation), target.Port, cancellation)
            : await Through(proxy, target, cancellation);
        return target.Scheme == Uri.UriSchemeHttps
            ? await tls.Secure(stream, target.IdnHost, protocols, cancellation)
            : stream;
    }

    private async Task<Stream> Through(ProxyUrl proxy, Uri target, CancellationToken cancellation)
    {
        Stream? stream = await Reach(proxy, cancellation);
        try
        {
            if (proxy.IsSocks)
            {
                await SocksTunnel.Open(stream, proxy, target, cancellation);
            }
            else if (target.Scheme == Uri.UriSchemeHttps)
            {
                await ConnectTunnel.Open(stream, proxy, settings.ConnectHeaders, target, cancellation);
            }

            var open = stream;
            stream = null;
            return open;
        }
        catch (IOException broken) when (broken is not NotSentException)
        {
            throw new NotSentException($"its proxy {proxy.Shown} closed the connection", broken);
        }
        finally
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task<Stream> Reach(ProxyUrl proxy, CancellationToken cancellation)
    {
        try
        {
            var addresses = await guard.Addresses(proxy.Host, allowed: null, cancellation);
            var stream = await Dial(addresses, proxy.Port, cancellation);
            return proxy.IsSecure ? await tls.Secure(stream, proxy.Host, [], cancellation) : stream;
        }
        catch (SocketException failure)
        {
            throw new NotSentException($"its proxy {proxy.Shown}: {Failure.Cause(failure.SocketErrorCode)}", failure);
        }
        catch (NotSentException failure)
        {
            throw new NotSentException($"its proxy {proxy.Shown}: {failure.Message}", failure);
        }
    }

    private static async Task<Stream> Dial(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        Socket? socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(addresses, port, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
