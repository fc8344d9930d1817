using System.Net;
using System.Net.Sockets;
using Alerting.Adapters.Channels.Http;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>
/// Opens connections to mail servers: each address of the name in turn, so that one that swallows everything does not
/// take the time of the others. The operator wrote the name, so that it may lead anywhere.
/// </summary>
internal sealed class SmtpDialer(TimeProvider time, ResolveName resolve)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>A connection; throws what sockets throw.</summary>
    public async Task<Stream> Open(string host, int port, CancellationToken deadline)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, deadline);
        Exception last = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await Open(address, port, deadline);
            }
            catch (Exception failed) when (failed is SocketException
                || (failed is OperationCanceledException && !deadline.IsCancellationRequested))
            {
                last = failed;
            }
        }

        throw last;
    }

    private async Task<Stream> Open(IPAddress address, int port, CancellationToken deadline)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, deadline);
        Socket? socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(new IPEndPoint(address, port), both.Token);
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
