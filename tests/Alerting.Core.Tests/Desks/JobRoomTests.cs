using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Jobs.Schedules;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using NodaTime;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Desks;

/// <summary>Whatever waits for a look fits into what one look may write, and no row keeps others from their look.</summary>
public sealed class JobRoomTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public JobRoomTests() => world = World.Of(webhook);

    private IEnumerable<string> Told => webhook.Attempts.SelectMany(notice => notice.Alerts.Select(alert =>
        (alert.Status == AlertStatus.Firing ? "+" : "-") + alert.Labels["alertname"])).Distinct();

    [Fact]
    public async Task Pings_without_a_name_that_wait_together_are_read_though_each_is_a_run_and_forgets_one()
    {
        for (var ping = 0; ping < 2 * JobState.MostRecent; ping++)
        {
            await Say(Ping(JobEventType.Success));
            await world.Pass(FromMilliseconds(ping < JobState.MostRecent ? 300 : 0));
        }

        await world.Pass(FromSeconds(1));

        Assert.Empty(await world.Rows("n~"));
    }

    [Fact]
    public async Task Parts_of_many_runs_that_are_given_up_together_leave_room_for_the_reports_that_wait()
    {
        await Declare(new JobDefinition { Name = "train", IsConcurrent = true, Retries = 1 });
        for (var run = 0; run < 10; run++)
        {
            await Say([.. Enumerable.Range(0, 6).Select(part =>
                Event($"{run}", JobEventType.Fail) with { Partition = $"{part}", Partitions = 7 })]);
        }

        await world.Pass(FromSeconds(10));
        world.Queue.Clear();
        world.Clock.Advance(FromMinutes(10));
        await Say([.. Enumerable.Range(0, 40).Select(run => Event($"s{run % 20}", JobEventType.Start))]);
        await world.PassSwept(FromMinutes(5));

        Assert.Empty(await world.Rows("n~"));
        Assert.Equal(10, (await State()).Firing.Count(alert => alert.Trouble == JobTrouble.Failed));
    }

    [Fact]
    public async Task Runs_of_a_job_that_gets_a_schedule_are_forgotten_beside_the_reports_that_wait()
    {
        await Declare(new JobDefinition { Name = "train" });
        for (var run = 0; run < JobState.MostRecent; run++)
        {
            await Say(Ping(JobEventType.Success) with { Run = $"{run}" });
        }

        await world.Pass(FromSeconds(2));
        await Declare(new JobDefinition { Name = "train", Schedule = Nightly() });
        for (var run = 0; run < 15; run++)
        {
            await Say(Ping(JobEventType.Success) with { Run = $"new {run}", Kind = RunKind.Manual });
        }

        await world.Pass(FromSeconds(2));

        Assert.Empty(await world.Rows("n~"));
        Assert.Equal(JobState.MostAside, (await State()).Recent.Length);
    }

    // The table service may answer with an empty page and go on.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reports_behind_an_empty_page_are_read(bool isKnown)
    {
        var looking = world.Beside(new EmptyPages(world.Store), world.Queue, webhook);
        if (isKnown)
        {
            await Say(Event("0", JobEventType.Start));
            await world.Pass(FromSeconds(1));
        }

        await Say(Event("1", JobEventType.Fail));
        await looking.Pass(FromMinutes(1));

        Assert.Empty(await world.Rows("n~"));
        Assert.Equal(["+JobFailed"], Told);
    }

    [Fact]
    public async Task What_is_no_report_is_set_aside_and_makes_no_job()
    {
        await Bad(new Properties { { "b0", "no report"u8.ToArray() } });
        await world.PassSwept(FromMinutes(1));

        Assert.Empty(await world.Rows("n~"));
        Assert.Empty(await world.Rows("j~"));
        Assert.Empty(await world.Rows("d~"));
        Assert.Single(await world.Rows("q~"));
    }

    public static TheoryData<byte[]> NoReports => new(
        [], [1], [1, 255, 255, 255, 255], [0, .. """{"type":"fail","job":null}"""u8],
        [0, .. """{"type":"fail","job":"train","metrics":{"a":[]}}"""u8],
        [0, .. """{"type":"fail","job":"train","labels":{"a":"1","a":"2"}}"""u8],
        [0, .. """{"type":"fail","job":"train","attempt":1e99}"""u8]);

    [Theory]
    [MemberData(nameof(NoReports))]
    public async Task Whatever_is_no_report_keeps_no_other_from_being_read(byte[] row)
    {
        await Bad(row.Length == 0 ? [] : new Properties { { "b0", row } });
        await Say(Event("1", JobEventType.Fail));
        await world.PassSwept(FromMinutes(5));

        Assert.Empty(await world.Rows("n~"));
        Assert.Equal(["+JobFailed"], Told);
    }

    [Fact]
    public async Task A_job_that_cannot_be_read_keeps_no_other_from_being_declared_and_shown()
    {
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            await world.Store.Commit(
                partition,
                [RowWrite.Insert(JobKeys.Job(JobId.Of("bad")), new Properties { { "b0", "\0{}"u8.ToArray() } })], default);
        }

        var declared = world.Configuration.Value with
        {
            Jobs = JobRegistry.Of([
                .. Enumerable.Range(0, 20).Select(job => new JobDefinition { Name = $"train {job}", Schedule = Nightly() })]),
        };
        world.Configuration.Replace(declared, 2);
        await world.Engine.Sweep.Migrate(default);

        Assert.Equal(20, (await world.Rows("d~")).Select(row => RowKeys.ReadDue(row.Key).Subject)
            .Count(job => declared.Jobs.Find(new JobId(job)) is not null));
        Assert.Equal(20, (await world.Engine.Book.All(default)).Count);
    }

    // Whoever looks may not know the change yet that has the job looked at.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_that_is_declared_is_missed_though_an_instance_that_does_not_know_it_looked_first(bool isKnown)
    {
        if (isKnown)
        {
            await Say(Event("0", JobEventType.Start), Event("0", JobEventType.Success));
            await world.Pass(FromSeconds(1));
        }

        var behind = world.Beside(world.Store, world.Queue, webhook);
        world.Configuration.Replace(
            world.Configuration.Value with
            {
                Jobs = JobRegistry.Of([new JobDefinition { Name = "train", Schedule = Nightly() }]),
            },
            2);
        await world.Engine.Jobs.Register(default);
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => behind.Engine.Sweep.All(default));

        await world.PassSwept(FromHours(3));

        Assert.Contains("+JobNeverStarted", Told);
    }

    [Fact]
    public async Task An_address_is_asked_though_an_instance_that_does_not_know_it_looked_first()
    {
        var asked = 0;
        world.Answers = _ => new(asked++ < 0, "answered 200", Zero);
        var behind = world.Beside(world.Store, world.Queue, webhook);
        var probe = new Probe(new("http://test"), FromSeconds(10), [], FromSeconds(5));
        world.Configuration.Replace(
            world.Configuration.Value with
            {
                Jobs = JobRegistry.Of([new JobDefinition { Name = "train", Probe = probe }]),
            },
            2);
        await world.Engine.Jobs.Register(default);
        world.Queue.Clear();
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => behind.Engine.Sweep.All(default));

        await world.PassSwept(FromMinutes(1));
        world.Clock.Advance(FromSeconds(10));
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => behind.Engine.Sweep.All(default));
        await world.PassSwept(FromMinutes(1));

        Assert.True(asked >= 2);
    }

    [Fact]
    public async Task An_intent_that_cannot_be_read_keeps_no_process_from_starting()
    {
        var job = JobId.Of("train");
        await world.Store.Commit(
            world.Engine.On.Shards.Of(job),
            [RowWrite.Insert(JobKeys.StatusIntent(world.Clock.GetUtcNow(), job, Guid.NewGuid()), new Properties { { "b0", "\0["u8.ToArray() } })],
            default);

        await world.Engine.Sweep.Refill(default);
    }

    [Fact]
    public async Task A_hundred_ends_and_more_are_announced_though_a_crash_and_another_look_came_between()
    {
        const int Runs = 150;
        await Declare(new JobDefinition { Name = "train", IsConcurrent = true });
        for (var run = 0; run < Runs; run++)
        {
            await Say(Event($"{run}", JobEventType.Start), Event($"{run}", JobEventType.Fail));
        }

        await world.Pass(FromMinutes(5));
        Assert.Equal(Runs, await Firing());
        var dies = new HookedStore(world.Store);
        var dying = world.Beside(dies, world.Queue, webhook);
        dying.Configuration.Replace(world.Configuration.Value, (await world.Configuration.Now(default)).Epoch);
        dies.BeforeCommit = (_, writes) => writes.Any(write => write.Key.StartsWith("g~", StringComparison.Ordinal))
            ? throw new CutOffException()
            : Task.CompletedTask;
        await Say(Event("0", JobEventType.Resolve));
        await Assert.ThrowsAsync<CutOffException>(() => dying.Pass(FromSeconds(1)));

        await Say(Event("another", JobEventType.Start));
        await world.Pass(FromSeconds(1));
        await world.PassSwept(FromMinutes(5));

        Assert.Equal(0, await Firing());
    }

    // Of a run that was only mentioned, its last event says when it was heard of.
    [Fact]
    public void A_run_of_which_nothing_but_its_place_fits_into_a_row_is_still_heard_of()
    {
        var random = new Random(5);
        string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x0800, 0xD7FF))]);
        var members = Enumerable.Range(0, JobLimits.Members)
            .ToImmutableSortedDictionary(_ => Noise(JobLimits.Name), _ => Noise(JobLimits.Text), StringComparer.Ordinal);
        var words = new RunWords
        {
            Code = members,
            Dataset = members.Add("a", Noise(99_000)),
            Model = members,
            Labels = members,
            Resources = members,
        };
        var run = new Run
        {
            Id = "1",
            Kind = RunKind.Manual,
            Words = words,
            Statuses = [new(world.Clock.GetUtcNow(), Level.Info, "status", "alive")],
        };
        Properties row = JobRow.Write(run with { Words = words with { Message = Noise(300_000) } });

        var read = JobRow.ReadRun(new("p", "k", default, row));

        Assert.Same(RunWords.None.Message, read.Words.Message);
        Assert.NotEmpty(read.Statuses);
    }

    [Fact]
    public void A_job_of_alerts_that_do_not_fit_into_a_row_is_kept_with_those_that_do()
    {
        var random = new Random(5);
        string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x0800, 0xD7FF))]);
        var state = new JobState { Name = "train", FirstSeen = world.Clock.GetUtcNow() };
        state = state with
        {
            Alerts = Enumerable.Range(0, 200).Select(run => new JobAlert
            {
                Key = $"Failed||{run}|",
                Trouble = JobTrouble.Failed,
                Labels = ImmutableSortedDictionary<string, string>.Empty.Add("job", Noise(JobLimits.Message)),
                Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("why", Noise(JobLimits.Message)),
                StartsAt = state.FirstSeen,
                RaisedAt = state.FirstSeen,
                IsOfRun = true,
                Version = run,
            }).ToImmutableSortedDictionary(alert => alert.Key, alert => alert, StringComparer.Ordinal),
        };

        var row = JobRow.Write(state);

        RowLimits.CheckRow("p", "k", row);
        Assert.InRange(JobRow.ReadState(new("p", "k", default, row)).Alerts.Count, 50, 199);
    }

    [Fact]
    public async Task A_job_that_is_no_longer_declared_long_after_it_was_heard_of_tells_the_end_of_its_alerts()
    {
        await Declare(new JobDefinition { Name = "train", Schedule = Nightly() });
        await world.Pass(FromDays(40));
        Assert.Equal(1, await Firing());

        await Declare();
        Assert.Equal(0, await Firing());

        await world.Pass(FromDays(2));
        Assert.Empty(await world.Rows("j~"));
    }

    [Fact]
    public async Task A_thousand_runs_that_take_too_long_together_are_told_within_a_minute()
    {
        const int Runs = 1_000;
        await Declare(new JobDefinition { Name = "train", IsConcurrent = true, MaxRuntime = FromMinutes(30) });
        await Say([.. Enumerable.Range(0, Runs).Select(run => Event($"{run}", JobEventType.Start))]);
        await world.Pass(FromMinutes(30) + FromSeconds(95));

        Assert.Equal(
            Runs, (await world.Rows("r~")).Select(JobRow.ReadRun).Count(run => run.Told.Contains(JobTrouble.Overrun)));
    }

    [Fact]
    public async Task Pings_that_begin_and_never_end_are_forgotten_without_a_try_for_each()
    {
        var hooked = new HookedStore(world.Store);
        var looking = world.Beside(hooked, world.Queue, webhook);
        await Say([.. Enumerable.Repeat(Ping(JobEventType.Start), 60)]);

        await looking.Pass(FromSeconds(1));

        Assert.Single(await world.Rows("r~"));
        Assert.InRange(hooked.Commits, 2, 6);
    }

    // The commit has happened, its answer was lost, and more reports wait: the row that led here is still there.
    [Fact]
    public async Task What_may_have_been_committed_is_announced_at_once_though_more_reports_wait()
    {
        var hooked = new HookedStore(world.Store) { IsInDoubt = true };
        var looking = world.Beside(hooked, world.Queue, webhook);
        var isFirst = true;
        hooked.BeforeCommit = async (partition, writes) =>
        {
            if (isFirst && writes.Any(write => write.Key.StartsWith("j~", StringComparison.Ordinal)))
            {
                isFirst = false;
                await world.Store.Commit(partition, writes, default);
            }
        };
        await Say([Event("1", JobEventType.Fail), .. Enumerable.Repeat(Event("1", JobEventType.Status), 70)]);

        await looking.Pass(FromSeconds(5));

        Assert.False(isFirst);
        Assert.Equal(["+JobFailed"], Told);
    }

    [Fact]
    public async Task A_job_that_cannot_be_read_keeps_none_that_waits_for_it_from_its_look()
    {
        var bad = JobId.Of("bad");
        await world.Store.Commit(
            world.Engine.On.Shards.Of(bad),
            [RowWrite.Insert(JobKeys.Job(bad), new Properties { { "b0", "\0{}"u8.ToArray() } })], default);
        await Say(Event("1", JobEventType.Start));
        await world.Pass(FromSeconds(1));
        var declared = world.Configuration.Value with
        {
            Jobs = JobRegistry.Of([new JobDefinition { Name = "train", Schedule = Nightly(), DependsOn = ["bad"] }]),
        };
        world.Configuration.Replace(declared, 2);
        await world.Engine.Sweep.Migrate(default);
        await world.PassSwept(FromHours(3));

        Assert.Contains("+JobNeverStarted", Told);
    }

    private async Task<int> Firing() => (await world.Rows("g~"))
        .Where(row => row.Key.Contains("~a~", StringComparison.Ordinal)).Select(AlertRow.Read)
        .Count(alert => alert.StatusAt(world.Clock.GetUtcNow()) == AlertStatus.Firing);

    private static Schedule Nightly() => CronSchedule.Parse("0 9 * * *", DateTimeZone.Utc, out _)!;

    private static JobEvent Event(string? run, JobEventType type) => new() { Type = type, Job = "train", Run = run };

    private static JobEvent Ping(JobEventType type) => Event(null, type) with { IsPing = true };

    private Task Say(params JobEvent[] events) => world.Engine.Reports.Accept(events, null, default);

    private async Task Bad(Properties row)
    {
        var job = JobId.Of("train");
        await world.Store.Commit(
            world.Engine.On.Shards.Of(job),
            [
                RowWrite.Insert(JobKeys.News(job, world.Clock.GetUtcNow(), "0"), row),
                RowWrite.Insert(JobKeys.Due(world.Clock.GetUtcNow(), job), []),
            ],
            default);
    }

    private async Task Declare(params JobDefinition[] jobs)
    {
        var declared = world.Configuration.Value with { Jobs = JobRegistry.Of(jobs) };
        world.Configuration.Replace(declared, (await world.Configuration.Now(default)).Epoch + 1);
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
    }

    private async Task<JobState> State() => JobRow.ReadState(Assert.Single(await world.Rows(JobKeys.Job(JobId.Of("train")))));

    private sealed class EmptyPages(ITableStore store) : ITableStore
    {
        public DateTimeOffset UtcNow => store.UtcNow;

        public Task<Row?> Get(string partition, string key, CancellationToken cancellation) =>
            store.Get(partition, key, cancellation);

        public Task<Page> Range(
            string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation) =>
            continuation is null
                ? Task.FromResult(new Page([], "first"))
                : store.Range(partition, from, to, limit, continuation == "first" ? null : continuation, cancellation);

        public Task<CommitResult> Commit(
            string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation) =>
            store.Commit(partition, writes, cancellation);
    }
}
