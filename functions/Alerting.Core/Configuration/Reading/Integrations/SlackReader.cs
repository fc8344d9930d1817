using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Integrations;

/// <summary>The integration of an element of <c>slack_configs</c>.</summary>
internal static class SlackReader
{
    public static Integration Read(Section own, int index, GlobalSettings global)
    {
        Reachable.WarnOf(own, "api_url");
        var token = UsesToken(own, global) ? global.Files.Of(own, "app_token") ?? global.SlackAppToken : null;
        WarnOfToken(own, token);
        return new Integration.Slack
        {
            Index = index,
            SendResolved = own.Truth("send_resolved", otherwise: false),
            ApiUrl = token is null ? HookOf(own, global) : Secret.Inline(AppUrlOf(own, global)),
            AppToken = token,
            Channel = own.Text("channel"),
            Username = own.TextOrDefault("username"),
            UpdateMessage = own.Truth("update_message", otherwise: false),
            Timeout = own.Value<TimeSpan>("timeout"),
            Look = LookOf(own),
            Http = HttpReader.Read(own.Below("http_config"), global.Http, global.Files),
        };
    }

    /// <summary>Whether the call is made with a bot's token: its own, or that of <c>global</c> where it names neither a
    /// hook nor an authorization.</summary>
    public static bool UsesToken(Section own, GlobalSettings global) => own.IsAnySet("app_token", "app_token_file")
        || (!own.IsSet("api_url") && !HttpSchema.Authorizes(own.Below("http_config"))
            && global.Section?.IsAnySet("slack_app_token", "slack_app_token_file") == true);

    private static void WarnOfToken(Section own, Secret? token)
    {
        if (token is not null && own.IsSet("api_url_file") && !own.IsAnySet("app_token", "app_token_file"))
        {
            own.At("api_url_file").Warn("not used, as in Alertmanager: global.slack_app_token comes before it");
        }

        if (token is not null && !own.IsSet("channel"))
        {
            own.Place.Warn("channel is not set, and a message of a bot needs one");
        }
    }

    private static Secret HookOf(Section own, GlobalSettings global) =>
        global.Files.Of(own, "api_url") ?? global.SlackApiUrl ?? Secret.Inline("");

    private static string AppUrlOf(Section own, GlobalSettings global) =>
        own.Value<string>("app_url") ?? global.Section?.Value<string>("slack_app_url") ?? SlackType.PostMessage;

    private static SlackLook LookOf(Section own) => new()
    {
        Color = own.TextOrDefault("color"),
        Title = own.TextOrDefault("title"),
        TitleLink = own.TextOrDefault("title_link"),
        Pretext = own.TextOrDefault("pretext"),
        Text = own.TextOrDefault("text"),
        MessageText = own.TextOrDefault("message_text"),
        Footer = own.TextOrDefault("footer"),
        Fallback = own.TextOrDefault("fallback"),
        CallbackId = own.TextOrDefault("callback_id"),
        IconEmoji = own.TextOrDefault("icon_emoji"),
        IconUrl = own.TextOrDefault("icon_url"),
        ImageUrl = own.TextOrDefault("image_url"),
        ThumbUrl = own.TextOrDefault("thumb_url"),
        ShortFields = own.Truth("short_fields", otherwise: false),
        LinkNames = own.Truth("link_names", otherwise: false),
        MrkdwnIn = All(own.Items<string>("mrkdwn_in")),
        Fields = All(own.Items<Section>("fields").Select(FieldOf)),
        Actions = All(own.Items<Section>("actions").Select(ActionOf)),
    };

    // Arrays are equal when they are the same one: a look without any must be equal to the usual one.
    private static ImmutableArray<T> All<T>(IEnumerable<T> items) => items.ToArray() is [_, ..] some ? [.. some] : [];

    private static SlackField FieldOf(Section field) =>
        new(field.Text("title"), field.Text("value"), field.Value<bool?>("short"));

    // As in Alertmanager: a button with a URL does nothing else.
    private static SlackAction ActionOf(Section action)
    {
        var isLink = action.IsSet("url");
        return new(
            action.Text("type"), action.Text("text"), action.Text("url"), action.Text("style"),
            isLink ? "" : action.Text("name"), isLink ? "" : action.Text("value"),
            !isLink && action.Below("confirm") is { } confirm ? ConfirmationOf(confirm) : null);
    }

    private static SlackConfirmation ConfirmationOf(Section confirm) =>
        new(confirm.Text("text"), confirm.Text("title"), confirm.Text("ok_text"), confirm.Text("dismiss_text"));
}
