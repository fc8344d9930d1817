using System.Collections.Immutable;
using System.Net;

namespace Alerting.Adapters.Channels.Http.Guarding;

/// <summary>
/// The entries of <c>outbound.allow</c>: where data may lead although it is inside. A host, <c>*.</c> and a domain, an
/// address, or a network.
/// </summary>
internal sealed class AllowedTargets
{
    private const string Below = "*.";

    private readonly List<string> names = [];
    private readonly List<IPNetwork> networks = [];

    public AllowedTargets(ImmutableArray<string> entries)
    {
        foreach (var entry in entries.IsDefault ? [] : entries)
        {
            Add(entry);
        }
    }

    /// <summary>Whether the host is listed, or a domain that it is in.</summary>
    public bool Allows(string host)
    {
        var name = host.TrimEnd('.');
        return names.Any(entry => entry.StartsWith(Below, StringComparison.Ordinal)
            ? name.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase) && name.Length > entry.Length - 1
            : name.Equals(entry, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the address is listed, or a network that it is in; an IPv4 address in IPv6 clothes counts as
    /// itself.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    private void Add(string entry)
    {
        if (entry.Contains('/', StringComparison.Ordinal))
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
        }
        else if (IPAddress.TryParse(entry, out var address))
        {
            networks.Add(new(address, address.GetAddressBytes().Length * 8));
        }
        else
        {
            names.Add(entry);
        }
    }
}
