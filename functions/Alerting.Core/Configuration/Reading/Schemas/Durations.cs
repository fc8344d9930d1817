using System.Globalization;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>The two grammars of durations, as values; null when unreadable, which is reported.</summary>
internal static class Durations
{
    /// <summary>A Prometheus duration.</summary>
    public static TimeSpan? Prometheus(YamlValue value) =>
        value.AsText() is { } text && IsRead(value, PrometheusDuration.Parse(text, out var duration)) ? duration : null;

    /// <summary>A Go duration that Go reads as a text.</summary>
    public static TimeSpan? GoText(YamlValue value) => value.AsText("config.duration") is { } text
        && IsRead(value, Configuration.GoDuration.Parse(text, out var duration)) ? duration : null;

    /// <summary>
    /// A Go duration. A bare number counts nanoseconds, as in Alertmanager, which is hardly meant. Less than nothing is
    /// nothing.
    /// </summary>
    public static TimeSpan? Go(YamlValue value)
    {
        var scalar = value.Node as YamlScalar;
        var text = scalar?.Meaning.Value is Int128 or double
            ? ((long)(value.AsWhole("time.Duration", long.MinValue, long.MaxValue) ?? 0))
                .ToString(CultureInfo.InvariantCulture) + "ns"
            : scalar?.Text;
        if (text is null || scalar!.Meaning.Value is bool
            || GoDuration.Parse(text, out var duration) is not null)
        {
            value.Unexpected<string>("time.Duration");
            return null;
        }

        if (scalar.Meaning.Value is not string && duration != TimeSpan.Zero)
        {
            value.WarnOnValue("a number without unit counts nanoseconds");
        }

        return duration > TimeSpan.Zero ? duration : TimeSpan.Zero;
    }

    private static bool IsRead(YamlValue value, string? problem)
    {
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null;
    }
}
