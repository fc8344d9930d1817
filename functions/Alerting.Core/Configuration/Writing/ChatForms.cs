using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Writing;

/// <summary>Integrations that write into a chat, as Alertmanager 0.25 prints them.</summary>
internal static class ChatForms
{
    private static readonly Form SlackAction = new(
        [.. Field.Of("type", "text", "url", "style", "name", "value"),
        new("confirm") { Below = new(Field.Of("text", "title", "ok_text", "dismiss_text")) }])
    {
        Amend = LinkOnly,
    };

    public static ReceiverForm Discord { get; } = new("discord", ReceiverForm.Calling(resolved: true,
    [
        .. Field.Of("webhook_url", "webhook_url_file", "content"),
        Template("discord", "title"),
        Template("discord", "message"),
        .. Field.Of("username", "avatar_url"),
    ]));

    public static ReceiverForm Slack { get; } = new("slack", ReceiverForm.Calling(resolved: false,
    [
        .. Field.Of("api_url", "api_url_file", "app_token", "app_token_file", "app_url", "channel"),
        Template("slack", "username"),
        Field.Usually("color", "{{ if eq .Status \"firing\" }}danger{{ else }}good{{ end }}"),
        Template("slack", "title"),
        Template("slack", "title_link", "titlelink"),
        Template("slack", "pretext"),
        Template("slack", "text"),
        new Field("message_text"),
        new Field("fields") { Below = new(Field.Of("title", "value", "short")) },
        Field.Truth("short_fields", otherwise: false),
        Template("slack", "footer"),
        Template("slack", "fallback"),
        Template("slack", "callback_id", "callbackid"),
        Template("slack", "icon_emoji", "iconemoji"),
        Template("slack", "icon_url", "iconurl"),
        .. Field.Of("image_url", "thumb_url"),
        Field.Truth("link_names", otherwise: false),
        new Field("mrkdwn_in"),
        new Field("actions") { Below = SlackAction },
        .. Field.Of("update_message", "timeout"),
    ]),
        new Inheritance(
            ["api_url", "api_url_file", "app_token", "app_token_file"],
            ("api_url", "slack_api_url"), ("api_url_file", "slack_api_url_file")));

    public static ReceiverForm Telegram { get; } = new("telegram", ReceiverForm.Calling(resolved: true,
    [
        .. Field.Of("api_url", "bot_token", "bot_token_file", "chat_id", "chat_id_file", "message_thread_id"),
        Template("telegram", "message"),
        new Field("disable_notifications"),
        Field.Usually("parse_mode", "HTML"),
    ]),
        Inheritance.Of("api_url", "telegram_api_url"));

    public static ReceiverForm Webex { get; } = new("webex", ReceiverForm.Calling(resolved: true,
        [new Field("api_url"), Template("webex", "message"), Field.Always("room_id")]),
        Inheritance.Of("api_url", "webex_api_url"));

    public static ReceiverForm Wechat { get; } = new("wechat", WechatForm,
        Inheritance.Pair("api_secret", "wechat_api_secret"),
        Inheritance.Of("corp_id", "wechat_api_corp_id"),
        Inheritance.Of("api_url", "wechat_api_url"))
    {
        HasFolder = true,
    };

    private static Form WechatForm => new(
    [
        .. ReceiverForm.Calling(resolved: false, Field.Of("api_secret", "api_secret_file", "corp_id")).Fields,
        Template("wechat", "message"),
        new("api_url"),
        Template("wechat", "to_user"),
        Template("wechat", "to_party"),
        Template("wechat", "to_tag"),
        Template("wechat", "agent_id"),
        new("message_type"),
    ])
    {
        Amend = (_, wechat) => wechat.Fill("message_type", new Marshalled.Text("text")),
    };

    private static Field Template(string type, string key, string? name = null) =>
        Field.Usually(key, $$$"""{{ template "{{{type}}}.default.{{{name ?? key}}}" . }}""");

    // A button that leads to a page sends nothing back.
    private static void LinkOnly(Section section, Draft action)
    {
        if (section.IsSet("url"))
        {
            action.Remove("name");
            action.Remove("value");
            action.Remove("confirm");
        }
    }
}
