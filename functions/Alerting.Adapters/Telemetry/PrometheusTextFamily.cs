using System.Diagnostics.Metrics;
using System.Text;

namespace Alerting.Adapters.Telemetry;

/// <summary>The series of one name.</summary>
internal sealed class PrometheusTextFamily
{
    private const int MostSeries = 1000;
    private const string Overflow = "otel_metric_overflow=\"true\"";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, PrometheusTextSeries> series = new(StringComparer.Ordinal);
    private readonly string name;
    private readonly string? description;
    private readonly double[] bounds;

    public PrometheusTextFamily(string name, Instrument instrument, PrometheusTextKind kind)
    {
        (this.name, Kind, description) = (name, kind, instrument.Description);
        bounds = kind.Word == PrometheusTextKind.Histogram ? PrometheusTextBuckets.Of(instrument) : [];
    }

    public PrometheusTextKind Kind { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusTextLabels.Of(tags);
        lock (gate)
        {
            if (!series.TryGetValue(labels, out var one))
            {
                one = series.Count < MostSeries ? Add(labels) : series.GetValueOrDefault(Overflow) ?? Add(Overflow);
            }

            one.Record(value, Kind.Adds);
        }
    }

    /// <summary>Observed series are measured anew at each scrape: one that is not observed any more is gone.</summary>
    public void ForgetObserved()
    {
        if (Kind.IsObserved)
        {
            lock (gate)
            {
                series.Clear();
            }
        }
    }

    public void Write(StringBuilder text)
    {
        lock (gate)
        {
            if (series.Count == 0)
            {
                return;
            }

            if (!string.IsNullOrEmpty(description))
            {
                text.Append("# HELP ").Append(name).Append(' ')
                    .Append(PrometheusTextLabels.EscapeHelp(description)).Append('\n');
            }

            text.Append("# TYPE ").Append(name).Append(' ').Append(Kind.Word).Append('\n');
            foreach (var (labels, one) in series)
            {
                one.Write(text, name, labels);
            }
        }
    }

    private PrometheusTextSeries Add(string labels)
    {
        var added = new PrometheusTextSeries(Kind.Word == PrometheusTextKind.Histogram ? bounds : null);
        series.Add(labels, added);
        return added;
    }
}
