using System.Net.Http.Headers;
using System.Text;
using Alerting.Testing.Processes;
using Alerting.Testing.Telemetry;
using Alerting.Testing.Vendors;

namespace Alerting.Stories.Telemetry;

/// <summary>
/// The built executable that tells a webhook and Slack, and exports to a collector. Another process, so that what the
/// stand-ins would say of themselves is not mixed with what it says.
/// </summary>
internal sealed class TracedAlerting : IAsyncDisposable
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string Caller = "b7ad6b7169203331";
    public const string Token = "token-which-nobody-may-read";
    public const string Path = "path-which-nobody-may-read";
    public const string Query = "query-which-nobody-may-read";
    public const string Label = "label-which-stays-here";
    public const string Name = "NameWhichStaysHere";
    public const string Header = "header-which-nobody-may-read";

    // Not sampled: what is on exports all the same.
    private const string Parent = "00-" + TraceId + "-" + Caller + "-00";

    private readonly ProcessFolder folder = new();
    private readonly HttpClient client = new();

    private TracedAlerting(OtlpSink collector, VendorServer webhook, VendorServer slack) =>
        (Collector, Webhook, Slack, Process) = (collector, webhook, slack, Serve(collector, webhook, slack));

    public OtlpSink Collector { get; }

    public VendorServer Webhook { get; }

    public VendorServer Slack { get; }

    public AlertingProcess Process { get; }

    public static async Task<TracedAlerting> Start(VendorAnswer? collected = null) =>
        new(await OtlpSink.Start(collected), await WebhookSink.Start(), await SlackHook.Start());

    /// <summary>Posts one alert, as part of a trace, and returns when it is answered.</summary>
    public async Task Post(CancellationToken stop)
    {
        var body = AlertmanagerPost.Body(Name, Label, new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), text: Label);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(await Process.Address(), "/api/alertmanager?code=" + Query))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Add("traceparent", Parent);
        using var answer = await client.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        client.Dispose();
        await Collector.DisposeAsync();
        await Webhook.DisposeAsync();
        await Slack.DisposeAsync();
        folder.Dispose();
    }

    private AlertingProcess Serve(OtlpSink collector, VendorServer webhook, VendorServer slack) => AlertingProcess.Start(
        ["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Data, "--config", Configuration(webhook, slack)],
        ("ALERTING_TOKEN", Token),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
        ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + Header));

    private string Configuration(VendorServer webhook, VendorServer slack) => folder.Write("alertmanager.yml",
        $$"""
        route: {receiver: team, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: team
            webhook_configs: [{url: '{{webhook.Url}}/{{Path}}'}]
            slack_configs: [{api_url: '{{slack.Url}}/services/{{Path}}'}]
        """);
}
