using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rules;
using Alerting.Core.Jobs.Schedules;
using NodaTime;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>Whether what another job waits for is done, and how one waits.</summary>
public sealed class JobUpstreamTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

    private static readonly JobDefinition Nightly = new()
    {
        Name = "train",
        Schedule = CronSchedule.Parse("0 2 * * *", DateTimeZone.Utc, out _),
        Grace = FromMinutes(10),
    };

    private static readonly DateTimeOffset Two = JobPlay.Begin.AddHours(2);

    [Fact]
    public void What_has_succeeded_though_it_took_too_long_is_done()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30) })
            .Start("1", At(JobPlay.Begin.AddMinutes(-40))).Success("1", At(JobPlay.Begin));

        Assert.Equal(["+JobOverrun"], job.Told);
        Assert.Null(Why(job));
    }

    [Fact]
    public void What_goes_on_or_has_failed_is_not_done_until_the_next_success()
    {
        var job = new JobPlay(Declared).Start();
        Assert.Equal("runs since 2026-03-02 00:00 UTC", Why(job));

        job.Fail();
        Assert.Equal("failed since 2026-03-02 00:00 UTC", Why(job));

        job.Runs("2", FromMinutes(1));
        Assert.Null(Why(job));
    }

    [Fact]
    public void What_may_be_tried_again_is_not_done()
    {
        var job = new JobPlay(Declared with { Retries = 1 }).Start().Fail();

        Assert.Equal("failed, and may be tried again", Why(job));
    }

    [Fact]
    public void A_failure_that_a_person_has_seen_to_keeps_nobody_waiting()
    {
        var job = new JobPlay(Declared).Start().Fail().Say(JobEventType.Resolve, null);

        Assert.Null(Why(job));
    }

    [Fact]
    public void A_run_whose_end_was_lost_keeps_nobody_waiting_once_another_has_succeeded()
    {
        var definition = Declared with { MaxRuntime = FromMinutes(30), IsConcurrent = true };
        var job = new JobPlay(definition).Start("lost").Pass(FromHours(1));
        Assert.Equal("is stuck or takes too long since 2026-03-02 00:00 UTC", Why(job));

        job.Runs("2", FromMinutes(5));
        Assert.Null(Why(job));
        Assert.Equal(["JobOverrun"], job.Firing);
    }

    [Fact]
    public void One_of_many_runs_that_has_failed_keeps_nobody_waiting_once_another_has_succeeded()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true }).Start("a").Fail("a").Pass(FromMinutes(1))
            .Runs("b", FromMinutes(1));

        Assert.Equal(["JobFailed"], job.Firing);
        Assert.Null(Why(job));
    }

    [Fact]
    public void A_backfill_keeps_nobody_waiting()
    {
        var job = new JobPlay(Declared).Start("1", Backfill).Start("2", Backfill).Fail("2", Backfill);

        Assert.Null(Why(job));
    }

    [Fact]
    public void What_has_not_begun_or_was_missed_is_not_done()
    {
        var job = new JobPlay(Nightly).Look([]).PassTo(Two + FromMinutes(5));
        Assert.Equal("its run of 2026-03-02 02:00 UTC has not begun", Why(job));

        job.Pass(FromMinutes(10));
        Assert.Equal("has not started since 2026-03-02 02:10 UTC", Why(job));
    }

    [Fact]
    public void A_job_waits_for_what_it_depends_on_instead_of_being_missed()
    {
        var job = new JobPlay(Nightly with { DependsOn = ["features"] }).Look([]);
        job.Upstream = [new("features", "failed since 2026-03-02 01:00 UTC")];

        job.PassTo(Two + FromHours(5));
        Assert.Empty(job.Told);
        Assert.Equal(("features", Two), (job.State.Waiting!.On, job.State.Waiting.Slot));

        job.Upstream = [];
        job.Pass(FromMinutes(8)).Runs("1", FromMinutes(1)).Pass(FromHours(1));
        Assert.Empty(job.Told);
        Assert.Null(job.State.Waiting);
    }

    [Fact]
    public void It_is_missed_when_it_does_not_begin_once_what_it_waited_for_is_done()
    {
        var job = new JobPlay(Nightly with { DependsOn = ["features"] }).Look([]);
        job.Upstream = [new("features", "failed")];
        job.PassTo(Two + FromHours(5));

        job.Upstream = [];
        job.Pass(FromMinutes(5));
        Assert.Empty(job.Told);

        job.Pass(FromMinutes(8));
        Assert.Equal(["+JobNeverStarted"], job.Told);
    }

    [Fact]
    public void A_job_whose_time_to_begin_has_come_is_missed_though_what_it_waited_for_runs_again()
    {
        var job = new JobPlay(Nightly with { DependsOn = ["features"] }).Look([]);
        job.Upstream = [new("features", "failed")];
        job.PassTo(Two + FromHours(5));
        job.Upstream = [];
        job.Pass(FromMinutes(2));

        job.Upstream = [new("features", "runs")];
        job.Pass(FromMinutes(15));

        Assert.Equal(["+JobNeverStarted"], job.Told);
    }

    [Fact]
    public void A_job_has_its_time_to_begin_from_when_what_it_waited_for_was_done()
    {
        var waiting = Nightly with { DependsOn = ["features"] };
        var done = Two + FromMinutes(9);
        var upstream = new JobPlay(new() { Name = "features" }, "features").PassTo(Two).Runs("1", done - Two);
        Assert.Equal(
            new NotReady("features", "succeeded at 2026-03-02 02:09 UTC", done),
            UpstreamRules.Of(upstream.State, upstream.Definition, waiting, Two + FromMinutes(11)));
        Assert.Null(UpstreamRules.Of(upstream.State, upstream.Definition, waiting, done + FromMinutes(11)));

        var job = new JobPlay(waiting).Look([]);
        job.Upstream = [new("features", "succeeded", done)];
        job.PassTo(done + FromMinutes(10) + FromSeconds(29));
        Assert.Empty(job.Told);

        job.Pass(FromSeconds(2));
        Assert.Equal(["+JobNeverStarted"], job.Told);
    }

    [Fact]
    public void What_was_done_when_a_slot_came_gives_no_more_time_to_begin()
    {
        var waiting = Nightly with { DependsOn = ["features"] };
        var upstream = new JobPlay(new() { Name = "features" }, "features");
        for (var run = 0; run < 200; run++)
        {
            upstream.PassTo(JobPlay.Begin.AddMinutes(run)).Runs($"{run}", FromSeconds(30));
        }

        Assert.Null(UpstreamRules.Of(upstream.State, upstream.Definition, waiting, Two + FromMinutes(11)));
    }

    [Fact]
    public void Of_what_was_missed_and_runs_now_it_is_said_that_it_runs()
    {
        var job = new JobPlay(Nightly).Look([]).PassTo(Two + FromHours(1)).Start();

        Assert.Equal("runs since 2026-03-02 03:00 UTC", Why(job));
    }

    private static string? Why(JobPlay job) => UpstreamRules.Why(job.State, job.Definition, job.Now);

    private static JobEvent Backfill(JobEvent said) => said with { Kind = RunKind.Backfill };

    private static Func<JobEvent, JobEvent> At(DateTimeOffset at) => said => said with { At = at };
}
