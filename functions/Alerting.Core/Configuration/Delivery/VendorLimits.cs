using System.Collections.Immutable;

namespace Alerting.Core.Configuration.Delivery;

/// <summary>What vendors take from one key or hook, as they document it.</summary>
public static class VendorLimits
{
    /// <summary>
    /// Slack: one message a second for each hook and channel, short bursts tolerated (docs.slack.dev, rate limits).
    /// PagerDuty: 120 events a minute for each integration key. Others name none that holds for everybody: empty.
    /// </summary>
    public static ImmutableArray<RateLimit> Of(string kind) => kind switch
    {
        "slack" => [new(20, TimeSpan.FromSeconds(20))],
        "pagerduty" => [new(120, TimeSpan.FromMinutes(1))],
        _ => [],
    };
}
