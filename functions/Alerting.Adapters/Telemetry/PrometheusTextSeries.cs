using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Telemetry;

/// <summary>The numbers of one label set. Its family locks.</summary>
internal sealed class PrometheusTextSeries(double[]? bounds)
{
    // One bucket more than bounds: what lies above all of them.
    private readonly long[]? buckets = bounds is null ? null : new long[bounds.Length + 1];
    private double value;

    public void Record(double measured, bool adds)
    {
        value = adds ? value + measured : measured;
        if (buckets is not null)
        {
            var at = Array.FindIndex(bounds!, bound => measured <= bound);
            buckets[at < 0 ? buckets.Length - 1 : at]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        if (buckets is null)
        {
            Line(text, name, labels, value);
            return;
        }

        var count = 0L;
        var comma = labels.Length == 0 ? "" : ",";
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            var bound = i < bounds!.Length ? Number(bounds[i]) : "+Inf";
            Line(text, name + "_bucket", $"{labels}{comma}le=\"{bound}\"", count);
        }

        Line(text, name + "_sum", labels, value);
        Line(text, name + "_count", labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double number)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(number)).Append('\n');
    }

    private static string Number(double number) => number switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };
}
