using System.Diagnostics;
using System.Text;
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
