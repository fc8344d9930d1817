using System.Net;
using System.Net.Sockets;

namespace Alerting.Adapters.Channels.Http.Guarding;

/// <summary>
/// Says which addresses are inside, where nothing that only data named may lead (server-side request forgery). Sources:
/// the registries of special-purpose addresses of IANA, and the metadata services of clouds.
/// </summary>
internal static class AddressGuard
{
    private static readonly (IPNetwork Network, string Kind)[] Inside =
    [
        (IPNetwork.Parse("100.100.100.200/32"), "metadata"),
        (IPNetwork.Parse("168.63.129.16/32"), "metadata"),
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "private"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved"),
        (IPNetwork.Parse("192.0.2.0/24"), "reserved"),
        (IPNetwork.Parse("198.18.0.0/15"), "reserved"),
        (IPNetwork.Parse("198.51.100.0/24"), "reserved"),
        (IPNetwork.Parse("203.0.113.0/24"), "reserved"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("255.255.255.255/32"), "broadcast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("fd00:ec2::254/128"), "metadata"),
        (IPNetwork.Parse("fd20:ce::254/128"), "metadata"),
        (IPNetwork.Parse("::/128"), "unspecified"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fec0::/10"), "private"),
        (IPNetwork.Parse("5f00::/16"), "private"),
        (IPNetwork.Parse("100:0:0:1::/64"), "private"),
        (IPNetwork.Parse("2001:2::/48"), "private"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "private"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
        (IPNetwork.Parse("100::/64"), "reserved"),
        (IPNetwork.Parse("2001:db8::/32"), "reserved"),
        (IPNetwork.Parse("3fff::/20"), "reserved"),

        // Teredo: where it ends is anybody's guess.
        (IPNetwork.Parse("2001::/32"), "reserved"),
    ];

    // Where the IPv4 address stands in IPv6 addresses that carry one: mapped, translated, compatible, NAT64, 6to4.
    private static readonly (IPNetwork Network, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12),
        (IPNetwork.Parse("::ffff:0:0:0/96"), 12),
        (IPNetwork.Parse("::/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>What makes the address one inside, one word; null for one of the open Internet.</summary>
    public static string? KindOf(IPAddress address) =>
        Find(address) ?? (Carried(address) is { } inner ? Find(inner) : null);

    /// <summary>What forbids the address to data; null when it may be called.</summary>
    public static string? Forbids(IPAddress address, AllowedTargets allowed) =>
        allowed.Allows(address) ? null : KindOf(address);

    private static string? Find(IPAddress address) =>
        Inside.FirstOrDefault(entry => entry.Network.Contains(address)).Kind;

    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        foreach (var (network, offset) in Carriers)
        {
            if (network.Contains(address))
            {
                return new IPAddress(address.GetAddressBytes().AsSpan(offset, 4));
            }
        }

        return null;
    }
}
