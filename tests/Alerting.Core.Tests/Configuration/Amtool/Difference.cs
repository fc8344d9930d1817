namespace Alerting.Core.Tests.Configuration.Amtool;

/// <summary>Where this product, which keeps to Alertmanager 0.34, and amtool 0.25 say different things.</summary>
/// <param name="Release">The first release of Alertmanager that says what is said here.</param>
/// <param name="Theirs">A part of what amtool 0.25 says.</param>
/// <param name="Here">A part of what is said here; never empty.</param>
internal sealed record Difference(string Release, string Theirs, string Here)
{
    public static IReadOnlyList<Difference> All { get; } =
    [
        new("0.26.0", "into []*config.Receiver", "into []config.Receiver"),
        new("0.26.0", "field basic not found in type config.OAuth2", "field ? not found in type config.plain"),
        new("0.26.0", "missing URL in webhook config", "one of url or url_file must be configured"),
        new("0.26.0", "missing user key in Pushover config", "one of user_key or user_key_file must be configured"),
        new("0.26.0", "missing token in Pushover config", "one of token or token_file must be configured"),
        new("0.26.0", "missing bot_token on telegram_config", "missing bot_token or bot_token_file on telegram_config"),
        new("0.27.0", "no discord webhook URL provided", "one of webhook_url or webhook_url_file must be configured"),
        new("0.28.0", "at most one of basic_auth password & password_file must be configured",
            "at most one of basic_auth password, password_file & password_ref must be configured"),
        new("0.28.0", "either oauth2 client_secret or client_secret_file must be configured",
            "oauth2 token_url must be configured"),
        new("0.29.0", "and other other labels at the same time", "and other labels at the same time"),
        new("0.30.0", "no global Slack API URL set either inline or in a file",
            "no Slack API URL nor App token set either inline or in a file"),
        new("0.30.0", "into map[string]string", "into map[string]interface {}"),

        // The URL of a webhook has become a secret that may hold a template.
        new("0.31.0", "cannot unmarshal !!map into string", "cannot unmarshal !!map into config.plain"),
        new("0.31.0", "cannot unmarshal !!seq into string", "cannot unmarshal !!seq into config.plain"),
        new("0.31.0", "missing chat_id on telegram_config", "missing chat_id or chat_id_file on telegram_config"),
        new("0.31.0", "no global Wechat ApiSecret set",
            "no global Wechat Api Secret set either inline or in a file"),
    ];
}
