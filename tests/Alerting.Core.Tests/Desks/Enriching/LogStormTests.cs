using Alerting.Core.Desks.Enriching;
using Alerting.Core.Logs;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Enriching;

/// <summary>Many alerts with queries of their own, on a clock that is moved once nothing else moves.</summary>
public sealed class LogStormTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly FixedClock clock = new();

    [Fact]
    public async Task A_source_that_takes_nearly_as_long_as_a_page_waits_holds_up_no_page_for_longer()
    {
        var waited = new List<TimeSpan>();
        var begin = clock.GetUtcNow();
        var webhook = new RecordingChannel("webhook", deduplicates: true)
        {
            Otherwise = _ =>
            {
                lock (waited)
                {
                    waited.Add(clock.GetUtcNow() - begin);
                }

                return new Receipt.Delivered("ok");
            },
        };
        var world = World.Standing(clock, webhook);
        world.Configuration.Replace(World.WithLogs(World.OneReceiver("webhook"), 10_000), 2);
        world.Finds = (_, stop) => After(2.5, stop);
        await world.Post([.. Enumerable.Range(0, 100).Select(n => World.Firing($"A{n}", $"host-{n}"))]);
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            await world.Engine.Sweep.Looks(partition, CancellationToken.None);
        }

        begin = clock.GetUtcNow();
        var all = Task.WhenAll(world.Queue.TakeDue(clock.GetUtcNow()).Select(world.Handle));
        await Moved(all, TimeSpan.FromMinutes(1));
        while (waited.Count < 100)
        {
            await Moved(Task.WhenAll(world.Queue.TakeDue(clock.GetUtcNow()).Select(world.Handle)), TimeSpan.FromMinutes(1));
        }

        Assert.Equal(100, waited.Count);
        Assert.True(waited.Max() <= Patience, $"the last was told after {waited.Max()}");
    }

    [Fact]
    public async Task A_storm_does_not_take_a_healthy_source_away()
    {
        var world = World.Standing(clock);
        world.Finds = (_, stop) => After(2.1, stop);
        var desk = new LogDesk(world.Engine.On);
        var source = World.LogsOf("files", 10_000);

        var turns = Enumerable.Range(0, 60).Select(n => desk.Ask(Query(source, $"h{n}"), Patience).Outcome).ToArray();
        await Moved(Task.WhenAll(turns), TimeSpan.FromMinutes(2));

        var outcomes = await Task.WhenAll(turns);
        Assert.DoesNotContain(outcomes, outcome => outcome.Answer is LogAnswer.Failed);
        Assert.InRange(outcomes.Count(outcome => outcome.Answer is LogAnswer.Found), 16, 60);
        var next = desk.Ask(Query(source, "next"), Patience).Outcome;
        await Moved(next, TimeSpan.FromMinutes(1));
        Assert.IsType<LogAnswer.Found>((await next).Answer);
    }

    [Fact]
    public async Task What_failed_is_asked_again_and_what_is_configured_anew_too()
    {
        var asked = 0;
        var world = World.Standing(clock);
        world.Finds = (_, _) => Task.FromResult<LogAnswer>(
            ++asked == 1 ? new LogAnswer.Failed("502", CanHelp: true) : new LogAnswer.Found([]));
        var desk = new LogDesk(world.Engine.On);
        var source = (LogSourceSettings.Files)World.LogsOf("files");

        var failed = await desk.Ask(Query(source, "a"), Patience).Outcome;
        var again = await desk.Ask(Query(source, "a"), Patience).Outcome;
        var known = await desk.Ask(Query(source, "a"), Patience).Outcome;
        var anew = await desk.Ask(Query(source with { Folder = "/elsewhere" }, "a"), Patience).Outcome;

        Assert.IsType<LogAnswer.Failed>(failed.Answer);
        Assert.IsType<LogAnswer.Found>(again.Answer);
        Assert.Same(again, known);
        Assert.NotSame(again, anew);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_query_that_somebody_has_to_mend_closes_the_source_to_nobody()
    {
        var world = World.Standing(clock);
        world.Finds = (query, _) => Task.FromResult<LogAnswer>(query.Fields[0].Value.StartsWith("bad", StringComparison.Ordinal)
            ? new LogAnswer.Failed("400", CanHelp: false)
            : new LogAnswer.Found([]));
        var desk = new LogDesk(world.Engine.On);
        var source = World.LogsOf("files", 10_000);
        for (var n = 0; n < 5; n++)
        {
            await desk.Ask(Query(source, $"bad{n}"), Patience).Outcome;
        }

        Assert.IsType<LogAnswer.Found>((await desk.Ask(Query(source, "good"), Patience).Outcome).Answer);
    }

    [Fact]
    public async Task A_source_that_wants_to_be_left_alone_is_whatever_else_it_answered_meanwhile()
    {
        var first = new TaskCompletionSource<LogAnswer>();
        var world = World.Standing(clock);
        world.Finds = (query, _) => query.Fields[0].Value == "first" ? first.Task
            : Task.FromResult<LogAnswer>(new LogAnswer.Failed("429", CanHelp: true) { After = TimeSpan.FromSeconds(60) });
        var desk = new LogDesk(world.Engine.On);
        var source = World.LogsOf("files", 10_000);
        var slow = desk.Ask(Query(source, "first"), Patience).Outcome;
        await desk.Ask(Query(source, "second"), Patience).Outcome;

        first.SetResult(new LogAnswer.Found([]));
        await slow;
        var next = await desk.Ask(Query(source, "third"), Patience).Outcome;

        Assert.Null(next.Answer);
        Assert.Equal("not asked, it wants to be left alone: 429", next.Skipped);
    }

    [Fact]
    public async Task A_store_that_hangs_while_it_is_to_keep_what_is_said_holds_up_no_page()
    {
        HookedStore? hooked = null;
        var told = DateTimeOffset.MaxValue;
        var webhook = new RecordingChannel("webhook", deduplicates: true)
        {
            Otherwise = _ =>
            {
                told = clock.GetUtcNow();
                return new Receipt.Delivered("ok");
            },
        };
        var world = World.Standing(clock, store => hooked = new(store), webhook);
        world.Configuration.Replace(World.WithLogs(World.OneReceiver("webhook"), 10_000), 2);
        world.Finds = (_, stop) => After(0.1, stop);
        hooked!.BeforeCommit = (_, writes) => writes[0].Key.StartsWith("c~", StringComparison.Ordinal)
            ? Task.Delay(TimeSpan.FromMinutes(1), clock)
            : Task.CompletedTask;
        await world.Post(World.Firing("A"));
        var begin = clock.GetUtcNow();

        await Moved(world.Settle(), TimeSpan.FromMinutes(3));

        Assert.Single(webhook.Attempts);
        Assert.InRange(told - begin, TimeSpan.Zero, TimeSpan.FromSeconds(4.5));
    }

    private LogQuery Query(LogSourceSettings source, string value) => new(
        source, [new LogField("instance", value, IsPrefix: false)], clock.GetUtcNow().AddMinutes(-1), clock.GetUtcNow());

    private async Task<LogAnswer> After(double seconds, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), clock, stop);
        return new LogAnswer.Found([new(clock.GetUtcNow(), "ERROR x")]);
    }

    // Time passes by quarters of a second once no timer comes or goes any more.
    private async Task Moved(Task work, TimeSpan most)
    {
        for (var end = clock.GetUtcNow() + most; !work.IsCompleted && clock.GetUtcNow() < end;)
        {
            for (var (timers, same) = (-1, 0); same < 5 && !work.IsCompleted; timers = clock.Timers)
            {
                await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken);
                same = clock.Timers == timers ? same + 1 : 0;
            }

            clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        await work;
    }
}
