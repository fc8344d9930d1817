using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>The integrations that are built: one method for each kind.</summary>
internal static class IntegrationReaders
{
    /// <summary>One element of <c>slack_configs</c>.</summary>
    public static Integration.Slack? ReadSlack(
        YamlMap map, int index, GlobalSettings global, Func<string, bool> fileExists)
    {
        var hasOwn = HasUrl(map, "api_url");
        var own = map.TakeSecretUrl("api_url", fileExists);
        if (!hasOwn && global is { SlackApiUrl: null, HasSlackApiUrl: false })
        {
            map.Place.Error("no global Slack API URL set either inline or in a file");
        }

        var slack = new Integration.Slack
        {
            Index = index,
            SendResolved = map.TakeTruth("send_resolved", otherwise: false),
            ApiUrl = own ?? global.SlackApiUrl ?? Secret.Inline(""),
            Channel = TakeChannel(map),
            Username = TakeUsername(map),
        };
        map.TakeUnbuilt(AlertmanagerKeys.Slack);
        map.RefuseRest();
        return slack;
    }

    /// <summary>One element of <c>webhook_configs</c>.</summary>
    public static Integration.Webhook? ReadWebhook(YamlMap map, int index, Func<string, bool> fileExists)
    {
        if (map.Place.IsNull)
        {
            map.Place.Error("missing webhook config");
            return null;
        }

        if (!HasUrl(map, "url"))
        {
            map.Place.Error("one of url or url_file must be configured");
        }

        var webhook = new Integration.Webhook
        {
            Index = index,
            SendResolved = map.TakeTruth("send_resolved", otherwise: true),
            Url = map.TakeSecretUrl("url", fileExists) ?? Secret.Inline(""),
            MaxAlerts = map.Take("max_alerts")?.AsCount() ?? 0,
            Timeout = map.TakeGoDuration("timeout"),
        };
        map.TakeUnbuilt(AlertmanagerKeys.Webhook);
        map.RefuseRest();
        return webhook;
    }

    /// <summary>One element of <c>inbox_configs</c>; an empty one is complete.</summary>
    public static Integration.Inbox ReadInbox(YamlMap map, int index)
    {
        var sendResolved = map.TakeTruth("send_resolved", otherwise: true);
        var inbox = new Integration.Inbox { Index = index, SendResolved = sendResolved };
        map.RefuseRest();
        return inbox;
    }

    /// <summary>Whether either key of the pair is set, right or wrong.</summary>
    public static bool HasUrl(YamlMap map, string key) =>
        map.Peek(key) is { IsNull: false } || map.Peek(key + "_file") is { IsEmpty: false };

    // Sent to a channel with braces in its name, the notification would be lost.
    private static string TakeChannel(YamlMap map)
    {
        var value = map.Peek("channel");
        var channel = map.TakeText("channel");
        if (IsTemplate(channel))
        {
            value?.Error("not built yet: templates in channel");
        }

        return channel;
    }

    private static string TakeUsername(YamlMap map)
    {
        var value = map.Peek("username");
        var username = map.TakeText("username");
        if (!IsTemplate(username))
        {
            return username;
        }

        value?.Warn("not built yet: templates in username; the hook's own name is shown");
        return "";
    }

    private static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal);
}
