using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Pagerduty;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Pagerduty;

/// <summary>What an answer of PagerDuty, or none, makes of an attempt.</summary>
public sealed class PagerdutyAnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(202, """{"status":"success","dedup_key":"theirs"}""", typeof(Receipt.Delivered))]
    [InlineData(202, "", typeof(Receipt.Delivered))]
    [InlineData(200, """{"status":"success"}""", typeof(Receipt.Delivered))]
    [InlineData(200, "<html>log in</html>", typeof(Receipt.Unknown))]
    [InlineData(204, "", typeof(Receipt.Unknown))]
    [InlineData(301, "", typeof(Receipt.Refused))]
    [InlineData(400, "{", typeof(Receipt.Refused))]
    [InlineData(402, "", typeof(Receipt.Refused))]
    [InlineData(403, "", typeof(Receipt.Refused))]
    [InlineData(404, "", typeof(Receipt.Refused))]
    [InlineData(408, "", typeof(Receipt.Unknown))]
    [InlineData(429, "", typeof(Receipt.Deferred))]
    [InlineData(500, "", typeof(Receipt.Unknown))]
    [InlineData(503, "", typeof(Receipt.Unknown))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(int status, string body, Type expected)
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(VendorAnswer.Status(status, body, status == 429 ? "30" : null));

        var receipt = await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server)));

        Assert.IsType(expected, receipt);
        Assert.StartsWith($"{server.V2} answered {status}", receipt.Why, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(30) : null, (receipt as Receipt.Deferred)?.After);
    }

    [Fact]
    public async Task The_reference_is_the_key_that_PagerDuty_names_else_our_own()
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(
            VendorAnswer.Status(202, """{"dedup_key":"theirs"}"""),
            VendorAnswer.Status(202, $$"""{"dedup_key":"{{new string('k', 256)}}"}"""),
            VendorAnswer.Status(202, "not JSON"));
        var notification = Notices.Of(PagerdutyCase.V2(server));

        var references = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            references.Add(Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(notification)).Reference);
        }

        var own = PagerdutyEvent.DedupKey(notification);
        Assert.Equal(["theirs", own, own], references);
    }

    [Theory]
    [InlineData(403, typeof(Receipt.Deferred))]
    [InlineData(400, typeof(Receipt.Refused))]
    [InlineData(500, typeof(Receipt.Unknown))]
    public async Task V1_says_with_403_that_it_is_too_many(int status, Type expected)
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(VendorAnswer.Status(status));

        Assert.IsType(expected, await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V1(server))));
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_refused_with_a_word_on_what_to_do()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with { RoutingKey = Secret.Inline(new string('a', 32)) };

        var receipt = Assert.IsType<Receipt.Refused>(await PagerdutyCase.Send(Notices.Of(integration)));

        Assert.Equal(
            $"{server.V2} answered 400: Event object is invalid; Invalid routing key "
            + "(PagerDuty does not know the key: it is mistyped or was revoked)",
            receipt.Why);
    }

    [Fact]
    public async Task An_answer_that_echoes_the_key_does_not_make_it_known()
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(VendorAnswer.Status(400, "no such key: " + PagerdutyServer.Key));

        var receipt = await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server)));

        Assert.EndsWith("no such key: <secret>", receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_or_is_silent_leaves_the_outcome_unknown()
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(VendorAnswer.Reset, VendorAnswer.HalfClose, VendorAnswer.Hang(new TaskCompletionSource().Task));
        var notification = Notices.Of(PagerdutyCase.V2(server));
        using var deadline = new CancellationTokenSource();

        Assert.IsType<Receipt.Unknown>(await PagerdutyCase.Send(notification));
        Assert.IsType<Receipt.Unknown>(await PagerdutyCase.Send(notification));
        var silent = PagerdutyCase.Send(notification, deadline.Token);
        for (var i = 0; i < 3; i++)
        {
            await server.Edge.Received(Stop);
        }

        await deadline.CancelAsync();
        Assert.IsType<Receipt.Unknown>(await silent);
    }

    [Fact]
    public async Task A_body_that_breaks_off_takes_nothing_from_the_status()
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(VendorAnswer.BrokenBody(202));
        var notification = Notices.Of(PagerdutyCase.V2(server));

        var receipt = Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(notification));

        Assert.Equal(PagerdutyEvent.DedupKey(notification), receipt.Reference);
    }

    [Fact]
    public async Task Its_own_timeout_ends_a_call()
    {
        await using var server = await PagerdutyServer.Start();
        server.Edge.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task));
        var clock = new FixedClock();
        using var outbound = new Outbound(new(), clock);
        var notification = Notices.Of(PagerdutyCase.V2(server) with { Timeout = TimeSpan.FromSeconds(3) });

        var sending = new PagerdutyChannel(outbound).Send(notification, Stop);
        await server.Edge.Received(Stop);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.IsType<Receipt.Unknown>(await sending);
    }
}
