using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>rocketchat_configs</c> and <c>mattermost_configs</c>: messages with attachments.</summary>
internal static class RoomTypes
{
    private static readonly string[] AttachmentTexts =
    [
        "fallback", "color", "pretext", "text", "author_name", "author_link", "author_icon", "title", "title_link",
        "thumb_url", "footer", "footer_icon", "image_url",
    ];

    // Rocket.Chat's have no names for YAML, so Go's own apply: in lower case and without underscores.
    private static readonly Kind RocketchatField = Kind.Map(
        new([.. Key.Of(Kind.TruthPointer, "short"), .. Key.Of(Kind.Text, "title", "value")])
        {
            Type = "config.RocketchatAttachmentField",
        });

    private static readonly Kind RocketchatAction = Kind.Map(
        new(
        [
            .. Key.Of(
                Kind.Text, "type", "text", "url", "imageurl", "webviewheightratio", "msg", "msgprocessingtype"),
            .. Key.Of(Kind.Truth, "iswebview", "msginchatwindow"),
        ])
        {
            Type = "config.RocketchatAttachmentAction",
        });

    private static readonly Kind MattermostFields =
        Kind.List("[]*config.MattermostField", SlackType.Field("Mattermost"));

    private static readonly Kind Attachment = Kind.Map(
        new([.. Key.Of(Kind.Text, AttachmentTexts), .. Key.Of(MattermostFields, "fields")])
        {
            Type = "config.MattermostAttachment",
        });

    private static readonly Kind Props = Kind.Map(
        new([.. Key.Of(Kind.Text, "card")]) { Type = "config.MattermostProps" });

    private static readonly Kind Priority = Kind.Map(
        new([.. Key.Of(Kind.Text, "priority"), .. Key.Of(Kind.Truth, "requested_ack", "persistent_notifications")])
        {
            Type = "config.MattermostPriority",
        });

    public static ReceiverType Rocketchat { get; } = new("rocketchat", "RocketchatConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(Kind.SecretPointer, "token", "token_id"),
            .. Key.Of(
                Kind.Text, "token_file", "token_id_file", "channel", "color", "title", "title_link", "text", "emoji",
                "icon_url", "image_url", "thumb_url"),
            .. Key.Of(Kind.List("[]*config.RocketchatAttachmentField", RocketchatField), "fields"),
            .. Key.Of(Kind.List("[]*config.RocketchatAttachmentAction", RocketchatAction), "actions"),
            .. Key.Of(Kind.Truth, "short_fields", "link_names"),
        ],
        Rules.NotBoth("token"),
        Rules.NotBoth("token_id")),
        Inherited.NeededSecret(
            "token_id", "rocketchat_token_id", "no global Rocketchat TokenID set either inline or in a file"),
        Inherited.NeededSecret(
            "token", "rocketchat_token", "no global Rocketchat Token set either inline or in a file"))
    {
        TellsResolved = false,
        TakesNull = true,
    };

    public static ReceiverType Mattermost { get; } = new("mattermost", "MattermostConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.SecretUrl, "webhook_url"),
            .. Key.Of(Kind.Text, "webhook_url_file", "channel", "username", "icon_url", "icon_emoji", "type"),
            .. Key.Of(Kind.Text, AttachmentTexts),
            .. Key.Of(MattermostFields, "fields"),
            .. Key.Of(Kind.List("[]*config.MattermostAttachment", Attachment), "attachments"),
            .. Key.Of(Props, "props"),
            .. Key.Of(Priority, "priority"),
        ],
        Rules.NotBoth("webhook_url")),
        Inherited.NeededSecret(
            "webhook_url", "mattermost_webhook_url", "missing webhook_url or webhook_url_file on mattermost_config"));
}
