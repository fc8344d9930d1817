using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Slack;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

public sealed class SlackErrorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ratelimited", typeof(Receipt.Deferred))]
    [InlineData("rate_limited", typeof(Receipt.Deferred))]
    [InlineData("message_limit_exceeded", typeof(Receipt.Deferred))]
    [InlineData("service_unavailable", typeof(Receipt.Deferred))]
    [InlineData("request_timeout", typeof(Receipt.Deferred))]
    [InlineData("team_added_to_org", typeof(Receipt.Deferred))]
    [InlineData("org_login_required", typeof(Receipt.Deferred))]
    [InlineData("external_channel_migrating", typeof(Receipt.Deferred))]
    [InlineData("internal_error", typeof(Receipt.Unknown))]
    [InlineData("fatal_error", typeof(Receipt.Unknown))]
    [InlineData("invalid_auth", typeof(Receipt.Refused))]
    [InlineData("token_revoked", typeof(Receipt.Refused))]
    [InlineData("missing_scope", typeof(Receipt.Refused))]
    [InlineData("not_in_channel", typeof(Receipt.Refused))]
    [InlineData("is_archived", typeof(Receipt.Refused))]
    [InlineData("ekm_access_denied", typeof(Receipt.Refused))]
    [InlineData("some_error_of_next_year", typeof(Receipt.Refused))]
    public async Task An_error_of_the_Web_API_becomes_a_receipt_that_names_it(string error, Type expected)
    {
        await using var slack = await SlackServer.Start();
        slack.Errors["chat.postMessage"] = error;

        var receipt = await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);

        Assert.IsType(expected, receipt);
        Assert.Equal($"{slack.Http.Url}/<secret> answered 200: {error}", receipt.Why);
        Assert.Single(slack.Http.Requests);
    }

    [Theory]
    [InlineData("invalid_blocks")]
    [InlineData("invalid_blocks_format")]
    [InlineData("msg_blocks_too_long")]
    [InlineData("msg_too_long")]
    [InlineData("no_text")]
    [InlineData("too_many_attachments")]
    [InlineData("attachment_payload_limit_exceeded")]
    public async Task A_message_refused_for_its_form_is_sent_once_more_as_text(string error)
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(SlackServer.Error(error));

        Assert.IsType<Receipt.Delivered>(await SlackSends.Send(
            Notices.Of(SlackSends.Bot(slack)) with { IsDrill = true, PossibleRepeat = true }, Stop));

        Assert.Equal(2, slack.Http.Requests.Count);
        Assert.Equal(
            "DRILL: FIRING 1 | A\nDRILL: nothing of this is true\n"
            + "possible repeat: it is not known whether the last message arrived\nreason: first notification\n"
            + "• *FIRING* since <!date^1795255200^{date_short_pretty} {time_secs}|2026-11-21 10:00:00 UTC>",
            Assert.Single(slack.Messages).Text);
    }

    [Fact]
    public async Task What_Slack_has_against_a_block_is_told()
    {
        await using var slack = await SlackServer.Start();
        var answer = SlackServer.Json(
            """{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":["[ERROR] must be less than 3001"]}}""");
        slack.Http.Respond(answer, answer);

        var receipt = await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);

        Assert.IsType<Receipt.Refused>(receipt);
        Assert.EndsWith("answered 200: invalid_blocks: [ERROR] must be less than 3001", receipt.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"ok\":tr")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"ok\":\"true\"}")]
    [InlineData("<html>")]
    public async Task An_answer_that_says_nothing_leaves_the_outcome_unknown(string body)
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(SlackServer.Json(body));

        Assert.IsType<Receipt.Unknown>(await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop));
        Assert.Single(slack.Http.Requests);
    }

    [Fact]
    public async Task A_receipt_never_holds_the_token()
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(SlackServer.Error("bad " + SlackServer.Token));

        var receipt = await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);

        Assert.DoesNotContain("xoxb", receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_of_success_holds_nothing_of_the_message()
    {
        await using var slack = await SlackServer.Start();

        var receipt = await SlackSends.Send(Notices.Of(SlackSends.Bot(slack), Notices.Alert("alertname=Quiet")), Stop);

        Assert.Equal(
            $"{slack.Http.Url}/<secret> answered 200: ok, message {SlackServer.Channel}/1795227184.000001", receipt.Why);
    }

    [Fact]
    public async Task A_half_open_connection_leaves_the_outcome_unknown()
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(VendorAnswer.HalfClose);

        Assert.IsType<Receipt.Unknown>(await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop));
    }
}
