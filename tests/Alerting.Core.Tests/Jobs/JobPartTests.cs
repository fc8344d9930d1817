using Alerting.Core.Jobs;
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

    private static Func<JobEvent, JobEvent> Of(int part, int? of = null) =>
        said => said with { Partition = $"{part}", Partitions = of };
}
