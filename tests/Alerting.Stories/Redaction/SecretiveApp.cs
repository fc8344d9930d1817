using System.Text;
using Alerting.Handler;
using Alerting.Handler.Cli;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Alerting.Testing.Telemetry;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Alerting.Stories.Redaction;

/// <summary>The application with a collector and vendors that keep all that they are sent, and every row.</summary>
internal sealed class SecretiveApp : IAsyncDisposable
{
    private readonly ProcessFolder folder = new();
    private readonly WebApplication app;

    private SecretiveApp(WebApplication app, ProcessFolder folder)
    {
        (this.app, this.folder) = (app, folder);
        Client = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public required OtlpSink Collector { get; init; }

    public required RecordedStore Store { get; init; }

    public required VendorServer Webhook { get; init; }

    public required VendorServer Slack { get; init; }

    public required PagerdutyServer Pagerduty { get; init; }

    /// <summary>What vendors were sent, headers included.</summary>
    public IEnumerable<string> Payloads => new[] { Webhook, Slack, Pagerduty.Edge }
        .SelectMany(vendor => vendor.Requests)
        .Select(request => request.Path + string.Join('\n', request.Headers.Values)
            + Encoding.UTF8.GetString(request.Body.Span));

    public static async Task<SecretiveApp> Start(string ours = "")
    {
        var folder = new ProcessFolder();
        var (webhook, slack) = (await WebhookSink.Start(), await SlackHook.Start());
        var (pagerduty, collector) = (await PagerdutyServer.Start(), await OtlpSink.Start());
        folder.Write("alerting.yml", ours);
        var config = folder.Write("alertmanager.yml",
            $$"""
            route: {receiver: team, group_by: [alertname, leak], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
            receivers:
              - name: team
                webhook_configs: [{url: '{{webhook.Url}}/w'}]
                slack_configs: [{api_url: '{{slack.Url}}/services/s', text: '{{"{{ range .Alerts }}{{ .Annotations }}{{ .Labels }}{{ end }}"}}'}]
                pagerduty_configs: [{routing_key: k, url: '{{pagerduty.V2}}'}]
            """);
        var store = new RecordedStore(new MemoryTableStore(AlertingApp.SystemTime()));
        var options = new ServeOptions
        {
            Addresses = [ListenAddress.Parse("http://127.0.0.1:0")],
            Data = "memory",
            Config = Path.GetDirectoryName(config),
            ExternalUrl = "http://alerting.example",
            Access = new(null, null, IsOpen: true),
            MaxBody = ServeOptions.DefaultMaxBody,
            Telemetry = new() { Endpoint = new(collector.Url), ServiceName = "alerting", ServiceVersion = "1" },
        };
        var app = await AlertingApp.Build(options, new() { Store = store, LeastLevel = LogLevel.Information });
        await AlertingApp.Start(app, options);
        return new(app, folder)
        {
            Collector = collector,
            Store = store,
            Webhook = webhook,
            Slack = slack,
            Pagerduty = pagerduty,
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Collector.DisposeAsync();
        await Webhook.DisposeAsync();
        await Slack.DisposeAsync();
        await Pagerduty.DisposeAsync();
        folder.Dispose();
    }
}
