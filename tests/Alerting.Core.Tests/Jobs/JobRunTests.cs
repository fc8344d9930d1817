using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>What is wrong with one run: no schedule here.</summary>
public sealed class JobRunTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

    [Fact]
    public void A_failed_run_is_told_at_once_and_ends_with_the_next_success()
    {
        var job = new JobPlay(Declared).Start("1").Pass(FromMinutes(10)).Fail("1", said => said with
        {
            ExitCode = 137,
            Reason = "OOMKilled",
            Message = "epoch 3",
        });

        Assert.Equal(["+JobFailed"], job.Told);
        var alert = job.Alert("JobFailed");
        Assert.Equal("train failed: OOMKilled (exit 137): epoch 3", alert.Annotations["summary"]);
        Assert.Equal(("train", "critical", "ERROR"), (alert.Labels["job"], alert.Labels["severity"], alert.Labels["level"]));
        Assert.Equal("1", alert.Annotations["run"]);
        Assert.DoesNotContain("run", alert.Labels.Keys);

        job.Pass(FromHours(1)).Runs("2", FromMinutes(10));

        Assert.Equal(["+JobFailed", "-JobFailed"], job.Told);
    }

    [Fact]
    public void A_job_that_nobody_declared_says_that_it_failed_and_nothing_else()
    {
        var job = new JobPlay(null)
            .Success("never started").Start("1").Start("2").Pass(FromDays(3)).Progress("1").Fail("1")
            .Say(JobEventType.Cancel, "2").Pass(FromDays(1));

        Assert.Equal(["+JobFailed"], job.Told);
        Assert.Equal("warning", job.Alert("JobFailed").Labels["severity"]);
    }

    [Fact]
    public void What_nobody_ends_ends_after_seven_days_without_a_schedule()
    {
        var job = new JobPlay(Declared).Fail();

        job.Pass(FromDays(7) - FromSeconds(1));
        Assert.Equal(["JobFailed"], job.Firing);

        job.Pass(FromSeconds(2));
        Assert.Empty(job.Firing);
    }

    [Fact]
    public void A_person_ends_what_is_open()
    {
        var job = new JobPlay(Declared).Fail().Say(JobEventType.Resolve, null);

        Assert.Equal(["+JobFailed", "-JobFailed"], job.Told);
    }

    [Fact]
    public void An_attempt_that_may_be_repeated_is_told_only_when_no_other_comes()
    {
        var definition = Declared with { Retries = 2, Grace = FromMinutes(5) };
        var job = new JobPlay(definition).Start().Fail().Pass(FromMinutes(5));

        Assert.Empty(job.Told);

        job.Pass(FromMinutes(1));
        Assert.Equal(["+JobFailed"], job.Told);
        Assert.Contains("attempt 1 failed and no other came within 5 min", job.Alert("JobFailed").Annotations["why"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_seldom_asked_has_its_retries()
    {
        var probe = new Probe(new("http://test"), FromMinutes(10), [], FromSeconds(5));
        var job = new JobPlay(new() { Name = "train", Probe = probe, Retries = 1 }).Fail("1", OfProbe).Pass(FromMinutes(10));
        Assert.Empty(job.Told);

        job.Fail("1", said => OfProbe(said) with { Attempt = 2 });
        Assert.Equal(["+JobFailed"], job.Told);

        static JobEvent OfProbe(JobEvent said) => said with { IsPing = true };
    }

    [Fact]
    public void The_last_attempt_that_fails_is_told()
    {
        var job = new JobPlay(Declared with { Retries = 1 })
            .Start().Fail().Start("1", Second).Fail("1", Second);

        Assert.Equal(["+JobFailed"], job.Told);
        Assert.StartsWith("attempt 2 failed", job.Alert("JobFailed").Annotations["why"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_success_after_a_retry_is_only_a_note()
    {
        var job = new JobPlay(Declared with { Retries = 1 })
            .Start().Fail().Start("1", Second).Success("1", Second);

        Assert.Equal(["+JobSucceededAfterRetry"], job.Told);
        Assert.Equal("info", job.Alert("JobSucceededAfterRetry").Labels["severity"]);

        job.Runs("2", FromMinutes(1));
        Assert.Empty(job.Firing);
    }

    [Fact]
    public void The_next_attempt_may_come_before_the_end_of_the_one_before()
    {
        var job = new JobPlay(Declared with { Retries = 1 })
            .Start("1", Second).Fail().Start().Success("1", Second).Pass(FromHours(1));

        Assert.Equal(["+JobSucceededAfterRetry"], job.Told);
    }

    [Fact]
    public void An_end_without_a_start_waits_for_a_start_that_is_late()
    {
        var late = new JobPlay(Declared).Success().Pass(FromSeconds(20)).Start().Pass(FromHours(1));
        var never = new JobPlay(Declared).Success().Pass(FromMinutes(1));

        Assert.Empty(late.Told);
        Assert.Equal(["+JobEndedWithoutStart"], never.Told);
    }

    [Fact]
    public void A_ping_needs_no_start()
    {
        var job = new JobPlay(Declared).Success(null, said => said with { IsPing = true }).Pass(FromHours(1));

        Assert.Empty(job.Told);
        Assert.Single(job.State.Recent);
    }

    [Fact]
    public void Pings_without_a_name_are_about_the_run_that_was_begun()
    {
        var job = new JobPlay(Declared).Start(null, Ping).Pass(FromMinutes(5)).Fail(null, Ping).Success(null, Ping);

        Assert.Equal(["+JobFailed", "-JobFailed"], job.Told);
        Assert.Equal([300.0, null], job.State.Recent.Select(run => run.Seconds));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void A_stamp_that_no_clock_and_no_delay_explains_is_none(string stamp)
    {
        var wrong = DateTimeOffset.Parse(stamp, System.Globalization.CultureInfo.InvariantCulture);
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30), ProgressEvery = FromMinutes(10) })
            .Start("1", said => said with { At = wrong, ScheduledAt = wrong })
            .Progress("1", said => said with { At = DateTimeOffset.MinValue })
            .Progress("1", said => said with { At = DateTimeOffset.MaxValue })
            .Say(JobEventType.Status, "2", said => said with { At = wrong })
            .Pass(FromMinutes(5)).Success("1", said => said with { At = wrong });

        Assert.Empty(job.Told);
        Assert.Equal(300, job.State.Recent[0].Seconds);
    }

    [Fact]
    public void Progress_after_the_end_changes_nothing_and_says_nothing_over_the_end()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(1) })
            .Start().Success("1", said => said with { Rows = 100 })
            .Progress("1", said => said with { Rows = 5 }).Pass(FromHours(1));

        Assert.Empty(job.Told);
        Assert.Empty(job.State.Open);
        Assert.Equal(100, job.Run("1")!.Words.Rows);
    }

    [Theory]
    [InlineData(JobEventType.Success, JobEventType.Fail)]
    [InlineData(JobEventType.Fail, JobEventType.Success)]
    public void Of_two_ends_the_worse_counts_in_whichever_order_they_come(JobEventType first, JobEventType second)
    {
        var job = new JobPlay(Declared).Start().Say(first).Say(second).Pass(FromHours(1));

        Assert.Equal(["JobFailed"], job.Firing);
    }

    [Fact]
    public void Of_two_ends_with_a_sequence_the_later_counts()
    {
        var job = new JobPlay(Declared).Start()
            .Success("1", said => said with { Sequence = 9 }).Fail("1", said => said with { Sequence = 3 });

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_repeat_changes_nothing()
    {
        static JobEvent Named(JobEvent said) => said with { EventId = said.Type + "1" };
        var job = new JobPlay(Declared).Start("1", Named).Fail("1", Named);
        var before = job.State.Versions;

        job.Start("1", Named).Fail("1", Named).Fail("1", Named);

        Assert.Equal(["+JobFailed"], job.Told);
        Assert.Equal(before, job.State.Versions);
    }

    [Fact]
    public void A_repeat_is_known_by_what_it_says_where_it_is_stamped()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(10) }).Start("1", Stamped(JobPlay.Begin));
        job.Pass(FromMinutes(9)).Progress("1", Stamped(JobPlay.Begin.AddMinutes(9)));

        job.Pass(FromMinutes(9)).Progress("1", Stamped(JobPlay.Begin.AddMinutes(9))).Pass(FromMinutes(2));

        Assert.Equal(["+JobStuck"], job.Told);
    }

    [Fact]
    public void The_same_run_begun_twice_is_told()
    {
        var job = new JobPlay(Declared)
            .Start("1", Stamped(JobPlay.Begin)).Start("1", Stamped(JobPlay.Begin.AddSeconds(30)));

        Assert.Equal(["+JobDuplicateRun"], job.Told);
    }

    [Fact]
    public void Where_several_runs_go_on_each_has_an_alert_of_its_own()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true })
            .Start("a").Start("b").Start("c").Fail("a").Fail("b").Success("c");

        Assert.Equal(["a", "b"], job.State.Firing.Select(alert => alert.Labels["run"]).Order(StringComparer.Ordinal));

        job.Start("a", Second).Success("a", Second);
        Assert.Equal(["b"], job.State.Firing.Select(alert => alert.Labels["run"]));
    }

    [Fact]
    public void A_cancelled_run_is_only_a_note()
    {
        var job = new JobPlay(Declared).Start().Say(JobEventType.Cancel, "1", said => said with { Message = "by Mia" });

        Assert.Equal("train was cancelled: by Mia", job.Alert("JobCancelled").Annotations["summary"]);
        Assert.Equal("info", job.Alert("JobCancelled").Labels["severity"]);
    }

    [Fact]
    public void What_nobody_wants_to_hear_of_is_not_told()
    {
        var job = new JobPlay(Declared with { Ignored = [JobTrouble.Cancelled] }).Start().Say(JobEventType.Cancel);

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_test_run_is_nobodys_business()
    {
        static JobEvent Test(JobEvent said) => said with { Kind = RunKind.Test };
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(1), ConsecutiveFailures = 1 })
            .Start("1", Test).Pass(FromHours(1)).Fail("1", Test);

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_backfill_that_fails_is_a_warning_of_its_own_that_only_backfills_end()
    {
        var job = new JobPlay(Declared).Start("b", Backfill).Fail("b", Backfill);

        Assert.Equal(("warning", "backfill"), (job.Alert("JobFailed").Labels["severity"], job.Alert("JobFailed").Labels["kind"]));

        job.Runs("1", FromMinutes(1));
        Assert.Equal(["JobFailed"], job.Firing);

        job.Start("c", Backfill).Success("c", Backfill);
        Assert.Empty(job.Firing);
    }

    [Theory]
    [InlineData(JobEventType.TrainingError, null, "JobTrainingError")]
    [InlineData(JobEventType.InputDrift, Level.Error, "JobInputDrift")]
    [InlineData(JobEventType.InputDrift, null, null)]
    [InlineData(JobEventType.DataGenerated, null, null)]
    [InlineData(JobEventType.Status, Level.Critical, null)]
    public void What_a_job_reports_of_itself_is_an_alert_from_level_error_on(JobEventType type, Level? level, string? alert)
    {
        var job = new JobPlay(Declared).Start().Say(type, "1", said => said with { Level = level, Message = "m" });

        Assert.Equal(alert is null ? [] : ["+" + alert], job.Told);
        Assert.Equal("m", job.Run("1")!.Statuses[^1].Message);
    }

    [Fact]
    public void Alerts_are_mentioned_again_before_they_would_be_stale()
    {
        var job = new JobPlay(Declared).Fail();
        var version = job.State.Versions;

        job.Pass(FromHours(12) + FromSeconds(1));

        Assert.True(job.State.Versions > version);
        Assert.Equal(["+JobFailed"], job.Told);
    }

    [Fact]
    public void A_job_that_is_no_longer_declared_leaves_nothing_open_and_nothing_due()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(1) }).Start().Pass(FromMinutes(5));
        Assert.Equal(["JobStuck"], job.Firing);

        job.Definition = null;
        job.Look([]);

        Assert.Empty(job.Firing);
        Assert.Equal(JobPlay.Begin.AddDays(7).AddTicks(1), job.State.Due);
    }

    [Fact]
    public void A_run_that_nothing_is_expected_of_is_forgotten_after_seven_days()
    {
        var job = new JobPlay(null).Start().Pass(FromDays(7) + FromSeconds(1));

        Assert.Null(job.Run("1"));
        Assert.Empty(job.State.Open);
    }

    [Fact]
    public void A_job_with_nothing_due_costs_nothing()
    {
        var job = new JobPlay(Declared).Runs("1", FromMinutes(5));
        var looks = job.Looks;

        job.Pass(FromDays(300));

        Assert.Equal(looks, job.Looks);
    }

    [Fact]
    public void Only_so_many_runs_are_kept()
    {
        var job = new JobPlay(null);
        for (var run = 0; run < 105; run++)
        {
            job.Start($"{run}").Success($"{run}");
        }

        Assert.Equal(JobState.MostRecent, job.State.Recent.Length);
        Assert.Null(job.Run("4"));
        Assert.NotNull(job.Run("5"));
    }

    [Fact]
    public void A_person_who_ends_what_is_open_is_no_sign_of_life()
    {
        var job = new JobPlay(new() { Name = "train" }).Start().Fail().Pass(FromHours(1))
            .Say(JobEventType.Resolve, null);

        Assert.Equal(JobPlay.Begin, job.State.HeardAt);
    }

    private static JobEvent Ping(JobEvent said) => said with { IsPing = true };

    private static JobEvent Second(JobEvent said) => said with { Attempt = 2 };

    private static JobEvent Backfill(JobEvent said) => said with { Kind = RunKind.Backfill };

    private static Func<JobEvent, JobEvent> Stamped(DateTimeOffset at) => said => said with { At = at };
}
