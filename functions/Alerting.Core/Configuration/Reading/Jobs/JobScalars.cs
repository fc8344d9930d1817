using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>
/// Values of one key of a job, reported where they are not what they should be; null then, and when missing.
/// </summary>
internal static class JobScalars
{
    /// <summary>A text of one line.</summary>
    public static string? TakeLine(this YamlMap map, string key, int most = JobLimits.Text) =>
        map.TakeSet(key) is { } value ? Line(value, most) : null;

    /// <summary>The same, of a value.</summary>
    public static string? Line(YamlValue value, int most)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        if (JobLimits.Refusal(text, most) is not { } problem)
        {
            return text;
        }

        value.Error(problem);
        return null;
    }

    /// <summary>A whole number.</summary>
    public static int? TakeCount(this YamlMap map, string key, int least, int most)
    {
        if (map.TakeSet(key) is not { } value
            || value.AsWhole("int", long.MinValue, long.MaxValue) is not { } count)
        {
            return null;
        }

        if (count >= least && count <= most)
        {
            return (int)count;
        }

        value.ErrorOnValue(Invariant($"{key} must be from {least} to {most}"));
        return null;
    }

    /// <summary>A number in bounds, both included.</summary>
    public static double? TakeNumber(this YamlMap map, string key, double least, double most)
    {
        if (map.TakeSet(key) is not { } value || value.AsNumber() is not { } number)
        {
            return null;
        }

        if (double.IsFinite(number) && number >= least && number <= most)
        {
            return number;
        }

        value.ErrorOnValue(
            most < double.MaxValue ? Invariant($"{key} must be from {least} to {most}")
            : least > double.MinValue ? Invariant($"{key} must be {least} or more")
            : $"{key} must be a finite number");
        return null;
    }

    /// <summary>A duration in bounds, both included.</summary>
    public static TimeSpan? TakeDurationBetween(this YamlMap map, string key, TimeSpan least, TimeSpan most)
    {
        var value = map.Peek(key);
        var duration = map.TakeDuration(key);
        if (duration is null || (duration >= least && duration <= most))
        {
            return duration;
        }

        value?.ErrorOnValue(
            $"{key} must be from {PrometheusDuration.Print(least)} to {PrometheusDuration.Print(most)}");
        return null;
    }

    /// <summary>Reports keys that are needed and not there.</summary>
    public static void Need(this YamlMap map, string what, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (map.Peek(key) is null or { IsNull: true })
            {
                map.Place.Error($"missing {key} in {what}");
            }
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
