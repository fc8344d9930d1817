using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Enriching;

/// <summary>
/// Why alerts fire is found out once for a flush, within one deadline. Tried here: sources that hang, fail, throw, answer
/// late; a store that is away; another instance that was faster; a process that is cut off after the row was stored.
/// </summary>
public sealed class EnricherTests
{
    private static readonly TimeSpan Deadline = LogSettings.Usual.Deadline;

    private readonly FixedClock clock = new();
    private readonly RecordingChannel slack = new("slack", deduplicates: false)
    {
        IsEditing = true,
        Otherwise = _ => new Receipt.Delivered("ok") { Reference = "C1/1.1" },
    };

    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;
    private int asked;

    public EnricherTests()
    {
        world = World.Standing(clock, slack, webhook);
        Configure(World.OneReceiver("slack", "webhook"));
        world.Finds = (_, _) => Found("ERROR disk full");
    }

    [Fact]
    public async Task Every_channel_says_what_was_found_out_once()
    {
        await world.Post(World.Firing("A"));

        await world.Settle();

        Assert.Equal(1, asked);
        Assert.All([Single(slack), Single(webhook)], said => Assert.Equal(SourceState.Answered, Source(said).State));
        Assert.Single(await Contexts());
    }

    [Fact]
    public async Task A_retry_asks_nobody()
    {
        webhook.Answer(new Receipt.Deferred("429", TimeSpan.FromMinutes(5)));
        await world.Post(World.Firing("A"));

        await world.Pass(TimeSpan.FromMinutes(6));

        Assert.Equal(1, asked);
        Assert.Equal(2, webhook.Attempts.Count);
        Assert.NotNull(webhook.Attempts[1].Context);
    }

    [Fact]
    public async Task A_repeat_and_the_end_take_over_what_was_found_out()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        await world.Pass(World.Repeat + World.Interval);
        await world.Post(world.Resolved("A"));
        await world.Pass(World.Interval);

        Assert.Equal(
            [Reason.FirstNotification, Reason.RepeatIntervalElapsed, Reason.AllAlertsResolved],
            webhook.Attempts.Select(said => said.Reason));
        Assert.Equal(1, asked);
        Assert.All(webhook.Attempts, said => Assert.NotNull(said.Context));
    }

    [Fact]
    public async Task A_page_leaves_at_the_deadline_though_every_source_hangs()
    {
        world.Finds = (_, stop) => Never(stop);
        await world.Post(World.Firing("A"));
        var sending = world.Settle();

        await Standing(Deadline - TimeSpan.FromMilliseconds(1));
        Assert.Empty(webhook.Attempts);
        await Standing(TimeSpan.FromMilliseconds(1));
        await sending;

        Assert.Equal(SourceState.Late, Source(Single(webhook)).State);
        Assert.Single(slack.Attempts);
    }

    [Fact]
    public async Task The_hundredth_page_of_a_storm_waits_no_longer_than_the_first()
    {
        world.Finds = (_, stop) => Never(stop);
        await world.Post([.. Enumerable.Range(0, 100).Select(n => World.Firing($"A{n}", $"host-{n}"))]);
        var began = clock.GetUtcNow();
        var sending = Offer(await Due());

        await Standing(Deadline);
        await sending;
        await world.Settle();

        Assert.Equal(clock.GetUtcNow(), began + Deadline);
        Assert.Equal(200, webhook.Attempts.Count + slack.Attempts.Count);
    }

    [Fact]
    public async Task What_comes_late_completes_the_message_that_can_be_changed()
    {
        var late = new TaskCompletionSource<LogAnswer>();
        world.Finds = (_, _) => late.Task;
        await world.Post(World.Firing("A"));
        var sending = world.Settle();
        await Standing(Deadline);
        await sending;

        late.SetResult(Answer("ERROR disk full"));
        await Until(() => slack.Attempts.Count == 2, world.Settle);

        Assert.Equal(Reason.ContextCompleted, slack.Attempts[1].Reason);
        Assert.Equal([SourceState.Late, SourceState.Answered], slack.Attempts.Select(said => Source(said).State));
        Assert.Single(webhook.Attempts);
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task What_comes_while_the_message_is_being_sent_changes_it_afterwards()
    {
        var (late, isComplete) = (new TaskCompletionSource<LogAnswer>(), false);
        world.Finds = (_, _) => late.Task;
        slack.Meanwhile = async _ =>
        {
            slack.Meanwhile = _ => Task.CompletedTask;
            late.SetResult(Answer("ERROR disk full"));
            await Until(() => isComplete, async () => isComplete = (await Contexts())[0].IsComplete);
        };
        await world.Post(World.Firing("A"));
        var sending = world.Settle();
        await Standing(Deadline);
        await sending;

        await Until(() => slack.Attempts.Count == 2, world.Settle);

        Assert.Equal(Reason.ContextCompleted, slack.Attempts[1].Reason);
    }

    [Fact]
    public async Task A_source_that_fails_is_named_with_why_and_that_it_throws_is_no_harm()
    {
        world.Finds = (_, _) => throw new InvalidOperationException("secret");
        await world.Post(World.Firing("A"));

        await world.Settle();

        var source = Source(Single(webhook));
        Assert.Equal((SourceState.Failed, "it failed: InvalidOperationException"), (source.State, source.Why));
    }

    [Fact]
    public async Task A_source_that_is_down_is_left_alone_and_asked_again_after_a_while()
    {
        world.Finds = (_, _) => Counted(new LogAnswer.Failed("503", CanHelp: true));
        for (var n = 0; n < 5; n++)
        {
            await world.Post(World.Firing($"A{n}", $"host-{n}"));
            await world.Settle();
        }

        Assert.Equal(3, asked);
        Assert.Equal(
            (SourceState.Skipped, "not asked, it failed 3 times in a row: 503"),
            (Source(webhook.Attempts[4]).State, Source(webhook.Attempts[4]).Why));

        clock.Advance(TimeSpan.FromSeconds(11));
        world.Finds = (_, _) => Found("ERROR disk full");
        await world.Post(World.Firing("B", "host-b"), World.Firing("C", "host-c"));
        await world.Settle();

        Assert.Equal(SourceState.Answered, Source(webhook.Attempts[5]).State);
    }

    [Fact]
    public async Task A_source_that_names_a_time_is_not_asked_before_it()
    {
        world.Finds = (_, _) => Counted(
            new LogAnswer.Failed("429", CanHelp: true) { After = TimeSpan.FromSeconds(40) });
        await world.Post(World.Firing("A"));
        await world.Settle();
        clock.Advance(TimeSpan.FromSeconds(39));
        await world.Post(World.Firing("B", "b"));
        await world.Settle();
        Assert.Equal(1, asked);

        clock.Advance(TimeSpan.FromSeconds(2));
        await world.Post(World.Firing("C", "c"));
        await world.Settle();

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task All_instances_together_ask_as_often_in_a_minute_as_they_may()
    {
        Configure(World.OneReceiver("webhook"), queriesPerMinute: 20);
        var other = world.Beside(world.Store, world.Queue, webhook);
        other.Configuration.Replace(World.WithLogs(World.OneReceiver("webhook"), 20), 2);
        other.Finds = (_, _) => Found("ERROR disk full");
        await world.Post([.. Enumerable.Range(0, 60).Select(n => World.Firing($"A{n}", $"host-{n}"))]);

        foreach (var (n, hint) in (await Due()).Index())
        {
            await (n % 2 == 0 ? world : other).Handle(hint);
        }

        Assert.Equal(20, asked);
        Assert.Equal(60, webhook.Attempts.Count);
        Assert.Contains(
            "not asked, it has been asked 20 times in this minute", webhook.Attempts.Select(said => Source(said).Why));

        clock.Advance(TimeSpan.FromMinutes(1));
        asked = 0;
        await world.Post(World.Firing("B", "b"));
        await world.Settle();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Ten_thousand_alerts_that_ask_ten_thousand_things_are_told_in_one_message_that_asked_ten()
    {
        await world.Post([.. Enumerable.Range(0, 10_000).Select(n => World.Firing("A", $"host-{n}"))]);

        await world.Settle();
        await world.PassSwept(World.Interval);

        Assert.Equal(10_000, Single(webhook).Alerts.Length);
        Assert.Equal(
            (SourceState.Partial, "9,990 alerts were not asked about"),
            (Source(Single(webhook)).State, Source(Single(webhook)).Why));
        Assert.Equal(LogPlan.MostQueries, asked);
    }

    [Fact]
    public async Task What_is_under_way_for_others_is_joined()
    {
        var answer = new TaskCompletionSource<LogAnswer>();
        world.Finds = (_, _) => CountedTask(answer.Task);
        await world.Post(World.Firing("A"), World.Firing("B"));
        var sending = Offer(await Due());
        await Until(() => asked == 1);

        answer.SetResult(Answer("ERROR disk full"));
        await sending;

        Assert.Equal(1, asked);
        Assert.Equal(2, webhook.Attempts.Count);
    }

    [Fact]
    public async Task An_instance_that_was_slower_says_what_the_faster_one_stored()
    {
        var other = world.Beside(world.Store, world.Queue, slack, webhook);
        other.Configuration.Replace(World.WithLogs(World.OneReceiver("slack", "webhook")), 2);
        other.Finds = (_, _) => Found("one", "two", "three");
        await world.Post(World.Firing("A"));

        await Task.WhenAll((await Due()).Select((hint, n) => (n % 2 == 0 ? world : other).Handle(hint)));
        await world.Settle();

        Assert.Equal(Source(Single(slack)).Records, Source(Single(webhook)).Records);
        Assert.Single(await Contexts());
    }

    [Fact]
    public async Task A_store_that_is_away_while_it_is_stored_puts_the_message_off()
    {
        HookedStore? hooked = null;
        var other = World.Standing(clock, store => hooked = new(store), webhook);
        other.Configuration.Replace(World.WithLogs(World.OneReceiver("webhook")), 2);
        hooked!.BeforeCommit = (_, writes) => writes[0].Key.StartsWith("c~", StringComparison.Ordinal)
            ? throw new StoreUnavailableException("away")
            : Task.CompletedTask;
        await other.Post(World.Firing("A"));
        await Assert.ThrowsAsync<StoreUnavailableException>(other.Settle);
        Assert.Empty(webhook.Attempts);

        hooked.BeforeCommit = (_, _) => Task.CompletedTask;
        await other.PassSwept(TimeSpan.FromMinutes(3));

        Assert.NotNull(Single(webhook).Context);
        Assert.Empty(await other.Unsound());
    }

    [Fact]
    public async Task Without_sources_and_runs_nothing_is_read_or_stored()
    {
        world.Configuration.Replace(World.OneReceiver("webhook"), 3);
        await world.Post(World.Firing("A"));

        await world.Settle();

        Assert.Null(Single(webhook).Context);
        Assert.Empty(await Contexts());
    }

    [Fact]
    public async Task The_lines_of_a_private_key_are_left_out_though_each_is_a_record()
    {
        string[] key = ["-----BEGIN RSA " + "PRIVATE KEY-----", "MIIEowIBAAKCAQEA", "q83vEjRWeJA=", "-----END RSA " + "PRIVATE KEY-----"];
        world.Finds = (_, _) => Found(["ERROR before", .. key, "ERROR after"]);
        await world.Post(World.Firing("A"));

        await world.Settle();

        var stored = LogContextText(Assert.Single(await Contexts()));
        Assert.DoesNotContain("MIIEowIBAAKCAQEA", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("q83vEjRWeJA", stored, StringComparison.Ordinal);
        Assert.Contains("ERROR after", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nothing_can_be_made_of_does_not_hold_up_the_page()
    {
        world.Finds = (_, _) => Found(["ERROR before", null!]);
        await world.Post(World.Firing("A"));

        await world.Settle();

        var source = Assert.Single(Single(webhook).Context!.Sources);
        Assert.Equal(
            (SourceState.Failed, "what they say could not be put together: NullReferenceException"), (source.State, source.Why));
    }

    private static string LogContextText(LogContext context) =>
        string.Join('\n', context.LastLines.Select(line => line.Text).Append(context.FirstError?.Text ?? ""));

    private void Configure(AlertingConfiguration configuration, int queriesPerMinute = 60) =>
        world.Configuration.Replace(World.WithLogs(configuration, queriesPerMinute), 2);

    private Task<LogAnswer> Found(params string[] lines) => Counted(Answer(lines));

    private LogAnswer.Found Answer(params string[] lines) =>
        new([.. lines.Select((line, n) => new LogRecord(clock.GetUtcNow().AddSeconds(n - 60), line))]);

    private Task<LogAnswer> Counted(LogAnswer answer) => CountedTask(Task.FromResult(answer));

    private Task<LogAnswer> CountedTask(Task<LogAnswer> answer)
    {
        Interlocked.Increment(ref asked);
        return answer;
    }

    private static Task<LogAnswer> Never(CancellationToken stop) =>
        new TaskCompletionSource<LogAnswer>().Task.WaitAsync(stop);

    // Looks, and hands out what they decided to send without sending it.
    private async Task<IReadOnlyList<Hint>> Due()
    {
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            await world.Engine.Sweep.Looks(partition, CancellationToken.None);
        }

        return [.. world.Queue.TakeDue(clock.GetUtcNow()).Where(hint => RowHint(hint))];
    }

    private static bool RowHint(Hint hint) =>
        Core.Desks.RowHint.TryParse(hint.Queue, hint.Body, out var row) && !row.IsWake;

    private Task Offer(IEnumerable<Hint> hints) => Task.WhenAll(hints.Select(hint => Task.Run(() => world.Handle(hint))));

    // Lets the virtual time pass once everybody waits for it: no timer was set or taken back for a while.
    private async Task Standing(TimeSpan span)
    {
        var (timers, looks) = (0, 0);
        await Until(() =>
        {
            looks = clock.Timers == timers && timers > 0 ? looks + 1 : 0;
            timers = clock.Timers;
            return looks == 10;
        });
        clock.Advance(span);
    }

    private static async Task Until(Func<bool> holds, Func<Task>? meanwhile = null) => Assert.True(
        await RealClock.Instance.Until(holds, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken, meanwhile));

    private static Notification Single(RecordingChannel channel) => Assert.Single(channel.Attempts);

    private static SourceReport Source(Notification said) => Assert.Single(said.Context!.Sources);

    private async Task<IReadOnlyList<LogContext>> Contexts() =>
    [
        .. (await world.Rows("c~"))
            .Select(row => Core.Groups.Rows.ContextRow.Find(row)!),
    ];
}
