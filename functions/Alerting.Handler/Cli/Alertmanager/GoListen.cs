using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>
/// Addresses to listen on as Go takes them: <c>:9093</c>, <c>127.0.0.1:0</c>, <c>[::1]:9093</c>, a name.
/// </summary>
internal static class GoListen
{
    private const string Flag = "--web.listen-address";

    /// <summary>
    /// Where that is; of a name one address, IPv4 before IPv6. Throws <see cref="StartRefusedException"/> when it is no
    /// address or the name is not known.
    /// </summary>
    public static ListenAddress Parse(string text)
    {
        var (host, port) = Split(text);
        return ListenAddress.Parse($"http://{(host.Length == 0 ? "*" : Literal(Resolve(host, text)))}:{port}");
    }

    private static (string Host, int Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            throw Wrong(text, "missing port in address");
        }

        var (host, port) = (text[..colon], text[(colon + 1)..]);
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            throw Wrong(text, "expected host:port, an IPv6 address in brackets");
        }

        return ushort.TryParse(
            port.Length == 0 ? "0" : port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (host, number)
            : throw Wrong(text, "expected a port from 0 to 65535");
    }

    // Go listens on one address of a name; Kestrel would listen on all there are.
    private static IPAddress Resolve(string host, string text)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return literal;
        }

        try
        {
            var found = Dns.GetHostAddresses(host);
            return found.FirstOrDefault(ip => ip.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            throw Wrong(text, unknown.Message);
        }
    }

    private static string Literal(IPAddress ip) =>
        ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();

    private static StartRefusedException Wrong(string text, string why) => new($"{Flag} \"{text}\": {why}");
}
