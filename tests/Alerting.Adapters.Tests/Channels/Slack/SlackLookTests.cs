using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Slack;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

public sealed class SlackLookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_alert_is_told_with_what_it_says_where_it_is_and_where_to_read_on()
    {
        var alert = Notices.Alert(
            "alertname=KubeJobFailed;cluster=prod-1;job_name=churn;namespace=ml;severity=critical",
            "summary=<!channel> churn & co failed;description=Exit 137\nOOMKilled;log=line 1\nline <2>;"
            + "log_url=https://logs.example/x?a=1&b=2;runbook_url=https://runbooks.example/r;"
            + "dashboard_url=https://dash.example/d");

        var message = await Sent(Notices.Of(Notices.Slack("x"), alert));

        Assert.Equal(
            [
                "FIRING 1 | critical | KubeJobFailed | &lt;!channel&gt; churn &amp; co failed",
                "*Severity*\ncritical",
                "*Alerts*\nFIRING 1",
                "*Since*\n<!date^1795255200^{date_short_pretty} {time_secs}|2026-11-21 10:00:00 UTC>",
                "*cluster*\nprod-1",
                "*job_name*\nchurn",
                "*namespace*\nml",
                "Exit 137\nOOMKilled",
                "line 1\nline <2>",
                "<https://logs.example/x?a=1&amp;b=2|Full log> | <https://runbooks.example/r|Runbook>"
                + " | <https://dash.example/d|Dashboard>"
                + " | <https://prometheus.example.com/graph?a=1&amp;b=2|Source>"
                + " | <http://alerting:9093/#/alerts?receiver=ml.batch&amp;filter=%7Balertname%3D%22A%22%7D|Group>",
                "first notification | group {}:{alertname=\"A\"} | notice g1.webhook[0].1",
            ],
            SlackSends.Texts(message));
        var attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        Assert.Equal("#D50000", attachment.GetProperty("color").GetString());
        Assert.Equal(
            ["section", "section", "rich_text", "section", "context"],
            attachment.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Several_alerts_are_a_line_each_with_what_sets_them_apart()
    {
        var message = await Sent(Notices.Of(
            Notices.Slack("x"),
            Notices.Alert("alertname=A;pod=a;team=t", status: AlertStatus.Resolved),
            Notices.Alert("alertname=A;pod=b;team=t;severity=warning", "summary=b is down;log_url=https://l.example/b"),
            Notices.Alert("alertname=A;pod=c;team=t", status: AlertStatus.NoLongerReported)));

        var texts = SlackSends.Texts(message);
        Assert.Equal("FIRING 1, RESOLVED 1, NO LONGER REPORTED 1 | warning | A | b is down", texts[0]);
        Assert.Contains("*team*\nt", texts);
        Assert.DoesNotContain(texts, text => text.StartsWith("*pod*", StringComparison.Ordinal));
        Assert.Equal(
            """
            • *FIRING* pod=b, severity=warning: b is down since DATE | <https://l.example/b|log>
            • *RESOLVED* pod=a: since DATE
            • *NO LONGER REPORTED* pod=c: since DATE
            """.ReplaceLineEndings("\n").Replace(
                "DATE",
                "<!date^1795255200^{date_short_pretty} {time_secs}|2026-11-21 10:00:00 UTC>",
                StringComparison.Ordinal),
            Assert.Single(texts, text => text.StartsWith('•')));
    }

    [Fact]
    public async Task What_is_over_is_short_and_says_how_long_it_took()
    {
        var message = await Sent(Notices.Of(
            Notices.Slack("x"),
            Notices.Alert("alertname=A;job=x", "description=d;log=l", AlertStatus.Resolved)) with
        { Reason = Reason.AllAlertsResolved });

        var texts = SlackSends.Texts(message);
        Assert.Equal("RESOLVED 1 | A | d", texts[0]);
        Assert.Contains("*Ended*\n<!date^1795260600^{date_short_pretty} {time_secs}|2026-11-21 11:30:00 UTC>", texts);
        Assert.Contains("*Lasted*\n1h30m", texts);
        Assert.DoesNotContain("d", texts);
        Assert.DoesNotContain("l", texts);
        Assert.Equal("#2EB67D", message.GetProperty("attachments")[0].GetProperty("color").GetString());
    }

    [Theory]
    [InlineData("critical", AlertStatus.Firing, "#D50000")]
    [InlineData("page", AlertStatus.Firing, "#D50000")]
    [InlineData("", AlertStatus.Firing, "#D50000")]
    [InlineData("strange", AlertStatus.Firing, "#D50000")]
    [InlineData("error", AlertStatus.Firing, "#E8710A")]
    [InlineData("WARNING", AlertStatus.Firing, "#F2B600")]
    [InlineData("info", AlertStatus.Firing, "#3B82C4")]
    [InlineData("critical", AlertStatus.Resolved, "#2EB67D")]
    [InlineData("critical", AlertStatus.NoLongerReported, "#8A8A8A")]
    public async Task The_bar_has_the_colour_of_the_worst(string severity, AlertStatus status, string color)
    {
        var message = await Sent(Notices.Of(
            Notices.Slack("x"),
            Notices.Alert("alertname=A;pod=1;severity=info", status: status),
            Notices.Alert($"alertname=A;pod=2;severity={severity}", status: status)));

        Assert.Equal(
            severity is "" or "strange" ? "#3B82C4" : color,
            message.GetProperty("attachments")[0].GetProperty("color").GetString());
    }

    [Fact]
    public async Task What_people_must_know_first_stands_above_all_else()
    {
        var message = await Sent(Notices.Of(Notices.Slack("x")) with
        {
            PossibleRepeat = true,
            IsDrill = true,
            StandsInFor = "team <x>: refused",
        });

        var texts = SlackSends.Texts(message);
        Assert.Equal("DRILL: FIRING 1 | A", texts[0]);
        Assert.Equal(
            "DRILL: nothing of this is true\n"
            + "told here because somebody else could not be told: team &lt;x&gt;: refused\n"
            + "possible repeat: it is not known whether the last message arrived",
            texts[1]);
    }

    [Theory]
    [InlineData("alertname=B;x=1", "alertname=B", "B")]
    [InlineData("alertname=B;x=1", "x=1", "B")]
    [InlineData("x=1", "x=1;y=2", "x=1, y=2")]
    [InlineData("x=1", "", "ml.batch")]
    public async Task A_group_is_called_by_its_alerts_its_labels_or_its_receiver(string labels, string group, string name)
    {
        var message = await Sent(
            Notices.Of(Notices.Slack("x"), Notices.Alert(labels)) with { GroupLabels = Notices.Set(group) });

        Assert.Equal("FIRING 1 | " + name, SlackSends.Texts(message)[0]);
    }

    public static TheoryData<string, int> Hostile => new()
    {
        { "<", 1 << 20 },
        { "\0", 5000 },
        { "\u202E\u2066\u200F", 5000 },
        { "😀", 5001 },
        { "a😀", 5001 },
        { "\ud800", 5001 },
        { "&", 149 },
        { "`*_~|", 700 },
        { "\r\n\u2028", 100_000 },
        { " ", 10 },
        { "<!channel> <@U123> <https://evil.example|x> ", 3000 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Alerts_of_any_size_keep_to_the_limits_and_stay_text(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var labels = LabelSet.From([new("alertname", text), new("severity", text), .. Many(10_000, text[..3])]);
        string[] said = ["summary", "description", "log", "message"];
        string[] links = ["log_url", "runbook_url", "dashboard_url"];
        var annotations = LabelSet.From(
            said.Select(name => new Label(name, text)).Concat(links.Select(name => new Label(name, "https://r.example/" + text))));
        var alert = Notices.Alert() with { Labels = labels, Annotations = annotations };
        var notification = Notices.Of(Notices.Slack("x"), [.. Enumerable.Repeat(alert, 12)]) with
        {
            GroupLabels = labels,
            GroupKey = text,
            StandsInFor = text,
        };

        var message = await Sent(notification);

        foreach (var shown in SlackSends.Texts(message))
        {
            Assert.DoesNotContain('\0', shown);
            Assert.DoesNotContain('\u202E', shown);
            Assert.DoesNotContain('\ud800', shown);
        }

        AssertOnlyOurMarkup(message);
        Assert.Contains(SlackSends.Texts(message), shown => shown.EndsWith("and 2 more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_alerts_make_a_message_as_any_other()
    {
        var alerts = Enumerable.Range(0, 10_000)
            .Select(n => Notices.Alert($"alertname=A;pod=p{n}", $"summary=pod {n}")).ToArray();

        var message = await Sent(Notices.Of(Notices.Slack("x"), alerts) with { Omitted = 7 });

        Assert.Contains(
            SlackSends.Texts(message), text => text.EndsWith("\nand 9997 more", StringComparison.Ordinal));
        Assert.Equal(10, SlackSends.Texts(message).Sum(text => text.Count(c => c == '•')));
    }

    [Fact]
    public async Task A_log_is_shown_from_its_end()
    {
        var log = string.Join('\n', Enumerable.Range(0, 1000).Select(n => $"line {n}"));

        var message = await Sent(Notices.Of(Notices.Slack("x"), Notices.Alert(annotations: "log_excerpt=" + log)));

        var shown = Assert.Single(SlackSends.Texts(message), text => text.Contains("line 999", StringComparison.Ordinal));
        Assert.StartsWith("…", shown, StringComparison.Ordinal);
        Assert.EndsWith("line 998\nline 999", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 1900, 2000);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://r.example/x")]
    [InlineData("/relative")]
    public async Task What_is_no_web_address_is_no_link(string url)
    {
        var message = await Sent(Notices.Of(Notices.Slack("x"), Notices.Alert(annotations: "runbook_url=" + url)));

        Assert.DoesNotContain(SlackSends.Texts(message), text => text.Contains("Runbook", StringComparison.Ordinal));
    }

    private static void AssertOnlyOurMarkup(JsonElement message)
    {
        var markup = message.GetProperty("attachments")[0].GetProperty("blocks").EnumerateArray()
            .Where(block => block.GetProperty("type").GetString() != "rich_text").ToList();
        foreach (var block in markup)
        {
            var text = block.GetRawText();
            var opened = text.Split('<').Skip(1).ToList();
            Assert.DoesNotContain('`', text);
            Assert.All(opened, rest => Assert.Matches("^(!date\\^[0-9]+\\^|https?://)", rest));
        }

        Assert.DoesNotContain('<', message.GetProperty("text").GetString()!);
    }

    private static IEnumerable<Label> Many(int count, string value) =>
        Enumerable.Range(0, count).Select(i => new Label($"label_{i}", value));

    // The stand-in holds it to Slack's limits and to the schema of blocks.
    private static async Task<JsonElement> Sent(Notification notification)
    {
        await using var hook = await SlackHook.Start();
        var receipt = await SlackSends.Send(
            notification with { Integration = Notices.Slack(hook.Url + "/services/T000/B000/XXXX") }, Stop);
        var body = hook.Requests[0].Body();

        Assert.Null(SlackRules.Fault(body));
        Assert.IsType<Receipt.Delivered>(receipt);
        return body;
    }
}
