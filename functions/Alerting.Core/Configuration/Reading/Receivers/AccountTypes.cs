using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>victorops_configs</c> and <c>wechat_configs</c>: an account that is mostly the same for all.</summary>
internal static class AccountTypes
{
    private const string WechatTypes = "^(text|markdown)$";

    private static readonly string[] ReservedFields =
    [
        "routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool", "entity_id",
        "entity_state",
    ];

    public static ReceiverType Victorops { get; } = new("victorops", "VictorOpsConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "api_key"),
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(
                Kind.Text, "api_key_file", "routing_key", "message_type", "state_message", "entity_display_name",
                "monitoring_tool"),
            .. Key.Of(Kind.TextMap, "custom_fields"),
        ],
        Rules.Need("routing_key", "missing Routing key in VictorOps config"),
        Rules.NotBoth("api_key"),
        NoReservedField),
        Inherited.Url("api_url", "victorops_api_url", "no global VictorOps URL set"),
        Inherited.NeededSecret("api_key", "victorops_api_key", "no global VictorOps API Key set"));

    public static ReceiverType Wechat { get; } = new("wechat", "WechatConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "api_secret"),
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(
                Kind.Text, "api_secret_file", "corp_id", "message", "to_user", "to_party", "to_tag", "agent_id",
                "message_type"),
        ],
        Rules.Among(
            "message_type", ["", "text", "markdown"],
            type => $"weChat message type \"{type}\" does not match valid options {WechatTypes}"),
        Rules.NotBoth("api_secret")),
        Inherited.Url("api_url", "wechat_api_url", "no global Wechat URL set"),
        Inherited.NeededSecret(
            "api_secret", "wechat_api_secret", "no global Wechat Api Secret set either inline or in a file"),
        Inherited.Needed("corp_id", "wechat_api_corp_id", "no global Wechat CorpID set"))
    {
        TellsResolved = false,
        TakesNull = true,
    };

    private static void NoReservedField(Section victorops)
    {
        foreach (var field in ReservedFields.Where(victorops.Entries("custom_fields").ContainsKey))
        {
            victorops.At("custom_fields").Error(
                $"victorOps config contains custom field {field} which cannot be used as it conflicts with the "
                + "fixed/static fields");
        }
    }
}
