namespace Alerting.Core.Tests.Configuration.Amtool;

/// <summary>Elements of single types, settings of <c>global</c> and <c>http_config</c>s that amtool 0.25 knows.</summary>
internal static class ElementFiles
{
    private const string Email = "to: t, from: f, smarthost: 'h:1'";
    private const string Slack = "api_url: 'http://x'";

    public static IReadOnlyList<(string Type, string Element)> All { get; } =
    [
        ("discord", "{webhook_url: 'http://x', title: t, message: m}"), ("discord", "{webhook_url: x}"), ("discord", "{title: t}"),
        ("discord", "{webhook_url: <secret>}"), ("discord", "{webhook_url: [x]}"),
        ("email", "{to: t}"), ("email", "{to: t, from: f}"), ("email", "{from: f}"), ("email", "{to: t, smarthost: 'h:1'}"),
        ("email", $"{{{Email}, headers: {{a: b, c: 5}}}}"), ("email", $"{{{Email}, headers: {{a: b, A: c}}}}"),
        ("email", $"{{{Email}, headers: {{a: b, a: c}}}}"), ("email", $"{{{Email}, headers: [a]}}"), ("email", $"{{{Email}, headers: {{a: [b]}}}}"),
        ("email", $"{{{Email}, require_tls: no, html: h, text: t, hello: h}}"), ("email", $"{{{Email}, require_tls: x}}"),
        ("email", $"{{{Email}, tls_config: {{insecure_skip_verify: yes}}}}"), ("email", $"{{{Email}, tls_config: {{x: y}}}}"),
        ("email", "{to: t, from: f, smarthost: h}"), ("email", "{to: t, from: f, smarthost: 'h:'}"), ("email", "{to: t, from: f, smarthost: 'a:b:c'}"),
        ("email", "{to: t, from: f, smarthost: '[::1]:25'}"), ("email", "{to: t, from: f, smarthost: '[::1'}"), ("email", "{to: t, from: f, smarthost: '[::1]'}"),
        ("email", "{to: t, from: f, smarthost: ':25'}"), ("email", "{to: t, from: f, smarthost: [h]}"),
        ("opsgenie", "{api_key: k, api_key_file: f}"), ("opsgenie", "{api_key: k, responders: [{type: team}]}"),
        ("opsgenie", "{api_key: k, responders: [{id: i, type: Xy}]}"), ("opsgenie", "{api_key: k, responders: [{name: n, type: TEAM}]}"),
        ("opsgenie", "{api_key: k, responders: [{username: n, type: '{{ .x }}'}]}"), ("opsgenie", "{api_key: k, responders: {a: b}}"),
        ("opsgenie", "{api_key: k, responders: [{x: y}]}"), ("opsgenie", "{api_key: k, details: {a: b}, tags: t, update_alerts: yes}"),
        ("opsgenie", "{api_key: k, details: {a: [b]}}"), ("opsgenie", "{api_key: k, api_url: x}"), ("opsgenie", "{api_key_file: f}"),
        ("pagerduty", "{service_key: k}"), ("pagerduty", "{routing_key: k, routing_key_file: f}"), ("pagerduty", "{service_key: k, service_key_file: f}"),
        ("pagerduty", "{routing_key: k, details: {a: b}}"), ("pagerduty", "{routing_key: k, details: x}"), ("pagerduty", "{routing_key: k, images: [{src: s}]}"),
        ("pagerduty", "{routing_key: k, images: [{x: y}]}"), ("pagerduty", "{routing_key: k, links: [{x: y}]}"), ("pagerduty", "{routing_key: k, links: [x]}"),
        ("pagerduty", "{routing_key: k, url: x}"), ("pagerduty", "{routing_key: [k]}"), ("pagerduty", "{routing_key: k, severity: {a: b}}"),
        ("pagerduty", "{routing_key: k, images: {a: b}}"), ("pagerduty", "{routing_key: k, client: c, class: x, component: y, group: z}"),
        ("pushover", "{token: t}"), ("pushover", "{user_key: u}"), ("pushover", "{user_key: u, token: t, retry: 1m30s, expire: 1.5h}"),
        ("pushover", "{user_key: u, token: t, retry: 1d}"), ("pushover", "{user_key: u, token: t, retry: 5}"), ("pushover", "{user_key: u, token: t, expire: [5]}"),
        ("pushover", "{user_key: u, token: t, html: yes, priority: 5, sound: s}"), ("pushover", "{user_key: u, token: t, html: x}"),
        ("slack", "{}"), ("slack", $"{{{Slack}, api_url_file: f}}"), ("slack", "{api_url_file: f}"), ("slack", $"{{{Slack}, fields: [{{title: t, value: v, short: no}}]}}"),
        ("slack", $"{{{Slack}, fields: [{{value: v}}]}}"), ("slack", $"{{{Slack}, fields: [{{title: t}}]}}"), ("slack", $"{{{Slack}, fields: [{{title: t, value: v, x: y}}]}}"),
        ("slack", $"{{{Slack}, fields: [{{title: t, value: v, short: x}}]}}"), ("slack", $"{{{Slack}, fields: {{a: b}}}}"), ("slack", $"{{{Slack}, fields: [x]}}"),
        ("slack", $"{{{Slack}, actions: [{{type: t, text: t, url: u}}]}}"), ("slack", $"{{{Slack}, actions: [{{text: t, url: u}}]}}"),
        ("slack", $"{{{Slack}, actions: [{{type: t, url: u}}]}}"), ("slack", $"{{{Slack}, actions: [{{type: t, text: t}}]}}"),
        ("slack", $"{{{Slack}, actions: [{{type: t, text: t, name: n, confirm: {{}}}}]}}"), ("slack", $"{{{Slack}, actions: [{{type: t, text: t, name: n, confirm: {{text: t, x: y}}}}]}}"),
        ("slack", $"{{{Slack}, mrkdwn_in: [a, 5]}}"), ("slack", $"{{{Slack}, mrkdwn_in: a}}"), ("slack", $"{{{Slack}, link_names: 1}}"), ("slack", "{api_url: 'http:///x'}"),
        ("sns", "{target_arn: t, sigv4: {region: r}}"), ("sns", "{phone_number: t, sigv4: {access_key: a}}"), ("sns", "{phone_number: t, sigv4: {access_key: a, secret_key: b}}"),
        ("sns", "{target_arn: t, topic_arn: t}"), ("sns", "{target_arn: t, topic_arn: t, phone_number: p}"), ("sns", "{topic_arn: t, sigv4: {x: y}}"),
        ("sns", "{topic_arn: t, attributes: {a: b}}"), ("sns", "{topic_arn: t, attributes: [a]}"), ("sns", "{topic_arn: t, sigv4: [x]}"),
        ("telegram", "{chat_id: 1}"), ("telegram", "{bot_token: t}"), ("telegram", "{bot_token: t, chat_id: abc}"), ("telegram", "{bot_token: t, chat_id: '5'}"),
        ("telegram", "{bot_token: t, chat_id: -100123, parse_mode: Markdown, disable_notifications: yes}"), ("telegram", "{bot_token: t, chat_id: 1, parse_mode: html}"),
        ("telegram", "{bot_token: t, chat_id: 1, parse_mode: ''}"), ("telegram", "{bot_token: t, chat_id: 99999999999999999999}"), ("telegram", "{bot_token: t, chat_id: 1.9}"),
        ("telegram", "{bot_token: t, chat_id: 0x1F}"), ("telegram", "{bot_token: t, chat_id: 0b101}"), ("telegram", "{bot_token: t, chat_id: 0o17}"),
        ("telegram", "{bot_token: t, chat_id: 2026-01-01}"), ("telegram", "{bot_token: t, chat_id: 1e3}"), ("telegram", "{bot_token: t, chat_id: .nan}"),
        ("telegram", "{bot_token: t, chat_id: yes}"), ("telegram", "{bot_token: t, chat_id: 1_000}"), ("telegram", "{bot_token: t, chat_id: 1, api_url: x}"),
        ("victorops", "{api_key: k}"), ("victorops", "{routing_key: r}"), ("victorops", "{routing_key: r, api_key: k, api_key_file: f}"),
        ("victorops", "{routing_key: r, api_key: k, custom_fields: {a: b}}"), ("victorops", "{routing_key: r, api_key: k, custom_fields: {entity_id: b}}"),
        ("victorops", "{routing_key: r, api_key: k, custom_fields: {message_type: b}}"), ("victorops", "{routing_key: r, api_key: k, api_url: 'x y'}"),
        ("webex", "{room_id: r}"), ("webex", "{room_id: r, http_config: {}}"), ("webex", "{http_config: {authorization: {}}}"), ("webex", "{room_id: r, http_config: {bearer_token: x}}"),
        ("webex", "{room_id: r, http_config: {basic_auth: {}}}"), ("webex", "{room_id: r, http_config: {authorization: {credentials: x}}, api_url: 'http://x', message: m}"),
        ("wechat", "{corp_id: c}"), ("wechat", "{api_secret: s}"), ("wechat", "{api_secret: s, corp_id: c, message_type: markdown, to_user: u}"),
        ("wechat", "{api_secret: s, corp_id: c, message_type: x}"), ("wechat", "{api_secret: s, corp_id: c, message_type: ''}"), ("wechat", "{api_secret: s, corp_id: c, api_url: 5}"),
        ("webhook", "{url: 5}"), ("webhook", "{url: [x]}"), ("webhook", "{max_alerts: x, url: {}}"),
    ];

    public static IReadOnlyList<string> Globals { get; } =
    [
        "{smtp_smarthost: 'h:25'}", "{smtp_smarthost: h}", "{smtp_smarthost: 'h:'}", "{smtp_smarthost: ''}", "{smtp_smarthost: [h]}",
        "{smtp_require_tls: no}", "{smtp_require_tls: x}", "{smtp_require_tls: 1}", "{resolve_timeout: ''}", "{resolve_timeout: 5}",
        "{resolve_timeout: [1m]}", "{resolve_timeout: 1h30m}", "{resolve_timeout: 1.5h}", "{nope: x}", "{smtp_from: a, smtp_from: b}",
        "{slack_api_url: 'http://x', slack_api_url_file: f}", "{opsgenie_api_key: k, opsgenie_api_key_file: f}",
        "{victorops_api_key: k, victorops_api_key_file: f}", "{<<: {smtp_from: a}, smtp_from: b}", "{<<: [{nope: a}], smtp_from: b}", "[x]", "5",
    ];

    public static IReadOnlyList<string> Https { get; } =
    [
        "{}", "~", "x", "[x]", "{nope: x}", "{follow_redirects: no, enable_http2: no}", "{follow_redirects: 1}", "{bearer_token: a}",
        "{bearer_token: a, bearer_token_file: f}", "{bearer_token: a, basic_auth: {}}", "{bearer_token: a, authorization: {}}",
        "{basic_auth: {username: a, password: b}}", "{basic_auth: {password: a, password_file: f}}", "{basic_auth: x}", "{basic_auth: {x: y}}",
        "{basic_auth: {}, authorization: {}}", "{basic_auth: ~, authorization: {}}", "{authorization: {type: basic}}", "{authorization: {type: ' Basic'}}",
        "{authorization: {credentials: a, credentials_file: f}}", "{authorization: {x: y}}", "{authorization: [x]}", "{authorization: {type: GenieKey, credentials: c}}",
        "{oauth2: {client_id: c, client_secret: s, token_url: u, scopes: [a], endpoint_params: {a: b}}}", "{oauth2: {token_url: u}}", "{oauth2: {client_id: c}}",
        "{oauth2: {client_id: c, token_url: u, basic: x}}", "{oauth2: {client_id: c, token_url: u}, basic_auth: {}}", "{oauth2: {client_id: c, token_url: u}, bearer_token: x}",
        "{oauth2: {client_id: c, token_url: u}, authorization: {}}", "{oauth2: {client_id: c, token_url: u, scopes: x}}", "{oauth2: {client_id: c, token_url: u, endpoint_params: [x]}}",
        "{proxy_url: 'http://p'}", "{proxy_url: 'p'}", "{proxy_url: ''}", "{proxy_url: ':'}", "{proxy_url: 'http://a b'}", "{proxy_url: [x]}",
        "{tls_config: {ca_file: f, server_name: n, insecure_skip_verify: yes}}", "{tls_config: {cert_file: c, key_file: k}}", "{tls_config: {min_version: TLS12}}",
        "{tls_config: {min_version: TLS9}}", "{tls_config: {min_version: ''}}", "{tls_config: {min_version: [x]}}", "{tls_config: {insecure_skip_verify: x}}",
        "{tls_config: {nope: x}}", "{tls_config: x}",
    ];
}
