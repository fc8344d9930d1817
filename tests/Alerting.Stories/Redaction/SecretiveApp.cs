using Alerting.Handler;
using Alerting.Handler.Cli;
using Alerting.Testing.Tables;
using Alerting.Testing.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Alerting.Stories.Redaction;

/// <summary>The application with a collector and vendors that keep all that they are sent, and every row.</summary>
internal sealed class SecretiveApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private SecretiveApp(WebApplication app)
    {
        this.app = app;
        Client = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public required OtlpSink Collector { get; init; }

    public required RecordedStore Store { get; init; }

    public required EveryChannel Channels { get; init; }

    public static async Task<SecretiveApp> Start(string ours = "")
    {
        var (channels, collector) = (await EveryChannel.Start(ours), await OtlpSink.Start());
        var store = new RecordedStore(new MemoryTableStore(AlertingApp.SystemTime()));
        var options = new ServeOptions
        {
            Addresses = [ListenAddress.Parse("http://127.0.0.1:0")],
            Data = "memory",
            Config = channels.Folder,
            ExternalUrl = "http://alerting.example",
            Access = new(null, null, IsOpen: true),
            MaxBody = ServeOptions.DefaultMaxBody,
            Telemetry = new() { Endpoint = new(collector.Url), ServiceName = "alerting", ServiceVersion = "1" },
        };
        var app = await AlertingApp.Build(options, new() { Store = store, LeastLevel = LogLevel.Information });
        await AlertingApp.Start(app, options);
        return new(app) { Collector = collector, Store = store, Channels = channels };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Collector.DisposeAsync();
        await Channels.DisposeAsync();
    }
}
