using System.Text;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Adapters.Configuration;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Adapters.Tables.Azure;
using Alerting.Bench.Load;
using Alerting.Core.Configuration;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Changeover;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Sources.Alertmanager;
using Alerting.Testing;
using Alerting.Testing.Azure;

namespace Alerting.Bench.Azure;

/// <summary>
/// What runs in Azure, in this process: an engine for each scale group (posts, wakes, sends, timer) over stand-ins of
/// Table Storage and Service Bus that count, with a clock that is moved by hand. Groups are told by webhook: at once, of
/// changes every five minutes, again after four hours. Messages are handled one after the other, so that the counts are
/// the same each time; many at once share some of the work.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(5);
    private static readonly string[] Queues = [QueueNames.Wake, QueueNames.Send("webhook")];

    private readonly FixedClock clock = new();
    private readonly BenchFolder folder = new();
    private readonly List<IDisposable> owned = [];
    private TableServer tables = null!;
    private ServiceBusServer bus = null!;
    private AzureTableStore store = null!;
    private AzureTableStore settings = null!;
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
                counts.Transactions, settings.Counts.PointReads + settings.Counts.Transactions, counts.PointReads,
                counts.RangePages, queue.Operations, receives, executions);
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
        made.settings = await made.tables.NewStore(made.clock);
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
        var accepting = posts.Accepting.Accept(read.Alerts, TimeSpan.Zero, null, CancellationToken.None);
        await Done(accepting);
        if (read.Rejected.Length + (await accepting).Length > 0)
        {
            throw new InvalidOperationException("not all alerts were taken");
        }
    }

    /// <summary>The timer <c>CheckDue</c> runs.</summary>
    public async Task CheckDue()
    {
        executions++;
        await Done(timer.Sweep.All(CancellationToken.None));
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
            await store.Get("none", "none", CancellationToken.None);
            await settings.Get("none", "none", CancellationToken.None);
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
            settings, own, new ConfigurationSeal("bench"), isAlone: false, clock, SecretFile.Exists);
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
        var body = Encoding.UTF8.GetString(message.Message.Body.Span);
        var engine = name == QueueNames.Wake ? wakes : sends;
        await Done(RowHint.TryParse(name, body, out var hint)
            ? engine.Handle(hint, CancellationToken.None)
            : throw new FormatException(body));
        return bus.Complete(message) ? true : throw new InvalidOperationException("its lock was lost");
    }

    // What waits on the clock goes on when the clock does.
    private async Task Done(Task work)
    {
        while (await Task.WhenAny(work, RealClock.Instance.Pause(Stuck, CancellationToken.None)) != work)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await work;
    }
}
