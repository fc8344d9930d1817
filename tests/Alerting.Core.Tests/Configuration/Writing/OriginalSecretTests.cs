using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Writing;

/// <summary>No secret of any key is ever stated.</summary>
public sealed class OriginalSecretTests
{
    private const string Hush = "hush";

    private static readonly string[] Https =
    [
        "{basic_auth: {username: u, password: hush}}", "{authorization: {credentials: hush}}", "{bearer_token: hush}",
        "{oauth2: {client_id: i, client_secret: hush, token_url: 'http://hush@t', endpoint_params: {a: hush}, proxy_url: 'http://u:hush@p', proxy_connect_header: {a: [hush, hush]}, tls_config: {cert: c, key: hush}}}",
        "{oauth2: {client_id: i, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_certificate_key: hush, token_url: t}}",
        "{proxy_url: 'http://hush@p', proxy_connect_header: {x: [hush]}}", "{proxy_url: 'HTTP://u:hush@p/x'}", "{proxy_url: 'hush:u@p:1'}", "{proxy_url: '//hush@p'}",
        "{tls_config: {cert: c, key: hush}}", "{http_headers: {A: {secrets: [hush], values: [v]}}}",
    ];

    private static readonly (string Type, string Element)[] Elements =
    [
        ("webhook", "url: 'http://h/hush'"), ("webhook", "url: 'http://h/{{ .hush }}'"), ("webhook", "url: 'http://u:hush@h'"),
        ("email", "to: t, from: f, smarthost: 'h:1', auth_password: hush, auth_secret: hush, tls_config: {cert: c, key: hush}"),
        ("pagerduty", "service_key: hush, routing_key: hush, url: 'http://hush@h', client_url: 'https://u:hush@h/x', images: [{href: 'http://hush@h'}]"),
        ("opsgenie", "api_key: hush, api_url: 'http://u:hush@h'"), ("wechat", "api_secret: hush, corp_id: c, api_url: 'http://hush@h'"),
        ("slack", "api_url: 'http://h/hush'"), ("slack", "app_token: hush, app_url: 'http://hush@h', image_url: ' http://u:hush@h'"),
        ("victorops", "routing_key: r, api_key: hush, api_url: 'http://hush@h'"), ("pushover", "user_key: hush, token: hush"),
        ("sns", "topic_arn: t, api_url: 'https://u:hush@h', sigv4: {access_key: a, secret_key: hush}"),
        ("telegram", "bot_token: hush, chat_id: 1, api_url: 'http://hush@h'"), ("discord", "webhook_url: 'http://h/hush'"),
        ("webex", "room_id: r, api_url: 'http://hush@h', http_config: {bearer_token: hush}"), ("msteams", "webhook_url: 'http://h/hush'"),
        ("msteamsv2", "webhook_url: 'http://h/hush'"), ("jira", "project: p, issue_type: t, api_url: 'http://hush@h', fields: {a: ['http://hush@h']}"),
        ("incidentio", "url: 'http://hush@h', alert_source_token: hush"), ("rocketchat", "token: hush, token_id: hush, api_url: 'http://hush@h'"),
        ("mattermost", "webhook_url: 'http://h/hush'"),
    ];

    private static readonly string[] Globals =
    [
        "smtp_auth_password: hush, smtp_auth_secret: hush, smtp_tls_config: {cert: c, key: hush}",
        "slack_api_url: 'http://h/hush', opsgenie_api_key: hush, wechat_api_secret: hush, victorops_api_key: hush, telegram_bot_token: hush",
        "slack_app_token: hush, rocketchat_token: hush, rocketchat_token_id: hush, mattermost_webhook_url: 'http://h/hush'",
        "slack_app_url: 'http://hush@h', pagerduty_url: 'http://hush@h', opsgenie_api_url: 'http://hush@h', wechat_api_url: 'http://hush@h', victorops_api_url: 'http://hush@h'",
        "telegram_api_url: 'http://hush@h', webex_api_url: 'http://hush@h', rocketchat_api_url: 'http://hush@h', jira_api_url: 'http://hush@h'",
    ];

    // Each takes from global what it can.
    private const string Taking = """
        route: {receiver: a}
        receivers:
        - name: a
          email_configs: [{to: t, from: f, smarthost: 'h:1'}]
          pagerduty_configs: [{routing_key: k}]
          opsgenie_configs: [{api_key: k}]
          victorops_configs: [{routing_key: r, api_key: k}]
          wechat_configs: [{api_secret: s, corp_id: c}]
          telegram_configs: [{bot_token: b, chat_id: 1}]
          discord_configs: [{webhook_url: 'http://x'}]

        """;

    public static TheoryData<string> Files =>
    [
        .. Elements.Select(row => Texts.Of(row.Type, $"{{{row.Element}}}")),
        .. Https.Select(http => Texts.Of("discord", $"{{webhook_url: 'http://x', http_config: {http}}}")),
        .. Https.Select(http => $"global: {{http_config: {http}}}\n{Taking}"),
        .. Globals.Select(global => $"global: {{{global}}}\n{Taking}"),
        Taking + "tracing: {endpoint: e, headers: {A: {secrets: [hush]}}, tls_config: {cert: c, key: hush}}",
        Taking + "event_recorder: {webhook_outputs: [{url: 'http://h/hush', http_config: {bearer_token: hush}}], kafka_outputs: [{brokers: [b], topic: t, tls_config: {cert: c, key: hush}}]}",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_secret_is_stated(string text)
    {
        Assert.Contains(Hush, text, StringComparison.Ordinal);

        var stated = Stated.Of(text);

        Assert.DoesNotContain(Hush, stated, StringComparison.Ordinal);
        Assert.Matches("<secret>|xxxxx@", stated);
    }

    [Fact]
    public void The_list_above_has_every_key_that_is_a_secret()
    {
        var missing = ReceiverTypes.All.SelectMany(type => Secrets(type.Schema).Where(key => !IsTried(type.Name, key)).Select(key => type.Name + "." + key))
            .Concat(Secrets(GlobalReader.Schema).Where(key => !Globals.Any(global => global.Contains(key + ": ", StringComparison.Ordinal))));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Secrets(Schema schema) => schema.Keys
        .Where(key => (key.Kind.IsSecret || key.Kind == Kind.Url) && key.Name != "http_config").Select(key => key.Name);

    private static bool IsTried(string type, string key) =>
        Elements.Any(row => row.Type == type && row.Element.Contains(key + ": ", StringComparison.Ordinal));
}
