using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>
/// The keys of <c>alertmanager.yml</c> (0.34) that are known but not built, one table for each mapping.
/// </summary>
internal static class AlertmanagerKeys
{
    private const string NothingUsesIt = "nothing uses it";
    private const string BuiltInText = "the built-in text is sent";

    public static IReadOnlyList<UnbuiltKey> Top { get; } =
    [
        .. UnbuiltKey.Warnings(BuiltInText, YamlShape.List, "templates"),
        .. UnbuiltKey.Warnings(NothingUsesIt, YamlShape.Map, "tracing", "event_recorder"),
    ];

    public static IReadOnlyList<UnbuiltKey> Global { get; } =
    [
        .. UnbuiltKey.Errors(YamlShape.Map, "http_config"),
        .. UnbuiltKey.Errors(YamlShape.Text, "slack_app_token", "slack_app_token_file", "slack_app_url"),
        .. UnbuiltKey.Warnings(
            NothingUsesIt, YamlShape.Text,
            "smtp_from", "smtp_hello", "smtp_smarthost", "smtp_auth_username", "smtp_auth_password",
            "smtp_auth_password_file", "smtp_auth_secret", "smtp_auth_secret_file", "smtp_auth_identity",
            "pagerduty_url", "opsgenie_api_url", "opsgenie_api_key", "opsgenie_api_key_file",
            "wechat_api_url", "wechat_api_secret", "wechat_api_secret_file", "wechat_api_corp_id",
            "victorops_api_url", "victorops_api_key", "victorops_api_key_file",
            "telegram_api_url", "telegram_bot_token", "telegram_bot_token_file", "webex_api_url",
            "rocketchat_api_url", "rocketchat_token", "rocketchat_token_file",
            "rocketchat_token_id", "rocketchat_token_id_file",
            "mattermost_webhook_url", "mattermost_webhook_url_file", "jira_api_url"),
        .. UnbuiltKey.Warnings(NothingUsesIt, YamlShape.Truth, "smtp_require_tls", "smtp_force_implicit_tls"),
        .. UnbuiltKey.Warnings(NothingUsesIt, YamlShape.Map, "smtp_tls_config"),
    ];

    public static IReadOnlyList<UnbuiltKey> Receiver { get; } =
    [
        .. UnbuiltKey.Warnings(BuiltInText, YamlShape.Map, "labels"),
        .. UnbuiltKey.Errors(
            YamlShape.List,
            "discord_configs", "email_configs", "incidentio_configs", "jira_configs", "mattermost_configs",
            "msteams_configs", "msteamsv2_configs", "opsgenie_configs", "pagerduty_configs", "pushover_configs",
            "rocketchat_configs", "sns_configs", "telegram_configs", "victorops_configs", "webex_configs",
            "wechat_configs"),
    ];

    public static IReadOnlyList<UnbuiltKey> Slack { get; } =
    [
        .. UnbuiltKey.Errors(YamlShape.Map, "http_config"),
        .. UnbuiltKey.Errors(YamlShape.Text, "app_token", "app_token_file", "app_url"),
        .. UnbuiltKey.Errors(YamlShape.Truth, "update_message"),
        .. UnbuiltKey.Warnings("the send deadline of 30s applies", YamlShape.Text, "timeout"),
        .. UnbuiltKey.Warnings(
            BuiltInText, YamlShape.Text,
            "color", "title", "title_link", "pretext", "text", "message_text", "footer", "fallback", "callback_id",
            "icon_emoji", "icon_url", "image_url", "thumb_url"),
        .. UnbuiltKey.Warnings(BuiltInText, YamlShape.Truth, "short_fields", "link_names"),
        .. UnbuiltKey.Warnings(BuiltInText, YamlShape.List, "fields", "mrkdwn_in", "actions"),
    ];

    public static IReadOnlyList<UnbuiltKey> Webhook { get; } =
    [
        .. UnbuiltKey.Errors(YamlShape.Map, "http_config"),
        .. UnbuiltKey.Errors(YamlShape.Any, "payload"),
    ];
}
