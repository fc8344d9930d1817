using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Global;

/// <summary>What <c>global</c> says.</summary>
/// <param name="Section">As read; null when there is none.</param>
/// <param name="Files">Where secrets in files are.</param>
internal sealed record GlobalSettings(Section? Section, SecretFiles Files)
{
    /// <summary>Null when not configured.</summary>
    public TimeSpan? ResolveTimeout { get; init; }

    /// <summary>What Slack integrations without a URL inherit; null when not configured or wrong.</summary>
    public Secret? SlackApiUrl { get; init; }

    /// <summary>The bot's token that Slack integrations inherit; null when not configured.</summary>
    public Secret? SlackAppToken { get; init; }

    /// <summary>What mails without a password inherit; null when not configured.</summary>
    public Secret? SmtpPassword { get; init; }

    /// <summary>What mails without a secret for CRAM-MD5 inherit; null when not configured.</summary>
    public Secret? SmtpSecret { get; init; }

    /// <summary>What integrations without an <c>http_config</c> inherit, whole.</summary>
    public HttpConfig Http { get; init; } = HttpConfig.Usual;
}

/// <summary>Reads <c>global</c>.</summary>
internal static class GlobalReader
{
    private const string PostMessage = "https://slack.com/api/chat.postMessage";

    private static readonly Rule[] Pairs =
    [
        .. new[]
        {
            "slack_app_token", "slack_api_url", "opsgenie_api_key", "victorops_api_key", "telegram_bot_token",
            "smtp_auth_password", "rocketchat_token", "rocketchat_token_id", "smtp_auth_secret", "wechat_api_secret",
            "mattermost_webhook_url",
        }.Select(Rules.NotBoth),
    ];

    public static Schema Schema { get; } = new(
        [
            .. Key.Of(Kind.Duration, "resolve_timeout"),
            .. Key.Of(HttpSchema.Kind, "http_config"),
            .. Key.Of(Kind.SecretUrl, "slack_api_url"),
            .. Key.Of(Kind.Secret, "slack_app_token"),
            .. Key.Of(Kind.Text, "slack_api_url_file", "slack_app_token_file"),
            .. Key.Of(Kind.Url, "slack_app_url", "pagerduty_url"),
            .. Smtp,
            .. Unused,
        ],
        [.. Pairs, SlackTokenOrUrl]);

    private static IEnumerable<Key> Smtp =>
        Key.Of(
            Kind.Text, "smtp_from", "smtp_hello", "smtp_auth_username", "smtp_auth_password_file",
            "smtp_auth_secret_file", "smtp_auth_identity")
        .Concat(Key.Of(Kind.Secret, "smtp_auth_password", "smtp_auth_secret"))
        .Concat(Key.Of(Kind.HostPort, "smtp_smarthost"))
        .Concat(Key.Of(Kind.Truth, "smtp_require_tls"))
        .Concat(Key.Of(Kind.TruthPointer, "smtp_force_implicit_tls"))
        .Concat(Key.Of(TlsSchema.Kind, "smtp_tls_config"));

    private static IEnumerable<Key> Unused =>
        Key.Of(
            Kind.Text, "opsgenie_api_key_file", "wechat_api_secret_file", "wechat_api_corp_id",
            "victorops_api_key_file", "telegram_bot_token_file", "rocketchat_token_file", "rocketchat_token_id_file",
            "mattermost_webhook_url_file")
        .Concat(Key.Of(
            Kind.Secret, "opsgenie_api_key", "wechat_api_secret", "victorops_api_key", "telegram_bot_token"))
        .Concat(Key.Of(Kind.SecretPointer, "rocketchat_token", "rocketchat_token_id"))
        .Concat(Key.Of(
            Kind.Url, "opsgenie_api_url", "wechat_api_url", "victorops_api_url", "telegram_api_url",
            "webex_api_url", "rocketchat_api_url", "jira_api_url"))
        .Concat(Key.Of(Kind.SecretUrl, "mattermost_webhook_url"))
        .Select(key => key with { Instead = "nothing uses it" });

    public static GlobalSettings Read(YamlValue? global, SecretFiles files)
    {
        if (global is null || Schema.Read(global) is not { } section)
        {
            return new(null, files);
        }

        Reachable.WarnOfSender(section, "smtp_from");
        return new(section, files)
        {
            ResolveTimeout = section.IsSet("resolve_timeout") ? section.Value<TimeSpan?>("resolve_timeout") : null,
            SlackApiUrl = files.Of(section, "slack_api_url"),
            SlackAppToken = files.Of(section, "slack_app_token"),
            SmtpPassword = files.Of(section, "smtp_auth_password"),
            SmtpSecret = files.Of(section, "smtp_auth_secret"),
            Http = HttpReader.Read(section.Below("http_config"), HttpConfig.Usual, files),
        };
    }

    // Both are allowed while somebody moves from the URL of the API, written as a hook, to the token.
    private static void SlackTokenOrUrl(Section global)
    {
        var appUrl = global.IsSet("slack_app_url") ? global.Text("slack_app_url") : PostMessage;
        if (global.IsAnySet("slack_app_token", "slack_app_token_file")
            && global.IsAnySet("slack_api_url", "slack_api_url_file")
            && !global.IsBroken("slack_api_url") && global.Text("slack_api_url") != appUrl)
        {
            global.Place.Error(
                "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be "
                + "configured");
        }
    }
}
