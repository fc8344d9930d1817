using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>The rules of each type of integration, in Alertmanager's words (0.34).</summary>
public sealed class ReceiverTypeTests
{
    private const string Bearer = "http_config: {authorization: {credentials: x}}";
    private const string Smtp = "{smtp_smarthost: 'h:25', smtp_from: f}";

    public static TheoryData<string, string, string> Good => new()
    {
        { "discord", "{webhook_url: 'http://x', content: c, title: t, message: m, username: u, avatar_url: v, send_resolved: no}", "{}" },
        { "discord", "{webhook_url_file: f, http_config: ~}", "{}" },
        { "email", "{to: t}", Smtp },
        { "email", "{to: t, from: f, smarthost: 'h:1', hello: h, auth_username: u, auth_password: p, auth_secret: s, auth_identity: i, headers: {Subject: s, x-y: ~}, html: h, text: t, require_tls: no, tls_config: {insecure_skip_verify: yes}, force_implicit_tls: no, threading: {enabled: on, thread_by_date: daily}}", "{}" },
        { "email", "{to: t, auth_password_file: f, auth_secret_file: f, threading: {enabled: no, thread_by_date: x}}", Smtp },
        { "incidentio", "{url: 'http://x', alert_source_token: t, max_alerts: 5, timeout: 1.5s}", "{}" },
        { "incidentio", "{url_file: f, alert_source_token_file: f}", "{}" },
        { "incidentio", "{url: 'http://x'}", "{}" },
        { "incidentio", "{url: 'http://x', " + Bearer + "}", "{}" },
        { "jira", "{api_url: 'http://x', api_type: cloud, project: p, issue_type: t, summary: s, description: {template: d, enable_update: no}, labels: [a], priority: p, reopen_transition: r, resolve_transition: r, wont_fix_resolution: w, reopen_duration: 1d, fields: {a: {b: [1, 2]}}}", "{}" },
        { "jira", "{project: p, issue_type: t}", "{jira_api_url: 'http://x'}" },
        { "mattermost", "{webhook_url: 'http://x', channel: c, username: u, text: t, fallback: f, color: c, pretext: p, author_name: n, author_link: l, author_icon: i, title: t, title_link: l, fields: [{title: t, value: v, short: no}], thumb_url: t, footer: f, footer_icon: i, image_url: i, icon_url: i, icon_emoji: e, attachments: [{fallback: f, fields: [{title: t, value: v}]}], type: t, props: {card: c}, priority: {priority: p, requested_ack: yes, persistent_notifications: no}}", "{}" },
        { "mattermost", "{}", "{mattermost_webhook_url: 'http://x'}" },
        { "mattermost", "{}", "{mattermost_webhook_url_file: f}" },
        { "msteams", "{webhook_url: 'http://x', title: t, summary: s, text: t}", "{}" },
        { "msteamsv2", "{webhook_url_file: f, title: t, text: t, http_config: {follow_redirects: no}}", "{http_config: {proxy_url: 'http://p'}}" },
        { "opsgenie", "{api_key: k, api_url: 'http://x', message: m, description: d, source: s, details: {a: b}, entity: e, responders: [{id: i, type: team}, {name: n, type: User}, {username: u, type: '{{ .x }}'}], actions: a, tags: t, note: n, priority: p, update_alerts: yes}", "{}" },
        { "opsgenie", "~", "{opsgenie_api_key_file: f}" },
        { "pagerduty", "{routing_key: k, url: 'http://x', client: c, client_url: u, description: d, details: {a: {b: [c]}}, images: [{src: s, alt: a, href: h}], links: [{href: h, text: t}], source: s, severity: s, class: c, component: c, group: g, timeout: 1m}", "{}" },
        { "pagerduty", "{service_key_file: f}", "{}" },
        { "pagerduty", "{routing_key: k, url: 'http://x'}", "{pagerduty_url: ~}" },
        { "pushover", "{user_key: u, token: t, title: t, message: m, url: u, url_title: t, device: d, sound: s, priority: p, retry: 1m30s, expire: 1.5h, ttl: 0, html: yes, monospace: no}", "{}" },
        { "pushover", "{user_key_file: f, token_file: f, monospace: yes}", "{}" },
        { "rocketchat", "{api_url: 'http://x', token: t, token_id: i, channel: c, color: c, title: t, title_link: l, text: t, emoji: e, icon_url: i, image_url: i, thumb_url: t, fields: [{title: t, value: v, short: yes}], short_fields: yes, link_names: no, actions: [{type: t, text: t, url: u, msg: m}]}", "{}" },
        { "rocketchat", "~", "{rocketchat_token_file: f, rocketchat_token_id: ''}" },
        { "slack", "{api_url: 'http://x', channel: c, username: u, color: c, title: t, title_link: l, pretext: p, text: t, message_text: m, fields: [{title: t, value: v, short: no}], short_fields: yes, footer: f, fallback: f, callback_id: c, icon_emoji: e, icon_url: i, image_url: i, thumb_url: t, link_names: yes, mrkdwn_in: [text], actions: [{type: t, text: t, url: u, style: s}, {type: t, text: t, name: n, value: v, confirm: {text: t, title: t, ok_text: o, dismiss_text: d}}], timeout: 5s}", "{}" },
        { "slack", "{app_token: t, app_url: 'http://x'}", "{}" },
        { "slack", "{app_token_file: f}", "{}" },
        { "slack", "{api_url: 'https://slack.com/api/chat.postMessage', update_message: yes}", "{}" },
        { "slack", "~", "{slack_api_url: 'http://x'}" },
        { "slack", "{}", "{slack_app_token: t}" },
        { "slack", "{api_url: 'http://x', " + Bearer + "}", "{slack_app_token: t}" },
        { "sns", "{topic_arn: a, api_url: x, subject: s, message: m, attributes: {a: b}, use_aws_http_client: yes, sigv4: {region: r, access_key: a, secret_key: s, profile: p, role_arn: r, external_id: e}}", "{}" },
        { "sns", "{topic_arn: a, target_arn: b, phone_number: c}", "{}" },
        { "telegram", "{api_url: 'http://x', bot_token: t, chat_id: -100, message_thread_id: 5, message: m, disable_notifications: yes, parse_mode: MarkdownV2}", "{}" },
        { "telegram", "{chat_id_file: f, parse_mode: ''}", "{telegram_bot_token_file: f}" },
        { "victorops", "{api_key: k, api_url: 'http://x', routing_key: r, message_type: m, state_message: s, entity_display_name: e, monitoring_tool: t, custom_fields: {a: b}}", "{}" },
        { "victorops", "{routing_key: r}", "{victorops_api_key: k}" },
        { "webex", "{api_url: 'http://x', message: m, room_id: r, " + Bearer + "}", "{}" },
        { "webex", "{room_id: r, http_config: {bearer_token: x}}", "{}" },
        { "webhook", "{url: 'http://x', max_alerts: 5, timeout: 5s, payload: {a: [b]}}", "{}" },
        { "webhook", "{url: 'http://x/{{ .Status }}'}", "{}" },
        { "webhook", "{url: <secret>}", "{}" },
        { "webhook", "{url_file: f}", "{}" },
        { "wechat", "{api_secret: s, corp_id: c, api_url: 'http://x', message: m, to_user: u, to_party: p, to_tag: t, agent_id: a, message_type: markdown}", "{}" },
        { "wechat", "~", "{wechat_api_secret: s, wechat_api_corp_id: c}" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void What_alertmanager_loads_loads(string type, string element, string global)
    {
        var read = Texts.Read(Texts.Of(type, element, global));

        Assert.Empty(read.Errors);
        Assert.Equal([$"{type}[0]"], read.Configuration!.Receivers[0].Integrations.Select(one => one.Id));
    }

    [Theory]
    [InlineData("webhook", "url: 'http://x'", true)]
    [InlineData("email", "to: t, from: f, smarthost: 'h:1'", false)]
    [InlineData("pagerduty", "routing_key: k", true)]
    [InlineData("opsgenie", "api_key: k", true)]
    [InlineData("wechat", "api_secret: s, corp_id: c", false)]
    [InlineData("slack", "api_url: 'http://x'", false)]
    [InlineData("victorops", "routing_key: r, api_key: k", true)]
    [InlineData("pushover", "user_key: u, token: t", true)]
    [InlineData("sns", "topic_arn: t", true)]
    [InlineData("telegram", "bot_token: b, chat_id: 1", true)]
    [InlineData("discord", "webhook_url: 'http://x'", true)]
    [InlineData("webex", "room_id: r, http_config: {bearer_token: x}", true)]
    [InlineData("msteams", "webhook_url: 'http://x'", true)]
    [InlineData("msteamsv2", "webhook_url: 'http://x'", true)]
    [InlineData("jira", "api_url: 'http://x', project: p, issue_type: t", true)]
    [InlineData("incidentio", "url: 'http://x'", true)]
    [InlineData("rocketchat", "token: t, token_id: i", false)]
    [InlineData("mattermost", "webhook_url: 'http://x'", true)]
    public void Whether_the_end_is_told_has_a_default_for_each_type(string type, string element, bool usual)
    {
        bool Told(string text) =>
            Texts.Read(Texts.Of(type, text)).Configuration!.Receivers[0].Integrations[0].SendResolved;

        Assert.Equal(usual, Told($"{{{element}}}"));
        Assert.Equal(!usual, Told($"{{{element}, send_resolved: {(usual ? "no" : "yes")}}}"));
    }

    [Fact]
    public void A_type_without_a_channel_is_there_and_says_so_once()
    {
        var read = Texts.Read(Texts.Of("pushover", "{user_key: u, token: t}, {user_key: u, token: t, send_resolved: no}"));

        var integrations = read.Configuration!.Receivers[0].Integrations;
        Assert.Equal(["pushover[0]", "pushover[1]"], integrations.Select(one => one.Id));
        Assert.All(integrations, one => Assert.Equal("pushover notifications", Assert.IsType<Integration.Unbuilt>(one).NotBuilt));
        Assert.Equal([true, false], integrations.Select(one => one.SendResolved));
        Assert.All(read.Warnings, it => Assert.Equal("not built yet: pushover notifications; they go to the fallback receiver", it.Message));
        Assert.Equal(2, read.Warnings.Count);
    }

    [Fact]
    public void Every_type_is_built_or_says_that_it_is_not()
    {
        foreach (var (type, element, global) in Good.Select(row => row.Data))
        {
            var read = Texts.Read(Texts.Of(type, element, global));

            var isUnbuilt = read.Configuration!.Receivers[0].Integrations[0] is Integration.Unbuilt;
            Assert.Equal(Integration.Unbuilt.Types.Contains(type), isUnbuilt);
            Assert.Equal(isUnbuilt, read.Warnings.Any(it => it.Message.StartsWith($"not built yet: {type} notifications", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Integrations_stand_in_the_order_in_which_alertmanager_builds_them()
    {
        var read = Texts.Read("""
            route: {receiver: a}
            receivers:
            - name: a
              discord_configs: [{webhook_url: 'http://x'}]
              slack_configs: [{api_url: 'http://x'}]
              email_configs: [{to: t, from: f, smarthost: 'h:1'}]
              webhook_configs: [{url: 'http://x'}]
            """);

        Assert.Equal(
            ["webhook[0]", "email[0]", "slack[0]", "discord[0]"],
            read.Configuration!.Receivers[0].Integrations.Select(one => one.Id));
    }
}
