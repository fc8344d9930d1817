namespace Alerting.Core.Tests.Configuration.Amtool;

/// <summary>Files to ask amtool 0.25 about; the good and the bad, with keys that it knows.</summary>
internal static class AmtoolFiles
{
    /// <summary>Every type of integration that 0.25 knows, with what makes an element of it complete.</summary>
    private static readonly (string Type, string Complete)[] Types =
    [
        ("webhook", "url: 'http://x'"), ("email", "to: t, from: f, smarthost: 'h:1'"), ("pagerduty", "routing_key: k"),
        ("opsgenie", "api_key: k"), ("wechat", "api_secret: s, corp_id: c"), ("slack", "api_url: 'http://x'"),
        ("victorops", "routing_key: r, api_key: k"), ("pushover", "user_key: u, token: t"), ("sns", "topic_arn: t"),
        ("telegram", "bot_token: b, chat_id: 1"), ("discord", "webhook_url: 'http://x'"), ("webex", "room_id: r"),
    ];

    private static readonly string[] Urls =
    [
        "slack_api_url", "pagerduty_url", "opsgenie_api_url", "wechat_api_url", "victorops_api_url", "telegram_api_url",
        "webex_api_url",
    ];

    private static readonly string[] Values =
    [
        "x", "'http://h'", "'ftp://h'", "'http://'", "'http://a b'", "'http://h:p'", "'http://h/%zz'", "':'", "'a:b'",
        "'http://[::1'", "'http://u:p@h'", "'http://h%41'", "[x]", "{}",
    ];

    private static readonly string[] Scalars =
    [
        "smtp_from", "smtp_hello", "smtp_auth_username", "smtp_auth_password", "smtp_auth_secret", "smtp_auth_identity",
        "slack_api_url_file", "opsgenie_api_key", "opsgenie_api_key_file", "wechat_api_secret", "wechat_api_corp_id",
        "victorops_api_key", "victorops_api_key_file",
    ];

    public static IEnumerable<string> All =>
        GeneralFiles.All.Concat(OfTypes).Concat(Elements).Concat(OfGlobal).Concat(OfHttp).Distinct();

    public static string One(string integrations) => $"route: {{receiver: a}}\nreceivers: [{{name: a, {integrations}}}]\n";

    private static IEnumerable<string> OfTypes =>
        from it in Types
        let http = it.Type == "webex" ? ", http_config: {authorization: {}}" : ""
        from element in new[]
        {
            $"{{{it.Complete}{http}}}", $"{{{it.Complete}{http}, send_resolved: yes}}", $"{{{it.Complete}{http}, send_resolved: maybe}}",
            $"{{{it.Complete}{http}, send_resolved: [x]}}", $"{{{it.Complete}{http}, nope: 1}}",
            $"{{{it.Complete}{http}, send_resolved: on, send_resolved: off}}", $"{{{it.Complete}, http_config: []}}",
            $"{{{it.Complete}{http}}}, {{{it.Complete}{http}, nope: [1]}}", "[x]", "text", "5", "yes", "{}",
        }
        select One($"{it.Type}_configs: [{element}]");

    private static IEnumerable<string> Elements => ElementFiles.All.Select(row => One($"{row.Type}_configs: [{row.Element}]"))
        .Concat(Types.Select(it => One($"{it.Type}_configs: {{x: y}}")))
        .Concat(Types.Select(it => One($"{it.Type}_configs: abc")));

    private static IEnumerable<string> OfGlobal => ElementFiles.Globals
        .Concat(Scalars.SelectMany(key => new[] { $"{{{key}: x}}", $"{{{key}: ~}}", $"{{{key}: [x]}}" }))
        .Concat(Urls.SelectMany(key => Values.Select(value => $"{{{key}: {value}}}")))
        .Select(global => $"global: {global}\nroute: {{receiver: a}}\nreceivers: [{{name: a}}]\n");

    private static IEnumerable<string> OfHttp => ElementFiles.Https.SelectMany(http => new[]
    {
        One($"webhook_configs: [{{url: 'http://x', http_config: {http}}}]"),
        $"global: {{http_config: {http}}}\nroute: {{receiver: a}}\nreceivers: [{{name: a}}]\n",
    });
}
