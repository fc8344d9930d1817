using System.Diagnostics.Metrics;
using Alerting.Adapters.Telemetry;
using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Adapters.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter meter = new("test." + Guid.NewGuid());
    private readonly AlertingMeter ours = new();
    private readonly PrometheusText text;

    public PrometheusTextTests() => text = new(ours, meter.Name);

    private Dictionary<string, double> Samples => StrictPrometheusParser.Parse(text.Scrape());

    [Fact]
    public void Nothing_measured_is_nothing_said() => Assert.Equal("", text.Scrape());

    [Fact]
    public void Another_engine_in_this_process_counts_for_itself()
    {
        using var other = new AlertingMeter();
        using var named = new PrometheusText(ours, AlertingMeter.Name);
        foreach (var engine in (AlertingMeter[])[ours, other, other])
        {
            engine.Count("api", 1, 0);
            engine.Alertmanager.CountReceived(firing: 1, resolved: 0, invalidCount: 0);
        }

        var samples = StrictPrometheusParser.Parse(named.Scrape());
        Assert.Equal(1, samples["alerting_alerts_accepted_total{source=\"api\"}"]);
        Assert.Equal(1, samples["alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"}"]);
    }

    [Fact]
    public void Only_what_was_delivered_with_a_flaw_counts_as_flawed()
    {
        using var named = new PrometheusText(ours, AlertingMeter.Name);
        foreach (var receipt in (Receipt[])[
            new Receipt.Delivered("ok"), new Receipt.Refused("404"), new Receipt.Delivered("ok").WithFlaw("x")])
        {
            ours.CountAttempt("slack", receipt, TimeSpan.FromSeconds(1));
        }

        var samples = StrictPrometheusParser.Parse(named.Scrape());
        Assert.Equal(1, samples["alerting_notices_flawed_total{channel=\"slack\"}"]);
        Assert.Equal(2, samples["alerting_attempts_total{channel=\"slack\",receipt=\"delivered\"}"]);
    }

    [Fact]
    public void Measurements_of_a_counter_add_up_by_label_set()
    {
        var counter = meter.CreateCounter<long>("door.requests", "{request}");
        counter.Add(2, new KeyValuePair<string, object?>("door", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("door", "a"));
        counter.Add(4);

        Assert.Equal(5, Samples["door_requests_total{door=\"a\"}"]);
        Assert.Equal(4, Samples["door_requests_total"]);
    }

    [Fact]
    public void An_up_down_counter_is_a_gauge_that_can_fall()
    {
        var counter = meter.CreateUpDownCounter<int>("bodies.open");
        counter.Add(3);
        counter.Add(-1);

        Assert.Equal(2, Samples["bodies_open"]);
        Assert.Contains("# TYPE bodies_open gauge\n", text.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gauge_is_what_was_measured_last()
    {
        var gauge = meter.CreateGauge<double>("load", "1");
        gauge.Record(3);
        gauge.Record(0.5);

        Assert.Equal(0.5, Samples["load_ratio"]);
    }

    [Fact]
    public void An_observed_series_is_measured_at_each_scrape_and_gone_when_it_is_not_observed()
    {
        List<Measurement<long>> now = [new(7, new KeyValuePair<string, object?>("queue", "a"))];
        meter.CreateObservableUpDownCounter("waiting", () => now);

        Assert.Equal(7, Samples["waiting{queue=\"a\"}"]);
        Assert.Equal(7, Samples["waiting{queue=\"a\"}"]);

        now.Clear();
        Assert.Empty(Samples);
    }

    [Theory]
    [InlineData(0.999, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.001, 0)]
    public void A_bucket_holds_what_is_at_most_its_bound(double measured, int inFirst)
    {
        var histogram = meter.CreateHistogram(
            "took", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        histogram.Record(measured);

        var samples = Samples;
        Assert.Equal(inFirst, samples["took_seconds_bucket{le=\"1\"}"]);
        Assert.Equal(1, samples["took_seconds_bucket{le=\"2\"}"]);
        Assert.Equal(1, samples["took_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(1, samples["took_seconds_count"]);
        Assert.Equal(measured, samples["took_seconds_sum"]);
    }

    [Fact]
    public void What_lies_above_all_bounds_is_counted_by_the_last_bucket_only()
    {
        meter.CreateHistogram<long>("sizes", "By").Record(1_000_000, new KeyValuePair<string, object?>("of", "x"));

        var samples = Samples;
        Assert.Equal(0, samples["sizes_bytes_bucket{of=\"x\",le=\"10000\"}"]);
        Assert.Equal(1, samples["sizes_bytes_bucket{of=\"x\",le=\"+Inf\"}"]);
    }

    [Fact]
    public void Labels_are_escaped_cleaned_sorted_and_never_lost()
    {
        meter.CreateCounter<int>("odd").Add(
            1,
            new KeyValuePair<string, object?>("z", "a\"b\\c\nd"),
            new KeyValuePair<string, object?>("1st", true),
            new KeyValuePair<string, object?>("a.b", 1.5),
            new KeyValuePair<string, object?>("a-b", null));

        Assert.Equal(1, Samples["odd_total{_1st=\"true\",a_b=\"1.5;\",z=\"a\\\"b\\\\c\\nd\"}"]);
    }

    [Fact]
    public void What_comes_after_a_thousand_series_is_one_series()
    {
        var counter = meter.CreateCounter<int>("many");
        for (var i = 0; i < 1500; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        Assert.Equal(1001, Samples.Count);
        Assert.Equal(500, Samples["many_total{otel_metric_overflow=\"true\"}"]);
    }

    [Theory]
    [InlineData("http.server.request.duration", "s", "http_server_request_duration_seconds")]
    [InlineData("already.seconds", "s", "already_seconds")]
    [InlineData("rate", "By/s", "rate_bytes_per_second")]
    [InlineData("things", "{thing}", "things")]
    [InlineData("second-.place", null, "second_place")]
    public void Names_and_units_are_those_of_the_open_telemetry_exporter(string name, string? unit, string expected)
    {
        meter.CreateUpDownCounter<int>(name, unit).Add(1);

        Assert.Contains(expected, Samples.Keys);
    }

    [Fact]
    public void A_description_is_one_help_line_however_it_is_written()
    {
        meter.CreateCounter<int>("helped", description: "one\ntwo \\ three").Add(1);

        Assert.Contains("# HELP helped_total one\\ntwo \\\\ three\n", text.Scrape(), StringComparison.Ordinal);
        Assert.Single(Samples);
    }

    [Fact]
    public void Other_meters_are_not_listened_to()
    {
        using var other = new Meter(meter.Name + ".other");
        other.CreateCounter<int>("unheard").Add(1);

        Assert.Empty(Samples);
    }

    public void Dispose()
    {
        text.Dispose();
        meter.Dispose();
        ours.Dispose();
    }
}
