using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>Runs that many workers share.</summary>
public sealed class JobPartTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

    [Fact]
    public void A_run_is_over_when_all_its_parts_are()
    {
        var job = new JobPlay(Declared);
        for (var part = 0; part < 50; part++)
        {
            job.Start("1", Of(part, 50));
        }

        for (var part = 0; part < 50; part++)
        {
            Assert.Empty(job.State.Recent);
            job.Success("1", Of(part, 50));
        }

        Assert.Equal(RunOutcome.Success, Assert.Single(job.State.Recent).Outcome);
        Assert.Empty(job.Told);
    }

    [Fact]
    public void Without_a_number_it_is_over_when_nothing_comes_any_more()
    {
        var job = new JobPlay(Declared).Start("1", Of(1)).Start("1", Of(2)).Success("1", Of(1)).Success("1", Of(2));
        Assert.Empty(job.State.Recent);

        job.Pass(FromMinutes(6));

        Assert.Equal(RunOutcome.Success, Assert.Single(job.State.Recent).Outcome);
    }

    [Fact]
    public void However_many_parts_fail_one_alert_tells_of_them_and_their_count()
    {
        var job = new JobPlay(Declared);
        for (var part = 0; part < 200; part++)
        {
            job.Start("1", Of(part, 200));
        }

        for (var part = 0; part < 200; part++)
        {
            job.Say(part % 10 == 3 ? JobEventType.Fail : JobEventType.Success, "1", said => Of(part, 200)(said) with
            {
                Reason = part % 10 == 3 ? "OOMKilled" : null,
            });
        }

        Assert.Equal(["+JobFailed"], job.Told);
        Assert.Equal(
            "20 of 200 partitions failed: 3: OOMKilled; 13: OOMKilled; 23: OOMKilled; 33: OOMKilled; 43: OOMKilled",
            job.Alert("JobFailed").Annotations["why"]);
    }

    [Fact]
    public void A_repeated_or_reordered_report_of_a_part_counts_once()
    {
        var job = new JobPlay(Declared);
        for (var part = 0; part < 10; part++)
        {
            job.Success("1", Of(part, 10)).Success("1", Of(part, 10)).Start("1", Of(part, 10)).Fail("x");
        }

        Assert.Equal(10, job.Run("1")!.Parts!.Succeeded);
        Assert.Equal(0, job.Run("1")!.Parts!.Running);
    }

    [Fact]
    public void A_silent_part_is_named()
    {
        var job = new JobPlay(Declared with { ProgressEvery = FromMinutes(10) });
        for (var part = 0; part < 30; part++)
        {
            job.Start("1", Of(part, 30));
        }

        for (var minute = 0; minute < 30; minute++)
        {
            job.Pass(FromMinutes(1));
            for (var part = 0; part < 30; part++)
            {
                if (part != 7)
                {
                    job.Progress("1", Of(part, 30));
                }
            }
        }

        Assert.Equal(["+JobStuck"], job.Told);
        Assert.Equal(
            "1 of 30 partitions say nothing or take too long: 7", job.Alert("JobStuck").Annotations["why"]);
    }

    [Fact]
    public void A_part_that_is_tried_again_has_not_failed()
    {
        var job = new JobPlay(Declared with { Retries = 1 })
            .Start("1", Of(1, 1)).Fail("1", Of(1, 1))
            .Start("1", said => Of(1, 1)(said) with { Attempt = 2 })
            .Success("1", said => Of(1, 1)(said) with { Attempt = 2 });

        Assert.Empty(job.Told);
        Assert.Equal(RunOutcome.Success, Assert.Single(job.State.Recent).Outcome);
    }

    [Fact]
    public void The_rows_of_the_parts_are_the_rows_of_the_run()
    {
        var job = new JobPlay(Declared with { Rows = new(100, null) });
        for (var part = 0; part < 4; part++)
        {
            job.Start("1", Of(part, 4)).Success("1", said => Of(part, 4)(said) with { Rows = 30 });
        }

        Assert.Equal(120, job.Run("1")!.Words.Rows);
        Assert.Empty(job.Told);
    }

    [Fact]
    public void A_part_that_fails_after_a_lull_is_told()
    {
        var job = new JobPlay(Declared).Start("1", Of(1)).Success("1", Of(1)).Pass(FromMinutes(6));
        Assert.Equal(RunOutcome.Success, Assert.Single(job.State.Recent).Outcome);

        job.Start("1", Of(2));
        Assert.Empty(job.State.Recent);

        job.Fail("1", Of(2)).Pass(FromMinutes(6));
        Assert.Equal(["JobFailed"], job.Firing);
        Assert.Equal(RunOutcome.Fail, Assert.Single(job.State.Recent).Outcome);
    }

    [Fact]
    public void Of_a_run_whose_parts_are_not_kept_a_repeat_is_nothing_and_a_failure_is_told()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true }).Start("1", Of(1, 1)).Success("1", Of(1, 1));
        for (var run = 2; run < 6; run++)
        {
            job.Runs($"{run}", FromMinutes(1));
        }

        job.PartsAreCleared("1").Success("1", Of(1, 1));
        Assert.Equal(1, job.Run("1")!.Parts!.Succeeded);

        job.Fail("1", Of(2, 1));
        Assert.Equal(["JobFailed"], job.Firing);
        Assert.Equal("1 of 2 partitions failed: 2: it did not say why", job.Alert("JobFailed").Annotations["why"]);
    }

    [Fact]
    public void As_many_parts_are_waited_for_as_any_of_them_says()
    {
        var job = new JobPlay(Declared).Success("1", Of(1, 3)).Success("1", Of(2, 0)).Success("1", Of(3, 2));

        Assert.Equal(3, job.Run("1")!.Parts!.Expected);
        Assert.Single(job.State.Recent);
    }

    [Fact]
    public void A_run_of_parts_that_is_tried_again_and_succeeds_has_succeeded()
    {
        var job = new JobPlay(Declared).Start("1", Of(1, 1)).Fail("1", Of(1, 1));
        Assert.Equal(["JobFailed"], job.Firing);

        job.Start("1", Second).Success("1", Second);

        Assert.Empty(job.Firing);
        Assert.Equal(RunOutcome.Success, Assert.Single(job.State.Recent).Outcome);
        Assert.Empty(job.Run("1")!.Parts!.Named);
    }

    [Fact]
    public void A_part_that_fails_and_is_not_tried_again_has_failed()
    {
        var job = new JobPlay(Declared with { Retries = 1, ProgressEvery = FromHours(1) });
        for (var part = 0; part < 12; part++)
        {
            job.Start("1", Of(part)).Fail("1", Of(part));
        }

        job.Start("1", Of(12)).Success("1", Of(12)).Pass(FromMinutes(20));

        Assert.Equal(["+JobFailed"], job.Told);
        var parts = job.Run("1")!.Parts!;
        Assert.Equal((12, 1, 0), (parts.Failed, parts.Succeeded, parts.Running));
        Assert.Equal(RunOutcome.Fail, Assert.Single(job.State.Recent).Outcome);
    }

    [Fact]
    public void A_thousand_parts_that_fail_and_are_not_tried_again_take_few_looks_at_all_of_them()
    {
        var job = new JobPlay(new() { Name = "train", Retries = 1 });
        for (var part = 0; part < 1_000; part++)
        {
            job.Fail("1", said => said with { Partition = $"{part}", Partitions = 1_000 });
        }

        var looks = job.Looks;
        job.Pass(FromHours(1));

        Assert.Equal(1_000, job.Run("1")!.Parts!.Failed);
        Assert.Equal(["+JobFailed"], job.Told);
        Assert.True(job.Looks - looks < 50, $"{job.Looks - looks}");
    }

    [Fact]
    public void A_record_of_a_part_that_names_no_run_leaves_the_part_as_it_is()
    {
        static JobEvent OfPart(JobEvent said) => said with { Partition = "a" };
        var job = new JobPlay(new() { Name = "train" }).Start("1", OfPart).Pass(FromMinutes(1))
            .Say(JobEventType.Status, null, OfPart).Pass(FromMinutes(1)).Success("1", OfPart).Pass(FromMinutes(10));

        Assert.Equal(RunOutcome.Success, job.Run("1")!.Judged);
    }

    [Fact]
    public void The_rows_of_the_parts_stay_a_number()
    {
        var job = new JobPlay(Declared)
            .Success("1", said => Of(1)(said) with { Rows = 1.5e308 })
            .Success("1", said => Of(2)(said) with { Rows = 1.5e308 });

        Assert.Equal(double.MaxValue, job.Run("1")!.Words.Rows);
    }

    [Fact]
    public void A_driver_that_says_only_the_end_of_its_parts_did_not_end_without_a_start()
    {
        var job = new JobPlay(Declared).Start("1", Of(1)).Success("1", Of(1)).Success("1").Pass(FromMinutes(1));

        Assert.Empty(job.Told);
    }

    [Fact]
    public void Where_all_that_were_named_have_succeeded_since_none_is_named()
    {
        var job = new JobPlay(new() { Name = "train" });
        for (var part = 0; part < 6; part++)
        {
            job.Fail("1", said => said with { Partition = $"p{part}", Partitions = 6 });
        }

        for (var part = 0; part < 5; part++)
        {
            job.Success("1", said => said with { Partition = $"p{part}", Partitions = 6, Attempt = 2 });
        }

        Assert.Equal("1 of 6 partitions failed", job.Alert("JobFailed").Annotations["why"]);
    }

    private static JobEvent Second(JobEvent said) => Of(1, 1)(said) with { Attempt = 2 };

    private static Func<JobEvent, JobEvent> Of(int part, int? of = null) =>
        said => said with { Partition = $"{part}", Partitions = of };
}
