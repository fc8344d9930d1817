namespace Alerting.Core.Tests.Templates.Defaults;

/// <summary>The templates that Alertmanager 0.34 has, all of which a file may define anew, and one of our own.</summary>
internal static class DefaultNames
{
    private static readonly string[] ByType =
    [
        "slack: title username fallback callbackid pretext titlelink iconemoji iconurl text footer color",
        "pagerduty: description client clientURL", "opsgenie: message description source",
        "wechat: message to_user to_party to_tag agent_id", "victorops: state_message entity_display_name monitoring_tool",
        "pushover: title message url", "sns: subject message", "telegram: message", "discord: content title message",
        "webex: message", "msteams: summary title text", "msteamsv2: title text", "jira: summary description priority",
        "rocketchat: title alias titlelink emoji iconurl text", "mattermost: color username title titlelink fallback text",
        "email: subject html text",
    ];

    /// <summary>Those that are given the notification.</summary>
    public static IReadOnlyList<string> OfData { get; } =
    [
        "__alertmanager", "__alertmanagerURL", "__subject", "__description",
        .. ByType.SelectMany(line => line.Split(": ")[1].Split(' ').Select(field => $"{line.Split(": ")[0]}.default.{field}")),
    ];

    /// <summary>Those that are given alerts.</summary>
    public static IReadOnlyList<string> OfAlerts { get; } =
        ["__text_alert_list", "__text_alert_list_markdown", "pagerduty.default.instances"];

    /// <summary>Those that say nothing, for somebody to fill.</summary>
    public static IReadOnlyList<string> Empty { get; } =
    [
        "slack.default.callbackid", "slack.default.pretext", "slack.default.iconemoji", "slack.default.iconurl",
        "slack.default.text", "slack.default.footer", "wechat.default.to_user", "wechat.default.to_party",
        "wechat.default.to_tag", "wechat.default.agent_id", "discord.default.content", "rocketchat.default.emoji",
        "rocketchat.default.iconurl", "rocketchat.default.text",
    ];
}
