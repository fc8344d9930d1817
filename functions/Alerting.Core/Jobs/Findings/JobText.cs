using System.Globalization;

namespace Alerting.Core.Jobs.Findings;

/// <summary>Instants, durations and figures as people read them.</summary>
internal static class JobText
{
    /// <summary>To the minute, UTC.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>850 ms</c>, <c>42 s</c>, <c>42 min</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => Text($"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 120 } => Text($"{span.TotalSeconds:0.#} s"),
        { TotalMinutes: < 120 } => Text($"{span.TotalMinutes:0.#} min"),
        { TotalHours: < 48 } => Pair((long)span.TotalHours, "h", span.Minutes, "min"),
        _ => Pair((long)span.TotalDays, "d", span.Hours, "h"),
    };

    /// <summary>With a comma at the thousands and at most four decimals.</summary>
    public static string Figure(double value) => Math.Abs(value) >= 1e15
        ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
        : value.ToString("#,##0.####", CultureInfo.InvariantCulture);

    /// <summary>In the invariant culture.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Pair(long whole, string unit, int rest, string smaller) =>
        rest == 0 ? Text($"{whole} {unit}") : Text($"{whole} {unit} {rest} {smaller}");
}
