using System.Globalization;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Values of one scalar, reported where they are not what they should be.</summary>
internal static class Scalars
{
    /// <summary>A Prometheus duration; null when missing, null or unreadable.</summary>
    public static TimeSpan? TakeDuration(this YamlMap map, string key)
    {
        if (map.TakeSet(key) is not { } value || value.AsText() is not { } text)
        {
            return null;
        }

        var problem = PrometheusDuration.Parse(text, out var duration);
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null ? duration : null;
    }

    /// <summary>The same, of which zero is an error.</summary>
    public static TimeSpan? TakePositiveDuration(this YamlMap map, string key) =>
        map.TakeDurationFrom(key, TimeSpan.FromTicks(1), $"{key} cannot be zero");

    /// <summary>The same, of which less than a minute is an error.</summary>
    public static TimeSpan? TakeDurationOfMinutes(this YamlMap map, string key) =>
        map.TakeDurationFrom(key, TimeSpan.FromMinutes(1), $"{key} must be at least 1m");

    /// <summary>
    /// A Go duration, zero when missing. A bare number counts nanoseconds, as in Alertmanager, which is hardly meant.
    /// </summary>
    public static TimeSpan TakeGoDuration(this YamlMap map, string key)
    {
        if (map.TakeSet(key) is not { } value || value.AsText() is not { } text)
        {
            return TimeSpan.Zero;
        }

        if (value.Node is YamlScalar { IsPlain: true }
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bare)
            && bare != 0)
        {
            value.WarnOnValue("a number without unit counts nanoseconds");
            text += "ns";
        }

        var problem = GoDuration.Parse(text, out var duration);
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return duration > TimeSpan.Zero ? duration : TimeSpan.Zero;
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
