using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Slack;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

public sealed class SlackThreadTests
{
    private const string First = SlackServer.Channel + "/1795227184.000001";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_one_message_that_is_changed_and_has_a_thread()
    {
        await using var slack = await SlackServer.Start();
        var firing = Notices.Of(SlackSends.Bot(slack), Notices.Alert("alertname=A;pod=a"));

        var posted = Delivered(await SlackSends.Send(firing, Stop));
        var added = Delivered(await SlackSends.Send(
            firing with
            {
                Reason = Reason.NewAlertsAdded,
                Earlier = posted.Reference,
                Alerts = [.. firing.Alerts, Notices.Alert("alertname=A;pod=b")],
            },
            Stop));
        var repeated = Delivered(await SlackSends.Send(
            firing with { Reason = Reason.RepeatIntervalElapsed, Earlier = added.Reference }, Stop));
        var over = Delivered(await SlackSends.Send(
            firing with
            {
                Reason = Reason.AllAlertsResolved,
                Earlier = repeated.Reference,
                Alerts = [Notices.Alert("alertname=A;pod=a", status: AlertStatus.Resolved)],
            },
            Stop));

        Assert.All([posted, added, repeated, over], receipt => Assert.Equal(First, receipt.Reference));
        Assert.Empty(slack.Problems);
        Assert.Equal(
            [
                ("", "RESOLVED 1 | A", false, 3),
                ("1795227184.000001", "new alerts added: FIRING 2 | A", true, 0),
                ("1795227184.000001", "repeat interval elapsed: FIRING 1 | A", false, 0),
                ("1795227184.000001", "all alerts resolved: RESOLVED 1 | A", false, 0),
            ],
            slack.Messages.Select(message => (message.Thread, message.Text, message.IsBroadcast, message.Changes)));
        Assert.Equal(
            "#2EB67D", slack.Messages[0].Body.GetProperty("attachments")[0].GetProperty("color").GetString());
        Assert.All(slack.Http.Requests, request => Assert.Equal(
            ("Bearer " + SlackServer.Token, "application/json; charset=utf-8"),
            (request.Header("Authorization"), request.Header("Content-Type"))));
    }

    [Theory]
    [InlineData(Reason.NewAlertsAdded, AlertStatus.Firing, true)]
    [InlineData(Reason.SilenceEnded, AlertStatus.Firing, true)]
    [InlineData(Reason.PossibleRepeat, AlertStatus.Firing, true)]
    [InlineData(Reason.PossibleRepeat, AlertStatus.Resolved, false)]
    [InlineData(Reason.RepeatIntervalElapsed, AlertStatus.Firing, false)]
    [InlineData(Reason.SomeAlertsResolved, AlertStatus.Firing, false)]
    [InlineData(Reason.AllAlertsResolved, AlertStatus.Resolved, false)]
    public async Task The_channel_hears_of_what_is_new(Reason reason, AlertStatus status, bool isHeard)
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);

        await SlackSends.Send(Later(slack, reason, Notices.Alert(status: status)), Stop);

        Assert.Equal(isHeard, slack.Messages[1].IsBroadcast);
    }

    [Fact]
    public async Task A_reply_says_what_the_newest_alert_says_and_what_must_be_known_first()
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);
        var newest = Notices.Alert("alertname=A;pod=b", "summary=b <down>");
        newest = newest with { StartsAt = newest.StartsAt.AddMinutes(1) };

        await SlackSends.Send(
            Later(slack, Reason.NewAlertsAdded, Notices.Alert("alertname=A;pod=a", "summary=a"), newest) with
            {
                PossibleRepeat = true,
                IsDrill = true,
            },
            Stop);

        Assert.Equal(
            "DRILL: nothing of this is true\npossible repeat: it is not known whether the last message arrived\n"
            + "new alerts added: DRILL: FIRING 2 | A | b &lt;down&gt;",
            slack.Messages[1].Text);
        Assert.DoesNotContain(SlackSends.Texts(slack.Messages[0].Body), text => text.Contains("repeat:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_that_is_known_of_it_changes_the_message_and_is_said_to_nobody()
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);

        var receipt = Delivered(await SlackSends.Send(Later(slack, Reason.ContextCompleted), Stop));

        Assert.Equal(First, receipt.Reference);
        Assert.Equal(1, Assert.Single(slack.Messages).Changes);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_not_posted_afresh_for_what_more_is_known_of_it()
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);
        slack.Errors["chat.update"] = "message_not_found";

        var receipt = await SlackSends.Send(Later(slack, Reason.ContextCompleted), Stop);

        Assert.IsType<Receipt.Refused>(receipt);
        Assert.Single(slack.Messages);
    }

    [Theory]
    [InlineData("message_not_found")]
    [InlineData("edit_window_closed")]
    [InlineData("cant_update_message")]
    [InlineData("is_inactive")]
    [InlineData("msg_too_long")]
    [InlineData("block_mismatch")]
    public async Task A_message_that_cannot_be_changed_is_posted_afresh(string error)
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);
        slack.Errors["chat.update"] = error;

        var receipt = Delivered(await SlackSends.Send(Later(slack, Reason.NewAlertsAdded), Stop));

        Assert.Equal(SlackServer.Channel + "/1795227184.000002", receipt.Reference);
        Assert.Equal(["", ""], slack.Messages.Select(message => message.Thread));
    }

    [Fact]
    public async Task A_message_that_was_deleted_is_posted_afresh()
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);
        slack.Delete("1795227184.000001");

        var receipt = Delivered(await SlackSends.Send(Later(slack, Reason.RepeatIntervalElapsed), Stop));

        Assert.Equal(SlackServer.Channel + "/1795227184.000002", receipt.Reference);
        Assert.Single(slack.Messages);
    }

    [Theory]
    [InlineData("cannot_reply_to_message")]
    [InlineData("restricted_action_thread_locked")]
    public async Task A_message_that_cannot_be_replied_to_is_posted_afresh(string error)
    {
        await using var slack = await SlackServer.Start();
        await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)), Stop);
        slack.Http.Respond(Changed, SlackServer.Error(error));

        var receipt = Delivered(await SlackSends.Send(Later(slack, Reason.NewAlertsAdded), Stop));

        Assert.Equal(SlackServer.Channel + "/1795227184.000002", receipt.Reference);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("C1/2/3")]
    [InlineData("C1/x")]
    [InlineData("/1.2")]
    [InlineData("C<1>/1.2")]
    public async Task A_reference_of_another_kind_is_none(string earlier)
    {
        await using var slack = await SlackServer.Start();

        Delivered(await SlackSends.Send(Notices.Of(SlackSends.Bot(slack)) with { Earlier = earlier }, Stop));

        Assert.Equal("/api/chat.postMessage", Assert.Single(slack.Http.Requests).Path);
    }

    [Fact]
    public async Task A_change_of_unknown_outcome_puts_the_notice_back()
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(VendorAnswer.Reset);

        var receipt = await SlackSends.Send(Later(slack, Reason.NewAlertsAdded), Stop);

        Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Contains("its thread was not told", receipt.Why, StringComparison.Ordinal);
        Assert.Single(slack.Http.Requests);
    }

    [Fact]
    public async Task A_change_that_is_throttled_puts_the_notice_back_for_as_long()
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(VendorAnswer.Status(429, "", "30"));

        var receipt = Assert.IsType<Receipt.Deferred>(await SlackSends.Send(Later(slack, Reason.NewAlertsAdded), Stop));

        Assert.Equal(TimeSpan.FromSeconds(30), receipt.After);
        Assert.Single(slack.Http.Requests);
    }

    [Fact]
    public async Task A_reply_that_is_throttled_puts_the_notice_back_for_as_long()
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(Changed, VendorAnswer.Status(429, "", "30"));

        var receipt = Assert.IsType<Receipt.Deferred>(await SlackSends.Send(Later(slack, Reason.NewAlertsAdded), Stop));

        Assert.Equal(TimeSpan.FromSeconds(30), receipt.After);
    }

    [Theory]
    [InlineData(Reason.NewAlertsAdded, typeof(Receipt.Unknown))]
    [InlineData(Reason.RepeatIntervalElapsed, typeof(Receipt.Delivered))]
    public async Task A_reply_of_unknown_outcome_is_so_where_the_channel_was_to_hear_it(Reason reason, Type expected)
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(Changed, VendorAnswer.Reset);

        var receipt = await SlackSends.Send(Later(slack, reason), Stop);

        Assert.IsType(expected, receipt);
        Assert.Contains("broke before it had answered", receipt.Why, StringComparison.Ordinal);
        Assert.Equal(
            expected == typeof(Receipt.Delivered) ? First : null, (receipt as Receipt.Delivered)?.Reference);
    }

    [Fact]
    public async Task A_deadline_between_change_and_reply_puts_the_notice_back()
    {
        await using var slack = await SlackServer.Start();
        using var deadline = new CancellationTokenSource();
        slack.Http.Respond(new VendorAnswer(async context =>
        {
            await Changed.Act(context);
            await context.Response.Body.FlushAsync(Stop);
            await context.Response.CompleteAsync();
            await deadline.CancelAsync();
        }));

        var receipt = await SlackSends.Send(Later(slack, Reason.NewAlertsAdded), deadline.Token);

        // The answer may still be on its way when the deadline passes: then the change is of unknown outcome.
        Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Single(slack.Http.Requests);
    }

    [Fact]
    public async Task The_integrations_own_timeout_ends_a_call()
    {
        await using var slack = await SlackServer.Start();
        slack.Http.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task));
        var clock = new FixedClock();
        var integration = SlackSends.Bot(slack) with { Timeout = TimeSpan.FromSeconds(5) };

        var sending = SlackSends.Send(Notices.Of(integration), Stop, clock);
        await slack.Http.Received(Stop);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Fact]
    public async Task Without_a_token_of_its_own_a_message_is_changed_only_where_that_is_asked_for()
    {
        await using var slack = await SlackServer.Start();
        var own = Notices.Slack(slack.PostMessage) with
        {
            Channel = SlackServer.Channel,
            Http = new() { Authorization = new("Bearer", Secret.Inline(SlackServer.Token)) },
        };
        await SlackSends.Send(Notices.Of(own), Stop);

        Delivered(await SlackSends.Send(Notices.Of(own) with { Earlier = First }, Stop));
        Delivered(await SlackSends.Send(Notices.Of(own with { UpdateMessage = true }) with { Earlier = First }, Stop));

        Assert.Equal([1, 0, 0], slack.Messages.Select(message => message.Changes));
        Assert.Equal(["", "", "1795227184.000001"], slack.Messages.Select(message => message.Thread));
    }

    [Fact]
    public async Task A_hook_never_changes_anything()
    {
        await using var hook = await SlackHook.Start();

        var receipt = Delivered(await SlackSends.Send(
            Notices.Of(Notices.Slack(hook.Url + "/services/T/B/X")) with { Earlier = First }, Stop));

        Assert.Null(receipt.Reference);
        Assert.Equal("/services/T/B/X", Assert.Single(hook.Requests).Path);
    }

    [Fact]
    public async Task The_Web_API_needs_a_channel()
    {
        await using var slack = await SlackServer.Start();

        var receipt = await SlackSends.Send(Notices.Of(SlackSends.Bot(slack) with { Channel = "" }), Stop);

        Assert.IsType<Receipt.Refused>(receipt);
        Assert.Empty(slack.Http.Requests);
    }

    private static VendorAnswer Changed => SlackServer.Json(
        $$"""{"ok":true,"channel":"{{SlackServer.Channel}}","ts":"1795227184.000001","text":""}""");

    private static Receipt.Delivered Delivered(Receipt receipt) => Assert.IsType<Receipt.Delivered>(receipt);

    private static Notification Later(SlackServer slack, Reason reason, params NotifiedAlert[] alerts) =>
        Notices.Of(SlackSends.Bot(slack), alerts) with { Reason = reason, Earlier = First };
}
