using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Durations and names of one key, reported where they are not what they should be.</summary>
internal static class Scalars
{
    /// <summary>A Prometheus duration; null when missing, null or unreadable.</summary>
    public static TimeSpan? TakeDuration(this YamlMap map, string key) =>
        map.TakeSet(key) is { } value ? Durations.Prometheus(value) : null;

    /// <summary>The same, of which zero is an error.</summary>
    public static TimeSpan? TakePositiveDuration(this YamlMap map, string key) =>
        map.TakeDurationFrom(key, TimeSpan.FromTicks(1), $"{key} cannot be zero");

    /// <summary>The same, of which less than a minute is an error.</summary>
    public static TimeSpan? TakeDurationOfMinutes(this YamlMap map, string key) =>
        map.TakeDurationFrom(key, TimeSpan.FromMinutes(1), $"{key} must be at least 1m");

    /// <summary>A name with the place where it stands; null when missing, null or none. The empty text is an
    /// error.</summary>
    public static YamlValue? TakeName(this YamlMap map, string key)
    {
        if (map.TakeSet(key) is not { } value || value.AsText() is not { } name)
        {
            return null;
        }

        if (name.Length == 0)
        {
            value.Error($"{key} must name a receiver");
        }

        return name.Length == 0 ? null : value;
    }

    private static TimeSpan? TakeDurationFrom(this YamlMap map, string key, TimeSpan least, string problem)
    {
        var value = map.Peek(key);
        var duration = map.TakeDuration(key);
        if (duration is null || duration >= least)
        {
            return duration;
        }

        value?.ErrorOnValue(problem);
        return null;
    }
}
