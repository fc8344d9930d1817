using System.Net;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Proxies;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>What the operator wrote is called wherever it is; where only data leads, nothing inside is.</summary>
public sealed class OutboundGuardTests
{
    private static readonly Func<string, string?> NoVariable = _ => null;

    [Fact]
    public async Task An_address_inside_that_the_operator_wrote_is_called()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));

        Assert.Equal(200, (await Calls.Make(Calls.To(server.Url))).Status());
        Assert.Equal(200, (await Calls.Make(Named(server, "hook.example"), To("127.0.0.1"))).Status());
    }

    [Theory]
    [InlineData("127.0.0.1", "a loopback")]
    [InlineData("0.0.0.0", "an unspecified")]
    [InlineData("10.0.0.1", "a private")]
    [InlineData("169.254.169.254", "a link-local")]
    [InlineData("fd00:ec2::254", "a metadata")]
    [InlineData("::ffff:169.254.169.254", "a link-local")]
    [InlineData("224.0.0.1", "a multicast")]
    public async Task A_name_from_data_that_leads_inside_is_refused(string address, string kind)
    {
        var post = Calls.To("http://nice.example/s3cr3t") with { IsHostFromData = true };

        var exchange = await Calls.Make(post, To(address));

        Assert.Equal(
            $"nothing was sent to http://nice.example/<secret>: it leads to {kind} address, where data may lead only if outbound.allow lists it",
            exchange.Why<Receipt.Refused>());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:7f00:1]")]
    public async Task An_address_inside_from_data_is_refused_however_it_is_written(string host)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var post = Named(server, host) with { IsHostFromData = true };

        Assert.Contains("outbound.allow", (await Calls.Make(post)).Why<Receipt.Refused>(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("nice.example")]
    [InlineData("*.example")]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.0.0.1")]
    public async Task What_is_listed_is_called(string entry)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var post = Named(server, "nice.example") with { IsHostFromData = true, Allow = [entry] };

        Assert.Equal(200, (await Calls.Make(post, To("127.0.0.1"))).Status());
    }

    [Fact]
    public async Task Of_several_addresses_only_those_outside_are_called()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var post = Named(server, "both.example") with { IsHostFromData = true, Allow = ["127.0.0.1"] };

        Assert.Equal(200, (await Calls.Make(post, To("169.254.1.1", "127.0.0.1"))).Status());
    }

    [Fact]
    public async Task A_name_that_answers_differently_after_it_was_judged_changes_nothing()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var asked = 0;
        Task<IPAddress[]> Rebind(string host, CancellationToken cancellation) =>
            Task.FromResult<IPAddress[]>([IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "127.0.0.2" : "127.0.0.1")]);
        using var outbound = new Outbound(
            new() { ConnectTimeout = TimeSpan.FromSeconds(1) }, new FixedClock(), Rebind, NoVariable);
        var post = Named(server, "nice.example") with { IsHostFromData = true, Allow = ["127.0.0.2"] };

        // What was judged is what is called: nobody answers there, and the name is not asked again for this call.
        var exchange = await outbound.Post(post, TestContext.Current.CancellationToken);

        Assert.IsType<Exchange.Failed>(exchange);
        Assert.Empty(server.Requests);
        Assert.Equal(1, asked);
        Assert.Contains("loopback", (await outbound.Post(post, TestContext.Current.CancellationToken)).Why<Receipt.Refused>(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_connection_of_the_operators_is_not_lent_to_data()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        using var outbound = new Outbound(new(), new FixedClock(), To("127.0.0.1"), NoVariable);
        var post = Named(server, "hook.example");

        Assert.Equal(200, (await outbound.Post(post, TestContext.Current.CancellationToken)).Status());
        var exchange = await outbound.Post(post with { IsHostFromData = true }, TestContext.Current.CancellationToken);

        exchange.Why<Receipt.Refused>();
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task Behind_a_proxy_names_from_data_are_judged_as_well(string scheme)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var proxy = ProxyServer.Start();
        var post = Named(server, "nice.example", $"{scheme}://{proxy.Address}") with { IsHostFromData = true };
        var literal = Named(server, "127.0.0.1", $"{scheme}://{proxy.Address}") with { IsHostFromData = true };

        (await Calls.Make(post, To("93.184.216.34", "10.0.0.1"))).Why<Receipt.Refused>();
        (await Calls.Make(literal)).Why<Receipt.Refused>();
        Assert.Empty(proxy.Targets);

        Assert.Equal(200, (await Calls.Make(post, To("93.184.216.34"))).Status());
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task Behind_a_proxy_a_name_that_only_the_proxy_knows_has_to_be_listed(string scheme)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var proxy = ProxyServer.Start();
        var post = Named(server, "nice.example", $"{scheme}://{proxy.Address}") with { IsHostFromData = true };
        ResolveName[] unknown = [To(), (_, _) => throw new System.Net.Sockets.SocketException(11001)];

        foreach (var resolve in unknown)
        {
            Assert.Contains("its name has no address here", (await Calls.Make(post, resolve)).Why<Receipt.Refused>(), StringComparison.Ordinal);
            Assert.Empty(proxy.Targets);
        }

        Assert.Equal(200, (await Calls.Make(post with { Allow = ["nice.example"] }, unknown[1])).Status());
    }

    private static OutboundPost Named(VendorServer server, string host, string? proxy = null) => Calls.To(
        server.Url.Replace("127.0.0.1", host, StringComparison.Ordinal) + "/x",
        proxy is null ? null : new() { Proxy = new() { Url = Core.Configuration.Secret.Inline(proxy) } });

    private static ResolveName To(params string[] addresses) => (host, _) =>
        Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]);
}
