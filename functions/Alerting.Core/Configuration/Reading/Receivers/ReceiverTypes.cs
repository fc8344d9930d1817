namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary>All types of Alertmanager 0.34, in the order in which it builds the integrations of a receiver.</summary>
internal static class ReceiverTypes
{
    public static IReadOnlyList<ReceiverType> All { get; } =
    [
        WebhookType.Webhook, EmailType.Email, PagerdutyType.Pagerduty, OpsgenieType.Opsgenie, AccountTypes.Wechat,
        SlackType.Slack, AccountTypes.Victorops, PushTypes.Pushover, PushTypes.Sns, ChatTypes.Telegram,
        ChatTypes.Discord, ChatTypes.Webex, ChatTypes.Msteams, ChatTypes.Msteamsv2, IssueTypes.Jira,
        IssueTypes.Incidentio, RoomTypes.Rocketchat, RoomTypes.Mattermost,
    ];
}
