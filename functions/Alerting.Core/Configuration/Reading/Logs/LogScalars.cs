using System.Globalization;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary>Numbers and sizes within bounds.</summary>
internal static class LogScalars
{
    private const int Kibi = 1024;

    /// <summary>A whole number in bounds; null when missing or none, which is reported.</summary>
    public static int? TakeCount(this YamlMap map, string key, int least, int most)
    {
        if (map.TakeSet(key) is not { } value || value.AsWhole("int", long.MinValue, long.MaxValue) is not { } number)
        {
            return null;
        }

        if (number >= least && number <= most)
        {
            return (int)number;
        }

        value.ErrorOnValue(FormattableString.Invariant($"{key} must be from {least} to {most}"));
        return null;
    }

    /// <summary>A size such as <c>2MiB</c>, <c>512KiB</c> or a number of bytes, in bounds.</summary>
    public static int? TakeSize(this YamlMap map, string key, int least, int most)
    {
        if (map.TakeSet(key) is not { } value || value.AsText() is not { } text)
        {
            return null;
        }

        if (SizeOf(text) is { } size && size >= least && size <= most)
        {
            return (int)size;
        }

        value.ErrorOnValue($"{key} must be a size from {Print(least)} to {Print(most)}, such as 512KiB or 2MiB");
        return null;
    }

    /// <summary>A duration of zero or more, at most a day.</summary>
    public static TimeSpan? TakeShortDuration(this YamlMap map, string key)
    {
        var value = map.Peek(key);
        var duration = map.TakeDuration(key);
        if (duration is null || duration <= TimeSpan.FromDays(1))
        {
            return duration;
        }

        value?.ErrorOnValue($"{key} must be at most 1d");
        return null;
    }

    private static long? SizeOf(string text)
    {
        var (unit, digits) = text switch
        {
            [.. var kibi, 'K', 'i', 'B'] => (Kibi, kibi),
            [.. var mebi, 'M', 'i', 'B'] => (Kibi * Kibi, mebi),
            [.. var bytes, 'B'] => (1, bytes),
            _ => (1, text),
        };
        return int.TryParse(digits.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (long)number * unit
            : null;
    }

    private static string Print(int size) => size % (Kibi * Kibi) == 0
        ? FormattableString.Invariant($"{size / Kibi / Kibi}MiB")
        : FormattableString.Invariant($"{size / Kibi}KiB");
}
