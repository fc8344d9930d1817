namespace Alerting.Stories.Peers;

/// <summary>Files that Alertmanager 0.25 loads and prints again; the URLs of webhooks are hidden in them already.</summary>
internal static class OriginalFiles
{
    private const string Root = "route: {receiver: a}\n";

    private static readonly string[] Texts =
    [
        "a", "''", "' a'", "'a '", "\"a\\nb\"", "\"a\\n\"", "\"a\\n\\n\"", "\"\\n\"", "\" a\\nb\"", "\"a \\nb\"", "\"a\\n b\"", "\"a\\nb \"",
        "\"\\na\"", "\"a\\n\\nb\"", "'a: b'", "'a #b'", "'#a'", "'a:'", "':a'", "'- a'", "'-'", "'-a'", "'--- a'", "'...'", "'? a'", "'?'",
        "'!a'", "'&a'", "'*a'", "'|'", "'>'", "'@a'", "'`a'", "'%a'", "'\"a\"'", "'''a'''", "'it''s'", "'[a]'", "'{a}'", "'a,b'", "'{{ .a }}'",
        "'<<'", "'yes'", "'No'", "'on'", "'null'", "'~'", "'Null'", "'true'", "'5'", "'0x1F'", "'0o7'", "'0b1'", "'1e3'", "'1_000'", "'.inf'",
        "'.5'", "'+5'", "'-'", "'.'", "'1:30'", "'1:30.5'", "'1:90'", "'2024-01-01'", "'2024-01-01 10:00:00'", "'='", "yes", "5", "1.50", "~",
        "ü", "東京", "😀", "\"\\t\"", "\"a\\tb\"", "\"\\r\"", "\"a\\rb\\n\"", "\"\\e[1m\"", "\"\\x7f\"", "\"\\u0085\"", "\"\\u00a0\"", "\"\\\\ \\\"\"",
        "\"\\uFFFD\"", "\"a\\0b\"", "'<secret>'", "'{{ range .Alerts }}{{ .Labels.x }}: {{ .Annotations.summary | toUpper }} {{ end }} and more of it'",
        "'aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr ssss tttt'",
        "'aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll  mmmm  nnnn  oooo  pppp: qqqq rrrr ssss tttt it''s'",
        "\"aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn\\t oooo  pppp qqqq   rrrr ssss tttt\"",
        "'ääää öööö üüüü ääää öööö üüüü ääää öööö üüüü ääää öööö üüüü ääää öööö üüüü ääää öööö üüüü ääää öööö üüüü'",
        "'{{ a }} bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr ssss tttt '",
    ];

    private static readonly (string Type, string Complete, string More)[] Types =
    [
        ("webhook", "url: 'http://<secret>'", "max_alerts: 5"),
        ("email", "to: t, from: f, smarthost: 'h:1'",
            "hello: h, auth_username: u, auth_password: p, auth_secret: s, auth_identity: i, headers: {subject: s, x-y: ~, a10: 1, A9: z}, html: '', text: t, require_tls: no, tls_config: {insecure_skip_verify: yes, ca_file: x/../y}"),
        ("pagerduty", "routing_key: k",
            "url: 'http://x', client: c, client_url: u, description: '', details: {firing: d, b: c}, images: [{src: s, alt: a, href: h}, {}], links: [{href: h, text: t}], severity: s, class: c, component: c, group: g"),
        ("pagerduty", "service_key_file: f", "source: s, client: ''"),
        ("opsgenie", "api_key: k", "api_url: 'http://x/y', message: m, details: {a: b}, entity: e, responders: [{id: i, type: team}, {name: n, type: User}, {username: u, type: '{{ .x }}'}], actions: a, tags: t, note: n, priority: p, update_alerts: yes"),
        ("opsgenie", "api_key_file: f", "api_url: ~, update_alerts: no"),
        ("wechat", "api_secret: s, corp_id: c", "api_url: 'http://x?a=b', message: m, to_user: u, to_party: ~, to_tag: t, agent_id: a, message_type: markdown"),
        ("wechat", "api_secret: s, corp_id: c", "message_type: ''"),
        ("slack", "api_url: 'http://x'", "channel: '#c', username: u, color: c, title: t, title_link: l, pretext: p, text: t, fields: [{title: t, value: v, short: no}, {title: t, value: v}], short_fields: yes, footer: f, fallback: f, callback_id: c, icon_emoji: e, icon_url: i, image_url: i, thumb_url: t, link_names: yes, mrkdwn_in: [text, '-']"),
        ("slack", "api_url_file: f", "actions: [{type: t, text: t, url: u, style: s, name: n, value: v}, {type: t, text: t, name: n, value: v, confirm: {text: t, title: t, ok_text: o, dismiss_text: d}}]"),
        ("victorops", "routing_key: r, api_key: k", "api_url: 'http://x#f', message_type: ~, state_message: '', entity_display_name: e, monitoring_tool: t, custom_fields: {b: c, a: ~}"),
        ("pushover", "user_key: u, token: t", "title: t, message: m, url: u, url_title: t, sound: s, priority: p, retry: 90s, expire: 1.5h, html: yes"),
        ("pushover", "user_key: u, token: t", "retry: 0, expire: 300ms"),
        ("sns", "topic_arn: t", "api_url: x, subject: s, message: m, attributes: {a: b}, sigv4: {region: r, access_key: a, secret_key: s, profile: p, role_arn: r}"),
        ("telegram", "bot_token: b, chat_id: -100", "api_url: 'http://x', message: m, disable_notifications: yes, parse_mode: MarkdownV2"),
        ("telegram", "bot_token: b, chat_id: 1", "parse_mode: '', message: ~"),
        ("discord", "webhook_url: 'http://x'", "title: t, message: m"),
        ("webex", "room_id: r, http_config: {authorization: {credentials: x}}", "api_url: 'http://x', message: m"),
        ("webex", "room_id: r, http_config: {bearer_token: x}", "send_resolved: no"),
    ];

    private static readonly string[] Https =
    [
        "~", "{}", "{basic_auth: {}}", "{basic_auth: {username: u, password: p}}", "{basic_auth: {password_file: p}}", "{authorization: {}}",
        "{authorization: {type: ' X ', credentials: c}}", "{authorization: {credentials_file: ../c}}", "{bearer_token: b}", "{bearer_token_file: /b}",
        "{oauth2: {client_id: i, client_secret: s, token_url: 'http://t', scopes: [a, b], tls_config: {server_name: n}}}",
        "{oauth2: {client_id: i, client_secret_file: ./s, token_url: t, proxy_url: 'http://p:1'}}", "{proxy_url: 'http://p', proxy_connect_header: {b: [x, y], a: []}}",
        "{tls_config: {}}", "{tls_config: {insecure_skip_verify: no}}",
        "{tls_config: {ca_file: a/./b, cert_file: c, key_file: k, server_name: s, insecure_skip_verify: yes}}",
        "{follow_redirects: no}", "{enable_http2: ~}", "{proxy_url: 'HTTP://P/a b?c d#e f'}", "{proxy_url: 'socks5://p/%2f'}",
    ];

    private static readonly string[] Globals =
    [
        "~", "{}", "{resolve_timeout: 1d1h}", "{resolve_timeout: ~}", "{resolve_timeout: 90m}", "{smtp_hello: ''}", "{smtp_require_tls: no}", "{pagerduty_url: ~}",
        "{smtp_from: f, smtp_hello: h, smtp_smarthost: 'mail:25', smtp_auth_username: u, smtp_auth_password: p, smtp_auth_secret: s, smtp_auth_identity: i}",
        "{smtp_auth_password_file: f, slack_api_url_file: f, opsgenie_api_key_file: f, victorops_api_key_file: f}",
        "{slack_api_url: 'http://x', opsgenie_api_key: k, wechat_api_secret: s, wechat_api_corp_id: c, victorops_api_key: k}",
        "{telegram_api_url: 'HTTPS://Host:1/ü?ä=b', webex_api_url: 'http://h/a%20b/(c)[d]{e}', wechat_api_url: 'http://h?', opsgenie_api_url: 'http://h/a#b c'}",
    ];

    private static readonly string[] Routes =
    [
        "group_by: ['...'], group_wait: 0s, group_interval: 1m30s, repeat_interval: 12w6d",
        "group_by: [a, b], routes: [{}, {receiver: b, continue: yes, group_wait: ~, group_by: [c], routes: [{matchers: ['a=b', 'c=~\"d|e\",a!=z']}]}]",
        "routes: [{match: {b: 1, a10: c, a9: ~, a09: y}, match_re: {a: '.*', b: 'x: y'}}, {matchers: ['{b=\"\\\"\",a!~\"\\\\n\"}', 'a=', 'a=\"\\n\"']}]",
        "routes: [{mute_time_intervals: [i, j], active_time_intervals: [j]}, {repeat_interval: 1y, group_interval: 500ms}]",
    ];

    private const string Intervals = """
        mute_time_intervals:
        - name: i
          time_intervals:
          - times: [{start_time: 00:00, end_time: '24:00'}, {start_time: '09:05', end_time: '17:00'}]
            weekdays: ['monday:friday', SUNDAY]
            days_of_month: ['1:5', -1, '-3:-1']
            months: [1, 'march:may', 'December']
            years: [2020, '2021:2023', '1:20']
            location: Europe/Berlin
          - {}
          - {weekdays: [], location: ''}
          - {years: ['2001:2002', '2003:2004', '2005:2006', '2007:2008', '2009:2010', '2011:2012', '2013:2014', '2015:2016'], location: Local}
        time_intervals: [{name: j}, {name: 'k: k', time_intervals: []}]
        inhibit_rules:
        - {source_match: {a: b}, source_match_re: {c: d}, source_matchers: ['z=y', 'a=b'], target_match: {e: f}, target_match_re: {g: h}, target_matchers: [i=j], equal: [k, l]}
        - {}
        templates: [a.tmpl, ../b/*.tmpl, /c/d.tmpl, '']

        """;

    private const string Inheriting = """
        global: {smtp_from: f, smtp_hello: h, smtp_smarthost: 'h:25', smtp_auth_username: u, smtp_auth_password: p, smtp_auth_secret: s, smtp_auth_identity: i, smtp_require_tls: no,
          slack_api_url: 'http://x', opsgenie_api_key: k, opsgenie_api_url: 'http://o/p', wechat_api_secret: s, wechat_api_corp_id: c, victorops_api_key_file: k, victorops_api_url: 'http://v?w',
          wechat_api_url: 'http://w', telegram_api_url: 'http://t', webex_api_url: 'http://w', http_config: {proxy_url: 'http://p', tls_config: {ca_file: c}}}
        route: {receiver: a}
        receivers:
        - name: a
        - name: b
          email_configs: [{to: t}, {to: t, auth_password_file: f, require_tls: ~, hello: '', tls_config: {}}]
          slack_configs: [{}, {api_url_file: f, http_config: {}}]
          opsgenie_configs: [{}, {api_key_file: f, http_config: ~}]
          wechat_configs: [{}]
          victorops_configs: [{routing_key: r}]
          telegram_configs: [{bot_token: b, chat_id: 1}]
          webex_configs: [{room_id: r, http_config: {authorization: {type: X}}}]
          pushover_configs: [{user_key: u, token: t}]

        """;

    public static IEnumerable<string> All =>
    [
        .. Types.SelectMany(it => new[] { One($"{it.Type}_configs: [{{{it.Complete}}}]"), One($"{it.Type}_configs: [{{{it.Complete}, {it.More}}}]") }),
        .. Https.Select(http => One($"webhook_configs: [{{url: 'http://<secret>', http_config: {http}}}]")),
        .. Https.Select(http => $"global: {{http_config: {http}}}\n" + One("discord_configs: [{webhook_url: 'http://x'}]")),
        .. Globals.Select(global => $"global: {global}\n" + One("sns_configs: []")),
        .. Routes.Select(route => $"route: {{receiver: a, {route}}}\nreceivers: [{{name: a}}, {{name: b}}]\n{Intervals}"),
        .. Texts.Select(text => One(
            $"slack_configs: [{{api_url: 'http://x', title: {text}, mrkdwn_in: [{text}, x], fields: [{{title: t, value: v}}], text: {text}}}], opsgenie_configs: [{{api_key: k, details: {{{text}: {text}, b: {text}}}}}]")),
        .. Texts.Select(text => $"route: {{receiver: a, routes: [{{match: {{a: {text}}}}}]}}\nreceivers: [{{name: a}}]\ninhibit_rules: [{{source_match: {{b: {text}}}}}]\n"),
        Inheriting,
    ];

    // Nothing is told to it, so that a real one does not look for the files that it names.
    public static string One(string integrations) => $"{Root}receivers: [{{name: a}}, {{name: b, {integrations}}}]\n";
}
