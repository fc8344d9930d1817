using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>What Alertmanager refuses in an integration, one row for each rule, in its words (0.34).</summary>
public sealed class ReceiverRefusalTests
{
    private const string Bearer = "http_config: {authorization: {credentials: x}}";

    public static TheoryData<string, string, string> ByItself => new()
    {
        { "discord", "{}", "one of webhook_url or webhook_url_file must be configured" },
        { "discord", "{webhook_url: 'http://x', webhook_url_file: f}", "at most one of webhook_url & webhook_url_file must be configured" },
        { "discord", "~", "missing discord config" },
        { "discord", "{webhook_url: 'x'}", "unsupported scheme \"\" for URL" },
        { "email", "{from: f, smarthost: 'h:1'}", "missing to address in email config" },
        { "email", "{to: t, from: f}", "no global SMTP smarthost set" },
        { "email", "{to: t, smarthost: 'h:1'}", "no global SMTP from set" },
        { "email", "{to: t, from: f, smarthost: 'h:'}", "address \"h:\": port cannot be empty" },
        { "email", "{to: t, from: f, smarthost: h}", "address h: missing port in address" },
        { "email", "{to: t, from: f, smarthost: 'a:b:c'}", "address a:b:c: too many colons in address" },
        { "email", "{to: t, from: f, smarthost: '[::1'}", "address [::1: missing ']' in address" },
        { "email", "{to: t, from: f, smarthost: 'h:1', headers: {subject: a, Subject: b}}", "duplicate header \"Subject\" in email config" },
        { "email", "{to: t, from: f, smarthost: 'h:1', headers: {a: x, a: y}}", "key \"a\" already set in map" },
        { "email", "{to: t, from: f, smarthost: 'h:1', threading: {enabled: yes}}", "threading.thread_by_date must be either 'none' or 'daily'" },
        { "email", "{to: t, from: f, smarthost: 'h:1', headers: {references: r}, threading: {enabled: yes, thread_by_date: none}}", "conflicting configuration: threading.enabled conflicts with custom References header" },
        { "email", "{to: t, from: f, smarthost: 'h:1', headers: {in-reply-to: r}, threading: {enabled: yes, thread_by_date: none}}", "conflicting configuration: threading.enabled conflicts with custom In-Reply-To header" },
        { "email", "{to: t, from: f, smarthost: 'h:1', threading: {x: y}}", "field x not found in type config.ThreadingConfig" },
        { "email", "{to: t, from: f, smarthost: 'h:1', http_config: {}}", "field http_config not found in type config.plain" },
        { "email", "~", "missing email config" },
        { "incidentio", "{alert_source_token: t}", "one of url or url_file must be configured" },
        { "incidentio", "{url: 'http://x', url_file: f}", "at most one of url & url_file must be configured" },
        { "incidentio", "{url: 'http://x', alert_source_token: t, alert_source_token_file: f}", "at most one of alert_source_token & alert_source_token_file must be configured" },
        { "incidentio", "{url: 'http://x', alert_source_token: t, " + Bearer + "}", "cannot specify alert_source_token or alert_source_token_file when using http_config.authorization" },
        { "incidentio", "{url: 'http://x', http_config: {}}", "at least one of alert_source_token, alert_source_token_file or http_config.authorization must be configured" },
        { "incidentio", "{url: 'http://x', timeout: 1d}", "cannot unmarshal !!str `1d` into time.Duration" },
        { "incidentio", "~", "missing incidentio config" },
        { "jira", "{api_url: 'http://x', issue_type: t}", "missing project in jira_config" },
        { "jira", "{api_url: 'http://x', project: p}", "missing issue_type in jira_config" },
        { "jira", "{api_url: 'http://x', project: p, issue_type: t, api_type: x}", "unknown api_type on jira_config, must be auto, cloud or datacenter" },
        { "jira", "{project: p, issue_type: t}", "no global Jira Cloud URL set" },
        { "jira", "{api_url: 'http://x', project: p, issue_type: t, reopen_duration: 1.5h}", "not a valid duration string: \"1.5h\"" },
        { "jira", "{api_url: 'http://x', project: p, issue_type: t, summary: [s]}", "cannot unmarshal !!seq into config.plain" },
        { "jira", "{api_url: 'http://x', project: p, issue_type: t, summary: {text: s}}", "field text not found in type config.plain" },
        { "jira", "~", "missing jira config" },
        { "mattermost", "{}", "missing webhook_url or webhook_url_file on mattermost_config" },
        { "mattermost", "{webhook_url: 'http://x', webhook_url_file: f}", "at most one of webhook_url & webhook_url_file must be configured" },
        { "mattermost", "{webhook_url: 'http://x', fields: [{value: v}]}", "missing title in Mattermost field configuration" },
        { "mattermost", "{webhook_url: 'http://x', attachments: [{fields: [{title: t}]}]}", "missing value in Mattermost field configuration" },
        { "mattermost", "{webhook_url: 'http://x', props: {x: y}}", "field x not found in type config.MattermostProps" },
        { "mattermost", "{webhook_url: 'http://x', priority: {requested_ack: maybe}}", "cannot unmarshal !!str `maybe` into bool" },
        { "mattermost", "~", "missing mattermost config" },
        { "msteams", "{}", "one of webhook_url or webhook_url_file must be configured" },
        { "msteams", "{webhook_url: 'http://x', webhook_url_file: f}", "at most one of webhook_url & webhook_url_file must be configured" },
        { "msteams", "~", "missing msteams config" },
        { "msteamsv2", "{}", "one of webhook_url or webhook_url_file must be configured" },
        { "msteamsv2", "{webhook_url: 'http://x', webhook_url_file: f}", "at most one of webhook_url & webhook_url_file must be configured" },
        { "msteamsv2", "{webhook_url: 'http://x', summary: s}", "field summary not found in type config.plain" },
        { "msteamsv2", "~", "missing msteamsv2 config" },
        { "opsgenie", "{}", "no global OpsGenie API Key set either inline or in a file" },
        { "opsgenie", "{api_key: k, api_key_file: f}", "at most one of api_key & api_key_file must be configured" },
        { "opsgenie", "{api_key: k, responders: [{type: team}]}", "opsGenieConfig responder {   team} has to have at least one of id, username or name specified" },
        { "opsgenie", "{api_key: k, responders: [{id: i, type: X}]}", "opsGenieConfig responder {i   x} type does not match valid options ^(team|teams|user|escalation|schedule)$" },
        { "pagerduty", "{}", "missing service or routing key in PagerDuty config" },
        { "pagerduty", "{routing_key: k, routing_key_file: f}", "at most one of routing_key & routing_key_file must be configured" },
        { "pagerduty", "{service_key: k, service_key_file: f}", "at most one of service_key & service_key_file must be configured" },
        { "pagerduty", "{routing_key: k, images: [{x: y}]}", "field x not found in type config.PagerdutyImage" },
        { "pagerduty", "{routing_key: k, links: [{x: y}]}", "field x not found in type config.PagerdutyLink" },
        { "pagerduty", "{routing_key: k, details: {a: b, a: c}}", "key \"a\" already set in map" },
        { "pagerduty", "{routing_key: k, details: [a]}", "cannot unmarshal !!seq into map[string]interface {}" },
        { "pagerduty", "~", "missing pagerduty config" },
        { "pushover", "{token: t}", "one of user_key or user_key_file must be configured" },
        { "pushover", "{token: t, user_key: u, user_key_file: f}", "at most one of user_key & user_key_file must be configured" },
        { "pushover", "{user_key: u}", "one of token or token_file must be configured" },
        { "pushover", "{user_key: u, token: t, token_file: f}", "at most one of token & token_file must be configured" },
        { "pushover", "{user_key: u, token: t, html: yes, monospace: yes}", "at most one of monospace & html must be configured" },
        { "pushover", "{user_key: u, token: t, retry: 1d}", "time: unknown unit \"d\" in duration \"1d\"" },
        { "pushover", "{user_key: u, token: t, expire: 5}", "time: missing unit in duration \"5\"" },
        { "pushover", "~", "missing pushover config" },
        { "rocketchat", "{token: t}", "no global Rocketchat TokenID set either inline or in a file" },
        { "rocketchat", "{token_id: t}", "no global Rocketchat Token set either inline or in a file" },
        { "rocketchat", "{token: t, token_file: f, token_id: t}", "at most one of token & token_file must be configured" },
        { "rocketchat", "{token: t, token_id: t, token_id_file: f}", "at most one of token_id & token_id_file must be configured" },
        { "slack", "{}", "no Slack API URL nor App token set either inline or in a file" },
        { "slack", "~", "no Slack API URL nor App token set either inline or in a file" },
        { "slack", "{api_url: 'http://x', api_url_file: f}", "at most one of api_url & api_url_file must be configured" },
        { "slack", "{app_token: t, app_token_file: f}", "at most one of app_token & app_token_file must be configured" },
        { "slack", "{api_url: 'http://x', app_token: t}", "at most one of api_url/api_url_file & app_token/app_token_file must be configured" },
        { "slack", "{app_token: t, " + Bearer + "}", "http authorization can't be set when using Slack App tokens" },
        { "slack", "{api_url: 'http://x', update_message: yes}", "update_message can only be used with bot tokens. api_url must be set to https://slack.com/api/chat.postMessage" },
        { "slack", "{api_url: 'http://x', fields: [{value: v}]}", "missing title in Slack field configuration" },
        { "slack", "{api_url: 'http://x', fields: [{title: t}]}", "missing value in Slack field configuration" },
        { "slack", "{api_url: 'http://x', actions: [{text: t, url: u}]}", "missing type in Slack action configuration" },
        { "slack", "{api_url: 'http://x', actions: [{type: t, url: u}]}", "missing text in Slack action configuration" },
        { "slack", "{api_url: 'http://x', actions: [{type: t, text: t}]}", "missing name or url in Slack action configuration" },
        { "slack", "{api_url: 'http://x', actions: [{type: t, text: t, name: n, confirm: {}}]}", "missing text in Slack confirmation configuration" },
        { "sns", "{}", "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config" },
        { "sns", "{topic_arn: t, target_arn: t}", "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config" },
        { "sns", "{topic_arn: t, sigv4: {access_key: a}}", "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config" },
        { "sns", "{topic_arn: t, sigv4: {external_id: a}}", "external_id can only be used with role_arn" },
        { "sns", "~", "missing sns config" },
        { "telegram", "{chat_id: 1}", "missing bot_token or bot_token_file on telegram_config" },
        { "telegram", "{chat_id: 1, bot_token: t, bot_token_file: f}", "at most one of bot_token & bot_token_file must be configured" },
        { "telegram", "{bot_token: t}", "missing chat_id or chat_id_file on telegram_config" },
        { "telegram", "{bot_token: t, chat_id: 1, chat_id_file: f}", "at most one of chat_id & chat_id_file must be configured" },
        { "telegram", "{bot_token: t, chat_id: abc}", "cannot unmarshal !!str `abc` into int64" },
        { "telegram", "{bot_token: t, chat_id: 1, parse_mode: html}", "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string" },
        { "telegram", "~", "missing telegram config" },
        { "victorops", "{api_key: k}", "missing Routing key in VictorOps config" },
        { "victorops", "{api_key: k, api_key_file: f, routing_key: r}", "at most one of api_key & api_key_file must be configured" },
        { "victorops", "{api_key: k, routing_key: r, custom_fields: {entity_id: x}}", "victorOps config contains custom field entity_id which cannot be used as it conflicts with the fixed/static fields" },
        { "victorops", "{routing_key: r}", "no global VictorOps API Key set" },
        { "victorops", "~", "missing victorops config" },
        { "webex", "{" + Bearer + "}", "missing room_id on webex_config" },
        { "webex", "{room_id: r}", "missing webex_configs.http_config.authorization" },
        { "webex", "{room_id: r, http_config: {}}", "missing webex_configs.http_config.authorization" },
        { "webex", "~", "missing webex config" },
        { "webhook", "{}", "one of url or url_file must be configured" },
        { "webhook", "{url: ''}", "one of url or url_file must be configured" },
        { "webhook", "{url: 'http://x', url_file: f}", "at most one of url & url_file must be configured" },
        { "webhook", "{url: 'ftp://x'}", "invalid URL: unsupported scheme \"ftp\" for URL" },
        { "webhook", "{url: 'http://x', payload: {a: 1, a: 2}}", "key \"a\" already set in map" },
        { "webhook", "~", "missing webhook config" },
        { "wechat", "{corp_id: c}", "no global Wechat Api Secret set either inline or in a file" },
        { "wechat", "{api_secret: s}", "no global Wechat CorpID set" },
        { "wechat", "{api_secret: s, api_secret_file: f, corp_id: c}", "at most one of api_secret & api_secret_file must be configured" },
        { "wechat", "{api_secret: s, corp_id: c, message_type: x}", "weChat message type \"x\" does not match valid options ^(text|markdown)$" },
    };

    [Theory]
    [MemberData(nameof(ByItself))]
    public void What_an_integration_gets_wrong_is_the_one_finding(string type, string element, string expected) =>
        Assert.Equal([expected], Texts.Errors(Texts.Of(type, element)));

    [Theory]
    [InlineData("pagerduty", "{routing_key: k}", "pagerduty_url", "no global PagerDuty URL set")]
    [InlineData("opsgenie", "{api_key: k}", "opsgenie_api_url", "no global OpsGenie URL set")]
    [InlineData("wechat", "{api_secret: s, corp_id: c}", "wechat_api_url", "no global Wechat URL set")]
    [InlineData("victorops", "{routing_key: r, api_key: k}", "victorops_api_url", "no global VictorOps URL set")]
    [InlineData("webex", "{room_id: r, http_config: {bearer_token: x}}", "webex_api_url", "no global Webex URL set")]
    [InlineData("slack", "{api_url: 'http://x'}", "slack_app_url", "no global Slack App URL set")]
    public void A_default_of_global_can_be_taken_away(string type, string element, string key, string expected)
    {
        Assert.Empty(Texts.Errors(Texts.Of(type, element)));
        Assert.Equal([expected], Texts.Errors(Texts.Of(type, element, $"{{{key}: ~}}")));
    }

    [Fact]
    public void A_token_of_global_does_not_go_with_an_authorization_of_global() =>
        Assert.Equal(
            ["http authorization can't be set when using Slack App tokens"],
            Texts.Errors(Texts.Of("slack", "{}", "{slack_app_token: t, http_config: {bearer_token: x}}")));

    [Theory]
    [InlineData("labels: {team: x}", null)]
    [InlineData("labels: {name: a}", null)]
    [InlineData("labels: {name: b}", "receiver label \"name\" must match receiver name \"a\", got \"b\"")]
    [InlineData("labels: [x]", "cannot unmarshal !!seq into map[string]string")]
    [InlineData("nope_configs: []", "field nope_configs not found in type config.plain")]
    public void A_receiver_may_have_labels(string key, string? expected) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            Texts.Errors($"route: {{receiver: a}}\nreceivers: [{{name: a, {key}}}]"));

    [Fact]
    public void A_receiver_that_is_null_loads_once()
    {
        Assert.Empty(Texts.Errors("route: {receiver: a}\nreceivers: [{name: a}, ~]"));
        Assert.Equal(
            ["notification config name \"\" is not unique"],
            Texts.Errors("route: {receiver: a}\nreceivers: [{name: a}, ~, ~]"));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_each_with_its_line_and_path()
    {
        var errors = Texts.Read("""
            global:
              smtp_smarthost: x
              nope: 1
            route: {receiver: a}
            receivers:
            - name: a
              pagerduty_configs:
              - severity: [x]
              - routing_key: k
                links:
                - herf: x
              telegram_configs:
              - chat_id: x
                http_config: {tls_config: {min_version: TLS9}}
            """).Errors.Select(error => $"{error.Line} {error.Path}: {error.Message}");

        Assert.Equal(
            [
                "2 global.smtp_smarthost: address x: missing port in address",
                "3 global.nope: field nope not found in type config.plain",
                "8 receivers[0].pagerduty_configs[0].severity: cannot unmarshal !!seq into string",
                "8 receivers[0].pagerduty_configs[0]: missing service or routing key in PagerDuty config",
                "11 receivers[0].pagerduty_configs[1].links[0].herf: field herf not found in type config.PagerdutyLink",
                "13 receivers[0].telegram_configs[0].chat_id: cannot unmarshal !!str `x` into int64",
                "13 receivers[0].telegram_configs[0]: missing bot_token or bot_token_file on telegram_config",
                "14 receivers[0].telegram_configs[0].http_config.tls_config.min_version: unknown TLS version: TLS9",
            ],
            errors);
    }
}
