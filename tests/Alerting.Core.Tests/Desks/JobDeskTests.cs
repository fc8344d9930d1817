using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Jobs.Schedules;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Alerting.Testing.Worlds;
using NodaTime;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Desks;

/// <summary>Reports of runs on their way through rows and desks to what a channel is told.</summary>
public sealed class JobDeskTests
{
    private static readonly JobDefinition Nightly = new()
    {
        Name = "train",
        Schedule = CronSchedule.Parse("0 9 * * *", DateTimeZone.Utc, out _),
        Grace = FromMinutes(10),
    };

    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public JobDeskTests() => world = World.Of(webhook);

    private IEnumerable<string> Told => webhook.Attempts.Select(notice =>
        (notice.Alerts.Any(alert => alert.Status == AlertStatus.Firing) ? "+" : "-") + notice.Alerts[0].Labels["alertname"]
        + " " + notice.Alerts[0].Labels["job"]);

    [Fact]
    public async Task A_failure_is_told_within_a_second_and_its_end_with_the_next_success()
    {
        await Report("train", JobEventType.Start, JobEventType.Fail);
        await world.Pass(FromSeconds(1));
        Assert.Equal(["+JobFailed train"], Told);

        await Report("train", "2", JobEventType.Start);
        await world.Pass(FromMinutes(20));
        await Report("train", "2", JobEventType.Success);
        await world.Pass(World.Interval);

        Assert.Equal(["+JobFailed train", "-JobFailed train"], Told);
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task The_sweep_alone_tells_of_it()
    {
        world.Queue.LosesAll = true;
        await Report("train", JobEventType.Start, JobEventType.Fail);

        await world.PassSwept(FromMinutes(10));

        Assert.Equal(["+JobFailed train"], Told);
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task A_declared_job_that_never_reported_is_missed()
    {
        await Declare(Nightly);

        await world.Pass(FromHours(1) + FromMinutes(10) + FromSeconds(29));
        Assert.Empty(Told);

        await world.Pass(FromSeconds(2));
        Assert.Equal(["+JobNeverStarted train"], Told);
    }

    [Fact]
    public async Task A_renamed_job_is_missed_under_its_new_name_only()
    {
        await Declare(Nightly);
        await world.Pass(FromHours(2));
        await Declare(Nightly with { Name = "train2" });
        await world.Pass(FromHours(48));

        Assert.Equal(["+JobNeverStarted train", "-JobNeverStarted train", "+JobNeverStarted train2"], Told.Distinct());
        Assert.Equal(2, (await world.Rows(JobKeys.DuePrefix)).Count);
    }

    [Fact]
    public async Task An_upstream_failure_pages_once_and_downstream_jobs_wait()
    {
        await Declare(
            Nightly with { Name = "features" },
            Nightly with { DependsOn = ["features"], Schedule = CronSchedule.Parse("0 10 * * *", DateTimeZone.Utc, out _) },
            Nightly with { Name = "score", DependsOn = ["train"], Schedule = CronSchedule.Parse("0 11 * * *", DateTimeZone.Utc, out _) });
        await world.Pass(FromHours(1));
        await Report("features", JobEventType.Start, JobEventType.Fail);
        await world.Pass(FromHours(5));

        Assert.Equal(["+JobFailed features"], Told.Distinct());
        Assert.Equal("waiting: train, score", webhook.Attempts[0].Alerts[0].Annotations["impact"]);
        Assert.Equal("features", (await State("train")).Waiting!.On);
        Assert.Equal("train", (await State("score")).Waiting!.On);

        await Report("features", "again", JobEventType.Start, JobEventType.Success);
        await world.Pass(FromMinutes(5));
        await Report("train", JobEventType.Start, JobEventType.Success);
        await world.Pass(FromMinutes(5));
        await Report("score", JobEventType.Start, JobEventType.Success);
        await world.Pass(FromHours(1));

        Assert.Equal(["+JobFailed features", "-JobFailed features"], Told.Distinct());
    }

    [Fact]
    public async Task An_alert_of_a_job_that_runs_once_a_month_does_not_go_stale()
    {
        await Report("train", JobEventType.Start, JobEventType.Fail);

        await world.Pass(FromDays(6));

        Assert.DoesNotContain("-JobFailed train", Told);
    }

    [Fact]
    public async Task A_job_that_nobody_declared_is_forgotten_when_it_was_not_heard_of_for_long()
    {
        await Report("ad hoc 2026-03-02", JobEventType.Start, JobEventType.Success);
        await world.Pass(FromDays(29));
        Assert.NotEmpty(await world.Rows("r~"));

        await world.Pass(FromDays(2));

        Assert.Empty(await world.Rows("j~"));
        Assert.Empty(await world.Rows("r~"));
        Assert.Empty(await world.Rows("d~"));
    }

    [Fact]
    public async Task Parts_are_stored_without_a_read_and_without_a_row_in_common()
    {
        var clock = new FixedClock();
        var hooked = new HookedStore(new MemoryTableStore(clock));
        var apart = world.Beside(hooked, world.Queue, webhook);
        var written = new List<string>();
        hooked.BeforeCommit = (_, writes) =>
        {
            written.AddRange(writes.Select(write => write.Key));
            return Task.CompletedTask;
        };
        for (var part = 0; part < 1_000; part++)
        {
            await apart.Engine.Reports.Accept([Event("train", "1", JobEventType.Success) with { Partition = $"{part}" }], null, default);
        }

        Assert.Equal(0, hooked.Reads);
        Assert.Equal(1_000, written.Count(key => key.StartsWith("n~", StringComparison.Ordinal)));
        Assert.Equal(1, written.Count(key => !key.StartsWith("n~", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_thousand_parts_become_one_run()
    {
        await Declare(new JobDefinition { Name = "train" });
        for (var part = 0; part < 1_000; part++)
        {
            var said = Event("train", "1", JobEventType.Start) with { Partition = $"{part}", Partitions = 1_000 };
            await world.Engine.Reports.Accept([said, said with { Type = JobEventType.Success }], null, default);
        }

        await world.Pass(FromSeconds(10));

        var over = Assert.Single((await State("train")).Recent);
        Assert.Equal((RunOutcome.Success, true), (over.Outcome, over.HasParts));
        Assert.Empty(await Left());

        for (var run = 0; run < 3; run++)
        {
            var said = Event("train", $"small {run}", JobEventType.Start) with { Partition = "a", Partitions = 1 };
            await world.Engine.Reports.Accept([said, said with { Type = JobEventType.Success }], null, default);
        }

        await world.Pass(FromSeconds(10));
        Assert.Equal(7, (await world.Rows("r~")).Count);
    }

    [Fact]
    public async Task What_a_crash_leaves_between_the_job_and_its_alert_is_told_by_the_sweep()
    {
        var dies = new HookedStore(world.Store);
        var dying = world.Beside(dies, world.Queue, webhook);
        dies.BeforeCommit = (_, writes) => writes.Any(write => write.Key.StartsWith("g~", StringComparison.Ordinal))
            ? throw new CutOffException()
            : Task.CompletedTask;
        await Report("train", JobEventType.Start, JobEventType.Fail);
        await Assert.ThrowsAsync<CutOffException>(() => dying.Pass(FromSeconds(1)));
        Assert.Single(await Left());
        world.Queue.Clear();

        await world.PassSwept(FromMinutes(10));

        Assert.Equal(["+JobFailed train"], Told);
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task Two_instances_that_look_side_by_side_count_each_report_once()
    {
        await Declare(new JobDefinition { Name = "train" });
        var other = world.Beside(world.Store, world.Queue, webhook);
        other.Configuration.Replace(world.Configuration.Value, 2);
        for (var part = 0; part < 300; part++)
        {
            var said = Event("train", "1", JobEventType.Success) with { Partition = $"{part}" };
            await world.Engine.Reports.Accept([said], null, default);
        }

        world.Clock.Advance(FromSeconds(10));
        var partition = world.Engine.On.Shards.Of(JobId.Of("train"));
        await Task.WhenAll(
            world.Engine.Sweep.Looks(partition, default), other.Engine.Sweep.Looks(partition, default),
            world.Engine.Sweep.Looks(partition, default), other.Engine.Sweep.Looks(partition, default));

        var row = Assert.Single(await world.Rows(JobKeys.Run(JobId.Of("train"), RunKey.Of("1"))), row => row.Key.Count(c => c == '~') == 2);
        Assert.Equal(300, JobRow.ReadRun(row).Parts!.Succeeded);
    }

    [Fact]
    public async Task Reports_as_large_as_can_be_are_merged()
    {
        var random = new Random(5);
        string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4e00, 0x9fff))]);
        var members = Enumerable.Range(0, JobLimits.Members)
            .ToImmutableSortedDictionary(i => $"m{i}", _ => Noise(500), StringComparer.Ordinal);
        for (var run = 0; run < 40; run++)
        {
            var said = Event("train", $"{run}", JobEventType.Fail) with
            {
                Log = Noise(JobLimits.Log / 3),
                Code = members,
                Dataset = members,
                Model = members,
                Resources = members,
            };
            await world.Engine.Reports.Accept([said], null, default);
        }

        await world.Pass(FromSeconds(5));

        Assert.Equal(40, (await State("train")).Recent.Length);
    }

    private Task Report(string job, params JobEventType[] types) => Report(job, "1", types);

    private async Task Report(string job, string run, params JobEventType[] types)
    {
        foreach (var type in types)
        {
            await world.Engine.Reports.Accept([Event(job, run, type)], null, default);
        }
    }

    private static JobEvent Event(string job, string run, JobEventType type) => new() { Type = type, Job = job, Run = run };

    private async Task Declare(params JobDefinition[] jobs)
    {
        var declared = world.Configuration.Value with { Jobs = JobRegistry.Of(jobs) };
        world.Configuration.Replace(declared, (await world.Configuration.Now(default)).Epoch + 1);
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
    }

    private async Task<JobState> State(string job) =>
        JobRow.ReadState(Assert.Single(await world.Rows(JobKeys.Job(JobId.Of(job)))));

    // Reports that wait, and alerts that are not announced.
    private async Task<IEnumerable<string>> Left() =>
        (await world.Rows("n~")).Concat((await world.Rows("o~")).Where(row => row.Key.Contains("job.", StringComparison.Ordinal)))
        .Select(row => row.Key);
}
