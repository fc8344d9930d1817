using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Integrations;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>slack_configs</c>.</summary>
internal static class SlackType
{
    /// <summary>The method of the Web API that posts.</summary>
    public const string PostMessage = "https://slack.com/api/chat.postMessage";

    public static ReceiverType Slack { get; } = new("slack", "SlackConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.SecretUrl, "api_url"),
            .. Key.Of(Kind.Secret, "app_token"),
            .. Key.Of(Kind.Url, "app_url"),
            .. Key.Of(Kind.Text, "api_url_file", "app_token_file", "channel", "username"),
            .. Presentation,
            .. Key.Of(Kind.Truth, "update_message"),
            .. Key.Of(Kind.GoDuration, "timeout"),
        ],
        Rules.NotBoth("api_url"),
        Rules.NotBoth("app_token"),
        Rules.Refuse("", slack => HasUrl(slack) && HasToken(slack),
            "at most one of api_url/api_url_file & app_token/app_token_file must be configured"),
        Rules.Refuse("update_message",
            slack => slack.Truth("update_message", false) && !slack.IsBroken("api_url")
                && slack.Text("api_url") != PostMessage,
            $"update_message can only be used with bot tokens. api_url must be set to {PostMessage}")),
        NeedsWay)
    {
        TellsResolved = false,
        TakesNull = true,
        Build = SlackReader.Read,
    };

    private static IEnumerable<Key> Presentation =>
        Key.Of(
            Kind.Text, "color", "title", "title_link", "pretext", "text", "message_text", "footer", "fallback",
            "callback_id", "icon_emoji", "icon_url", "image_url", "thumb_url")
        .Concat(Key.Of(Kind.Truth, "short_fields", "link_names"))
        .Concat(Key.Of(Kind.Texts, "mrkdwn_in"))
        .Concat(Key.Of(Kind.List("[]*config.SlackField", Field("Slack")), "fields"))
        .Concat(Key.Of(Kind.List("[]*config.SlackAction", Action), "actions"));

    /// <summary>A field of an attachment, as Slack and Mattermost have it.</summary>
    public static Kind Field(string vendor) => Kind.Map(new(
        [.. Key.Of(Kind.Text, "title", "value"), .. Key.Of(Kind.TruthPointer, "short")],
        Rules.Need("title", $"missing title in {vendor} field configuration"),
        Rules.Need("value", $"missing value in {vendor} field configuration")));

    private static Kind Action => Kind.Map(new(
        [.. Key.Of(Kind.Text, "type", "text", "url", "style", "name", "value"), .. Key.Of(Confirm, "confirm")],
        Rules.Need("type", "missing type in Slack action configuration"),
        Rules.Need("text", "missing text in Slack action configuration"),
        Rules.Need(["url", "name"], "missing name or url in Slack action configuration")));

    private static Kind Confirm => Kind.Map(new(
        [.. Key.Of(Kind.Text, "text", "title", "ok_text", "dismiss_text")],
        Rules.Need("text", "missing text in Slack confirmation configuration")));

    private static bool HasUrl(Section slack) => slack.IsAnySet("api_url", "api_url_file");

    private static bool HasToken(Section slack) => slack.IsAnySet("app_token", "app_token_file");

    private static void NeedsWay(Section own, GlobalSettings global)
    {
        var token = SlackReader.UsesToken(own, global);
        if (!token && !HasUrl(own) && global.Section?.IsAnySet("slack_api_url", "slack_api_url_file") != true)
        {
            own.Place.Error("no Slack API URL nor App token set either inline or in a file");
        }

        var http = own.IsSet("http_config") ? own.Below("http_config") : global.Section?.Below("http_config");
        if (token && HttpSchema.Authorizes(http))
        {
            own.Place.Error("http authorization can't be set when using Slack App tokens");
        }

        if (!own.IsSet("app_url") && global.Section is { } section && section.IsNull("slack_app_url"))
        {
            own.Place.Error("no global Slack App URL set");
        }
    }
}
