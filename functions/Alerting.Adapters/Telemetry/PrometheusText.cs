using System.Diagnostics.Metrics;
using System.Text;
using Alerting.Core.Desks;

namespace Alerting.Adapters.Telemetry;

/// <summary>
/// What the meters of this process say, in the Prometheus text format 0.0.4. Names and units as the OpenTelemetry
/// exporter for Prometheus writes them. At most 1,000 series per instrument; what comes after is one series labelled
/// <c>otel_metric_overflow="true"</c>. Safe for any number of callers.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    /// <summary>What <see cref="Scrape"/> has to be served as.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, PrometheusTextFamily> families = new(StringComparer.Ordinal);
    private readonly HashSet<string> meters;
    private readonly AlertingMeter ours;
    private readonly MeterListener listener = new();

    /// <summary>Listens to the meters of these names from now on, wherever in the process they are made.</summary>
    /// <param name="ours">Both of its meters are listened to as well, and no other instance's.</param>
    /// <param name="meters">The names.</param>
    public PrometheusText(AlertingMeter ours, params string[] meters)
    {
        (this.ours, this.meters) = (ours, meters.ToHashSet(StringComparer.Ordinal));
        listener.InstrumentPublished = Listen;
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<decimal>(
            static (_, value, tags, family) => Record(family, (double)value, tags));
        listener.Start();
    }

    /// <summary>Everything as it is now. Ends with a line feed; empty when nothing was measured.</summary>
    public string Scrape()
    {
        lock (gate)
        {
            foreach (var family in families.Values)
            {
                family.ForgetObserved();
            }
        }

        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (gate)
        {
            foreach (var family in families.Values)
            {
                family.Write(text);
            }
        }

        return text.ToString();
    }

    /// <summary>Listens no more.</summary>
    public void Dispose() => listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((PrometheusTextFamily)family!).Record(value, tags);

    // Another engine in this process counts for itself.
    private bool IsHeard(Meter meter) => meter.Scope is AlertingMeter or AlertmanagerMeter
        ? ReferenceEquals(meter.Scope, ours) || ReferenceEquals(meter.Scope, ours.Alertmanager)
        : meters.Contains(meter.Name);

    private void Listen(Instrument instrument, MeterListener to)
    {
        if (!IsHeard(instrument.Meter))
        {
            return;
        }

        var kind = PrometheusTextKind.Of(instrument);
        var name = PrometheusTextName.Of(instrument.Name, instrument.Unit, kind);
        PrometheusTextFamily? family;
        lock (gate)
        {
            if (!families.TryGetValue(name, out family))
            {
                family = new(name, instrument, kind);
                families.Add(name, family);
            }
        }

        // Two instruments of one name are one family; of different kinds they cannot be, and the first one stays.
        if (family.Kind == kind)
        {
            to.EnableMeasurementEvents(instrument, family);
        }
    }
}
