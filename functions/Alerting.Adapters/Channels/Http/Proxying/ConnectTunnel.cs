using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Channels.Http.Proxying;

/// <summary>A way through an HTTP proxy: <c>CONNECT</c> (RFC 9110, 9.3.6).</summary>
internal static class ConnectTunnel
{
    private const int LongestAnswer = 16 * 1024;

    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    /// <summary>Returns when bytes pass; throws <see cref="NotSentException"/> when the proxy says no.</summary>
    /// <param name="stream">To the proxy.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="headers">Sent along; sendable.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task Open(
        Stream stream, ProxyUrl proxy, IEnumerable<KeyValuePair<string, string>> headers, Uri target,
        CancellationToken cancellation)
    {
        await stream.WriteAsync(Request(proxy, headers, target), cancellation);
        await stream.FlushAsync(cancellation);
        var status = await Status(stream, cancellation)
            ?? throw new NotSentException($"its proxy {proxy.Shown} did not answer as one");
        if (status is < 200 or >= 300)
        {
            var code = status.ToString(CultureInfo.InvariantCulture);
            throw new NotSentException(status == 407
                ? $"its proxy {proxy.Shown} does not know us (407)"
                : $"its proxy {proxy.Shown} made no connection ({code})");
        }
    }

    private static byte[] Request(ProxyUrl proxy, IEnumerable<KeyValuePair<string, string>> headers, Uri target)
    {
        var host = target.HostNameType == UriHostNameType.IPv6 ? $"[{target.IdnHost.Trim('[', ']')}]" : target.IdnHost;
        var authority = string.Create(CultureInfo.InvariantCulture, $"{host}:{target.Port}");
        var text = new StringBuilder($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n");
        if (proxy.Authorization is { } authorization)
        {
            text.Append(CultureInfo.InvariantCulture, $"Proxy-Authorization: {authorization}\r\n");
        }

        foreach (var (name, value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    // Null when it is no answer. Nobody speaks in the tunnel before we do; behind a refusal there may be a body.
    private static async Task<int?> Status(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[LongestAnswer];
        var length = 0;
        while (buffer.AsSpan(0, length).IndexOf(EndOfHead) < 0)
        {
            var read = length == buffer.Length ? 0 : await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        var line = Encoding.ASCII.GetString(buffer, 0, length).Split("\r\n", 2)[0].Split(' ', 3);
        return line.Length >= 2 && line[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(line[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;
    }
}
