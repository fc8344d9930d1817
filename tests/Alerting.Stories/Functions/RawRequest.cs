using System.Net.Sockets;
using System.Text;

namespace Alerting.Stories.Functions;

/// <summary>Bytes on a socket: what no HTTP client would send.</summary>
internal static class RawRequest
{
    /// <summary>The status of the answer to a POST of <c>{}</c> to the target exactly as written.</summary>
    public static async Task<int> Post(Uri address, string target, CancellationToken stop, string host = "app")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
            + "X-Azure-Functions-InvocationId: forged\r\nConnection: close\r\n\r\n{}"), stop);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync(stop);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
