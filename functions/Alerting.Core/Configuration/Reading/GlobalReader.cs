using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>What <c>global</c> says.</summary>
/// <param name="ResolveTimeout">Null when not configured.</param>
/// <param name="SlackApiUrl">What Slack integrations without a URL inherit; null when not configured or wrong.</param>
/// <param name="HasSlackApiUrl">Whether one is configured, right or wrong.</param>
internal sealed record GlobalSettings(TimeSpan? ResolveTimeout, Secret? SlackApiUrl, bool HasSlackApiUrl);

/// <summary>Reads <c>global</c>.</summary>
internal static class GlobalReader
{
    public static GlobalSettings Read(YamlValue? global, Func<string, bool> fileExists)
    {
        if (global?.AsMap() is not { } map)
        {
            return new(null, null, false);
        }

        var hasSlack = IntegrationReaders.HasUrl(map, "slack_api_url");
        var settings = new GlobalSettings(
            map.TakeDuration("resolve_timeout"), map.TakeSecretUrl("slack_api_url", fileExists), hasSlack);
        map.TakeUnbuilt(AlertmanagerKeys.Global);
        map.RefuseRest();
        return settings;
    }
}
