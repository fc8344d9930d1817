using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary>Types that put one message into a chat.</summary>
internal static class ChatTypes
{
    public static ReceiverType Discord { get; } = Hook(
        "discord", "DiscordConfig", "content", "title", "message", "username", "avatar_url");

    /// <summary>Of a partial <c>http_config</c> it alone inherits <c>proxy_url</c>, which nothing acts on
    /// yet.</summary>
    public static ReceiverType Msteamsv2 { get; } = Hook("msteamsv2", "MSTeamsV2Config", "title", "text");

    public static ReceiverType Msteams { get; } = Hook("msteams", "MSTeamsConfig", "title", "summary", "text");

    public static ReceiverType Telegram { get; } = new("telegram", "TelegramConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(Kind.Secret, "bot_token"),
            .. Key.Of(Kind.Text, "bot_token_file", "chat_id_file", "message", "parse_mode"),
            .. Key.Of(Kind.Int64, "chat_id"),
            .. Key.Of(Kind.Int, "message_thread_id"),
            .. Key.Of(Kind.Truth, "disable_notifications"),
        ],
        Rules.NotBoth("bot_token"),
        Rules.Need(["chat_id", "chat_id_file"], "missing chat_id or chat_id_file on telegram_config"),
        Rules.NotBoth("chat_id"),
        Rules.Among(
            "parse_mode", ["", "Markdown", "MarkdownV2", "HTML"],
            _ => "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string")),
        Inherited.NeededSecret(
            "bot_token", "telegram_bot_token", "missing bot_token or bot_token_file on telegram_config"));

    public static ReceiverType Webex { get; } = new("webex", "WebexConfig", ReceiverType.Calling(
        [.. Key.Of(Kind.Url, "api_url"), .. Key.Of(Kind.Text, "message", "room_id")],
        Rules.Need("room_id", "missing room_id on webex_config"),
        Rules.Refuse("",
            webex => !webex.IsBroken("http_config") && !HttpSchema.Authorizes(webex.Below("http_config")),
            "missing webex_configs.http_config.authorization")),
        Inherited.Url("api_url", "webex_api_url", "no global Webex URL set"));

    private static ReceiverType Hook(string name, string goName, params string[] texts) =>
        new(name, goName, ReceiverType.Calling(
            [
                .. Key.Of(Kind.SecretUrl, "webhook_url"),
                .. Key.Of(Kind.Text, "webhook_url_file"),
                .. Key.Of(Kind.Text, texts),
            ],
            Rules.OneOf("webhook_url"),
            Rules.NotBoth("webhook_url")));
}
