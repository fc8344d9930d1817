using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;
using NodaTime;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>Runs that should begin at a time.</summary>
public sealed class JobSlotTests
{
    private static readonly JobDefinition Nightly = new()
    {
        Name = "train",
        Schedule = Cron("0 2 * * *", "UTC"),
        Grace = FromMinutes(10),
    };

    private static readonly DateTimeOffset Two = JobPlay.Begin.AddHours(2);

    [Fact]
    public void A_run_that_does_not_begin_is_missed_after_its_grace_and_the_time_a_report_takes()
    {
        var job = Declared();

        job.PassTo(Two + FromMinutes(10) + FromSeconds(29));
        Assert.Empty(job.Told);

        job.Pass(FromSeconds(1.1));
        Assert.Equal(["+JobNeverStarted"], job.Told);
        Assert.Equal(
            "train has not started: no run by 2026-03-02 02:10 UTC for 2026-03-02 02:00 UTC, schedule 0 2 * * * (UTC); "
            + "never heard of",
            job.Alert("JobNeverStarted").Annotations["summary"]);
    }

    [Fact]
    public void A_run_of_29_February_is_missed_though_the_next_is_years_away()
    {
        var job = new JobPlay(new()
        {
            Name = "train",
            Schedule = CronSchedule.Parse("0 9 29 2 *", DateTimeZone.Utc, out _),
        }).Pass(FromSeconds(1)).Look();

        job.PassTo(new(2028, 2, 29, 10, 0, 0, TimeSpan.Zero));

        Assert.Equal(["+JobNeverStarted"], job.Told);
        Assert.True(job.Looks < 20, $"{job.Looks}");
    }

    [Fact]
    public void What_lies_before_a_job_was_declared_was_not_promised()
    {
        var job = new JobPlay(Nightly);
        job.PassTo(Two + FromHours(1)).Look([]);

        job.Pass(FromHours(20));

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_missed_run_ends_with_the_next_scheduled_success_and_not_with_a_manual_one()
    {
        var job = Declared().PassTo(Two + FromHours(1));
        job.Runs("by hand", FromMinutes(5), said => said with { Kind = RunKind.Manual });
        Assert.Equal(["JobNeverStarted"], job.Firing);

        job.PassTo(Two + FromDays(1)).Runs("next", FromMinutes(5));
        Assert.Equal(["+JobNeverStarted", "-JobNeverStarted"], job.Told);
    }

    [Fact]
    public void Several_missed_runs_are_one_alert()
    {
        var job = Declared().Pass(FromDays(5));

        Assert.Equal(["+JobNeverStarted"], job.Told);
        Assert.Contains(
            "for 2026-03-06 02:00", job.Alert("JobNeverStarted").Annotations["why"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_time_is_not_told()
    {
        var job = Declared();
        for (var day = 0; day < 10; day++)
        {
            job.PassTo(Two + FromDays(day) + FromMinutes(9)).Runs($"{day}", FromMinutes(50));
        }

        Assert.Empty(job.Told);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void A_scheduler_whose_clock_is_minutes_wrong_is_in_time(int minutes)
    {
        var job = Declared();
        for (var day = 0; day < 5; day++)
        {
            job.PassTo(Two + FromDays(day) + FromMinutes(minutes))
                .Runs($"{day}", FromMinutes(50), said => said with { At = job.Now - FromMinutes(minutes) });
        }

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_start_after_the_grace_is_late_where_nobody_was_told_that_it_is_missing()
    {
        var job = new JobPlay(Nightly with { Ignored = [JobTrouble.NeverStarted] }).Look([])
            .PassTo(Two + FromMinutes(11)).Start();

        Assert.Equal(["+JobStartedLate"], job.Told);
        Assert.Contains("began 11 min after", job.Alert("JobStartedLate").Annotations["why"], StringComparison.Ordinal);

        job.Pass(FromMinutes(5)).Success();
        Assert.Equal(["+JobStartedLate", "-JobStartedLate"], job.Told);
    }

    [Fact]
    public void A_start_that_may_have_left_within_the_grace_is_not_late()
    {
        var stamped = Declared().PassTo(Two + FromMinutes(10) + FromSeconds(10))
            .Start("1", said => said with { At = Two + FromMinutes(10) - FromSeconds(5) });
        var bare = Declared().PassTo(Two + FromMinutes(10) + FromSeconds(29)).Start();

        Assert.Empty(stamped.Told);
        Assert.Empty(bare.Told);
    }

    [Fact]
    public void A_start_is_late_though_progress_overtook_it()
    {
        var job = new JobPlay(Nightly with { Ignored = [JobTrouble.NeverStarted] }).Look([])
            .PassTo(Two + FromMinutes(11)).Progress().Pass(FromSeconds(1)).Start();
        Assert.Equal(["+JobStartedLate"], job.Told);

        job.Pass(FromMinutes(5)).Success().Say(JobEventType.Status);
        Assert.Equal(["+JobStartedLate", "-JobStartedLate"], job.Told);
    }

    [Fact]
    public void A_job_of_every_10_s_that_keeps_its_time_is_not_missed()
    {
        var schedule = IntervalSchedule.Of(FromSeconds(10));
        var job = new JobPlay(Nightly with { Schedule = schedule, Grace = FromMinutes(30) }).Look([]);
        for (var run = 1; run < 400; run++)
        {
            job.PassTo(JobPlay.Begin.AddSeconds((10 * run) + 1)).Runs($"{run}", FromSeconds(3));
        }

        Assert.Empty(job.Told);

        job.Pass(FromMinutes(31));
        Assert.Equal(["+JobNeverStarted"], job.Told);
        Assert.InRange(job.State.Slots.Length, 20, 220);
    }

    [Fact]
    public void Where_nobody_looked_for_days_a_missed_run_is_over_when_the_last_has_succeeded()
    {
        var job = Declared();
        var failed = Declared();
        var last = Two + FromDays(4) + FromMinutes(5);

        job.Sleep(last).Look([Said(job, JobEventType.Start), Said(job, JobEventType.Success)]);
        failed.Sleep(last).Look([Said(failed, JobEventType.Start)]);

        Assert.Empty(job.Told);
        Assert.Equal(["+JobNeverStarted"], failed.Told);
        Assert.Contains(
            "for 2026-03-05 02:00", failed.Alert("JobNeverStarted").Annotations["why"], StringComparison.Ordinal);

        failed.Pass(FromMinutes(5)).Success("1");
        Assert.Empty(failed.Firing);
    }

    [Fact]
    public void A_run_that_says_only_later_that_it_is_no_scheduled_one_leaves_its_slot()
    {
        var job = Declared().PassTo(Two).Progress("1").Start("1", said => said with { Kind = RunKind.Manual });

        job.Success("1").Pass(FromHours(1));

        Assert.Equal(["+JobNeverStarted"], job.Told);
    }

    [Fact]
    public void A_backfill_does_not_push_the_usual_runs_out_of_the_rate()
    {
        var job = new JobPlay(Nightly with { FailureRate = new(0.2, FromDays(30), 5) }).Look([]);
        for (var day = 0; day < 6; day++)
        {
            job.PassTo(Two + FromDays(day)).Start($"{day}").Fail($"{day}");
        }

        for (var run = 0; run < 120; run++)
        {
            job.Start($"b{run}", Backfill).Success($"b{run}", Backfill);
        }

        job.PassTo(Two + FromDays(6)).Start("6").Fail("6");

        Assert.Contains("JobFailureRate", job.Firing);
        Assert.Equal(7 + JobState.MostAside, job.State.Recent.Length);
    }

    [Fact]
    public void A_run_names_its_slot_where_that_waits()
    {
        var job = Declared().PassTo(Two + FromMinutes(5))
            .Start("1", said => said with { ScheduledAt = Two }).Pass(FromDays(1) - FromMinutes(1));

        Assert.Equal(Two, job.Run("1")!.Slot);
    }

    [Fact]
    public void A_sender_that_names_the_beginning_of_the_interval_is_understood()
    {
        // As Airflow does: the run of 02:00 is for the day before.
        var job = Declared();
        for (var day = 0; day < 5; day++)
        {
            job.PassTo(Two + FromDays(day) + FromMinutes(1))
                .Runs($"{day}", FromMinutes(5), said => said with { ScheduledAt = Two + FromDays(day - 1) });
        }

        Assert.Empty(job.Told);
    }

    [Fact]
    public void Two_runs_of_one_slot_are_told_unless_the_first_has_failed()
    {
        var twice = Declared().PassTo(Two).Runs("1", FromMinutes(1)).Runs("2", FromMinutes(1));
        var again = Declared().PassTo(Two).Start("1").Fail("1").Runs("2", FromMinutes(1));

        Assert.Contains("+JobDuplicateRun", twice.Told);
        Assert.Equal(["+JobFailed", "-JobFailed"], again.Told);
    }

    [Fact]
    public void A_manual_run_does_not_stand_for_a_scheduled_one()
    {
        var job = Declared().PassTo(Two).Runs("1", FromMinutes(1), said => said with { Kind = RunKind.Manual });

        job.Pass(FromHours(1));

        Assert.Equal(["+JobNeverStarted"], job.Told);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Santiago")]
    [InlineData("Africa/Casablanca")]
    public void A_year_of_runs_in_time_is_silent_whatever_the_clocks_of_the_zone_do(string zone)
    {
        foreach (var expression in (string[])["30 2 * * *", "0 */1 * * *", "15 1 * * *"])
        {
            var schedule = Cron(expression, zone);
            var job = new JobPlay(Nightly with { Schedule = schedule }).Look([]);
            var end = job.Now + FromDays(expression[2] == '*' ? 60 : 365);
            for (var slot = schedule.After(job.Now); slot < end; slot = schedule.After(slot.Value))
            {
                job.PassTo(slot.Value + FromMinutes(3)).Runs($"{slot:O}", FromMinutes(2));
            }

            Assert.Empty(job.Told);
        }
    }

    [Fact]
    public void The_rate_of_failures_is_that_of_scheduled_runs_alone()
    {
        var job = new JobPlay(Nightly with { FailureRate = new(0.2, FromDays(30), 5), Ignored = [JobTrouble.Failed] })
            .Look([]);
        for (var day = 0; day < 10; day++)
        {
            job.PassTo(Two + FromDays(day)).Start($"{day}").Start($"b{day}", Backfill).Fail($"b{day}", Backfill);
            job.Say(day is 3 or 7 or 8 ? JobEventType.Fail : JobEventType.Success, $"{day}");
        }

        Assert.Equal(["+JobFailureRate"], job.Told.Where(told => told.Contains("Rate", StringComparison.Ordinal)));
        Assert.Equal("3 of 10 runs failed within 30 d; 20% may", job.Alert("JobFailureRate").Annotations["why"]);
    }

    [Fact]
    public void Failures_one_after_the_other_are_counted()
    {
        var job = new JobPlay(Nightly with { ConsecutiveFailures = 3 }).Look([]);
        for (var day = 0; day < 3; day++)
        {
            Assert.DoesNotContain("JobConsecutiveFailures", job.Firing);
            job.PassTo(Two + FromDays(day)).Start($"{day}").Fail($"{day}");
        }

        Assert.StartsWith(
            "3 runs failed one after the other", job.Alert("JobConsecutiveFailures").Annotations["why"],
            StringComparison.Ordinal);

        job.PassTo(Two + FromDays(3)).Runs("good", FromMinutes(1));
        Assert.Empty(job.Firing);
    }

    [Fact]
    public void What_lies_before_a_job_has_another_schedule_was_not_promised()
    {
        var job = Declared().PassTo(Two).Runs("1", FromMinutes(5)).PassTo(JobPlay.Begin.AddHours(14));

        job.Definition = Nightly with { Schedule = Cron("0 12 * * *", "UTC") };
        job.Look([]).Runs("2", FromMinutes(5));
        Assert.Empty(job.Told);

        job.Pass(FromDays(1));
        Assert.Equal(["+JobNeverStarted"], job.Told);
    }

    [Fact]
    public void A_run_of_a_slot_that_was_not_promised_is_not_late()
    {
        var job = new JobPlay(Nightly).PassTo(Two + FromHours(1)).Look([]).Runs("1", FromMinutes(5));

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_failure_that_another_run_made_up_for_while_a_retry_was_waited_for_is_not_told()
    {
        var named = new JobPlay(Nightly with { Retries = 1 }).Look([]).PassTo(Two)
            .Start("1").Fail("1").Pass(FromMinutes(1)).Runs("2", FromMinutes(2)).Pass(FromHours(1));
        var pings = new JobPlay(Nightly with { Retries = 1 }).Look([]).PassTo(Two)
            .Start(null, Ping).Fail(null, Ping).Pass(FromMinutes(1)).Runs(null!, FromMinutes(2), Ping)
            .Pass(FromHours(1));
        var twice = new JobPlay(Nightly with { Retries = 1 }).Look([]).PassTo(Two)
            .Start("1").Fail("1").Pass(FromMinutes(1)).Start("2").Fail("2").Pass(FromHours(1));

        Assert.Empty(named.Told);
        Assert.Empty(pings.Told);
        Assert.Equal(["+JobFailed"], twice.Told);
    }

    private static JobNews Said(JobPlay job, JobEventType type) =>
        new(new() { Type = type, Job = job.State.Name, Run = "1" }, job.Now, null);

    private static JobPlay Declared() => new JobPlay(Nightly).Look([]);

    private static JobEvent Ping(JobEvent said) => said with { IsPing = true };

    private static JobEvent Backfill(JobEvent said) => said with { Kind = RunKind.Backfill };

    private static Schedule Cron(string expression, string zone) =>
        CronSchedule.Parse(expression, DateTimeZoneProviders.Tzdb[zone], out var problem)
        ?? throw new InvalidOperationException(problem);
}
