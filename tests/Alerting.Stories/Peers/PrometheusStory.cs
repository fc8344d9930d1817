using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

public sealed class PrometheusStory
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Prometheus_sees_and_Alertmanager_groups_reaches_Slack_and_a_webhook_across_a_crash()
    {
        Peer.Find("prometheus");
        Peer.Find("prometheus-alertmanager");
        using var folder = new ProcessFolder();
        await using var slack = await SlackHook.Start();
        await using var sink = await WebhookSink.Start();
        var sensor = 0;
        await using var metrics = await VendorServer.Start(_ => VendorAnswer.Status(200, $"sensor {sensor}\n"));
        var port = LocalPorts.Free();
        var configuration = folder.Write("alertmanager.yml", RealAlertmanager.Configuration(
            "0s", "slack_configs:", $"- api_url: {slack.Url}/services/hook", "  channel: '#alerts'",
            "  send_resolved: true", "webhook_configs:", $"- url: {sink.Url}/hook"));
        string[] serve =
            ["serve", "--urls", $"http://127.0.0.1:{port}", "--data", folder.Data, "--config", configuration];
        await using var alertmanager = await RealAlertmanager.Start(
            folder,
            RealAlertmanager.Configuration(
                "0s", "webhook_configs:", $"- url: http://127.0.0.1:{port}/api/alertmanager"),
            Stop);
        await using var first = AlertingProcess.Start(serve);
        var door = await first.Address();
        await using var prometheus = await RealPrometheus.Start(
            folder, metrics.Url, new Uri($"http://127.0.0.1:{alertmanager.Port}"), token: null, Stop);

        await Heard(slack, sink, 1);
        await Settled(door);
        first.Kill();
        await first.Exit();
        sensor = 1;
        await using var second = AlertingProcess.Start(serve);
        await second.Address();
        await Heard(slack, sink, 2);

        Assert.StartsWith("FIRING", Text(slack.Requests[0]), StringComparison.Ordinal);
        Assert.Contains("the &lt;sensor&gt; &amp; its cable", Text(slack.Requests[0]), StringComparison.Ordinal);
        Assert.StartsWith("RESOLVED", Text(slack.Requests[1]), StringComparison.Ordinal);
        var notices = sink.Requests.DistinctBy(request => request.Header("Alerting-Notice-Id"));
        Assert.Equal(["firing", "resolved"], notices.Select(Status));
    }

    // Slack says each thing once; the webhook may repeat a notice under its id.
    private static async Task Heard(VendorServer slack, VendorServer sink, int count)
    {
        var heard = await RealClock.Instance.Until(
            () => slack.Requests.Count >= count
                && sink.Requests.DistinctBy(request => request.Header("Alerting-Notice-Id")).Count() >= count,
            Patience,
            Stop);
        Assert.True(heard, $"Slack heard {slack.Requests.Count}, the webhook {sink.Requests.Count} times");
        Assert.Equal(count, slack.Requests.Count);
    }

    // Killed before it has noted what Slack answered it would have to say it again, as a possible repeat.
    private static async Task Settled(Uri door)
    {
        using var client = new HttpClient { BaseAddress = door };
        var metrics = "";
        while (!metrics.Contains("channel=\"slack\",outcome=\"delivered\"", StringComparison.Ordinal)
            || !metrics.Contains("channel=\"webhook\",outcome=\"delivered\"", StringComparison.Ordinal))
        {
            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(50), Stop);
            metrics = await client.GetStringAsync("/metrics", Stop);
        }
    }

    private static string Text(VendorRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return document.RootElement.GetProperty("text").GetString()!;
    }

    private static string Status(VendorRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return document.RootElement.GetProperty("status").GetString()!;
    }
}
