using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary><c>global</c>, <c>templates</c>, <c>tracing</c> and <c>event_recorder</c>, in Alertmanager's words.</summary>
public sealed class GlobalTests
{
    public static TheoryData<string> Pairs =>
    [
        "slack_app_token", "opsgenie_api_key", "victorops_api_key", "telegram_bot_token",
        "smtp_auth_password", "rocketchat_token", "rocketchat_token_id", "smtp_auth_secret", "wechat_api_secret",
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_secret_is_written_or_in_a_file(string key)
    {
        Assert.Empty(Errors($"{{{key}: x}}"));
        Assert.Empty(Errors($"{{{key}_file: x}}"));
        Assert.Equal([$"at most one of {key} & {key}_file must be configured"], Errors($"{{{key}: x, {key}_file: f}}"));
    }

    [Theory]
    [InlineData("slack_api_url")]
    [InlineData("mattermost_webhook_url")]
    public void A_secret_URL_is_written_or_in_a_file(string key)
    {
        Assert.Empty(Errors($"{{{key}: 'http://x'}}"));
        Assert.Empty(Errors($"{{{key}: <secret>}}"));
        Assert.Empty(Errors($"{{{key}_file: x}}"));
        Assert.Equal(["unsupported scheme \"\" for URL"], Errors($"{{{key}: x}}"));
        Assert.Equal(
            [$"at most one of {key} & {key}_file must be configured"], Errors($"{{{key}: 'http://x', {key}_file: f}}"));
    }

    [Theory]
    [InlineData("slack_app_url")]
    [InlineData("pagerduty_url")]
    [InlineData("opsgenie_api_url")]
    [InlineData("wechat_api_url")]
    [InlineData("victorops_api_url")]
    [InlineData("telegram_api_url")]
    [InlineData("webex_api_url")]
    [InlineData("rocketchat_api_url")]
    [InlineData("jira_api_url")]
    public void A_URL_is_http_or_https_and_has_a_host(string key)
    {
        Assert.Empty(Errors($"{{{key}: 'HTTPS://h:1/p?q#f'}}"));
        Assert.Equal(["unsupported scheme \"\" for URL"], Errors($"{{{key}: x}}"));
        Assert.Equal(["unsupported scheme \"gopher\" for URL"], Errors($"{{{key}: 'gopher://x'}}"));
        Assert.Equal(["missing host for URL"], Errors($"{{{key}: 'http:///x'}}"));
        Assert.Equal(["parse \"http://a b\": invalid character \" \" in host name"], Errors($"{{{key}: 'http://a b'}}"));
        Assert.Equal(["cannot unmarshal !!map into string"], Errors($"{{{key}: {{}}}}"));
    }

    [Theory]
    [InlineData("resolve_timeout: x", "not a valid duration string: \"x\"")]
    [InlineData("resolve_timeout: [1m]", "cannot unmarshal !!seq into string")]
    [InlineData("smtp_smarthost: 'x:'", "address \"x:\": port cannot be empty")]
    [InlineData("smtp_require_tls: maybe", "cannot unmarshal !!str `maybe` into bool")]
    [InlineData("smtp_force_implicit_tls: 1", "cannot unmarshal !!int `1` into bool")]
    [InlineData("smtp_tls_config: {max_version: TLS14}", "unknown TLS version: TLS14")]
    [InlineData("nope: 1", "field nope not found in type config.plain")]
    [InlineData("smtp_from: a, smtp_from: b", "field smtp_from already set in type config.plain")]
    [InlineData("slack_app_token: t, slack_api_url: 'http://x'", "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured")]
    [InlineData("slack_app_token_file: t, slack_api_url_file: f", "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured")]
    public void What_is_wrong_with_global_is_said(string keys, string expected) =>
        Assert.Equal([expected], Errors($"{{{keys}}}"));

    [Theory]
    [InlineData("slack_app_token: t, slack_api_url: 'https://slack.com/api/chat.postMessage'")]
    [InlineData("slack_app_token: t, slack_api_url: 'http://x', slack_app_url: 'http://x'")]
    [InlineData("smtp_from: f, smtp_hello: h, smtp_smarthost: '[::1]:25', smtp_auth_username: u, smtp_auth_identity: i, smtp_require_tls: no, smtp_tls_config: {}, smtp_force_implicit_tls: ~")]
    [InlineData("wechat_api_corp_id: c, resolve_timeout: 1h30m, http_config: {enable_http2: no}")]
    public void What_alertmanager_loads_loads(string keys) => Assert.Empty(Errors($"{{{keys}}}"));

    [Theory]
    [InlineData("tracing: {endpoint: x}", "tracing: not built yet: nothing uses it")]
    [InlineData("event_recorder: {stdout_outputs: [{}]}", "event_recorder: not built yet: nothing uses it")]
    public void What_loads_and_is_not_built_is_a_warning(string top, string expected)
    {
        var read = Texts.Read(Top(top));

        Assert.NotNull(read.Configuration);
        Assert.EndsWith(": " + expected, Assert.Single(read.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("templates: [a, b/*.tmpl]")]
    [InlineData("templates: []")]
    [InlineData("templates: ~")]
    [InlineData("tracing: ~")]
    public void Nothing_configured_and_what_is_built_is_nothing_to_warn_of(string top)
    {
        var read = Texts.Read(Top(top));

        Assert.Empty(read.Errors);
        Assert.Empty(read.Warnings);
    }

    [Theory]
    [InlineData("templates: x", "cannot unmarshal !!str `x` into []string")]
    [InlineData("templates: [[x]]", "cannot unmarshal !!seq into string")]
    [InlineData("tracing: {}", "tracing endpoint must be set")]
    [InlineData("tracing: {endpoint: x, client_type: udp}", "expected tracing client type to be to be http or grpc, but got udp")]
    [InlineData("tracing: {endpoint: x, compression: zip}", "invalid compression type zip provided, valid options: gzip")]
    [InlineData("tracing: {endpoint: x, sampling_fraction: abc}", "cannot unmarshal !!str `abc` into float64")]
    [InlineData("tracing: {endpoint: x, http_headers: {}}", "field http_headers not found in type config.plain")]
    [InlineData("tracing: {endpoint: x, timeout: 1.5s}", "not a valid duration string: \"1.5s\"")]
    [InlineData("event_recorder: {x: y}", "field x not found in type eventrecorder.Config")]
    [InlineData("event_recorder: {file_outputs: [{}]}", "event_recorder file output requires a path")]
    [InlineData("event_recorder: {webhook_outputs: [{}]}", "event_recorder webhook output requires a url")]
    [InlineData("event_recorder: {webhook_outputs: [{url: <secret>}]}", "event_recorder webhook output requires an absolute http(s) url")]
    [InlineData("event_recorder: {webhook_outputs: [{url: 'http://x', batch: yes, batch_max_events: -1}]}", "event_recorder webhook batch settings cannot be negative")]
    [InlineData("event_recorder: {webhook_outputs: [{url: 'http://x', batch_max_bytes: 5}]}", "event_recorder webhook batch settings require batch: true")]
    [InlineData("event_recorder: {kafka_outputs: [{topic: t}]}", "event_recorder kafka: at least one broker is required")]
    [InlineData("event_recorder: {kafka_outputs: [{brokers: [''], topic: t}]}", "event_recorder kafka: broker entries must be non-empty")]
    [InlineData("event_recorder: {kafka_outputs: [{brokers: [b]}]}", "event_recorder kafka output requires a topic")]
    [InlineData("event_recorder: {kafka_outputs: [{brokers: [b], topic: t, acks: x}]}", "event_recorder kafka: unknown acks \"x\", must be \"none\", \"leader\", or \"all\"")]
    [InlineData("event_recorder: {kafka_outputs: [{brokers: [b], topic: t, compression: x}]}", "event_recorder kafka: unknown compression \"x\"")]
    [InlineData("event_recorder: {kafka_outputs: [{brokers: [b], topic: t, format: x}]}", "event_recorder kafka: unknown format \"x\", must be \"json\" or \"protobuf\"")]
    [InlineData("event_recorder: {stdout_outputs: [{x: y}]}", "field x not found in type eventrecorder.StdoutOutputConfig")]
    public void What_is_wrong_with_the_other_keys_is_said(string top, string expected) =>
        Assert.Equal([expected], Texts.Errors(Top(top)));

    [Fact]
    public void Everything_the_event_recorder_and_tracing_know_loads() => Assert.Empty(Texts.Errors(Top("""
        tracing: {client_type: http, endpoint: x, sampling_fraction: 0.5, insecure: yes, tls_config: {}, headers: {a: {values: [b], secrets: [c], files: [d]}}, compression: gzip, timeout: 5s}
        event_recorder:
          file_outputs: [{path: x}]
          webhook_outputs: [{url: 'http://x', http_config: {}, timeout: 10s, workers: 4, max_retries: 3, retry_backoff: 500ms, batch: yes, batch_max_events: 100, batch_max_bytes: 1048576, batch_flush_interval: 100ms}]
          kafka_outputs: [{brokers: ['b:1'], topic: t, client_id: c, format: json, acks: all, compression: zstd, buffer_size: 5, tls_config: {}}]
          stdout_outputs: [{}]
        """)));

    private static string Top(string top) => $"route: {{receiver: a}}\nreceivers: [{{name: a}}]\n{top}\n";

    private static IEnumerable<string> Errors(string global) => Texts.Errors(Top("global: " + global));
}
