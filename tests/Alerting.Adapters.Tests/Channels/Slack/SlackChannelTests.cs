using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

public sealed class SlackChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "ok", typeof(Receipt.Delivered))]
    [InlineData(200, "<html>", typeof(Receipt.Unknown))]
    [InlineData(200, "", typeof(Receipt.Unknown))]
    [InlineData(301, "", typeof(Receipt.Refused))]
    [InlineData(200, "no_channel", typeof(Receipt.Refused))]
    [InlineData(200, "ok, or not", typeof(Receipt.Unknown))]
    [InlineData(200, "{\"ok\":true}", typeof(Receipt.Delivered))]
    [InlineData(400, "user_not_found", typeof(Receipt.Refused))]
    [InlineData(403, "action_prohibited", typeof(Receipt.Refused))]
    [InlineData(403, "invalid_token", typeof(Receipt.Refused))]
    [InlineData(404, "no_service", typeof(Receipt.Refused))]
    [InlineData(404, "no_active_hooks", typeof(Receipt.Refused))]
    [InlineData(410, "channel_is_archived", typeof(Receipt.Refused))]
    [InlineData(429, "rate_limited", typeof(Receipt.Deferred))]
    [InlineData(500, "rollup_error", typeof(Receipt.Deferred))]
    [InlineData(500, "fatal", typeof(Receipt.Unknown))]
    [InlineData(503, "", typeof(Receipt.Deferred))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(int status, string body, Type expected)
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(status, body, status == 429 ? "30" : null));

        var receipt = await Send(hook);

        Assert.IsType(expected, receipt);
        Assert.StartsWith($"{hook.Url}/<secret> answered {status}", receipt.Why, StringComparison.Ordinal);
        Assert.Contains(body.StartsWith('{') ? "ok" : body, receipt.Why, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(30) : null, (receipt as Receipt.Deferred)?.After);
        Assert.Single(hook.Requests);
    }

    [Theory]
    [InlineData("invalid_blocks")]
    [InlineData("invalid_payload")]
    [InlineData("no_text")]
    [InlineData("too_many_attachments")]
    public async Task A_message_that_is_malformed_to_slack_is_sent_once_more_as_text(string word)
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(400, word));

        var told = Assert.IsType<Receipt.Delivered>(await Send(hook));

        Assert.StartsWith("it went as plain text; its look was refused: ", told.Flaw, StringComparison.Ordinal);
        Assert.EndsWith(word, told.Flaw, StringComparison.Ordinal);
        Assert.Equal(
            [true, false],
            hook.Requests.Select(request => request.Text.Contains("\"blocks\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_that_is_malformed_twice_is_refused()
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(400, "invalid_blocks"), VendorAnswer.Status(400, "invalid_payload"));

        Assert.IsType<Receipt.Refused>(await Send(hook));
        Assert.Equal(2, hook.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_the_outcome_unknown()
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.SlowBody(200, new TaskCompletionSource().Task));
        using var deadline = new CancellationTokenSource();

        var sending = Send(hook, deadline.Token);
        await hook.Received(Stop);
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Theory]
    [InlineData("{", "invalid_payload")]
    [InlineData("{}", "no_text")]
    [InlineData("{\"text\":\"a\",\"blocks\":[]}", "invalid_blocks")]
    [InlineData("{\"text\":\"a\"}", null)]
    public void The_stand_in_refuses_what_slack_refuses(string body, string? word) => Assert.Equal(
        word,
        SlackHook.Fault(new("POST", "/", new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(body))));

    private static Task<Receipt> Send(VendorServer hook, CancellationToken? deadline = null) => SlackSends.Send(
        Notices.Of(Notices.Slack(hook.Url + "/services/T000/B000/XXXX")), deadline ?? Stop);
}
