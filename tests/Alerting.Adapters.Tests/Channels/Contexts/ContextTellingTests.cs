using System.Text;
using System.Text.Json;
using Alerting.Adapters.Channels;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Adapters.Channels.Slack.Looks;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Adapters.Tests.Channels.Pagerduty;
using Alerting.Adapters.Tests.Channels.Prefect;
using Alerting.Adapters.Tests.Channels.Slack;
using Alerting.Adapters.Tests.Channels.Wandb;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;
using Alerting.Core.Templates.Data;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Slack;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Contexts;

/// <summary>How each channel says a log context.</summary>
public sealed class ContextTellingTests
{
    private static readonly Integration.Email Mail = new()
    {
        Index = 0,
        SendResolved = true,
        From = "alerts@example.com",
        To = "a@example.com",
        Host = "mail",
        Port = "25",
    };

    [Fact]
    public void A_webhook_has_one_member_more_and_without_a_context_none()
    {
        var bare = Body(null);
        var told = Body(Contexts.Whole);

        Assert.Equal(bare, Body(new LogContext()));
        Assert.StartsWith(bare.TrimEnd('}', '\n'), told, StringComparison.Ordinal);
        Assert.Equal(
            [.. Names(bare), "context"], Names(told));
        Assert.Equal(
            Contexts.Whole.Signatures,
            LogContextJson.Read(JsonDocument.Parse(told).RootElement.GetProperty("context")).Signatures);
    }

    [Fact]
    public void Slack_is_told_in_short()
    {
        var texts = SlackTexts(Notices.Of(Notices.Slack("x")) with { Context = Contexts.Whole });

        Assert.Contains(
            "*Why* exit code 1 | ValueError: part 7 is empty\n"
            + "5,000 x ValueError: part &lt;*&gt; is empty (4,000 failing, first part-7)\n"
            + "changed since 2026-11-20: image: a:1 -&gt; a:2",
            texts);
        Assert.Contains(texts, text => text.Contains("<https://traces.example.com/1|Trace>", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("cluster-logs", StringComparison.Ordinal));
    }

    [Fact]
    public void Slack_is_told_of_what_is_late_only_where_nothing_else_is_to_be_said() => Assert.Contains(
        "*Why* logs of cluster-logs had not come in time",
        SlackTexts(Notices.Of(Notices.Slack("x")) with { Context = Contexts.OnlyLate }));

    [Fact]
    public void The_log_is_not_shown_twice()
    {
        var alert = Notices.Alert(annotations: "log=line of the log");

        Assert.Contains("line of the log", SlackTexts(Notices.Of(Notices.Slack("x"), alert)));
        Assert.DoesNotContain("line of the log", SlackTexts(
            Notices.Of(Notices.Slack("x"), alert) with { Context = Contexts.Whole }));
    }

    [Fact]
    public void What_users_wrote_for_Slack_stays_as_it_is()
    {
        var slack = Notices.Slack("x");
        var integration = slack with { Look = slack.Look with { Title = "mine" } };

        Assert.Equal(
            Written(Notices.Of(integration)), Written(Notices.Of(integration) with { Context = Contexts.Whole }));
    }

    [Fact]
    public async Task Slack_takes_what_is_hostile_and_huge()
    {
        foreach (var context in new[] { Contexts.Hostile, Contexts.Huge })
        {
            await using var slack = await SlackServer.Start();
            var notification = Notices.Of(SlackSends.Bot(slack)) with { Context = context };

            Assert.IsType<Receipt.Delivered>(await SlackSends.Send(notification, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(SlackTexts(notification), text => text.Contains("<!channel>", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_letter_says_all_of_it_below_our_own_text()
    {
        var letter = Letter(Mail, Contexts.Whole);

        Assert.Contains("Reason\n  exit code 1 | ValueError: part 7 is empty", letter.Text);
        Assert.Contains("      ... 2 frames of pandas", letter.Text);
        Assert.Contains("  logs of cluster-logs had not come in time", letter.Text);
        Assert.Contains("  3 credentials or personal data were taken out", letter.Text);
        Assert.Contains("NodeDown node-3", letter.Text);
        Assert.Contains("    ... 2 frames of pandas</pre>", letter.Html);
        Assert.Contains("<a href=\"https://traces.example.com/1\">Trace</a>", letter.Html);
        Assert.True(letter.Html!.IndexOf("pandas", StringComparison.Ordinal) < letter.Html.LastIndexOf("</body>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_letter_that_users_wrote_stays_as_it_is()
    {
        var mine = Mail with { Html = "<p>mine</p>", Text = "mine" };

        var letter = Letter(mine, Contexts.Whole);

        Assert.Equal(("<p>mine</p>", "mine"), (letter.Html, letter.Text));
        Assert.Equal(Letter(Mail, null).Html, Letter(Mail, new LogContext()).Html);
    }

    [Fact]
    public void No_tag_of_a_log_is_one_of_the_letter()
    {
        var html = Letter(Mail, Contexts.Hostile).Html!;

        Assert.DoesNotContain("<script>alert", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; {{ .Evil }}", html);
        Assert.DoesNotContain("javascript:", html);
    }

    [Fact]
    public async Task PagerDuty_has_it_in_the_details_within_its_limit()
    {
        foreach (var context in new[] { Contexts.Whole, Contexts.Hostile, Contexts.Huge })
        {
            await using var server = await PagerdutyServer.Start();

            await PagerdutyCase.Send(Notices.Of(
                PagerdutyCase.V2(server), Notices.Alert(annotations: "log=twice")) with
            { Context = context });

            var details = PagerdutyCase.Event(server).At("payload.custom_details");
            Assert.Equal(context.Failing, details.GetProperty("context").GetProperty("failing").GetInt32());
            Assert.True(details.GetProperty("context").GetRawText().Length <= 64 * 1024);
            Assert.False(details.TryGetProperty("log_excerpt", out _));
        }
    }

    [Fact]
    public async Task Prefect_has_it_in_events()
    {
        await using var server = await PrefectServer.Start();

        await PrefectCase.Send(
            server, Notices.Of(PrefectCase.To(server)) with { Context = Contexts.Hostile });

        Assert.Contains(server.Edge.Requests, request =>
            Encoding.UTF8.GetString(request.Body.Span).Contains("why: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_called_by_an_alert_of_WandB_that_Slack_is_passed()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        await WandbCase.Send(
            Notices.Of(WandbCase.To(server), WandbCase.Alert()) with { Context = Contexts.Hostile });

        var text = WandbCase.Checked(Assert.Single(server.Alerts)).GetProperty("text").GetString();
        Assert.Contains("why: ", text);
        Assert.DoesNotContain("<!channel>", text);
    }

    [Fact]
    public void Plain_text_is_told_in_short_of_what_is_over_too()
    {
        var firing = Notices.Of(Notices.Slack("x")) with { Context = Contexts.Whole };
        var over = Notices.Of(Notices.Slack("x"), Notices.Alert(status: AlertStatus.Resolved)) with { Context = Contexts.Whole };

        Assert.Contains("why: exit code 1 | ValueError: part 7 is empty\n", PlainText.Render(firing));
        Assert.Contains("why: exit code 1 | ValueError: part 7 is empty\n", PlainText.Render(over));
        Assert.DoesNotContain('\u0007', PlainText.Render(firing with { Context = Contexts.Hostile }));
    }

    [Theory]
    [InlineData("{{ .Context.FirstError }}", "ERROR part 7 is empty", "")]
    [InlineData("{{ .Context.Exception.Type }}: {{ .Context.Exception.Message }}", "ValueError: part 7 is empty", ": ")]
    [InlineData("{{ .Context.Exit.Text }}", "exit code 1", "")]
    [InlineData("{{ with .Context }}has{{ else }}none{{ end }}", "has", "none")]
    [InlineData("{{ range .Context.Signatures }}{{ .Count }} {{ .Template }}{{ end }}", "5000 ValueError: part <*> is empty", "")]
    [InlineData("{{ range .Context.Changes }}{{ .Name }} {{ .Now }}{{ end }}", "image a:2", "")]
    [InlineData("{{ range .Context.Sources }}{{ .Name }} {{ .State }}{{ end }}", "cluster-logs late", "")]
    [InlineData("{{ if gt .Context.Failing 100 }}many{{ end }}", "many", "")]
    [InlineData("{{ range .Context.LastLines }}{{ . }};{{ end }}", "INFO reading;ERROR part 7 is empty;", "")]
    public void Templates_name_its_fields_whether_there_is_one_or_not(string template, string told, string bare)
    {
        var notification = Notices.Of(Notices.Slack("x"));

        Assert.Equal(told, Text(notification with { Context = Contexts.Whole }, template));
        Assert.Equal(bare, Text(notification, template));
        Assert.Equal(bare, Text(notification with { Context = new() }, template));
    }

    [Fact]
    public void Data_that_is_read_may_have_one()
    {
        var data = TemplateDataJson.Read(Encoding.UTF8.GetBytes(Body(Contexts.Whole)), Notices.DecidedAt);

        Assert.Equal("ValueError", data.Context?.Exception?.Type);
    }

    private static string Text(Notification notification, string template) =>
        notification.Templates.Text(template, NotificationData.Of(notification));

    private static string Body(LogContext? context) => Encoding.UTF8.GetString(
        WebhookPayload.Write(Notices.Of(Notices.Webhook("http://x")) with { Context = context }, 0).Span);

    private static string[] Names(string json) =>
        [.. JsonDocument.Parse(json).RootElement.EnumerateObject().Select(member => member.Name)];

    private static string Written(Notification notification) =>
        Encoding.UTF8.GetString(new SlackLetter(notification).Whole(new("", "")).Span);

    private static string[] SlackTexts(Notification notification) =>
        SlackSends.Texts(JsonElement.Parse(new SlackLetter(notification).Whole(new("", "")).Span));

    private static Letter Letter(Integration.Email mail, LogContext? context)
    {
        Assert.True(LetterWriter.TryWrite(
            Notices.Of(mail) with { Context = context }, LetterTemplates.Of(mail), out var letter, out _));
        return letter;
    }
}
