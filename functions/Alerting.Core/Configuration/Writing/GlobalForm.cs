namespace Alerting.Core.Configuration.Writing;

/// <summary><c>global</c>, as Alertmanager 0.25 prints it.</summary>
internal static class GlobalForm
{
    /// <summary>How it is printed.</summary>
    public static Form Form { get; } = new(
    [
        Field.Always("resolve_timeout", "5m") with { Zero = new Marshalled.Text("0s") },
        HttpForms.Field with { Default = UsualHttp },
        .. Field.Of("jira_api_url", "smtp_from"),
        Field.Usually("smtp_hello", "localhost"),
        .. Field.Of(
            "smtp_smarthost", "smtp_auth_username", "smtp_auth_password", "smtp_auth_password_file",
            "smtp_auth_secret", "smtp_auth_secret_file", "smtp_auth_identity"),
        Field.Truth("smtp_require_tls", otherwise: true),
        new Field("smtp_tls_config") { Below = HttpForms.Tls },
        .. Field.Of(
            "smtp_force_implicit_tls", "slack_api_url", "slack_api_url_file", "slack_app_token",
            "slack_app_token_file", "slack_app_url"),
        Field.Usually("pagerduty_url", "https://events.pagerduty.com/v2/enqueue"),
        Field.Usually("opsgenie_api_url", "https://api.opsgenie.com/"),
        .. Field.Of("opsgenie_api_key", "opsgenie_api_key_file"),
        Field.Usually("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/"),
        .. Field.Of("wechat_api_secret", "wechat_api_secret_file", "wechat_api_corp_id"),
        Field.Usually("victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/"),
        .. Field.Of("victorops_api_key", "victorops_api_key_file"),
        Field.Usually("telegram_api_url", "https://api.telegram.org"),
        .. Field.Of("telegram_bot_token", "telegram_bot_token_file"),
        Field.Usually("webex_api_url", "https://webexapis.com/v1/messages"),
    ]);

    private static Marshalled.Mapping UsualHttp => new(
        [new("follow_redirects", Marshalled.Of(true)), new("enable_http2", Marshalled.Of(true))]);
}
