using System.Net;
using Alerting.Adapters.Channels.Http.Guarding;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

public sealed class AddressGuardTests
{
    private static readonly AllowedTargets Nothing = new([]);

    [Theory]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("::", "unspecified")]
    [InlineData("169.254.0.1", "link-local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local")]
    [InlineData("febf::1", "link-local")]
    [InlineData("fd00:ec2::254", "metadata")]
    [InlineData("168.63.129.16", "metadata")]
    [InlineData("100.100.100.200", "metadata")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.255", "multicast")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("240.0.0.1", "reserved")]
    [InlineData("192.0.2.1", "reserved")]
    [InlineData("198.19.255.255", "reserved")]
    [InlineData("2001:db8::1", "reserved")]
    [InlineData("2001:0:a9fe:a9fe::1", "reserved")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.255.255.255", "loopback")]
    [InlineData("::1", "loopback")]
    [InlineData("10.1.2.3", "private")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("100.64.0.1", "private")]
    [InlineData("fc00::1", "private")]
    [InlineData("fdff::1", "private")]
    [InlineData("64:ff9b:1::1", "private")]
    [InlineData("::ffff:10.0.0.1", "private")]
    [InlineData("::ffff:0:127.0.0.1", "loopback")]
    [InlineData("::127.0.0.1", "loopback")]
    [InlineData("::ffff:169.254.169.254", "link-local")]
    [InlineData("::169.254.169.254", "link-local")]
    [InlineData("64:ff9b::a9fe:a9fe", "link-local")]
    [InlineData("2002:a9fe:a9fe::1", "link-local")]
    public void An_address_inside_is_forbidden_to_data(string address, string kind) =>
        Assert.Equal(kind, AddressGuard.Forbids(IPAddress.Parse(address), Nothing));

    [Theory]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2606:4700::1111")]
    public void Addresses_of_the_open_internet_are_not(string address) =>
        Assert.Null(AddressGuard.Forbids(IPAddress.Parse(address), Nothing));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("169.254.0.0/16", "169.254.169.254", true)]
    [InlineData("hook.example", "10.1.2.3", false)]
    public void What_is_allowed_is_allowed(string entry, string address, bool expected) =>
        Assert.Equal(expected, AddressGuard.Forbids(IPAddress.Parse(address), new([entry])) is null);

    [Theory]
    [InlineData("hook.example", "hook.example", true)]
    [InlineData("hook.example", "HOOK.example.", true)]
    [InlineData("hook.example", "a.hook.example", false)]
    [InlineData("hook.example", "xhook.example", false)]
    [InlineData("*.hook.example", "a.hook.example", true)]
    [InlineData("*.hook.example", "a.b.hook.example", true)]
    [InlineData("*.hook.example", "hook.example", false)]
    [InlineData("*.hook.example", "xhook.example", false)]
    [InlineData("*.hook.example", ".hook.example", false)]
    public void A_host_is_allowed_by_its_name_or_by_the_domain_it_is_in(string entry, string host, bool expected) =>
        Assert.Equal(expected, new AllowedTargets([entry]).Allows(host));
}
