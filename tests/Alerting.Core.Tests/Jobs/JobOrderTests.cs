using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>Reports that are late, overtaken or repeated, and clocks that are put right.</summary>
public sealed class JobOrderTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

    [Fact]
    public void The_delayed_success_of_an_older_run_does_not_end_the_failure_of_a_newer_one()
    {
        var job = new JobPlay(Declared).Start("1", At(JobPlay.Begin)).Pass(FromMinutes(10))
            .Start("2", At(JobPlay.Begin.AddMinutes(10))).Fail("2", At(JobPlay.Begin.AddMinutes(10).AddSeconds(1)))
            .Pass(FromSeconds(10)).Success("1", At(JobPlay.Begin.AddMinutes(9)));
        Assert.Equal(["JobFailed"], job.Firing);

        job.Pass(FromMinutes(10)).Runs("3", FromMinutes(1));
        Assert.Empty(job.Firing);
    }

    [Fact]
    public void The_delayed_failure_of_an_older_run_does_not_make_an_alert_older()
    {
        var job = new JobPlay(Declared).Start("1").Pass(FromMinutes(10))
            .Start("2").Fail("2").Pass(FromMinutes(1)).Fail("1");

        Assert.Equal(("2", JobPlay.Begin.AddMinutes(10)), (job.Alert("JobFailed").Run, job.Alert("JobFailed").Since));
    }

    [Fact]
    public void Progress_that_was_overtaken_does_not_have_the_last_word()
    {
        var job = new JobPlay(Declared).Start("1", Placed(0))
            .Progress("1", said => Auc(0.9)(said) with { Sequence = 5 })
            .Progress("1", said => Auc(0.5)(said) with { Sequence = 3, Rows = 7 });

        Assert.Equal(0.9, job.Run("1")!.Words.Metrics!["auc"].Value);
        Assert.Equal(7, job.Run("1")!.Words.Rows);
    }

    [Fact]
    public void Where_nobody_counts_the_stamps_say_which_word_is_later()
    {
        var job = new JobPlay(Declared).Start("1", At(JobPlay.Begin)).Pass(FromMinutes(10))
            .Progress("1", said => Auc(0.9)(said) with { At = JobPlay.Begin.AddMinutes(9) })
            .Progress("1", said => Auc(0.5)(said) with { At = JobPlay.Begin.AddMinutes(8) });

        Assert.Equal(0.9, job.Run("1")!.Words.Metrics!["auc"].Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_ends_the_words_are_those_of_the_one_that_counts(bool isFailFirst)
    {
        static JobEvent Failed(JobEvent said) => said with { Reason = "OOMKilled" };
        static JobEvent Succeeded(JobEvent said) => said with { Reason = "done" };
        var job = new JobPlay(Declared).Start();
        job = isFailFirst
            ? job.Fail("1", Failed).Success("1", Succeeded)
            : job.Success("1", Succeeded).Fail("1", Failed);

        Assert.Equal("OOMKilled", job.Run("1")!.Words.Reason);
    }

    [Fact]
    public void A_ping_that_was_overtaken_by_the_end_of_its_run_begins_no_other()
    {
        static JobEvent Ping(JobEvent said) => said with { IsPing = true };
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(5) }).Start(null, Ping).Pass(FromMinutes(4))
            .Success(null, Ping).Pass(FromSeconds(20)).Progress(null, Ping).Pass(FromHours(1))
            .Success(null, Ping).Pass(FromSeconds(20)).Start(null, Ping).Pass(FromHours(1));
        Assert.Empty(job.Told);
        Assert.Empty(job.State.Open);

        job.Success(null, Ping).Pass(FromSeconds(20)).Start(null, Ping).Pass(FromMinutes(1)).Fail(null, Ping);
        Assert.Equal(["JobFailed"], job.Firing);
    }

    [Fact]
    public void What_kind_of_run_it_is_counts_though_its_start_was_overtaken()
    {
        var job = new JobPlay(Declared).Progress().Start("1", said => said with { Kind = RunKind.Test }).Fail();

        Assert.Empty(job.Told);
    }

    [Fact]
    public void What_kind_of_run_it_was_counts_though_it_is_over()
    {
        var job = new JobPlay(Declared).Runs("1", FromMinutes(1))
            .Progress("1", said => said with { Kind = RunKind.Backfill });

        Assert.Equal(RunKind.Backfill, Assert.Single(job.State.Recent).Kind);
    }

    [Fact]
    public void A_clock_that_is_put_right_while_a_run_goes_on_does_not_make_it_stuck()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(4) })
            .Start("1", At(JobPlay.Begin.AddMinutes(5)));
        for (var minute = 0; minute < 20; minute += 2)
        {
            job.Pass(FromMinutes(2)).Progress("1", At(job.Now));
        }

        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_repeat_that_is_too_old_to_be_known_as_one_is_not_a_sign_of_life()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(10) }).Start("1", At(JobPlay.Begin));
        for (var report = 0; report < 2 * Run.MostSeen; report++)
        {
            job.Pass(FromMinutes(1)).Progress("1", At(job.Now));
        }

        job.Pass(FromMinutes(8)).Progress("1", At(JobPlay.Begin.AddMinutes(1))).Pass(FromMinutes(3));

        Assert.Equal(["+JobStuck"], job.Told);
    }

    [Fact]
    public void A_repeat_of_a_failure_that_100_runs_ago_was_told_is_not_told_again()
    {
        static JobEvent Named(JobEvent said) => said with { EventId = "f", At = JobPlay.Begin };
        var job = new JobPlay(Declared).Start("old").Fail("old", Named);
        OthersEnd(job, 101);

        job.Fail("old", Named);

        Assert.Equal(["+JobFailed", "-JobFailed"], job.Told);
        Assert.Null(job.Run("old"));
    }

    [Fact]
    public void A_run_that_has_the_name_of_one_forgotten_long_ago_is_a_run()
    {
        var job = new JobPlay(Declared).Start("again").Success("again");
        OthersEnd(job, 101);

        job.Pass(FromHours(1)).Start("again", At(job.Now)).Fail("again", At(job.Now));

        Assert.Equal(["JobFailed"], job.Firing);
    }

    [Fact]
    public void A_run_that_is_tried_again_is_not_forgotten_because_100_others_end()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true, ProgressEvery = FromHours(1) })
            .Start("r").Fail("r").Start("r", said => said with { Attempt = 2 });
        OthersEnd(job, 100);

        Assert.NotNull(job.Run("r"));
        Assert.Single(job.State.Open);
        Assert.Equal(100, job.State.Recent.Length);
    }

    [Fact]
    public void The_next_attempt_that_fails_is_told_after_a_person_has_ended_the_first()
    {
        static JobEvent Second(JobEvent said) => said with { Attempt = 2 };
        var job = new JobPlay(Declared).Start().Fail().Say(JobEventType.Resolve, null)
            .Pass(FromHours(1)).Start("1", Second).Pass(FromMinutes(5)).Fail("1", Second);

        Assert.Equal(["JobFailed"], job.Firing);
        Assert.StartsWith("attempt 2 failed", job.Alert("JobFailed").Annotations["why"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_attempt_may_be_stuck_as_the_first_was()
    {
        static JobEvent Second(JobEvent said) => said with { Attempt = 2 };
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(5) }).Start().Pass(FromMinutes(10))
            .Say(JobEventType.Resolve, null).Start("1", Second).Pass(FromMinutes(10));

        Assert.Equal(["+JobStuck", "-JobStuck", "+JobStuck"], job.Told);
    }

    [Fact]
    public void A_record_without_a_run_behind_the_end_of_a_ping_leaves_the_run_that_goes_on_as_it_is()
    {
        var job = new JobPlay(Declared with { MaxRuntime = FromMinutes(30), IsConcurrent = true }).Start("named")
            .Pass(FromMinutes(1)).Say(JobEventType.Start, null, Pinged).Pass(FromMinutes(1));
        job.Look(New(job, JobEventType.Success), New(job, JobEventType.Status));

        Assert.NotNull(job.Run("named")!.Current);
        Assert.Equal(["JobOverrun"], job.Pass(FromHours(1)).Firing);
    }

    private static JobEvent Pinged(JobEvent said) => said with { IsPing = true };

    private static JobNews New(JobPlay job, JobEventType type) =>
        new(new() { Type = type, Job = job.State.Name, IsPing = true }, job.Now, null);

    private static void OthersEnd(JobPlay job, int count)
    {
        for (var run = 0; run < count; run++)
        {
            job.Pass(FromSeconds(10)).Start($"{run}").Success($"{run}");
        }
    }

    private static Func<JobEvent, JobEvent> Placed(long sequence) => said => said with { Sequence = sequence };

    private static Func<JobEvent, JobEvent> At(DateTimeOffset at) => said => said with { At = at };

    private static Func<JobEvent, JobEvent> Auc(double value) => said => said with
    {
        Metrics = JobEvent.NoMetrics.Add("auc", new(value, null)),
    };
}
