using System.Globalization;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary>Sizes within bounds.</summary>
internal static class LogScalars
{
    private const int Kibi = 1024;

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
