using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Alerting.Adapters.Channels.Http.Proxying;

/// <summary>A way through a SOCKS 5 proxy (RFC 1928, user and password by RFC 1929), which resolves names.</summary>
internal static class SocksTunnel
{
    private const byte Version = 5;
    private const byte NoUser = 0;
    private const byte UserAndPassword = 2;
    private const byte Connect = 1;
    private const byte Done = 0;

    /// <summary>Returns when bytes pass; throws <see cref="NotSentException"/> when the proxy says no.</summary>
    public static async Task Open(Stream stream, ProxyUrl proxy, Uri target, CancellationToken cancellation)
    {
        try
        {
            await Greet(stream, proxy, cancellation);
            await stream.WriteAsync(Request(target), cancellation);
            var answer = await Read(stream, 4, cancellation);
            if (answer[0] != Version || answer[1] != Done)
            {
                var code = answer[1].ToString(CultureInfo.InvariantCulture);
                throw new NotSentException($"its proxy {proxy.Shown} made no connection (SOCKS {code})");
            }

            // The address the proxy calls from, which nobody needs.
            var length = answer[3] switch
            {
                1 => 4,
                4 => 16,
                _ => (await Read(stream, 1, cancellation))[0],
            };
            await Read(stream, length + 2, cancellation);
        }
        catch (EndOfStreamException broken)
        {
            throw new NotSentException($"its proxy {proxy.Shown} did not answer as one", broken);
        }
    }

    private static async Task Greet(Stream stream, ProxyUrl proxy, CancellationToken cancellation)
    {
        var hasUser = proxy.User.Length > 0;
        await stream.WriteAsync(
            hasUser ? new byte[] { Version, 2, NoUser, UserAndPassword } : [Version, 1, NoUser], cancellation);
        var answer = await Read(stream, 2, cancellation);
        if (answer[0] != Version || answer[1] is not (NoUser or UserAndPassword) || (answer[1] != NoUser && !hasUser))
        {
            throw new NotSentException($"its proxy {proxy.Shown} does not know us (SOCKS)");
        }

        if (answer[1] == UserAndPassword)
        {
            await stream.WriteAsync(Credentials(proxy), cancellation);
            if ((await Read(stream, 2, cancellation))[1] != Done)
            {
                throw new NotSentException($"its proxy {proxy.Shown} does not know us (SOCKS)");
            }
        }
    }

    private static byte[] Credentials(ProxyUrl proxy)
    {
        var (user, password) = (Encoding.UTF8.GetBytes(proxy.User), Encoding.UTF8.GetBytes(proxy.Password));
        return [1, (byte)user.Length, .. user, (byte)password.Length, .. password];
    }

    // A name of more than 255 characters has no place in it, and no name server knows one.
    private static byte[] Request(Uri target)
    {
        if (target.IdnHost.Length > byte.MaxValue)
        {
            throw NotSentException.Final("its name is too long");
        }

        var port = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)target.Port);
        byte[] host = IPAddress.TryParse(target.IdnHost, out var address)
            ? [address.AddressFamily == AddressFamily.InterNetwork ? (byte)1 : (byte)4, .. address.GetAddressBytes()]
            : [3, (byte)target.IdnHost.Length, .. Encoding.ASCII.GetBytes(target.IdnHost)];
        return [Version, Connect, 0, .. host, .. port];
    }

    private static async Task<byte[]> Read(Stream stream, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
