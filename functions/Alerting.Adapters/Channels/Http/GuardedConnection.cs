using System.Net;
using System.Net.Sockets;

namespace Alerting.Adapters.Channels.Http;

/// <summary>A name led only to addresses that are never called; the message is what forbids them, one word.</summary>
internal sealed class ForbiddenAddressException : IOException
{
    public ForbiddenAddressException() { }

    public ForbiddenAddressException(string kind) : base(kind) { }

    public ForbiddenAddressException(string kind, Exception inner) : base(kind, inner) { }
}

/// <summary>
/// Opens the connections of all HTTP channels: resolves once and connects to exactly the addresses that were judged, so
/// that a name cannot answer differently between the check and the call.
/// </summary>
internal sealed class GuardedConnection(bool allowPrivate, ResolveName resolve)
{
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Allowed(context.DnsEndPoint.Host, cancellation);
        Socket? socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async Task<IPAddress[]> Allowed(string host, CancellationToken cancellation)
    {
        IPAddress[] all = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
        if (all.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        IPAddress[] allowed = [.. all.Where(address => AddressGuard.Forbids(address, allowPrivate) is null)];
        return allowed.Length > 0
            ? allowed
            : throw new ForbiddenAddressException(AddressGuard.Forbids(all[0], allowPrivate)!);
    }
}

/// <summary>Finds the addresses of a name; none for a name that has none.</summary>
/// <param name="host">The name.</param>
/// <param name="cancellation">Ends the wait.</param>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellation);
