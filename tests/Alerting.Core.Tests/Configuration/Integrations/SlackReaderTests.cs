using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Integrations;

/// <summary>What an element of <c>slack_configs</c> becomes.</summary>
public sealed class SlackReaderTests
{
    private const string PostMessage = "https://slack.com/api/chat.postMessage";

    [Fact]
    public void Everything_is_read()
    {
        var slack = Read("{api_url: 'http://x', channel: '#a-{{ .Status }}', username: u, color: c, title: t, title_link: l, pretext: p, text: x, message_text: m, footer: f, fallback: b, callback_id: i, icon_emoji: e, icon_url: n, image_url: g, thumb_url: h, short_fields: yes, link_names: yes, mrkdwn_in: [text, title], timeout: 5s, send_resolved: yes}");

        Assert.Equal(("http://x", "#a-{{ .Status }}", "u", TimeSpan.FromSeconds(5), true), (slack.ApiUrl.Reveal(_ => ""), slack.Channel, slack.Username, slack.Timeout, slack.SendResolved));
        Assert.Equal(
            new SlackLook { Color = "c", Title = "t", TitleLink = "l", Pretext = "p", Text = "x", MessageText = "m", Footer = "f", Fallback = "b", CallbackId = "i", IconEmoji = "e", IconUrl = "n", ImageUrl = "g", ThumbUrl = "h", ShortFields = true, LinkNames = true, MrkdwnIn = slack.Look.MrkdwnIn },
            slack.Look);
        Assert.Equal(["text", "title"], slack.Look.MrkdwnIn);
        Assert.Null(slack.NotBuilt);
    }

    [Fact]
    public void What_is_not_there_is_null_and_what_is_empty_stays_empty()
    {
        var slack = Read("{api_url: 'http://x', title: '', text: ~, username: ''}");

        Assert.Equal(new SlackLook { Title = "", Text = "" }, slack.Look);
        Assert.Equal("", slack.Username);
        Assert.Null(Read("{api_url: 'http://x'}").Username);
        Assert.Equal(SlackLook.Usual, Read("{api_url: 'http://x'}").Look);
    }

    [Theory]
    [InlineData("short_fields: no, link_names: no, fields: [], actions: ~, mrkdwn_in: []", true)]
    [InlineData("channel: c, username: u, update_message: no", true)]
    [InlineData("short_fields: yes", false)]
    [InlineData("title: ''", false)]
    [InlineData("fields: [{title: a, value: b}]", false)]
    public void Only_what_is_configured_makes_a_look_of_its_own(string keys, bool isUsual) =>
        Assert.Equal(isUsual, Read($"{{api_url: 'http://x', {keys}}}").Look == SlackLook.Usual);

    [Fact]
    public void Fields_and_buttons_are_read_and_a_button_with_a_link_does_nothing_else()
    {
        var look = Read("{api_url: 'http://x', fields: [{title: a, value: b, short: no}, {title: c, value: d}], actions: [{type: button, text: t, url: u, style: s, name: n, value: v, confirm: {text: q}}, {type: button, text: t, name: n, value: v, confirm: {text: q, title: w, ok_text: y, dismiss_text: z}}]}").Look;

        Assert.Equal([new("a", "b", false), new("c", "d", null)], look.Fields);
        Assert.Equal(
            [new("button", "t", "u", "s", "", "", null), new("button", "t", "", "", "n", "v", new("q", "w", "y", "z"))],
            look.Actions);
    }

    [Theory]
    [InlineData("{app_token: t, channel: '#a'}", "{}", null)]
    [InlineData("{app_token: t}", "{}", "receivers[0].slack_configs[0]: channel is not set, and a message of a bot needs one")]
    [InlineData("{api_url_file: f, channel: '#a'}", "{slack_app_token: g}", "receivers[0].slack_configs[0].api_url_file: not used, as in Alertmanager: global.slack_app_token comes before it")]
    [InlineData("{api_url: 'http://x'}", "{slack_app_token: g}", null)]
    [InlineData("{api_url_file: f}", "{}", null)]
    public void A_token_that_will_not_do_what_was_meant_is_a_warning(string element, string global, string? expected) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            Texts.Read(Texts.Of("slack", element, global)).Warnings.Select(it => $"{it.Path}: {it.Message}"));

    [Theory]
    [InlineData("{app_token: t}", "{}", PostMessage, "t")]
    [InlineData("{app_token_file: f}", "{}", PostMessage, "f!")]
    [InlineData("{app_token: t, app_url: 'http://own'}", "{slack_app_url: 'http://global'}", "http://own", "t")]
    [InlineData("{app_token: t}", "{slack_app_url: 'http://global'}", "http://global", "t")]
    [InlineData("{}", "{slack_app_token: g}", PostMessage, "g")]
    [InlineData("{}", "{slack_app_token_file: g}", PostMessage, "g!")]
    [InlineData("{app_token: ''}", "{slack_app_token: g}", PostMessage, "g")]
    [InlineData("{api_url: 'http://own'}", "{slack_app_token: g}", "http://own", null)]
    [InlineData("{api_url_file: f}", "{slack_app_token: g}", PostMessage, "g")]
    [InlineData("{}", "{slack_api_url: 'http://global'}", "http://global", null)]
    [InlineData("{}", "{slack_api_url_file: f}", "f!", null)]
    [InlineData("{api_url_file: f}", "{slack_api_url: 'http://global'}", "f!", null)]
    [InlineData("{}", "{slack_app_token: g, slack_api_url: 'https://slack.com/api/chat.postMessage'}", PostMessage, "g")]
    [InlineData("{http_config: {bearer_token: own}}", "{slack_app_token: g, slack_api_url: 'https://slack.com/api/chat.postMessage'}", PostMessage, null)]
    [InlineData("~", "{slack_app_token: g}", PostMessage, "g")]
    public void Hook_and_token_are_its_own_or_those_of_global(string element, string global, string url, string? token)
    {
        var slack = Read(element, global);

        Assert.Equal((url, token), (slack.ApiUrl.Reveal(file => file + "!"), slack.AppToken?.Reveal(file => file + "!")));
    }

    [Fact]
    public void The_web_api_with_a_token_in_http_config_keeps_it_there()
    {
        var slack = Read($"{{api_url: '{PostMessage}', update_message: yes, http_config: {{authorization: {{credentials: t}}}}}}");

        Assert.Equal((PostMessage, true), (slack.ApiUrl.Reveal(_ => ""), slack.UpdateMessage));
        Assert.Null(slack.AppToken);
        Assert.Equal("t", slack.Http.Authorization!.Credentials.Reveal(_ => ""));
    }

    private static Integration.Slack Read(string element, string global = "{}") =>
        Assert.IsType<Integration.Slack>(Texts.One("slack", element, global));
}
