using Alerting.Core.Jobs;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>How long runs take, against what is declared and what is usual.</summary>
public sealed class JobDurationTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

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
            .Pass(FromMinutes(30) + FromSeconds(29)).Success("1", said => said with { At = JobPlay.Begin + FromSeconds(1829) });

        Assert.Empty(job.Told);
        Assert.Equal(["+JobOverrun"], stamped.Told);
    }
}
