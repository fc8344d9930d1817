using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Alerting.Testing.Vendors.Proxies;

/// <summary>One connection to a <see cref="ProxyServer"/>.</summary>
internal sealed class ProxyConversation(ProxyServer proxy, Stream stream)
{
    private const byte Socks = 5;

    /// <summary>Returns when it is over.</summary>
    public async Task Hold(CancellationToken stop)
    {
        var first = await Read(1, stop);
        await (first[0] == Socks ? HoldSocks(stop) : HoldHttp((char)first[0], stop));
    }

    private async Task HoldHttp(char first, CancellationToken stop)
    {
        var head = new StringBuilder().Append(first);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await Read(1, stop))[0]);
        }

        var request = head.ToString().Split(' ', 3);
        var isTunnel = request[0] == "CONNECT";
        var target = isTunnel ? request[1] : Authority(new Uri(request[1]));
        proxy.Note(head.ToString(), target);
        if (isTunnel && proxy.Refusal is { } refusal)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(refusal), stop);
            return;
        }

        await Pass(target, isTunnel ? null : Encoding.ASCII.GetBytes(head.ToString()),
            isTunnel ? "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray() : null, stop);
    }

    private async Task HoldSocks(CancellationToken stop)
    {
        var methods = await Read((await Read(1, stop))[0], stop);
        var wanted = proxy.SocksUser is null ? (byte)0 : (byte)2;
        await stream.WriteAsync(new[] { Socks, methods.Contains(wanted) ? wanted : (byte)0xFF }, stop);
        if (!methods.Contains(wanted) || (wanted == 2 && !await Login(stop)))
        {
            return;
        }

        var request = await Read(4, stop);
        var host = request[3] switch
        {
            1 => new IPAddress(await Read(4, stop)).ToString(),
            4 => new IPAddress(await Read(16, stop)).ToString(),
            _ => Encoding.ASCII.GetString(await Read((await Read(1, stop))[0], stop)),
        };
        var port = BinaryPrimitives.ReadUInt16BigEndian(await Read(2, stop));
        var target = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        proxy.Note(null, target);
        var code = proxy.Refusal is null ? (byte)0 : (byte)2;
        byte[] answer = [Socks, code, 0, 1, 0, 0, 0, 0, 0, 0];
        if (code != 0)
        {
            await stream.WriteAsync(answer, stop);
            return;
        }

        await Pass(target, null, answer, stop);
    }

    private async Task<bool> Login(CancellationToken stop)
    {
        await Read(1, stop);
        var user = Encoding.UTF8.GetString(await Read((await Read(1, stop))[0], stop));
        var password = Encoding.UTF8.GetString(await Read((await Read(1, stop))[0], stop));
        var isKnown = $"{user}:{password}" == proxy.SocksUser;
        await stream.WriteAsync(new byte[] { 1, isKnown ? (byte)0 : (byte)1 }, stop);
        return isKnown;
    }

    private async Task Pass(string target, byte[]? ahead, byte[]? answer, CancellationToken stop)
    {
        using var server = new TcpClient();
        var port = int.Parse(target[(target.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        await server.ConnectAsync(IPAddress.Loopback, port, stop);
        await using var beyond = server.GetStream();
        await stream.WriteAsync(answer ?? [], stop);
        await beyond.WriteAsync(ahead ?? [], stop);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(stream.CopyToAsync(beyond, either.Token), beyond.CopyToAsync(stream, either.Token));
        await either.CancelAsync();
    }

    private static string Authority(Uri url) =>
        string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost}:{url.Port}");

    private async Task<byte[]> Read(int length, CancellationToken stop)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}
