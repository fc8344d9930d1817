using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

public sealed class SlackChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_tells_counts_summary_links_reason_and_notice()
    {
        await using var hook = await SlackHook.Start();
        var firing = Notices.Alert(
            "alertname=A;severity=critical", "summary=<!channel> 1 & 2;runbook_url=https://r.example/a?b=1&c=2");

        var receipt = await Send(hook, true, firing, Notices.Alert(status: AlertStatus.NoLongerReported));

        Assert.IsType<Receipt.Delivered>(receipt);
        string[] texts = Texts(hook);
        Assert.Equal("FIRING 1, NO LONGER REPORTED 1: A", texts[0]);
        Assert.Equal("possible repeat: it is not known whether the last message arrived", texts[1]);
        Assert.Equal(
            "*FIRING* | critical | A\n&lt;!channel&gt; 1 &amp; 2\n"
            + "since <!date^1795255200^{date_short_pretty} {time_secs}|2026-11-21 10:00:00 UTC>\n"
            + "<https://r.example/a?b=1&amp;c=2|Runbook> | <https://prometheus.example.com/graph?a=1&amp;b=2|Source>",
            texts[2]);
        Assert.StartsWith("*NO LONGER REPORTED* | A\nalertname=A\n", texts[3], StringComparison.Ordinal);
        Assert.Equal("first notification | group {}:{alertname=\"A\"} | notice g1.webhook[0].1", texts[4]);
    }

    public static TheoryData<string, int> Hostile => new()
    {
        { "<", 1 << 20 },
        { "\0", 5000 },
        { "😀", 5001 },
        { "a😀", 5001 },
        { "&", 149 },
        { "`*_~|", 700 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Alerts_of_any_size_keep_to_the_limits(string piece, int times)
    {
        await using var hook = await SlackHook.Start();
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var labels = LabelSet.From([new("alertname", text), new("severity", text), .. Many(10_000, text[..6])]);
        var annotations = LabelSet.From([new("summary", text), new("runbook_url", "https://r.example/" + text)]);
        var alert = Notices.Alert() with { Labels = labels, Annotations = annotations };

        var receipt = await Send(hook, false, [.. Enumerable.Repeat(alert, 12)]);

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Single(hook.Requests);
        Assert.DoesNotContain('\0', hook.Requests[0].Text);
        Assert.Equal(piece == "\0", Texts(hook).Any(shown => shown.Contains('\uFFFD', StringComparison.Ordinal)));
        Assert.Contains("and 2 more", Texts(hook));
    }

    [Theory]
    [InlineData(200, "ok", typeof(Receipt.Delivered))]
    [InlineData(200, "<html>", typeof(Receipt.Unknown))]
    [InlineData(200, "", typeof(Receipt.Unknown))]
    [InlineData(301, "", typeof(Receipt.Refused))]
    [InlineData(400, "no_text", typeof(Receipt.Refused))]
    [InlineData(403, "action_prohibited", typeof(Receipt.Refused))]
    [InlineData(404, "no_service", typeof(Receipt.Refused))]
    [InlineData(410, "channel_is_archived", typeof(Receipt.Refused))]
    [InlineData(429, "rate_limited", typeof(Receipt.Deferred))]
    [InlineData(500, "rollup_error", typeof(Receipt.Deferred))]
    [InlineData(500, "fatal", typeof(Receipt.Unknown))]
    [InlineData(503, "", typeof(Receipt.Unknown))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(int status, string body, Type expected)
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(status, body, status == 429 ? "30" : null));

        var receipt = await Send(hook, false);

        Assert.IsType(expected, receipt);
        Assert.StartsWith($"{hook.Url}/<secret> answered {status}", receipt.Why, StringComparison.Ordinal);
        Assert.Contains(body, receipt.Why, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(30) : null, (receipt as Receipt.Deferred)?.After);
        Assert.Single(hook.Requests);
    }

    [Theory]
    [InlineData("invalid_blocks")]
    [InlineData("invalid_payload")]
    public async Task A_message_that_is_malformed_to_slack_is_sent_once_more_as_text(string word)
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(400, word));

        Assert.IsType<Receipt.Delivered>(await Send(hook, false));

        Assert.Equal(
            [true, false],
            hook.Requests.Select(request => request.Text.Contains("\"blocks\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_that_is_malformed_twice_is_refused()
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(400, "invalid_blocks"), VendorAnswer.Status(400, "invalid_payload"));

        Assert.IsType<Receipt.Refused>(await Send(hook, false));
        Assert.Equal(2, hook.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_the_outcome_unknown()
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.SlowBody(200, new TaskCompletionSource().Task));
        using var deadline = new CancellationTokenSource();

        var sending = Send(hook, false, deadline.Token);
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

    private static IEnumerable<Label> Many(int count, string value) =>
        Enumerable.Range(0, count).Select(i => new Label($"label_{i}", value));

    private static string[] Texts(VendorServer hook)
    {
        using var document = JsonDocument.Parse(hook.Requests[0].Body);
        return [.. document.RootElement.GetProperty("blocks").EnumerateArray().Select(block =>
            (block.TryGetProperty("text", out var text) ? text : block.GetProperty("elements")[0])
                .GetProperty("text").GetString()!)];
    }

    private static Task<Receipt> Send(VendorServer hook, bool possibleRepeat, params NotifiedAlert[] alerts) =>
        Send(hook, possibleRepeat, Stop, alerts);

    private static async Task<Receipt> Send(
        VendorServer hook, bool possibleRepeat, CancellationToken deadline, params NotifiedAlert[] alerts)
    {
        using var outbound = new Outbound(new(), new FixedClock());
        var notification = Notices.Of(Notices.Slack(hook.Url + "/services/T000/B000/XXXX"), alerts);
        return await new SlackChannel(outbound).Send(notification with { PossibleRepeat = possibleRepeat }, deadline);
    }
}
