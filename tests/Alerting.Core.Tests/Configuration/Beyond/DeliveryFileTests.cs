using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Beyond;

/// <summary><c>delivery</c>, <c>outbound</c> and the fallbacks of <c>alerting.yml</c>.</summary>
public sealed class DeliveryFileTests
{
    private const string Abc = "receivers: [{name: a}, {name: b}, {name: c}]";

    [Fact]
    public void What_it_does_not_say_has_its_default()
    {
        var delivery = Read("max_age: 1h").Configuration!.Delivery;

        Assert.Equal((DeliverySettings.Usual.FallbackAfter, ""), (delivery.FallbackAfter, delivery.Fallback));
        Assert.Empty(delivery.Fallbacks);
        Assert.Empty(delivery.RateLimits);
        Assert.Empty(delivery.OutboundAllow);
    }

    [Fact]
    public void Limits_and_times_are_read()
    {
        var delivery = Read("delivery: {fallback_after: 90s, rate_limits: {slack: [{count: 1, window: 1s}, {count: 100, window: 1h}], webhook: [], email: ~}}").Configuration!.Delivery;

        Assert.Equal(TimeSpan.FromSeconds(90), delivery.FallbackAfter);
        Assert.Equal(["slack", "webhook"], delivery.RateLimits.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([new(1, TimeSpan.FromSeconds(1)), new(100, TimeSpan.FromHours(1))], delivery.RateLimits["slack"]);
        Assert.Empty(delivery.RateLimits["webhook"]);
    }

    [Fact]
    public void Addresses_that_data_may_lead_to_are_read()
    {
        var delivery = Read("outbound: {allow: [Hook.Example, '*.svc.cluster.local', 10.1.0.0/16, 10.1.2.3, 'fd00::/8', '::1']}").Configuration!.Delivery;

        Assert.Equal(["hook.example", "*.svc.cluster.local", "10.1.0.0/16", "10.1.2.3", "fd00::/8", "::1"], delivery.OutboundAllow);
    }

    [Theory]
    [InlineData("delivery: {fallback_after: 0s}", """delivery.fallback_after: fallback_after cannot be zero (value "0s")""")]
    [InlineData("delivery: {fallback_after: 5}", """delivery.fallback_after: not a valid duration string: "5" """)]
    [InlineData("delivery: {fallback: a}", "delivery.fallback: unknown key \"fallback\"")]
    [InlineData("delivery: []", "delivery: cannot unmarshal !!seq into config.plain")]
    [InlineData("delivery: {rate_limits: {slak: []}}", "delivery.rate_limits.slak: there is no kind of channel of that name; there are email, pagerduty, prefect, sendgrid, slack, wandb, webhook")]
    [InlineData("delivery: {rate_limits: {telegram: []}}", "delivery.rate_limits.telegram: there is no kind of channel of that name; there are email, pagerduty, prefect, sendgrid, slack, wandb, webhook")]
    [InlineData("delivery: {rate_limits: {slack: {count: 1, window: 1s}}}", "delivery.rate_limits.slack: cannot unmarshal !!map into []config.RateLimit")]
    [InlineData("delivery: {rate_limits: {slack: [{count: 0, window: 1s}]}}", """delivery.rate_limits.slack[0].count: count must be from 1 to 1000000 (value "0")""")]
    [InlineData("delivery: {rate_limits: {slack: [{count: -1, window: 1s}]}}", """delivery.rate_limits.slack[0].count: count must be from 1 to 1000000 (value "-1")""")]
    [InlineData("delivery: {rate_limits: {slack: [{count: 1000001, window: 1s}]}}", """delivery.rate_limits.slack[0].count: count must be from 1 to 1000000 (value "1000001")""")]
    [InlineData("delivery: {rate_limits: {slack: [{count: few, window: 1s}]}}", "delivery.rate_limits.slack[0].count: cannot unmarshal !!str `few` into int")]
    [InlineData("delivery: {rate_limits: {slack: [{window: 1s}]}}", "delivery.rate_limits.slack[0]: missing count in rate limit")]
    [InlineData("delivery: {rate_limits: {slack: [{count: 1}]}}", "delivery.rate_limits.slack[0]: missing window in rate limit")]
    [InlineData("delivery: {rate_limits: {slack: [{count: 1, window: ~}]}}", "delivery.rate_limits.slack[0]: missing window in rate limit")]
    [InlineData("delivery: {rate_limits: {slack: [{count: 1, window: 0}]}}", """delivery.rate_limits.slack[0].window: window cannot be zero (value "0")""")]
    [InlineData("delivery: {rate_limits: {slack: [{count: 1, window: 1s, burst: 2}]}}", "delivery.rate_limits.slack[0].burst: unknown key \"burst\"")]
    [InlineData("outbound: {allow: ['http://x']}", """outbound.allow[0]: not a host, a domain such as *.example.org, an address or a network such as 10.1.0.0/16 (value "http://x")""")]
    [InlineData("outbound: {allow: ['*']}", """outbound.allow[0]: not a host, a domain such as *.example.org, an address or a network such as 10.1.0.0/16 (value "*")""")]
    [InlineData("outbound: {allow: ['']}", """outbound.allow[0]: not a host, a domain such as *.example.org, an address or a network such as 10.1.0.0/16 (value "")""")]
    [InlineData("outbound: {allow: ['h:80']}", """outbound.allow[0]: not a host, a domain such as *.example.org, an address or a network such as 10.1.0.0/16 (value "h:80")""")]
    [InlineData("outbound: {allow: [10.1.0.0/33]}", """outbound.allow[0]: not a host, a domain such as *.example.org, an address or a network such as 10.1.0.0/16 (value "10.1.0.0/33")""")]
    [InlineData("outbound: {allow: x}", "outbound.allow: cannot unmarshal !!str `x` into []string")]
    [InlineData("outbound: {deny: []}", "outbound.deny: unknown key \"deny\"")]
    [InlineData("fallback: a", """fallback: undefined receiver "a" used as fallback""")]
    [InlineData("fallback: ''", "fallback: fallback must name a receiver")]
    [InlineData("fallback: [a]", "fallback: cannot unmarshal !!seq into string")]
    [InlineData("receivers: [{name: a, fallback: b}]", """receivers[0].fallback: undefined receiver "b" used as fallback""")]
    [InlineData("receivers: [{name: a, fallback: ''}]", "receivers[0].fallback: fallback must name a receiver")]
    [InlineData("receivers: [{name: a}, {name: b, fallback: b}]", "receivers[1].fallback: a receiver cannot be its own fallback")]
    [InlineData("receivers: [{name: x}, {name: a, fallback: b}, {name: b, fallback: a}]", "receivers[1].fallback: fallback leads in a circle: a -> b -> a")]
    [InlineData("receivers: [{name: x, fallback: a}, {name: a, fallback: b}, {name: b, fallback: c}, {name: c, fallback: a}]", "receivers[1].fallback: fallback leads in a circle: a -> b -> c -> a")]
    [InlineData("fallback: a\nreceivers: [{name: a}]", "fallback: every receiver is a fallback: none is left that is told of everything")]
    public void What_is_wrong_is_said_once(string text, string expected) =>
        Assert.Equal(["alerting.yml:1: " + expected.TrimEnd()], Read(text).Errors.Select(error => error.ToString()));

    [Fact]
    public void Each_falls_back_to_its_own_or_to_that_of_all_and_a_chain_ends_in_the_inbox()
    {
        var delivery = Read("fallback: c\nreceivers: [{name: a}, {name: b, fallback: d}, {name: c}, {name: d}, {name: e}]").Configuration!.Delivery;

        Assert.Equal(
            ["c", "d", "", "", "c"], new[] { "a", "b", "c", "d", "e" }.Select(delivery.FallbackOf));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("fallback: a\n", "b")]
    [InlineData("fallback: b\n", "a")]
    public void Alone_the_first_that_is_nobodys_fallback_is_told_of_everything(string fallback, string expected) =>
        Assert.Equal(expected, Read(fallback + Abc).Configuration!.Route.Receiver);

    [Fact]
    public void A_fallback_of_one_receiver_is_not_told_of_everything_either() =>
        Assert.Equal("b", Read("receivers: [{name: a}, {name: b, fallback: a}]").Configuration!.Route.Receiver);

    [Fact]
    public void Receivers_of_the_other_file_may_be_named()
    {
        var read = ConfigurationReader.Read(
            new("alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a}, {name: b}]"),
            new("alerting.yml", "fallback: b\nreceivers: [{name: a, fallback: c}, {name: c, inbox_configs: [{}]}]"));

        Assert.Empty(read.Errors);
        Assert.Equal(["c", "", ""], new[] { "a", "b", "c" }.Select(read.Configuration!.Delivery.FallbackOf));
        Assert.Equal("a", read.Configuration!.Route.Receiver);
    }

    // On one line, so that every finding is on the first.
    private static ConfigurationResult Read(string text) =>
        ConfigurationReader.Read(null, new("alerting.yml", $"{{{text.Replace("\n", ", ", StringComparison.Ordinal)}}}"));
}
