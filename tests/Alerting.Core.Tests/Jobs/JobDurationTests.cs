using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>How long runs take, against what is declared and what is usual.</summary>
public sealed class JobDurationTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

    [Fact]
    public void A_run_that_goes_on_for_too_long_is_told_once_and_its_late_success_ends_it()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30) }).Start();

        job.Pass(FromMinutes(30));
        Assert.Empty(job.Told);

        job.Pass(FromMinutes(1));
        Assert.Equal(["+JobOverrun"], job.Told);
        Assert.Contains("at most 30 min are allowed", job.Alert("JobOverrun").Annotations["why"], StringComparison.Ordinal);

        job.Progress().Pass(FromHours(2)).Success();
        Assert.Equal(["+JobOverrun", "-JobOverrun"], job.Told);
    }

    [Fact]
    public void A_success_that_is_on_its_way_when_the_time_is_over_is_in_time()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30) }).Start("1", Stamped(JobPlay.Begin));

        job.Pass(FromMinutes(30) + FromSeconds(20)).Success("1", Stamped(JobPlay.Begin.AddMinutes(30)));

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_success_that_came_too_late_by_its_own_clock_is_told_though_its_reports_came_together()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30) })
            .Start("1", Stamped(JobPlay.Begin.AddMinutes(-40))).Success("1", Stamped(JobPlay.Begin));

        Assert.Equal(["+JobOverrun"], job.Told);
    }

    [Fact]
    public void The_end_of_a_run_by_failure_is_no_recovery()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30) }).Start().Pass(FromHours(1)).Fail();

        Assert.Equal(["+JobOverrun", "+JobFailed"], job.Told);
        Assert.Equal(["JobFailed", "JobOverrun"], job.Firing);
    }

    [Fact]
    public void A_silent_run_is_stuck_and_log_records_show_that_it_is_not()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(10) }).Start();
        for (var i = 0; i < 6; i++)
        {
            job.Pass(FromMinutes(9)).Say(i % 2 == 0 ? JobEventType.Progress : JobEventType.Status);
        }

        Assert.Empty(job.Told);

        job.Pass(FromMinutes(11));
        Assert.Equal(["+JobStuck"], job.Told);
    }

    [Fact]
    public void A_stuck_run_is_told_once_though_it_takes_too_long_as_well_until_it_is_heard_of_again()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(10), MaxRuntime = FromHours(1) }).Start();

        job.Pass(FromHours(5));
        Assert.Equal(["+JobStuck"], job.Told);

        job.Progress().Pass(FromMinutes(1));
        Assert.Equal(["+JobStuck", "+JobOverrun"], job.Told);
    }

    [Fact]
    public void A_run_is_too_fast_by_what_is_expected()
    {
        var definition = Declared with { Expected = new(FromMinutes(60), FromMinutes(120)) };
        var job = new JobPlay(definition).Runs("1", FromMinutes(12));

        Assert.Equal(["+JobTooFast"], job.Told);
        Assert.Equal("train was too fast: 12 min; 60 min to 2 h are expected", job.Alert("JobTooFast").Annotations["summary"]);
    }

    [Fact]
    public void What_is_usual_is_learned_from_six_runs_on()
    {
        var job = new JobPlay(Declared);
        for (var run = 0; run < 5; run++)
        {
            job.Runs($"{run}", FromMinutes(100 + run));
        }

        job.Runs("too early to say", FromMinutes(10));
        Assert.Empty(job.Told);

        job.Runs("6", FromMinutes(101)).Runs("fast", FromMinutes(20));
        Assert.Equal(["+JobTooFast"], job.Told);

        job.Start("slow").Pass(FromMinutes(300));
        Assert.Equal(["+JobTooFast", "+JobOverrun"], job.Told);
    }

    [Fact]
    public void A_job_of_which_half_the_runs_have_nothing_to_do_is_still_looked_at()
    {
        var job = new JobPlay(Declared);
        for (var run = 0; run < 6; run++)
        {
            job.Runs($"{run}", run % 2 == 0 ? FromSeconds(1) : FromMinutes(5));
        }

        job.Start("7").Fail("7");

        Assert.Equal(["+JobFailed"], job.Told);
    }

    [Fact]
    public void A_run_of_seconds_is_no_overrun_because_its_report_came_a_second_later()
    {
        var job = new JobPlay(Declared);
        for (var run = 0; run < 6; run++)
        {
            job.Runs($"{run}", FromSeconds(2));
        }

        job.Runs("7", FromSeconds(60)).Runs("8", FromSeconds(1));
        Assert.Empty(job.Told);

        job.Runs("9", FromSeconds(62) + FromSeconds(31));
        Assert.Equal(["+JobOverrun", "-JobOverrun"], job.Told);
    }

    [Fact]
    public void A_success_without_a_stamp_that_was_on_its_way_for_as_long_as_a_report_may_is_in_time()
    {
        var definition = Declared with { MaxRuntime = FromMinutes(30) };
        var job = new JobPlay(definition).Start().Pass(FromMinutes(30) + FromSeconds(29)).Success();
        var stamped = new JobPlay(definition).Start("1", said => said with { At = JobPlay.Begin })
            .Pass(FromMinutes(30) + FromSeconds(29))
            .Success("1", said => said with { At = JobPlay.Begin + FromSeconds(1829) });

        Assert.Empty(job.Told);
        Assert.Equal(["+JobOverrun"], stamped.Told);
    }

    [Fact]
    public void Of_what_is_expected_only_the_bounds_that_there_are_are_said()
    {
        var least = new JobPlay(new() { Name = "train", Expected = new(FromMinutes(10), TimeBounds.Endless) })
            .Runs("1", FromMinutes(5));
        var most = new JobPlay(new() { Name = "train", Expected = new(Zero, FromMinutes(10)) })
            .Start().Pass(FromMinutes(15));

        Assert.Equal("5 min; at least 10 min are expected", least.Alert("JobTooFast").Annotations["why"]);
        Assert.Equal("10.5 min; at most 10 min are expected", most.Alert("JobOverrun").Annotations["why"]);
    }

    [Fact]
    public void A_run_that_is_stuck_again_after_a_person_has_ended_the_alert_is_told_again()
    {
        var definition = Declared with { ProgressEvery = FromMinutes(5) };
        var job = new JobPlay(definition).Start().Pass(FromMinutes(8)).Say(JobEventType.Resolve, null);

        job.Pass(FromMinutes(20));
        Assert.Equal(["+JobStuck", "-JobStuck"], job.Told);

        job.Progress().Pass(FromMinutes(20));
        Assert.Equal(["+JobStuck", "-JobStuck", "+JobStuck"], job.Told);
    }

    [Fact]
    public void A_run_that_is_stuck_after_a_person_has_ended_its_overrun_is_told()
    {
        var definition = Declared with { MaxRuntime = FromMinutes(30), ProgressEvery = FromMinutes(10) };
        var job = new JobPlay(definition).Start();
        for (var minutes = 0; minutes < 36; minutes += 9)
        {
            job.Pass(FromMinutes(9)).Progress();
        }

        job.Say(JobEventType.Resolve, null).Pass(FromHours(1));

        Assert.Equal(["+JobOverrun", "-JobOverrun", "+JobStuck"], job.Told);
    }

    private static Func<JobEvent, JobEvent> Stamped(DateTimeOffset at) => said => said with { At = at };
}
