using System.Net;
using Alerting.Adapters.Channels.Http;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("::", "unspecified")]
    [InlineData("169.254.0.1", "link-local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("febf::1", "link-local")]
    [InlineData("fd00:ec2::254", "metadata")]
    [InlineData("168.63.129.16", "metadata")]
    [InlineData("100.100.100.200", "metadata")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.255", "multicast")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("240.0.0.1", "reserved")]
    [InlineData("::ffff:169.254.169.254", "link-local")]
    [InlineData("::169.254.169.254", "link-local")]
    [InlineData("64:ff9b::a9fe:a9fe", "link-local")]
    [InlineData("2002:a9fe:a9fe::1", "link-local")]
    public void Some_addresses_are_never_called(string address, string kind) =>
        Assert.Equal(kind, AddressGuard.Forbids(IPAddress.Parse(address), allowPrivate: true));

    [Theory]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("::1", "loopback")]
    [InlineData("10.1.2.3", "private")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("100.64.0.1", "private")]
    [InlineData("fc00::1", "private")]
    [InlineData("fdff::1", "private")]
    [InlineData("::ffff:10.0.0.1", "private")]
    public void Private_addresses_are_called_only_where_allowed(string address, string kind)
    {
        Assert.Null(AddressGuard.Forbids(IPAddress.Parse(address), allowPrivate: true));
        Assert.Equal(kind, AddressGuard.Forbids(IPAddress.Parse(address), allowPrivate: false));
    }

    [Theory]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.32.0.0")]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void Public_addresses_are_called(string address) =>
        Assert.Null(AddressGuard.Forbids(IPAddress.Parse(address), allowPrivate: false));
}
