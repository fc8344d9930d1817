using Alerting.Testing;
using Alerting.Testing.Farms;
using Xunit;

namespace Alerting.Core.Tests.Jobs;

/// <summary>
/// A farm of jobs in five zones over their days of changing clocks, on a network that loses, repeats and reorders, with
/// clocks minutes wrong. The whole of it, 1,000 jobs of 50 runs at once, is the bench's (<c>farm</c>).
/// </summary>
public sealed class FarmStory
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_run_that_goes_wrong_is_told_once_and_in_time_and_no_other(int offset)
    {
        var seed = Seeds.Or(4711) + offset;
        var plan = new FarmPlan(seed, jobCount: 10, atOnce: 20, wrong: 0.1);
        var farm = new Farm(plan);

        await farm.Play();

        var report = FarmReport.Of(plan, farm.Told);
        Assert.True(report.Violations.Count == 0, $"seed {seed}: {string.Join("; ", report.Violations.Take(10))}");
        FarmFate[] planned = [FarmFate.Good, FarmFate.Overrun, FarmFate.Stuck, FarmFate.Missed];
        Assert.All(planned, fate => Assert.True(report.Counts.GetValueOrDefault(fate) > 0, $"seed {seed}: no {fate}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Of_runs_one_at_a_time_what_goes_wrong_is_told_once_and_in_time_and_nothing_else(int offset)
    {
        var seed = Seeds.Or(815) + offset;
        var plan = new SoloPlan(seed, jobCount: 5, wrong: 0.15);
        var farm = new Farm(plan, instances: 2);

        await farm.Play();

        var report = FarmReport.Of(plan, farm.Told);
        Assert.True(report.Violations.Count == 0, $"seed {seed}: {string.Join("; ", report.Violations.Take(10))}");
        Assert.All(
            Enum.GetValues<FarmFate>(),
            fate => Assert.True(report.Counts.GetValueOrDefault(fate) > 0, $"seed {seed}: no {fate}"));
    }
}
