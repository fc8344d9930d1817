using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Handler.Cli;

/// <summary>An address to listen on.</summary>
/// <param name="Url">Such as <c>http://127.0.0.1:7071</c>.</param>
/// <param name="IsLoopback">Whether only this machine can reach it.</param>
internal sealed record ListenAddress(string Url, bool IsLoopback)
{
    /// <summary>Throws <see cref="StartRefusedException"/> for what is not <c>http://host:port</c>.</summary>
    public static ListenAddress Parse(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Unusable(url);
        }

        if (address.Scheme != "http" || address.PathBase.Length > 0 || address.Port is < 0 or > 65535)
        {
            throw Unusable(url);
        }

        var host = address.Host.Trim('[', ']');
        return new(
            $"http://{address.Host}:{address.Port}",
            host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)));
    }

    /// <summary>
    /// One of this machine that is free now, such as <c>http://127.0.0.1:40123</c>: known before it is listened to,
    /// since messages link to it.
    /// </summary>
    public static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://{listener.LocalEndpoint}");
    }

    private static StartRefusedException Unusable(string url) =>
        new($"cannot listen on \"{url}\": expected http://host:port (TLS belongs in front)");
}
