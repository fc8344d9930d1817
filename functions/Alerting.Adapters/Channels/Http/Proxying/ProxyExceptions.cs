using System.Globalization;
using System.Net;

namespace Alerting.Adapters.Channels.Http.Proxying;

/// <summary>
/// Hosts that are called without the proxy, as Go reads <c>no_proxy</c>: names with all below them, names that start
/// with a dot or <c>*.</c> with only what is below, addresses, networks, each but a network with a port where one
/// stands; or <c>*</c>. This machine always is one of them.
/// </summary>
internal sealed class ProxyExceptions
{
    private readonly List<Rule> rules = [];
    private readonly bool isAll;

    public ProxyExceptions(string text)
    {
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            isAll |= entry == "*";
            if (Read(entry.ToLowerInvariant()) is { } rule)
            {
                rules.Add(rule);
            }
        }
    }

    /// <summary>Whether the host is called directly.</summary>
    public bool Holds(Uri target)
    {
        var host = target.IdnHost.TrimEnd('.').ToLowerInvariant();
        var address = IPAddress.TryParse(host, out var literal) ? literal : null;
        return isAll || host == "localhost" || (address is not null && IPAddress.IsLoopback(address))
            || rules.Any(rule => rule.Holds(host, address, target.Port));
    }

    private static Rule? Read(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
        {
            return new(null, network, null);
        }

        var (host, port) = Split(entry);
        if (IPAddress.TryParse(host, out var address))
        {
            return new(null, new(address, address.GetAddressBytes().Length * 8), port);
        }

        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[1..] : host;
        return name.Trim('.').Length == 0 ? null : new(name, null, port);
    }

    private static (string Host, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isPort = colon > 0 && (entry[colon - 1] == ']' || entry.IndexOf(':', StringComparison.Ordinal) == colon);
        return isPort && int.TryParse(entry[(colon + 1)..], CultureInfo.InvariantCulture, out var port)
            ? (entry[..colon].Trim('[', ']'), port)
            : (entry.Trim('[', ']'), null);
    }

    // A name that starts with a dot stands for what is below it.
    private sealed record Rule(string? Name, IPNetwork? Network, int? Port)
    {
        public bool Holds(string host, IPAddress? address, int port)
        {
            var isMeant = Network is { } network
                ? address is not null && network.Contains(address)
                : Name![0] == '.'
                    ? host.EndsWith(Name, StringComparison.Ordinal)
                    : host == Name || host.EndsWith("." + Name, StringComparison.Ordinal);
            return isMeant && (Port is null || Port == port);
        }
    }
}
