using Alerting.Adapters;
using Alerting.Adapters.Channels;
using Alerting.Adapters.Channels.Email;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Adapters.Channels.Pagerduty;
using Alerting.Adapters.Channels.Prefect;
using Alerting.Adapters.Channels.SendGrid;
using Alerting.Adapters.Channels.Slack;
using Alerting.Adapters.Channels.Wandb;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Adapters.Logs;
using Alerting.Adapters.Probes;
using Alerting.Adapters.Queues;
using Alerting.Adapters.Queues.Embedded;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Adapters.Telemetry;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Logs;
using Alerting.Core.Ports;
using Alerting.Core.Silences;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>The engine with everything it runs on; it starts before the doors listen.</summary>
internal sealed partial class EngineRoom : IHostedService, IAsyncDisposable
{
    private readonly Ground ground;
    private readonly OtlpExport? export;
    private readonly IQueue queue;
    private readonly EmbeddedSchedule? schedule;
    private readonly Outbound outbound;
    private readonly InboxChannel inbox;
    private readonly ILogger log;
    private bool isStopped;

    public EngineRoom(
        Ground ground, ServeOptions options, Action<InboxMessage>? arrived, ILoggerFactory logs, OtlpExport? export)
    {
        (this.ground, this.export, log) = (ground, export, logs.CreateLogger<EngineRoom>());
        Meter = new();
        Metrics = new(Meter, [.. ExportedMeters.Names]);
        outbound = new(new(), ground.Time);
        inbox = new(ground.Store, arrived);
        var storeTime = new StoreTime(ground.Store, ground.Time);
        queue = options.Engines.Bus is { } bus
            ? new LoggedQueue(
                new ServiceBusQueue(bus, storeTime), ground.Time, logs.CreateLogger<LoggedQueue>())
            : new EmbeddedQueue(storeTime, logs.CreateLogger<EmbeddedQueue>());
        var on = new Foundation(
            ground.Store, ground.Shards, ground.Configuration, new Hints(queue, ground.Store, ground.Time),
            ground.Time, Meter, options.ExternalUrl)
        {
            IsAlone = ground.IsAlone,
            Probe = new HttpProbe(outbound, ground.Time),
            LogSources = new(LogSources.All(outbound, ground.Time, options.Engines.Azure)),
            LogsOf = LogsOf(options),
            MatcherMode = options.Mode,
            SilenceLimits = options.Alertmanager?.SilenceLimits ?? SilenceLimits.Usual,
        };
        LoggedChannel Logged(IChannel channel) => new(channel, logs.CreateLogger<LoggedChannel>());
        Engine = new(
            on,
            [
                .. Channels(outbound, ground.Time).Append(inbox).Select(Logged),
                .. Integration.Unbuilt.Types.Select(type => Logged(new NotBuiltChannel(type))),
            ],
            new SenderIdentity(Guid.NewGuid().ToString("N"), ground.IsAlone));
        schedule = queue is EmbeddedQueue inProcess ? new(Engine, inProcess, ground.Store) : null;
        Inbox = new(ground.Store);
        Rejected = new(on);
        Reload = new(
            options.Config, options.Mode, ground.Configuration, on,
            () => AfterReload(options), logs.CreateLogger<Reload>());
        StartedAt = ground.Store.UtcNow;
        Meter.Alertmanager.Begin(Engine.Channels.Kinds);
        Meter.CountReload(StartedAt);
    }

    public Engine Engine { get; }

    public Reload Reload { get; }

    public AlertingMeter Meter { get; }

    public PrometheusText Metrics { get; }

    public InboxReader Inbox { get; }

    /// <summary>Bodies of which nothing could be used.</summary>
    public RejectedShelf Rejected { get; }

    public ITableStore Store => ground.Store;

    /// <summary>Since when it runs, by the store's time.</summary>
    public DateTimeOffset StartedAt { get; }

    // With Service Bus, hints come through the host's triggers, and its timer sweeps.
    public Task StartAsync(CancellationToken cancellationToken) =>
        schedule?.Start(cancellationToken) ?? Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!isStopped)
        {
            isStopped = true;
            if (queue is EmbeddedQueue inProcess)
            {
                await Finish(inProcess.DisposeAsync().AsTask(), cancellationToken);
            }
        }
    }

    /// <summary>The one line that says what runs here, and what the configuration should be told of.</summary>
    public void Announce(IEnumerable<string> urls, ServeOptions options)
    {
        foreach (var warning in ground.Warnings)
        {
            LogWarning(warning.ToString());
        }

        foreach (var warning in Unusual(options))
        {
            LogWarn(warning);
        }

        LogStart(
            ProductVersion.Text,
            string.Join(", ", urls),
            options.Engines.Tables is { } tables
                ? $"table {tables.Table} of {tables.Account}"
                : $"{Path.GetFullPath(options.Data)} (embedded store)",
            options.Engines.Bus is { } bus ? "Service Bus " + bus.Endpoint.Host : "the queue in this process",
            options.Config is null ? "built-in (everything to the inbox)" : Path.GetFullPath(options.Config));
    }

    private static IEnumerable<IChannel> Channels(Outbound outbound, TimeProvider time) =>
    [
        new SlackChannel(outbound), new EmailChannel(time), new SendGridChannel(outbound),
        new PagerdutyChannel(outbound), new PrefectChannel(outbound), new WandbChannel(outbound),
        new WebhookChannel(outbound),
    ];

    // Whoever runs alone puts logs into a folder, and need not say so. An Alertmanager knows no such folder.
    private static Func<LogSettings, LogSettings> LogsOf(ServeOptions options)
    {
        var folder = Path.GetFullPath(options.Logs ?? Path.Combine(options.Data, "logs"));
        var files = LogSettings.FilesIn(folder);
        return options is { Engines.Tables: null, Alertmanager: null }
            ? configured => Directory.Exists(folder) ? configured.Or(files) : configured
            : configured => configured;
    }

    // Alertmanager begins all timers anew; we do not, unless we are to be one.
    private Task AfterReload(ServeOptions options) =>
        (options.Alertmanager is null ? schedule?.Migrate() : schedule?.Restart()) ?? Task.CompletedTask;

    private static IEnumerable<string> Unusual(ServeOptions options)
    {
        if (options is { HostPort: null, Engines.Bus: not null })
        {
            yield return "Nothing receives from Service Bus here: only the Functions host's triggers do. "
                + $"Set {Settings.Queues}=embedded to deliver in this process.";
        }

        if (options is { HostPort: not null, Engines.Tables: null })
        {
            yield return $"{Settings.Storage} is not set: under the Functions host, state in a folder is lost with it.";
        }

        if (options is { HostPort: not null, Access: { Token: null, IngestToken: null } })
        {
            yield return $"{Settings.Token} is not set: every door answers 401.";
        }

        if (options is { Access: { Token: null, IngestToken: not null } })
        {
            yield return $"{Settings.IngestToken} is set and {Settings.Token} is not: the doors that take alerts can "
                + "be opened, every other that wants a token answers 401, whatever is presented.";
        }
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
        Reload.Dispose();
        outbound.Dispose();
        inbox.Dispose();
        Rejected.Dispose();
        Meter.Dispose();
        if (ground.Store is IAsyncDisposable store)
        {
            await store.DisposeAsync();
        }

        // Last: it tells of all that came before.
        if (export is not null)
        {
            await export.DisposeAsync();
        }
    }

    [LoggerMessage(100, LogLevel.Information,
        "alerting {Version} listens on {Urls}; state in {Store}; hints through {Queue}; configuration {Config}")]
    private partial void LogStart(string version, string urls, string store, string queue, string config);

    [LoggerMessage(102, LogLevel.Warning, "{Warning}")]
    private partial void LogWarn(string warning);

    [LoggerMessage(101, LogLevel.Warning, "Configuration: {Finding}")]
    private partial void LogWarning(string finding);
}
