using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary><c>expected</c>, <c>rows</c>, <c>bytes</c> and <c>metrics</c>.</summary>
internal static class JobBoundsReader
{
    /// <summary>How long a run should take; null where it is not said.</summary>
    /// <returns>The bounds, and the most that was written: not half as much again.</returns>
    public static (TimeBounds Bounds, TimeSpan Stated)? TakeExpected(YamlMap map)
    {
        if (map.Peek("expected") is { Node: YamlMapping })
        {
            return Between(map.Take("expected")!);
        }

        return map.TakePositiveDuration("expected") is { } typical
            ? (new(typical / 2, typical * 1.5), typical)
            : null;
    }

    /// <summary>How much a run should write; null where it is not said.</summary>
    public static Bounds? TakeAmount(YamlMap map, string key)
    {
        if (map.TakeSet(key)?.AsMap() is not { } amount)
        {
            return null;
        }

        var bounds = Take(amount, key, 0, double.MaxValue);
        amount.RefuseRest();
        return bounds;
    }

    /// <summary>What each metric must be.</summary>
    public static ImmutableSortedDictionary<string, MetricBounds> TakeMetrics(YamlMap map)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, MetricBounds>(StringComparer.Ordinal);
        var place = map.Peek("metrics");
        var entries = map.TakeMap("metrics", "map[string]config.Metric").ToArray();
        if (entries.Length > JobLimits.Metrics)
        {
            place!.Error(string.Create(
                CultureInfo.InvariantCulture, $"at most {JobLimits.Metrics} metrics, not {entries.Length}"));
        }

        foreach (var (name, value) in entries)
        {
            if (JobLimits.Refusal(name, JobLimits.Name) is { } problem)
            {
                value.Error($"the name of a metric: {problem}");
            }
            else if (value.AsMap() is { } metric && Metric(metric) is { } bounds)
            {
                metrics[name] = bounds;
            }
        }

        return metrics.ToImmutable();
    }

    private static MetricBounds? Metric(YamlMap metric)
    {
        var isShare = metric.TakeTruth("share", otherwise: false);
        var bounds = isShare
            ? Take(metric, "a share", 0, 1)
            : Take(metric, "a metric", double.MinValue, double.MaxValue);
        var samples = metric.TakeCount("min_samples", 0, int.MaxValue) ?? 0;
        metric.RefuseRest();
        return bounds is { } those ? new(those, samples, isShare) : null;
    }

    private static Bounds? Take(YamlMap map, string what, double from, double to)
    {
        var isSaid = IsSaid(map);
        var (least, most) = (map.TakeNumber("min", from, to), map.TakeNumber("max", from, to));
        if (!isSaid)
        {
            map.Place.Error($"{what} needs min or max");
        }

        if (least > most)
        {
            map.Place.Error(string.Create(CultureInfo.InvariantCulture, $"min ({least}) is more than max ({most})"));
        }

        return least is null && most is null ? null : new(least, most);
    }

    private static (TimeBounds, TimeSpan)? Between(YamlValue value)
    {
        var map = value.AsMap()!;
        var isSaid = IsSaid(map);
        var (least, most) = (map.TakeDuration("min"), map.TakePositiveDuration("max"));
        map.RefuseRest();
        if (!isSaid)
        {
            value.Error("expected needs min or max, or is one duration");
        }

        if (least > most)
        {
            value.Error($"min ({PrometheusDuration.Print(least.Value)}) is more than "
                + $"max ({PrometheusDuration.Print(most.Value)})");
        }

        return (new(least ?? TimeSpan.Zero, most ?? TimeBounds.Endless), most ?? least ?? TimeSpan.Zero);
    }

    private static bool IsSaid(YamlMap map) =>
        map.Peek("min") is { IsNull: false } || map.Peek("max") is { IsNull: false };
}
