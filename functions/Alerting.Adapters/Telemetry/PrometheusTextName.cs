using System.Text;

namespace Alerting.Adapters.Telemetry;

/// <summary>
/// Names as the OpenTelemetry specification maps them to Prometheus:
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/.
/// </summary>
internal static class PrometheusTextName
{
    /// <summary>Such as <c>http_server_request_duration_seconds</c> or <c>alerting_looks_total</c>.</summary>
    public static string Of(string instrument, string? unit, PrometheusTextKind kind)
    {
        var name = Clean(instrument);
        if (UnitWord(unit, kind) is { Length: > 0 } word && !name.EndsWith(word, StringComparison.Ordinal))
        {
            name += "_" + word;
        }

        return kind.Word == PrometheusTextKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal)
            ? name + "_total"
            : name;
    }

    /// <summary><c>[a-zA-Z_][a-zA-Z0-9_]*</c>: one underscore for each run of anything else.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                clean.Append(letter);
            }
            else if (clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append('_');
            }
        }

        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean.ToString();
    }

    private static string UnitWord(string? unit, PrometheusTextKind kind)
    {
        if (string.IsNullOrEmpty(unit) || unit.StartsWith('{'))
        {
            return "";
        }

        var slash = unit.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? $"{Word(unit[..slash], kind)}_per_{Singular(unit[(slash + 1)..])}" : Word(unit, kind);
    }

    private static string Word(string unit, PrometheusTextKind kind) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        "1" => kind.Word == PrometheusTextKind.Gauge ? "ratio" : "",
        _ => Clean(unit),
    };

    private static string Singular(string unit) => unit switch
    {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        _ => Clean(unit),
    };
}
