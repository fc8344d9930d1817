using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Adapters.Configuration;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Adapters.Tables.Azure;
using Alerting.Bench.Load;
using Alerting.Core.Configuration;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Sources.Alertmanager;
using Alerting.Testing;
using Alerting.Testing.Azure;

namespace Alerting.Bench.Azure;

/// <summary>
/// What runs in Azure, in this process: an engine for each scale group (posts, wakes, sends, timer) over stand-ins of
/// Table Storage and Service Bus that count, with a clock that is moved by hand. One group is told by webhook at once,
/// then every five minutes; a repeat comes after four hours.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(5);
    private static readonly string[] Queues = ["wake", "send-webhook"];

    private readonly FixedClock clock = new();
    private readonly BenchFolder folder = new();
    private readonly List<IDisposable> owned = [];
    private TableServer tables = null!;
    private ServiceBusServer bus = null!;
    private AzureTableStore store = null!;
    private ServiceBusQueue queue = null!;
    private Engine posts = null!;
    private Engine wakes = null!;
    private Engine sends = null!;
    private Engine timer = null!;
    private long receives;
    private long executions;

    private Deployment(Sink sink) => Sink = sink;

    /// <summary>Who is told.</summary>
    public Sink Sink { get; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>All that was asked for so far.</summary>
    public Operations Operations
    {
        get
        {
            var counts = store.Counts;
            var asked = new Operations(
                counts.Transactions, counts.PointReads, counts.RangePages, queue.Operations, receives, executions);
            return asked.Table == tables.Count("all") && asked.Sends == bus.Requests.Count
                ? asked
                : throw new InvalidOperationException(
                    $"counted {asked}; {tables.Count("all")} requests to the tables, {bus.Requests.Count} to the bus");
        }
    }

    /// <summary>Everything is there, and the configuration is published.</summary>
    public static async Task<Deployment> Start()
    {
        var made = new Deployment(await Sink.Start(expected: 0));
        made.tables = await TableServer.Start(made.clock);
        made.bus = await ServiceBusServer.Start(made.clock, [.. Queues]);
        made.store = await made.tables.NewStore(made.clock);
        made.queue = new(ServiceBusOptions.Parse(made.bus.ConnectionString), made.clock);
        await made.TellTime();
        var own = made.Configuration();
        (made.posts, made.wakes) = (await made.NewEngine(own), await made.NewEngine(own));
        (made.sends, made.timer) = (await made.NewEngine(own), await made.NewEngine(own));
        return made;
    }

    /// <summary>A request to the webhook door.</summary>
    public async Task Post(byte[] body)
    {
        executions++;
        var read = AlertmanagerWebhook.Read(body, store.UtcNow);
        var refused = await Done(posts.Accepting.Accept(read.Alerts, TimeSpan.Zero, null, CancellationToken.None));
        if (read.Rejected.Length + refused.Length > 0)
        {
            throw new InvalidOperationException("not all alerts were taken");
        }
    }

    /// <summary>The timer <c>CheckDue</c> runs.</summary>
    public async Task CheckDue()
    {
        executions++;
        await Done(Sweep());
    }

    /// <summary>Time passes, by a second or less; whatever message has come is handled.</summary>
    public async Task Pass(TimeSpan span)
    {
        await Settle();
        for (var end = Now + span; Now < end;)
        {
            clock.Advance(end - Now < TimeSpan.FromSeconds(1) ? end - Now : TimeSpan.FromSeconds(1));
            await Settle();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await bus.DisposeAsync();
        await tables.DisposeAsync();
        await Sink.DisposeAsync();
        owned.ForEach(one => one.Dispose());
        folder.Dispose();
    }

    // An answer dates itself to the second: ten of them tell the store's time to a tenth.
    private async Task TellTime()
    {
        for (var i = 0; i < 10; i++)
        {
            await store.Get("settings", "none", CancellationToken.None);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private OwnConfiguration Configuration()
    {
        File.WriteAllText(
            Path.Combine(folder.FullName, "alertmanager.yml"),
            "route: { receiver: sink, group_by: [group], group_wait: 0s, group_interval: 5m, repeat_interval: 4h }\n"
            + $"receivers: [ {{ name: sink, webhook_configs: [ {{ url: '{Sink.Url}/' }} ] }} ]\n");
        return ConfigurationFolder.Load(folder.FullName).Own!;
    }

    private async Task<Engine> NewEngine(OwnConfiguration own)
    {
        var configuration = new PublishedConfiguration(
            store, own, new ConfigurationSeal("bench"), isAlone: false, clock, SecretFile.Exists);
        await configuration.Compare(CancellationToken.None);
        var (meter, outbound) = (new AlertingMeter(), new Outbound(new(), clock));
        owned.AddRange([meter, outbound]);
        var on = new Foundation(
            store, await Shards.Open(store, 64, CancellationToken.None), configuration, new(queue, store, clock), clock,
            meter, "http://alerting.example");
        return new(on, [new WebhookChannel(outbound)], new(Guid.NewGuid().ToString("N"), IsAlone: false));
    }

    private async Task Settle()
    {
        for (var any = true; any;)
        {
            any = false;
            foreach (var name in Queues)
            {
                any |= await HandleOne(name);
            }
        }
    }

    private async Task<bool> HandleOne(string name)
    {
        LockedMessage message;
        try
        {
            message = await bus.Receive(name, new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        receives++;
        executions++;
        var body = System.Text.Encoding.UTF8.GetString(message.Message.Body.Span);
        if (!RowHint.TryParse(name == "wake" ? "wake" : "send-webhook", body, out var hint))
        {
            throw new FormatException(body);
        }

        await Done(Handle(name == "wake" ? wakes : sends, hint));
        return bus.Complete(message) ? true : throw new InvalidOperationException("its lock was lost");
    }

    private static async Task<bool> Handle(Engine engine, RowHint hint)
    {
        await engine.Handle(hint, CancellationToken.None);
        return true;
    }

    private async Task<bool> Sweep()
    {
        await timer.Sweep.All(CancellationToken.None);
        return true;
    }

    // What waits on the clock goes on when the clock does.
    private async Task<T> Done<T>(Task<T> work)
    {
        while (await Task.WhenAny(work, RealClock.Instance.Pause(Stuck, CancellationToken.None)) != work)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await work;
    }
}
