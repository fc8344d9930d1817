using System.Collections.Immutable;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary><c>delivery</c> and <c>outbound</c>.</summary>
internal static class DeliveryReader
{
    private const int MostCount = 1_000_000;

    private static readonly string[] Kinds =
        ["email", "pagerduty", "prefect", "sendgrid", "slack", "wandb", "webhook"];

    public static DeliverySettings Read(YamlMap map)
    {
        var settings = DeliverySettings.Usual with { OutboundAllow = ReadAllow(map) };
        if (map.TakeSet("delivery")?.AsMap() is not { } delivery)
        {
            return settings;
        }

        settings = settings with
        {
            FallbackAfter = delivery.TakePositiveDuration("fallback_after") ?? settings.FallbackAfter,
            RateLimits = ReadLimits(delivery),
        };
        delivery.RefuseRest();
        return settings;
    }

    private static ImmutableArray<string> ReadAllow(YamlMap map)
    {
        if (map.TakeSet("outbound")?.AsMap() is not { } outbound)
        {
            return [];
        }

        var allow = outbound.TakeList("allow").Select(AllowEntry.Read).OfType<string>().ToImmutableArray();
        outbound.RefuseRest();
        return allow;
    }

    private static ImmutableDictionary<string, ImmutableArray<RateLimit>> ReadLimits(YamlMap delivery)
    {
        var limits = ImmutableDictionary.CreateBuilder<string, ImmutableArray<RateLimit>>(StringComparer.Ordinal);
        foreach (var (kind, value) in delivery.TakeMap("rate_limits", "map[string][]config.RateLimit"))
        {
            if (!Kinds.Contains(kind, StringComparer.Ordinal))
            {
                value.Error($"there is no kind of channel of that name; there are {string.Join(", ", Kinds)}");
            }
            else if (!value.IsNull)
            {
                limits[kind] = [.. value.AsList("[]config.RateLimit").Select(ReadLimit).OfType<RateLimit>()];
            }
        }

        return limits.ToImmutable();
    }

    private static RateLimit? ReadLimit(YamlValue value)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var (count, window) = (TakeCount(map), TakeWindow(map));
        map.RefuseRest();
        return count is { } most && window is { } span ? new(most, span) : null;
    }

    private static int? TakeCount(YamlMap limit)
    {
        if (limit.Take("count") is not { IsNull: false } value)
        {
            limit.Place.Error("missing count in rate limit");
            return null;
        }

        if (value.AsWhole("int", long.MinValue, long.MaxValue) is not { } count)
        {
            return null;
        }

        if (count >= 1 && count <= MostCount)
        {
            return (int)count;
        }

        value.ErrorOnValue("count must be from 1 to 1000000");
        return null;
    }

    private static TimeSpan? TakeWindow(YamlMap limit)
    {
        if (limit.Peek("window") is { IsNull: false })
        {
            return limit.TakePositiveDuration("window");
        }

        limit.Take("window");
        limit.Place.Error("missing window in rate limit");
        return null;
    }
}
