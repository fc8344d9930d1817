using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rules;
using Alerting.Core.Jobs.Schedules;
using NodaTime;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>Runs that should not be there twice, and those that only seem to be.</summary>
public sealed class JobOverlapTests
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
    public void Two_runs_at_once_are_told_unless_they_are_meant()
    {
        var job = new JobPlay(Declared).Start("1").Start("2").Pass(FromSeconds(29));
        var meant = new JobPlay(Declared with { IsConcurrent = true }).Start("1").Start("2").Pass(FromHours(1));
        var backfill = new JobPlay(Declared).Start("1").Start("2", Backfill).Pass(FromHours(1));

        Assert.Empty(job.Told);
        Assert.Empty(meant.Told);
        Assert.Empty(backfill.Told);

        job.Pass(FromSeconds(2));
        Assert.Equal(["+JobDuplicateRun"], job.Told);
    }

    [Fact]
    public void A_start_that_overtakes_the_success_of_the_run_before_is_no_duplicate()
    {
        var job = new JobPlay(Declared).Start("1", At(JobPlay.Begin)).Pass(FromMinutes(10))
            .Start("2", At(JobPlay.Begin.AddMinutes(10))).Pass(FromSeconds(20))
            .Success("1", At(JobPlay.Begin.AddMinutes(10).AddSeconds(-5))).Pass(FromHours(1));

        Assert.Empty(job.Told);
    }

    [Fact]
    public void Of_two_runs_the_later_is_told_though_the_first_is_heard_of_meanwhile()
    {
        var job = new JobPlay(Declared).Start("1").Pass(FromMinutes(10)).Start("2").Pass(FromSeconds(5)).Progress("1");
        Assert.Empty(job.Told);

        job.Pass(FromSeconds(26));
        Assert.Equal("2", job.Alert("JobDuplicateRun").Annotations["run"]);
    }

    [Fact]
    public void A_failure_that_is_overtaken_by_the_next_run_of_its_slot_leaves_it_the_place()
    {
        var job = new JobPlay(Nightly).Look([]).PassTo(Two).Start("1").Pass(FromMinutes(1)).Start("2")
            .Pass(FromSeconds(10)).Fail("1").Pass(FromMinutes(1)).Success("2").Pass(FromHours(1));

        Assert.Equal(["+JobFailed", "-JobFailed"], job.Told);
        Assert.Equal("2", Assert.Single(job.State.Slots).Run);
    }

    [Fact]
    public void A_run_whose_end_was_lost_does_not_make_every_later_run_a_duplicate()
    {
        var job = new JobPlay(Nightly with { MaxRuntime = FromMinutes(30) }).Look([]).PassTo(Two).Start("lost");
        for (var day = 1; day < 5; day++)
        {
            job.PassTo(Two + FromDays(day)).Runs($"{day}", FromMinutes(10));
        }

        Assert.Equal(["+JobOverrun", "-JobOverrun"], job.Told);
    }

    [Fact]
    public void A_run_that_takes_too_long_and_is_still_heard_of_goes_on_beside_the_next()
    {
        var job = new JobPlay(Nightly with { MaxRuntime = FromMinutes(30) }).Look([])
            .PassTo(Two).Start("slow").PassTo(Two + FromDays(1) - FromMinutes(1)).Progress("slow")
            .PassTo(Two + FromDays(1)).Start("next").Pass(FromMinutes(1));

        Assert.Equal(["+JobOverrun", "+JobDuplicateRun"], job.Told);
    }

    [Fact]
    public void A_run_that_was_given_up_goes_on_where_it_is_heard_of_again()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30) }).Start("lost").Pass(FromHours(1))
            .Runs("next", FromMinutes(5));
        Assert.Null(Assert.Single(job.State.Open).Value.Began);

        job.Fail("lost");
        Assert.Equal(["JobFailed"], job.Firing);
        Assert.Empty(job.State.Open);
    }

    [Fact]
    public void A_ping_that_is_repeated_by_the_network_is_no_duplicate_run()
    {
        var ends = new JobPlay(Nightly).Look([]).PassTo(Two + FromMinutes(1))
            .Success(null, Ping).Pass(FromSeconds(5)).Success(null, Ping).Pass(FromHours(1));
        var starts = new JobPlay(Nightly).Look([]).PassTo(Two + FromMinutes(1))
            .Start(null, Ping).Pass(FromSeconds(5)).Start(null, Ping).Pass(FromHours(1));

        Assert.Empty(ends.Told);
        Assert.Empty(starts.Told);
        Assert.Single(starts.State.Slots);
    }

    [Fact]
    public void A_job_that_pings_its_start_and_never_its_end_is_told_when_it_begins_again()
    {
        var job = new JobPlay(Nightly).Look([]).PassTo(Two).Start(null, Ping);

        job.PassTo(Two.AddDays(1)).Start(null, Ping);
        Assert.Equal(["+JobDuplicateRun"], job.Told);
        Assert.Equal(
            "a run goes on since 2026-03-02 02:00 UTC, and another has begun",
            job.Alert("JobDuplicateRun").Annotations["why"]);

        job.Pass(FromMinutes(5)).Success(null, Ping);
        Assert.Empty(job.Firing);
    }

    [Fact]
    public void A_run_that_was_killed_and_made_up_for_is_told_once_and_keeps_nobody_waiting()
    {
        var job = new JobPlay(Nightly with { MaxRuntime = null, ProgressEvery = null }).Look([]).PassTo(Two).Start("1")
            .Pass(FromMinutes(5)).Runs("2", FromMinutes(5));
        Assert.Equal(["+JobDuplicateRun", "-JobDuplicateRun"], job.Told);
        Assert.Null(UpstreamRules.Why(job.State, job.Definition, job.Now));

        job.PassTo(Two.AddDays(1)).Runs("3", FromMinutes(5));
        Assert.Equal(["+JobDuplicateRun", "-JobDuplicateRun"], job.Told);
    }

    private static JobEvent Ping(JobEvent said) => said with { IsPing = true };

    private static JobEvent Backfill(JobEvent said) => said with { Kind = RunKind.Backfill };

    private static Func<JobEvent, JobEvent> At(DateTimeOffset at) => said => said with { At = at };
}
