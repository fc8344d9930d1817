using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Schedules;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using NodaTime;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Desks;

/// <summary>What can go wrong between the rows of a job and those who look at it.</summary>
public sealed class JobRowsTests
{
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;
    private readonly DateTimeOffset begin;

    public JobRowsTests()
    {
        world = World.Of(webhook);
        begin = world.Clock.GetUtcNow();
    }

    private IEnumerable<string> Told => webhook.Attempts.SelectMany(notice => notice.Alerts.Select(alert =>
        (alert.Status == AlertStatus.Firing ? "+" : "-") + alert.Labels["alertname"])).Distinct();

    // A report writes the due row that the job names itself; a look that has not read the report takes that row away.
    [Fact]
    public async Task A_report_that_comes_while_a_look_moves_the_same_due_row_is_read()
    {
        await Declare(new JobDefinition { Name = "train", ProgressEvery = FromMinutes(10), IsConcurrent = true });
        await Report("1", JobEventType.Start);
        await world.Pass(FromSeconds(1));
        var own = (await State()).Due!.Value;
        var hooked = new HookedStore(world.Store);
        var looking = world.Beside(hooked, world.Queue, webhook);
        looking.Configuration.Replace(world.Configuration.Value, (await world.Configuration.Now(default)).Epoch);
        world.Clock.Set(own.AddSeconds(-5));
        await Report("1", JobEventType.Success);
        world.Clock.Set(own.AddSeconds(-3));
        var isFirst = true;
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (isFirst && writes.Any(write => write.Key.StartsWith("j~", StringComparison.Ordinal)))
            {
                isFirst = false;
                world.Clock.Set(own.AddMilliseconds(-1));
                await Report("2", JobEventType.Fail);
            }
        };
        await looking.Engine.Sweep.Looks(world.Engine.On.Shards.Of(JobId.Of("train")), default);

        await world.PassSwept(FromHours(1));

        Assert.Empty(await world.Rows("n~"));
        Assert.Equal(["+JobFailed"], Told);
    }

    // More than one step: the first takes away the due row that it was offered, and the last then leaves the rest.
    [Fact]
    public async Task A_storm_at_the_second_at_which_the_job_is_due_is_read_to_its_end()
    {
        await Declare(new JobDefinition { Name = "train", ProgressEvery = FromMinutes(10), IsConcurrent = true });
        await Report("1", JobEventType.Start);
        await world.Pass(FromSeconds(1));
        world.Clock.Set((await State()).Due!.Value.AddMilliseconds(-100));
        await Report("1", JobEventType.Success);
        for (var run = 0; run < 30; run++)
        {
            await Report($"f{run}", JobEventType.Fail);
        }

        await world.Pass(FromHours(1));

        Assert.Empty(await world.Rows("n~"));
    }

    [Fact]
    public async Task Runs_whose_success_waits_to_be_read_are_not_told_to_overrun()
    {
        await Declare(new JobDefinition { Name = "train", MaxRuntime = FromMinutes(30), IsConcurrent = true });
        await Starts(10);
        world.Clock.Set(begin + FromMinutes(29));
        for (var record = 0; record < 20; record++)
        {
            await Report("0", JobEventType.Status);
        }

        world.Clock.Advance(FromMilliseconds(1));

        for (var run = 0; run < 10; run++)
        {
            await Report($"{run}", JobEventType.Success);
        }

        world.Queue.Clear();
        world.Clock.Set(begin + FromMinutes(32));
        await world.PassSwept(FromMinutes(2));

        Assert.Empty((await State()).Alerts);
    }

    // Those asked for are the ten due first; when reports end them the next ten are looked at, of which nothing was read.
    [Fact]
    public async Task Runs_that_are_due_behind_those_that_just_ended_are_not_dropped()
    {
        await Declare(new JobDefinition { Name = "train", MaxRuntime = FromMinutes(30), IsConcurrent = true });
        await Starts(20);
        world.Queue.Clear();
        world.Clock.Set(begin + FromMinutes(32));
        for (var run = 0; run < 10; run++)
        {
            await Report($"{run}", JobEventType.Success);
        }

        await world.PassSwept(FromMinutes(2));

        var state = await State();
        Assert.Equal(10, state.Open.Count);
        Assert.Equal(10, state.Firing.Count(alert => alert.Trouble == JobTrouble.Overrun && int.Parse(alert.Run!) >= 10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_whose_clock_is_behind_the_change_does_not_take_a_declared_job_away(bool isBehind)
    {
        var behind = world.Beside(world.Store, world.Queue, webhook);
        var nightly = new JobDefinition
        {
            Name = "train",
            Schedule = CronSchedule.Parse("0 9 * * *", DateTimeZone.Utc, out _),
            Grace = FromMinutes(10),
        };
        world.Configuration.Replace(world.Configuration.Value with { Jobs = JobRegistry.Of([nightly]) }, 2);
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
        await world.Engine.Reports.Accept([Event("m", JobEventType.Success) with { Kind = RunKind.Manual, IsPing = true }], null, default);
        world.Queue.Clear();
        world.Clock.Advance(FromSeconds(0.5));
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            try
            {
                await (isBehind ? behind : world).Engine.Sweep.Looks(partition, default);
            }
            catch (StoreUnavailableException) when (isBehind)
            {
                // It is told to try again, and knows of the change then.
            }
        }

        await world.PassSwept(FromHours(3));

        Assert.Equal(["+JobNeverStarted"], Told);
    }

    [Fact]
    public async Task Reports_of_one_run_that_each_name_other_members_do_not_make_its_job_unreadable()
    {
        var random = new Random(5);
        string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4e00, 0x9fff))]);
        for (var report = 0; report < 3; report++)
        {
            var members = Enumerable.Range(0, JobLimits.Members).ToImmutableSortedDictionary(
                i => $"{report} {i}", _ => Noise(JobLimits.Text), StringComparer.Ordinal);
            await world.Engine.Reports.Accept(
                [Event("1", JobEventType.Progress) with { Code = members, Dataset = members, Model = members, Labels = members }], null, default);
        }

        await Report("2", JobEventType.Fail);
        await world.Pass(FromSeconds(5));

        Assert.Equal(["+JobFailed"], Told);
    }

    [Fact]
    public async Task An_alert_whose_run_had_other_labels_is_ended_when_the_next_takes_its_place()
    {
        await Declare(new JobDefinition { Name = "train" });
        static ImmutableSortedDictionary<string, string> Host(string host) =>
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("host", host);
        await world.Engine.Reports.Accept([Event("1", JobEventType.Fail) with { Labels = Host("a") }], null, default);
        await world.Pass(FromMinutes(1));
        await Report("2", JobEventType.Start);
        await world.Pass(FromMinutes(1));
        await Report("2", JobEventType.Success);
        await world.Engine.Reports.Accept([Event("3", JobEventType.Fail) with { Labels = Host("b") }], null, default);
        await world.Pass(FromMinutes(1));

        var now = world.Clock.GetUtcNow();
        var firing = (await world.Rows("g~")).Where(row => row.Key.Contains("~a~", StringComparison.Ordinal)).Select(AlertRow.Read)
            .Where(alert => alert.StatusAt(now) == AlertStatus.Firing).Select(alert => alert.Alert.Labels["host"]);
        Assert.Equal(["b"], firing);
    }

    // The end of the first is put off, so that it is told at all; by then the same has failed again.
    [Fact]
    public async Task An_alert_that_fires_again_is_not_ended_by_the_end_of_the_first_one_that_was_put_off()
    {
        await Declare(new JobDefinition { Name = "train" });
        foreach (var (run, host) in "aba".Index())
        {
            await world.Engine.Reports.Accept(
                [
                    Event($"failed {run}", JobEventType.Fail) with
                    {
                        Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("host", $"{host}"),
                    },
                ],
                null, default);
            await world.Pass(FromSeconds(10));
            if (run < 2)
            {
                await Report($"good {run}", JobEventType.Start);
                await Report($"good {run}", JobEventType.Success);
                await world.Pass(FromSeconds(10));
            }
        }

        await world.Pass(FromMinutes(5));

        var now = world.Clock.GetUtcNow();
        var firing = (await world.Rows("g~")).Where(row => row.Key.Contains("~a~", StringComparison.Ordinal)).Select(AlertRow.Read)
            .Where(alert => alert.StatusAt(now) == AlertStatus.Firing).Select(alert => alert.Alert.Labels["host"]);
        Assert.Equal(["a"], firing);
    }

    [Fact]
    public async Task A_part_whose_progress_waits_to_be_read_is_not_stuck()
    {
        await Declare(new JobDefinition { Name = "train", ProgressEvery = FromMinutes(10) });
        var said = Event("1", JobEventType.Start) with { Partition = "a", Partitions = 2 };
        await world.Engine.Reports.Accept([said], null, default);
        await world.Pass(FromSeconds(10));
        world.Clock.Set(begin + FromMinutes(9));
        await world.Engine.Reports.Accept([said with { Type = JobEventType.Progress }], null, default);
        world.Queue.Clear();
        world.Clock.Set(begin + FromMinutes(11));
        await world.Engine.Sweep.All(default);

        Assert.Empty((await State()).Firing);
    }

    [Fact]
    public async Task Parts_of_a_run_that_is_over_are_cleared_though_a_crash_came_between()
    {
        await Declare(new JobDefinition { Name = "train" });
        var dies = new HookedStore(world.Store);
        var dying = world.Beside(dies, world.Queue, webhook);
        dying.Configuration.Replace(world.Configuration.Value, (await world.Configuration.Now(default)).Epoch);
        dies.BeforeCommit = (_, writes) => writes.Any(write => write.Properties is null && write.Key.StartsWith("r~", StringComparison.Ordinal))
            ? throw new CutOffException()
            : Task.CompletedTask;
        for (var run = 0; run < 4; run++)
        {
            await PartRun(run);
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await dying.Pass(FromSeconds(10));
                throw new InvalidOperationException();
            });
            world.Queue.Clear();
        }

        for (var run = 4; run < 20; run++)
        {
            await PartRun(run);
            await world.Pass(FromSeconds(10));
        }

        Assert.True((await world.Rows("r~")).Count(row => row.Key.Count(c => c == '~') == 3) <= 3);

        async Task PartRun(int run)
        {
            var said = Event($"p{run}", JobEventType.Start) with { Partition = "a", Partitions = 1 };
            await world.Engine.Reports.Accept([said, said with { Type = JobEventType.Success }], null, default);
        }
    }

    private async Task Starts(int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            await Report($"{run}", JobEventType.Start);
            await world.Pass(FromSeconds(1));
        }
    }

    private Task Report(string run, JobEventType type) => world.Engine.Reports.Accept([Event(run, type)], null, default);

    private static JobEvent Event(string run, JobEventType type) => new() { Type = type, Job = "train", Run = run };

    private async Task Declare(params JobDefinition[] jobs)
    {
        var declared = world.Configuration.Value with { Jobs = JobRegistry.Of(jobs) };
        world.Configuration.Replace(declared, (await world.Configuration.Now(default)).Epoch + 1);
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
    }

    private async Task<JobState> State() => JobRow.ReadState(Assert.Single(await world.Rows(JobKeys.Job(JobId.Of("train")))));
}
