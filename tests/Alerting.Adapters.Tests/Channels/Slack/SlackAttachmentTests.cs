using System.Text.Json;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Slack;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

public sealed class SlackAttachmentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_text_of_the_message_stands_beside_the_attachment()
    {
        var message = await Sent(Notices.Of(Look(new() { MessageText = "{{ .Status }} <!here>", Title = "t", Fallback = "f" })));

        Assert.Equal(
            """
            {"username":"Alerting","text":"firing <!here>","attachments":[{"title":"t",
            "title_link":"http://alerting:9093/#/alerts?receiver=ml%5C.batch","text":"","fallback":"f","callback_id":"",
            "footer":"","color":"danger","mrkdwn_in":["fallback","pretext","text"]}]}
            """.ReplaceLineEndings(""),
            System.Text.RegularExpressions.Regex.Unescape(message.GetRawText()));
    }

    [Theory]
    [InlineData("slack.default.title", true)]
    [InlineData("slack.default.footer", true)]
    [InlineData("slack.default.elsewhere", false)]
    [InlineData("__subject", false)]
    public async Task A_template_that_a_file_defines_anew_is_a_look_of_its_own(string name, bool isConfigured)
    {
        var templates = TemplateSet.Of([new("team.tmpl", $$$"""{{ define "{{{name}}}" }}mine{{ end }}""")]);

        var message = await Sent(Notices.Of(Notices.Slack("x")) with { Templates = templates });

        Assert.Equal(isConfigured, !message.GetProperty("attachments")[0].TryGetProperty("blocks", out _));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("channel: '#x'", false)]
    [InlineData("username: x", false)]
    [InlineData("title: ''", true)]
    [InlineData("fields: [{title: a, value: b}]", true)]
    [InlineData("actions: [{type: button, text: a, name: b}]", true)]
    [InlineData("mrkdwn_in: [text]", true)]
    [InlineData("short_fields: true", true)]
    public async Task Any_field_of_the_attachment_makes_it_one(string field, bool isConfigured)
    {
        var result = ConfigurationReader.Read(
            new("alertmanager.yml", $$"""
                route: {receiver: team}
                receivers:
                - name: team
                  slack_configs:
                  - api_url: http://x/services/T/B/X
                    {{field}}
                """),
            null);
        var integration = result.Configuration!.Receivers.Single().Integrations.Single();

        var message = await Sent(Notices.Of(integration));

        Assert.Equal(isConfigured, !message.GetProperty("attachments")[0].TryGetProperty("blocks", out _));
        Assert.Equal(
            isConfigured ? "Alerting" : field.StartsWith('u') ? "x" : null,
            message.TryGetProperty("username", out var username) ? username.GetString() : null);
    }

    [Fact]
    public async Task What_people_must_know_first_stands_above_the_attachment_too()
    {
        var message = await Sent(Notices.Of(Look(new() { Title = "t", MessageText = "own" })) with
        {
            IsDrill = true,
            PossibleRepeat = true,
            StandsInFor = "team <x>",
        });

        Assert.Equal(
            "DRILL: nothing of this is true\ntold here because somebody else could not be told: team &lt;x&gt;\n"
            + "possible repeat: it is not known whether the last message arrived\nown",
            message.GetProperty("text").GetString());
        Assert.Equal("DRILL: t", message.GetProperty("attachments")[0].GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("{{ template \"nowhere\" . }}")]
    [InlineData("{{ .Nothing }}")]
    public async Task A_look_that_fails_is_replaced_by_ours_with_the_error_in_it(string broken)
    {
        await using var hook = await SlackHook.Start();
        var notification = Notices.Of(Look(new() { Title = "t", Footer = broken }, hook.Url + "/services/T/B/X"));

        var receipt = Assert.IsType<Receipt.Delivered>(await SlackSends.Send(notification, Stop));

        var texts = SlackSends.Texts(hook.Requests[0].Body());
        Assert.Equal("FIRING 1 | A", texts[0]);
        Assert.StartsWith("a template failed: ", texts[1], StringComparison.Ordinal);
        Assert.Contains("; a template failed: ", receipt.Why, StringComparison.Ordinal);
        Assert.StartsWith("a template failed: ", receipt.Flaw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_of_a_look_is_in_it_though_the_name_fails_too()
    {
        await using var hook = await SlackHook.Start();
        var integration = Look(new() { Title = "{{ .Nothing }}" }, hook.Url) with { Username = "{{ .Nobody }}" };

        await SlackSends.Send(Notices.Of(integration), Stop);

        Assert.Contains("Nothing", SlackSends.Texts(hook.Requests[0].Body())[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_fails_is_refused_with_the_error()
    {
        await using var hook = await SlackHook.Start();
        var integration = Notices.Slack(hook.Url) with { Channel = "#{{ .Nothing }}" };

        var receipt = Assert.IsType<Receipt.Refused>(await SlackSends.Send(Notices.Of(integration), Stop));

        Assert.Contains("the template of the channel failed: ", receipt.Why, StringComparison.Ordinal);
        Assert.Contains("Nothing", receipt.Why, StringComparison.Ordinal);
        Assert.Empty(hook.Requests);
    }

    [Fact]
    public async Task A_name_that_fails_is_left_out()
    {
        await using var hook = await SlackHook.Start();
        var integration = Notices.Slack(hook.Url) with { Channel = "#{{ .Status }}", Username = "{{ .Nothing }}" };

        var receipt = Assert.IsType<Receipt.Delivered>(await SlackSends.Send(Notices.Of(integration), Stop));

        var message = hook.Requests[0].Body();
        Assert.Equal("#firing", message.GetProperty("channel").GetString());
        Assert.False(message.TryGetProperty("username", out _));
        Assert.Contains("; a template failed: ", receipt.Why, StringComparison.Ordinal);
        Assert.StartsWith("a template failed: ", receipt.Flaw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_of_the_Web_API_that_renders_to_nothing_is_refused()
    {
        await using var slack = await SlackServer.Start();
        var integration = SlackSends.Bot(slack) with { Channel = "{{ .CommonLabels.slack_channel }}" };

        Assert.IsType<Receipt.Refused>(await SlackSends.Send(Notices.Of(integration), Stop));
        Assert.Empty(slack.Http.Requests);
    }

    [Fact]
    public async Task An_attachment_is_changed_in_place()
    {
        await using var slack = await SlackServer.Start();
        var integration = SlackSends.Bot(slack) with { Look = new() { Title = "{{ .Status }}", LinkNames = true, IconEmoji = ":x:" } };
        var posted = Assert.IsType<Receipt.Delivered>(await SlackSends.Send(Notices.Of(integration), Stop));

        var changed = await SlackSends.Send(
            Notices.Of(integration, Notices.Alert(status: Core.Alerts.AlertStatus.Resolved)) with
            {
                Earlier = posted.Reference,
                Reason = Reason.AllAlertsResolved,
            },
            Stop);

        Assert.IsType<Receipt.Delivered>(changed);
        Assert.Empty(slack.Problems);
        Assert.Equal([1, 0], slack.Messages.Select(message => message.Changes));
        var body = slack.Messages[0].Body;
        Assert.Equal("resolved", body.GetProperty("attachments")[0].GetProperty("title").GetString());
        Assert.False(body.TryGetProperty("icon_emoji", out _));
    }

    [Theory]
    [InlineData("x", 1024, 1024, false)]
    [InlineData("x", 1025, 1024, true)]
    [InlineData("😀", 1024, 1024, false)]
    [InlineData("😀", 1025, 1024, true)]
    public async Task A_title_is_cut_at_1024_characters(string piece, int times, int shown, bool isCut)
    {
        var title = string.Concat(Enumerable.Repeat(piece, times));

        var message = await Sent(Notices.Of(Look(new() { Title = title })));

        var sent = message.GetProperty("attachments")[0].GetProperty("title").GetString()!;
        Assert.Equal(shown, sent.EnumerateRunes().Count());
        Assert.Equal(isCut, sent.EndsWith('…'));
    }

    [Fact]
    public async Task An_attachment_that_Slack_does_not_take_is_sent_once_more_as_text()
    {
        await using var hook = await SlackHook.Start();
        hook.Respond(VendorAnswer.Status(400, "invalid_attachments"));

        Assert.IsType<Receipt.Delivered>(
            await SlackSends.Send(Notices.Of(Look(new() { Text = new('x', 50_000) }, hook.Url)), Stop));

        Assert.StartsWith(
            "FIRING 1 | A\n", hook.Requests[1].Body().GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static Integration.Slack Look(SlackLook look, string url = "http://x") => Notices.Slack(url) with { Look = look };

    private static async Task<JsonElement> Sent(Notification notification)
    {
        await using var hook = await SlackHook.Start();
        var integration = (Integration.Slack)notification.Integration;

        var receipt = await SlackSends.Send(
            notification with { Integration = integration with { ApiUrl = Secret.Inline(hook.Url + "/services/T/B/X") } }, Stop);

        Assert.IsType<Receipt.Delivered>(receipt);
        return Assert.Single(hook.Requests).Body();
    }
}
