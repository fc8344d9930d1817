using Alerting.Core.Jobs.Baselines;
using Alerting.Testing;
using Alerting.Testing.Jobs;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Baselines;

/// <summary>
/// How often it errs, on fewer histories than <c>Alerting.Bench -- baselines</c> and with room for chance. Twenty per cent
/// of noise are not here: what is twice as long cannot be told there.
/// </summary>
public sealed class BaselineAimTests
{
    private const int Tries = 1500;
    private const int Draws = 4;

    [Theory]
    [InlineData(HistoryShape.Level, 6)]
    [InlineData(HistoryShape.Level, 12)]
    [InlineData(HistoryShape.Level, 50)]
    [InlineData(HistoryShape.Trend, 6)]
    [InlineData(HistoryShape.Trend, 50)]
    [InlineData(HistoryShape.Trend, 400)]
    [InlineData(HistoryShape.Week, 50)]
    [InlineData(HistoryShape.Year, 50)]
    [InlineData(HistoryShape.Step, 12)]
    [InlineData(HistoryShape.Step, 50)]
    [InlineData(HistoryShape.Outliers, 12)]
    [InlineData(HistoryShape.Outliers, 50)]
    public void Of_runs_that_vary_by_ten_per_cent_it_hardly_ever_calls_a_normal_one_unusual_and_misses_few(
        HistoryShape shape, int count)
    {
        var random = new Random(Seeds.Or(17));
        var (wrong, doubled, halved) = (0, 0, 0);
        for (var tries = 0; tries < Tries; tries++)
        {
            var history = Histories.Of(random, shape, count, 0.1, Draws);
            var baseline = Baseline.Of(history.Samples)!;
            wrong += history.Usual.Count(usual => baseline.Judge(usual) != Deviation.None);
            doubled += history.Usual.Count(usual => baseline.Judge(2 * usual) == Deviation.More);
            halved += history.Usual.Count(usual => baseline.Judge(usual / 2) == Deviation.Less);
        }

        Assert.InRange(wrong, 0, 15);
        Assert.InRange(doubled, 0.94 * Tries * Draws, Tries * Draws);
        Assert.InRange(halved, 0.90 * Tries * Draws, Tries * Draws);
    }
}
