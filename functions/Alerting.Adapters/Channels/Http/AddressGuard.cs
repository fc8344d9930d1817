using System.Net;
using System.Net.Sockets;

namespace Alerting.Adapters.Channels.Http;

/// <summary>Says which addresses are never called, whatever name led there (server-side request forgery).</summary>
internal static class AddressGuard
{
    private static readonly (IPNetwork Network, string Kind)[] Never =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("100.100.100.200/32"), "metadata"),
        (IPNetwork.Parse("168.63.129.16/32"), "metadata"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("255.255.255.255/32"), "broadcast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("::/128"), "unspecified"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fd00:ec2::254/128"), "metadata"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    private static readonly (IPNetwork Network, string Kind)[] Private =
    [
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "private"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fec0::/10"), "private"),
    ];

    // Where the IPv4 address stands in IPv6 addresses that carry one: mapped, compatible, NAT64, 6to4.
    private static readonly (IPNetwork Network, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12),
        (IPNetwork.Parse("::/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>What forbids the address, one word; null when it may be called.</summary>
    public static string? Forbids(IPAddress address, bool allowPrivate) =>
        KindOf(address, allowPrivate) ?? (Carried(address) is { } inner ? KindOf(inner, allowPrivate) : null);

    private static string? KindOf(IPAddress address, bool allowPrivate) =>
        Find(Never, address) ?? (allowPrivate ? null : Find(Private, address));

    private static string? Find((IPNetwork Network, string Kind)[] networks, IPAddress address) =>
        networks.FirstOrDefault(entry => entry.Network.Contains(address)).Kind;

    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IPv6Loopback.Equals(address))
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
