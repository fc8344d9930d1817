using System.Diagnostics.Metrics;

namespace Alerting.Adapters.Telemetry;

/// <summary>What a measurement does to its series, and what Prometheus calls that.</summary>
/// <param name="Word">The word after <c># TYPE</c>.</param>
/// <param name="IsObserved">Measured anew at each scrape.</param>
/// <param name="Adds">A measurement adds to the series; otherwise it is the value.</param>
internal readonly record struct PrometheusTextKind(string Word, bool IsObserved, bool Adds)
{
    public const string Counter = "counter";
    public const string Gauge = "gauge";
    public const string Histogram = "histogram";

    public static PrometheusTextKind Of(Instrument instrument)
    {
        // The generic type's name says the kind for every number type at once.
        var type = instrument.GetType().Name;
        var word = type.StartsWith("Histogram", StringComparison.Ordinal) ? Histogram
            : type is "Counter`1" or "ObservableCounter`1" ? Counter
            : Gauge;
        return new(word, instrument.IsObservable, type != "Gauge`1");
    }
}
