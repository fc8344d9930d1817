using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources;

/// <summary>Levels of log records as libraries name and number them.</summary>
internal static class LogLevels
{
    /// <summary>What is taken, for messages.</summary>
    public const string Expected = "DEBUG, INFO, WARNING, ERROR or CRITICAL, or one of Python's numbers";

    /// <summary>The level; null where it is none.</summary>
    public static Level? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Read(JsonText.Of(value)),
        JsonValueKind.Number => value.TryGetDouble(out var number) ? OfNumber(number) : null,
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
            or JsonValueKind.Undefined => null,
    };

    /// <summary>The same of a text, in whatever case.</summary>
    public static Level? Read(string text) => text.Trim().ToUpperInvariant() switch
    {
        "DEBUG" or "TRACE" => Level.Debug,
        "INFO" or "INFORMATION" or "NOTICE" => Level.Info,
        "WARNING" or "WARN" => Level.Warning,
        "ERROR" or "ERR" => Level.Error,
        "CRITICAL" or "FATAL" or "CRIT" => Level.Critical,
        var other => double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? OfNumber(number)
            : null,
    };

    // Python's: 10 is DEBUG and 50 CRITICAL; what lies between two counts as the lower one.
    private static Level? OfNumber(double number) => number switch
    {
        >= 50 and <= 1_000 => Level.Critical,
        >= 40 and < 50 => Level.Error,
        >= 30 and < 40 => Level.Warning,
        >= 20 and < 30 => Level.Info,
        > 0 and < 20 => Level.Debug,
        _ => null,
    };
}
