using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class MetricsStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_metrics_tell_of_alerts_requests_connections_and_the_runtime()
    {
        var text = await Scrape();

        foreach (var name in new[]
        {
            "alerting_alerts_accepted_total{source=\"alertmanager\"}",
            "http_server_request_duration_seconds_bucket{",
            "kestrel_active_connections{",
            "dotnet_gc_heap_total_allocated_bytes_total",
        })
        {
            Assert.Contains("\n" + name, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_dashboards_and_rules_for_Alertmanager_read_is_there_under_its_names()
    {
        const string Labels = """[{"labels":{"alertname":"A"}},{"labels":{"alertname":"B"}},{"labels":{}}]""";
        await using var app = await RunningApp.Start();
        using var content = new StringContent(Labels, Encoding.UTF8, "application/json");
        using var partly = await app.Client.PostAsync("/api/v2/alerts", content, Stop);

        var text = await app.Client.GetStringAsync("/metrics", Stop);

        foreach (var line in new[]
        {
            "alertmanager_alerts{state=\"active\"} 2",
            "alertmanager_alerts{state=\"suppressed\"} 0",
            "alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"} 2",
            "alertmanager_alerts_received_total{status=\"resolved\",version=\"v2\"} 0",
            "alertmanager_alerts_invalid_total{version=\"v2\"} 1",
            "alertmanager_cluster_enabled 0",
            "alertmanager_config_last_reload_successful 1",
            "alertmanager_dispatcher_aggregation_groups 2",
            "alertmanager_notifications_total{integration=\"slack\"} 0",
            "alertmanager_notifications_failed_total{integration=\"slack\",reason=\"clientError\"} 0",
            "alertmanager_silences{state=\"active\"} 0",
        })
        {
            Assert.Contains("\n" + line + "\n", text, StringComparison.Ordinal);
        }

        Assert.Contains(",version=\"0.34.0\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nalertmanager_config_hash ", text, StringComparison.Ordinal);
        Assert.Contains("\nalertmanager_config_last_reload_success_timestamp_seconds ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("alertmanager_cluster_members", text, StringComparison.Ordinal);
        var started = Regex.Match(text, @"\nprocess_start_time_seconds (\S+)\n").Groups[1].Value;
        Assert.Equal(
            Process.GetCurrentProcess().StartTime.ToUniversalTime(),
            DateTime.UnixEpoch.AddSeconds(double.Parse(started, CultureInfo.InvariantCulture)),
            TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_store_is_read_for_the_metrics_at_most_every_fifteen_seconds()
    {
        var clock = new FixedClock();
        var store = new AwayStore(new MemoryTableStore(clock));
        await using var app = await RunningApp.Start(store: store, time: clock);

        async Task<string> Alerts() => (await app.Client.GetStringAsync("/metrics", Stop)).Split('\n')
            .Single(line => line.StartsWith("alertmanager_alerts{state=\"active\"}", StringComparison.Ordinal))[^1..];

        Assert.Equal("0", await Alerts());
        using var content = new StringContent("""[{"labels":{"alertname":"A"}}]""", Encoding.UTF8, "application/json");
        using var posted = await app.Client.PostAsync("/api/v2/alerts", content, Stop);
        Assert.Equal("0", await Alerts());
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("1", await Alerts());
        store.IsAway = true;
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("1", await Alerts());
        store.IsAway = false;
    }

    [Fact]
    public async Task Promtool_reads_the_metrics()
    {
        const string Tool = "/usr/bin/promtool";
        Assert.SkipUnless(File.Exists(Tool), "promtool is not installed");
        var start = new ProcessStartInfo(Tool, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var promtool = Process.Start(start)!;
        var said = promtool.StandardError.ReadToEndAsync(Stop);
        await promtool.StandardInput.WriteAsync((await Scrape()).AsMemory(), Stop);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync(Stop);

        // System.Runtime names gauges so, and the OpenTelemetry mapping keeps it: style, not syntax.
        var faults = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("should not have \"_count\" suffix", StringComparison.Ordinal));
        Assert.Empty(faults);
        Assert.True(promtool.ExitCode is 0 or 3, $"promtool ended with {promtool.ExitCode}");
    }

    private static async Task<string> Scrape()
    {
        await using var app = await RunningApp.Start();
        using var content = new StringContent("""{"alerts":[]}""", Encoding.UTF8, "application/json");
        using var answer = await app.Post(content, null, Stop);
        answer.EnsureSuccessStatusCode();
        return await app.Client.GetStringAsync("/metrics", Stop);
    }
}
