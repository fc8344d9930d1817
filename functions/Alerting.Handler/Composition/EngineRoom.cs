using Alerting.Adapters.Channels;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Adapters.Channels.Slack;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Adapters.Queues.Embedded;
using Alerting.Adapters.Telemetry;
using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>The engine with everything it runs on; it starts before the doors listen.</summary>
internal sealed partial class EngineRoom : IHostedService, IAsyncDisposable
{
    private readonly Ground ground;
    private readonly EmbeddedQueue queue;
    private readonly EmbeddedSchedule schedule;
    private readonly Outbound outbound;
    private readonly InboxChannel inbox;
    private readonly ILogger log;
    private bool isStopped;

    public EngineRoom(
        Ground ground, string externalUrl, Action<InboxMessage>? arrived, ILoggerFactory logs)
    {
        (this.ground, log) = (ground, logs.CreateLogger<EngineRoom>());
        Meter = new();
        Metrics = new(AlertingMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
            "System.Runtime");
        outbound = new(new(), ground.Time);
        inbox = new(ground.Store, arrived);
        queue = new(ground.Time, logs.CreateLogger<EmbeddedQueue>());
        var on = new Foundation(
            ground.Store, ground.Shards, ground.Configuration, new Hints(queue), ground.Time, Meter, externalUrl);
        LoggedChannel Logged(IChannel channel) => new(channel, logs.CreateLogger<LoggedChannel>());
        Engine = new(
            on,
            [Logged(new SlackChannel(outbound)), Logged(new WebhookChannel(outbound)), Logged(inbox)],
            new SenderIdentity(Guid.NewGuid().ToString("N"), IsAlone: true));
        schedule = new(Engine, queue, ground.IsMigrated, ground.Time);
        Inbox = new(ground.Store);
    }

    public Engine Engine { get; }

    public AlertingMeter Meter { get; }

    public PrometheusText Metrics { get; }

    public InboxReader Inbox { get; }

    public ITableStore Store => ground.Store;

    public Task StartAsync(CancellationToken cancellationToken) => schedule.Start(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!isStopped)
        {
            isStopped = true;
            await Finish(queue.DisposeAsync().AsTask(), cancellationToken);
        }
    }

    /// <summary>The one line that says what runs here, and what the configuration should be told of.</summary>
    public void Announce(IEnumerable<string> urls, ServeOptions options)
    {
        foreach (var warning in ground.Warnings)
        {
            LogWarning(warning.ToString());
        }

        LogStart(
            ProductVersion.Text,
            string.Join(", ", urls),
            Path.GetFullPath(options.Data),
            options.Config is null ? "built-in (everything to the inbox)" : Path.GetFullPath(options.Config));
    }

    // A send that hangs must not hold the process: its claim is seen to be left behind at the next start.
    private static async Task Finish(Task work, CancellationToken patience)
    {
        try
        {
            await work.WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            // Out of time.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        Metrics.Dispose();
        outbound.Dispose();
        inbox.Dispose();
        Meter.Dispose();
        if (ground.Store is IAsyncDisposable store)
        {
            await store.DisposeAsync();
        }
    }

    [LoggerMessage(100, LogLevel.Information,
        "alerting {Version} listens on {Urls}; data {Data} (embedded store, in-process queue); configuration {Config}")]
    private partial void LogStart(string version, string urls, string data, string config);

    [LoggerMessage(101, LogLevel.Warning, "Configuration: {Finding}")]
    private partial void LogWarning(string finding);
}
