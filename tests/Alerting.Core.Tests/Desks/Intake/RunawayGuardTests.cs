using System.Globalization;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Jobs.Events;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Desks.Intake;

public sealed class RunawayGuardTests
{
    private readonly FixedClock clock = new();
    private readonly RunawayGuard guard;

    public RunawayGuardTests() => guard = new(clock);

    [Fact]
    public void A_hundred_thousand_pings_of_one_loop_are_stopped_and_others_are_not_harmed()
    {
        var loop = Ping("loop");

        Assert.Equal(100, Enumerable.Range(0, 100_000).Count(_ => Passes(loop)));
        Assert.True(guard.Admit([loop]).Wait >= TimeSpan.FromSeconds(1));
        Assert.True(Passes(Ping("other")));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Enumerable.Range(0, 1_000).Count(_ => Passes(loop)));
    }

    [Fact]
    public void Another_name_for_its_runs_does_not_help_a_loop_of_pings() => Assert.Equal(
        100, Enumerable.Range(0, 1_000).Count(n => Passes(
            Ping("loop") with { Run = n.ToString(CultureInfo.InvariantCulture) })));

    [Fact]
    public void Ten_thousand_parts_of_a_run_pass_at_once()
    {
        var parts = Enumerable.Range(0, 10_000).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToArray();

        foreach (var type in (JobEventType[])[JobEventType.Start, JobEventType.Progress, JobEventType.Success])
        {
            Assert.All(parts, part => Assert.True(Passes(Said("wide", "r", type) with { Partition = part })));
        }
    }

    [Fact]
    public void A_job_of_ever_new_runs_is_stopped_at_thirty_thousand()
    {
        var passed = Enumerable.Range(0, 40_000).Count(n =>
            Passes(Said("loop", n.ToString(CultureInfo.InvariantCulture), JobEventType.Start)));

        Assert.Equal(30_000, passed);
        Assert.True(Passes(Said("other", "r", JobEventType.Start)));
    }

    [Theory]
    [InlineData(JobEventType.Success)]
    [InlineData(JobEventType.Fail)]
    [InlineData(JobEventType.Cancel)]
    public void Progress_without_end_does_not_keep_the_end_out(JobEventType end)
    {
        while (Passes(Said("loop", "r", JobEventType.Progress)))
        {
        }

        Assert.True(Passes(Said("loop", "r", end)));
    }

    [Fact]
    public void Log_records_of_one_request_are_one_request_of_their_run()
    {
        var records = Enumerable.Repeat(Said("j", "r", JobEventType.Status), 200).ToArray();

        for (var request = 0; request < 100; request++)
        {
            Assert.Null(guard.Admit(records).Wait);
        }

        Assert.Empty(guard.Admit(records).Passed);
    }

    [Fact]
    public void Of_a_request_only_what_comes_too_often_is_left_out_and_the_order_stays()
    {
        var (loop, one, two) = (
            Said("loop", "r", JobEventType.Progress), Said("j", "1", JobEventType.Start),
            Said("j", "2", JobEventType.Start));
        while (Passes(loop))
        {
        }

        var (passed, held, wait) = guard.Admit([one, loop, two, loop, one]);

        Assert.Equal([one, two, one], passed);
        Assert.Equal([loop, loop], held);
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
    }

    private bool Passes(JobEvent said) => guard.Admit([said]).Wait is null;

    private static JobEvent Ping(string job) =>
        new() { Type = JobEventType.Success, Job = job, IsPing = true };

    private static JobEvent Said(string job, string run, JobEventType type) =>
        new() { Type = type, Job = job, Run = run };
}
