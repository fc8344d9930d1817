using System.Text;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Webhook;

public sealed class WebhookSigningTests
{
    private const string Old = "whsec_+zMh09XE5HLRhqQ8T1mC22CLUFAPLaJU";
    private const string New = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly FixedClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        Old, "msg_01", 1795227184,
        """{"type":"incident.fired","timestamp":"2026-11-21T02:13:04Z","data":{"id":"inc_01"}}""",
        "v1,KE+7ubyTR5bbFqjc+Z7YhpcbxJGmYacvukoiRygTaNI=")]
    [InlineData(
        New, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Known_requests_have_known_signatures(string secret, string id, long at, string body, string signature)
    {
        foreach (var written in (string[])[secret, secret["whsec_".Length..]])
        {
            var headers = StandardWebhooks.Headers(
                [Secret.Inline(written)], id, DateTimeOffset.FromUnixTimeSeconds(at), Encoding.UTF8.GetBytes(body));

            Assert.Equal(
                [new("webhook-id", id), new("webhook-timestamp", $"{at}"), new("webhook-signature", signature)], headers);
        }
    }

    [Theory]
    [InlineData(Old)]
    [InlineData(New)]
    public async Task A_receiver_takes_it_by_either_secret_while_one_is_being_replaced(string known)
    {
        await using var sink = await new SignedSink(clock, known).Start();

        Assert.IsType<Receipt.Delivered>(await Send(sink, [Secret.Inline(New), Secret.Inline(Old)]));

        Assert.Equal("g1_webhook[0]_1", sink.Requests[0].Header("webhook-id"));
        Assert.Equal(2, sink.Requests[0].Header("webhook-signature")!.Split(' ').Length);
    }

    [Fact]
    public async Task A_receiver_knows_a_repeat_by_its_id_and_a_stranger_by_its_secret()
    {
        await using var sink = await new SignedSink(clock, Old).Start();

        await Send(sink, [Secret.Inline(Old)]);

        Assert.EndsWith("seen before", (await Send(sink, [Secret.Inline(Old)])).Why, StringComparison.Ordinal);
        Assert.EndsWith("not signed", (await Send(sink, [Secret.Inline(New)])).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_attempt_is_signed_with_what_the_file_holds_at_its_own_time()
    {
        await using var sink = await WebhookSink.Start();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Old + "\n", Stop);
            await Send(sink, [Secret.FromFile(file)]);
            await File.WriteAllTextAsync(file, New, Stop);
            clock.Advance(TimeSpan.FromMinutes(10));
            await Send(sink, [Secret.FromFile(file)]);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.NotNull(new SignedSink(clock, New).Fault(sink.Requests[0]));
        Assert.Null(new SignedSink(clock, New).Fault(sink.Requests[1]));
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("")]
    public async Task A_secret_of_another_form_sends_nothing(string secret)
    {
        await using var sink = await WebhookSink.Start();

        var receipt = Assert.IsType<Receipt.Refused>(await Send(sink, [Secret.Inline(Old), Secret.Inline(secret)]));

        Assert.Equal("nothing was sent: a signing secret is not whsec_ and Base64", receipt.Why);
        Assert.Empty(sink.Requests);
    }

    [Fact]
    public async Task A_secret_file_that_cannot_be_read_defers()
    {
        await using var sink = await WebhookSink.Start();

        Assert.IsType<Receipt.Deferred>(await Send(sink, [Secret.FromFile("/does/not/exist")]));
        Assert.Empty(sink.Requests);
    }

    private async Task<Receipt> Send(VendorServer sink, Secret[] secrets)
    {
        using var outbound = new Outbound(new(), clock);
        var integration = Notices.Webhook(sink.Url) with { SigningSecrets = [.. secrets] };
        return await new WebhookChannel(outbound).Send(Notices.Of(integration), Stop);
    }
}
