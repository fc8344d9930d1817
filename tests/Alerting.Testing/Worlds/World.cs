using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Logs;
using Alerting.Core.Ports;
using Alerting.Core.Routing;
using Alerting.Testing.Tables;

namespace Alerting.Testing.Worlds;

/// <summary>The engine over an in-memory store, a hand-cranked queue, one recording channel and a clock that stands.</summary>
public sealed class World
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Repeat = TimeSpan.FromHours(4);

    private World(
        ITableStore store, FixedClock clock, IQueue queue, HintQueue hints, IEnumerable<IChannel> channels,
        TimeProvider? deadlines = null)
    {
        (Store, Clock, Queue) = (store, clock, hints);
        Configuration = new(OneReceiver("webhook"), 1);
        var time = deadlines ?? new RealTime();
        var on = new Foundation(
            store, new Shards(2), Configuration, new Hints(queue, store, time), time, new AlertingMeter(), "http://test")
        {
            Probe = new Probed(this),
            LogSources = new([new Logged(this)]),
        };
        Engine = new(on, channels, new SenderIdentity(Guid.NewGuid().ToString("N"), IsAlone: false));
    }

    /// <summary>What the addresses of probes answer.</summary>
    public Func<Probe, ProbeAnswer> Answers { get; set; } = _ => new(true, "answered 200", TimeSpan.Zero);

    /// <summary>What the files of <see cref="WithLogs"/> answer.</summary>
    public Func<LogQuery, CancellationToken, Task<LogAnswer>> Finds { get; set; } =
        (_, _) => Task.FromResult<LogAnswer>(new LogAnswer.Found([]));

    /// <summary>A configuration whose alerts ask one source, by their label <c>instance</c>.</summary>
    public static AlertingConfiguration WithLogs(AlertingConfiguration configuration, int queriesPerMinute = 60) =>
        configuration with { Logs = new() { Sources = [LogsOf("files", queriesPerMinute)] } };

    /// <summary>Such a source.</summary>
    public static LogSourceSettings LogsOf(string name, int queriesPerMinute = 60) => new LogSourceSettings.Files
    {
        Name = name,
        Folder = "logs",
        Fields = [new("instance", "instance")],
        QueriesPerMinute = queriesPerMinute,
    };

    public ITableStore Store { get; }

    public FixedClock Clock { get; }

    public HintQueue Queue { get; }

    public CurrentConfiguration Configuration { get; }

    public Engine Engine { get; }

    /// <summary>A world of its own.</summary>
    public static World Of(params IEnumerable<IChannel> channels)
    {
        var clock = new FixedClock();
        var hints = new HintQueue();
        return new(new MemoryTableStore(clock), clock, hints, hints, channels);
    }

    /// <summary>A world whose deadlines and pauses stand on its clock, too.</summary>
    public static World Standing(FixedClock clock, params IEnumerable<IChannel> channels)
    {
        var hints = new HintQueue();
        return new(new MemoryTableStore(clock), clock, hints, hints, channels, clock);
    }

    /// <summary>The same over a store that a test acts on.</summary>
    public static World Standing(FixedClock clock, Func<ITableStore, ITableStore> store, params IEnumerable<IChannel> channels)
    {
        var hints = new HintQueue();
        return new(store(new MemoryTableStore(clock)), clock, hints, hints, channels, clock);
    }

    /// <summary>A world whose queue drops a message of an id it has ever seen.</summary>
    public static World Remembering(params IEnumerable<IChannel> channels)
    {
        var clock = new FixedClock();
        var hints = new HintQueue { RemembersIds = true };
        return new(new MemoryTableStore(clock), clock, hints, hints, channels);
    }

    /// <summary>Another process over the same rows and the same clock.</summary>
    public World Beside(ITableStore store, IQueue queue, params IEnumerable<IChannel> channels) =>
        new(store, Clock, queue, Queue, channels);

    /// <summary>No vendor's limit: what tests send at a standing instant is not spread over time.</summary>
    public static DeliverySettings Unlimited { get; } = new()
    {
        RateLimits = ImmutableDictionary<string, ImmutableArray<RateLimit>>.Empty.Add("slack", []),
    };

    /// <summary>A webhook of its own for a receiver: what its sink says is no word about another's.</summary>
    public static Receiver WithOwnWebhook(string name) => new(name,
        [new Integration.Webhook { Index = 0, SendResolved = true, Url = Secret.Inline("http://test/" + name) }]);

    /// <summary>One root route to one receiver with these kinds of integration, grouped by alertname.</summary>
    public static AlertingConfiguration OneReceiver(params string[] kinds) => new()
    {
        Delivery = Unlimited,
        Route = new()
        {
            Receiver = "team",
            GroupBy = ["alertname"],
            GroupInterval = Interval,
            RepeatInterval = Repeat,
        },
        Receivers = [new("team", [.. kinds.Select((kind, i) => IntegrationOf(kind, i))])],
    };

    public static Alert Firing(string name, string instance = "a", DateTimeOffset? startsAt = null) => new()
    {
        Labels = LabelSet.From([new("alertname", name), new("instance", instance)]),
        Annotations = LabelSet.From([new("summary", name + " fires")]),
        StartsAt = startsAt ?? new(2026, 3, 2, 7, 59, 0, TimeSpan.Zero),
        Ending = Ending.Explicit,
    };

    public Alert Resolved(string name, string instance = "a") => Firing(name, instance) with { EndsAt = Clock.GetUtcNow() };

    /// <summary>Accepts alerts, with group_wait 0 unless the route has one.</summary>
    public async Task Post(params Alert[] alerts)
    {
        var refusals = await Engine.Accepting.Accept(alerts, TimeSpan.Zero, null, CancellationToken.None);
        if (refusals.Length > 0)
        {
            throw new InvalidOperationException(refusals[0].Reason);
        }
    }

    /// <summary>Hands out everything that is due now, until nothing is.</summary>
    public async Task Settle()
    {
        while (Queue.TakeDue(Clock.GetUtcNow()) is { Count: > 0 } due)
        {
            foreach (var hint in due)
            {
                await Handle(hint);
            }
        }
    }

    /// <summary>Lets time pass, stopping wherever a hint falls due.</summary>
    public async Task Pass(TimeSpan span)
    {
        var end = Clock.GetUtcNow() + span;
        await Settle();
        while (Queue.Next is { } next && next <= end)
        {
            Clock.Set(next);
            await Settle();
        }

        Clock.Set(end);
    }

    /// <summary>Lets time pass without any hint: only the sweep, every 30 s.</summary>
    public async Task PassSwept(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(30))
        {
            Clock.Advance(TimeSpan.FromSeconds(30));
            await Engine.Sweep.All(CancellationToken.None);
        }
    }

    public Task Handle(Hint hint) => RowHint.TryParse(hint.Queue, hint.Body, out var row)
        ? Engine.Handle(row, CancellationToken.None)
        : throw new FormatException(hint.Body);

    /// <summary>Has a notice sent, as a hint at its first attempt would.</summary>
    public Task Send(string notice, CancellationToken cancellation = default) =>
        Engine.Handle(new(QueueNames.Send("any"), notice, 1, 0), cancellation);

    /// <summary>All rows whose key starts so, in every shard.</summary>
    public async Task<IReadOnlyList<Row>> Rows(string prefix)
    {
        var rows = new List<Row>();
        foreach (var partition in Engine.On.Shards.Partitions)
        {
            await foreach (var row in Store.Prefixed(partition, prefix, CancellationToken.None))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Rows that break an invariant of the layout, each with what is wrong; none in a sound store.</summary>
    public async Task<IReadOnlyList<string>> Unsound()
    {
        var wrong = new List<string>();
        var keys = (await Rows("g~")).ToDictionary(row => row.Key, StringComparer.Ordinal);
        var due = (await Rows("t~")).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        var notices = (await Rows("o~")).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var header in keys.Values.Where(row => row.Key.EndsWith("~h", StringComparison.Ordinal)).Select(HeaderRow.Read))
        {
            if (!due.Remove(RowKeys.LookDue(header.Due, header.Id)))
            {
                wrong.Add($"{header.GroupKey}: the due row its header names is missing");
            }

            if (keys.ContainsKey(RowKeys.Latch(header.Id))
                && header.Due > header.TickAfter(
                    Clock.GetUtcNow(), Router.RouteOf(Configuration.Value, header).GroupInterval))
            {
                wrong.Add($"{header.GroupKey}: latched, but due after the next tick");
            }
        }

        foreach (var row in keys.Values.Where(row => row.Key.Contains("~s~", StringComparison.Ordinal)))
        {
            var slot = SlotRow.Read(row);
            var group = new GroupId(row.Key.Split('~')[1]);
            if (slot.Live is { } live
                && !notices.Remove(RowKeys.NoticeDue(live.Due, new NoticeId(group, slot.Integration, live.Number))))
            {
                wrong.Add($"{row.Key}: a notice is under way without its row");
            }
        }

        wrong.AddRange(due.Select(key => key + ": named by no header"));
        wrong.AddRange(notices.Select(key => key + ": named by no slot"));
        return wrong;
    }

    private sealed class Probed(World world) : IProbe
    {
        public Task<ProbeAnswer> Ask(Probe probe, CancellationToken cancellation) =>
            Task.FromResult(world.Answers(probe));
    }

    private sealed class Logged(World world) : ILogSource
    {
        public string Kind => LogSourceSettings.Files.Word;

        public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) => world.Finds(query, deadline);

        public string? LinkOf(LogQuery query) => "https://logs.example.com/" + query.Fields[0].Value;
    }

    // Pauses and deadlines of the engine run by the real clock; decisions by the store's, which stands.
    private sealed class RealTime : TimeProvider { }

    private static Integration IntegrationOf(string kind, int index) => kind switch
    {
        "slack" => new Integration.Slack { Index = index, SendResolved = true, ApiUrl = Secret.Inline("http://test") },
        "webhook" => new Integration.Webhook { Index = index, SendResolved = true, Url = Secret.Inline("http://test") },
        _ => new Integration.Inbox { Index = index, SendResolved = true },
    };
}
