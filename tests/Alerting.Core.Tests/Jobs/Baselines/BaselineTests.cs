using Alerting.Core.Jobs.Baselines;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Baselines;

/// <summary>What is learned of figures.</summary>
public sealed class BaselineTests
{
    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Something_is_known_from_six_samples_on(int count, bool isKnown) =>
        Assert.Equal(isKnown, Baseline.Of([.. Enumerable.Repeat(100.0, count)]) is not null);

    [Fact]
    public void What_is_no_positive_figure_is_left_out()
    {
        double[] samples = [100, 0, -1, double.NaN, double.PositiveInfinity, 100, 100, 100, 100];

        Assert.Null(Baseline.Of(samples));
        Assert.Equal(6, Baseline.Of([.. samples, 100])!.Samples);
    }

    [Fact]
    public void Runs_that_never_varied_may_still_vary_by_a_quarter()
    {
        var baseline = Of(Enumerable.Repeat(100.0, 50));

        Assert.Equal((100, 80, 125), (Rounded(baseline.Median), Rounded(baseline.Low), Rounded(baseline.High)));
        Assert.Equal((50, 1), (baseline.Samples, baseline.Period));
    }

    [Fact]
    public void Of_six_it_is_less_sure()
    {
        var (few, many) = (Of(Enumerable.Repeat(100.0, 6)), Of(Enumerable.Repeat(100.0, 50)));

        Assert.True(few.High > 1.1 * many.High);
        Assert.True(few.High < 160);
        Assert.True(few.Low < many.Low / 1.1);
        Assert.True(few.Low > 62);
    }

    [Fact]
    public void Both_ends_are_usual_and_what_lies_beyond_is_not()
    {
        var baseline = Of([95, 100, 105, 98, 102, 100, 101]);

        Assert.Equal(Deviation.None, baseline.Judge(baseline.Low));
        Assert.Equal(Deviation.None, baseline.Judge(baseline.High));
        Assert.Equal(Deviation.Less, baseline.Judge(double.BitDecrement(baseline.Low)));
        Assert.Equal(Deviation.More, baseline.Judge(double.BitIncrement(baseline.High)));
        Assert.Equal(Deviation.Less, baseline.Judge(0));
    }

    [Fact]
    public void Runs_that_vary_more_may_vary_more()
    {
        var (calm, wild) = (Of(Varying(50, 0.05)), Of(Varying(50, 0.3)));

        Assert.True(wild.High > 1.5 * calm.High);
        Assert.True(wild.Low < calm.Low / 1.5);
        Assert.Equal(Deviation.More, calm.Judge(150));
        Assert.Equal(Deviation.None, wild.Judge(150));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(1)]
    public void One_outlier_changes_little(double outlier)
    {
        var plain = Of(Varying(30, 0.05));
        var with = Of([.. Varying(29, 0.05), outlier]);

        Assert.InRange(with.High / plain.High, 0.9, 1.1);
        Assert.InRange(with.Low / plain.Low, 0.9, 1.1);
    }

    [Fact]
    public void What_comes_again_and_again_is_no_outlier()
    {
        // At no distance that could be a season.
        int[] slow = [3, 4, 11, 17, 25, 28];
        var baseline = Of(Varying(30, 0.05).Select((sample, index) => slow.Contains(index) ? 3 * sample : sample));

        Assert.Equal(Deviation.None, baseline.Judge(300));
        Assert.Equal(Deviation.More, baseline.Judge(450));
        Assert.Equal(Deviation.Less, baseline.Judge(50));
    }

    [Theory]
    [InlineData(4, Deviation.More)]
    [InlineData(6, Deviation.None)]
    [InlineData(20, Deviation.None)]
    public void A_new_level_is_learned_by_six_runs_and_not_by_four(int since, Deviation ofIt)
    {
        var baseline = Of([.. Varying(40, 0.05), .. Varying(since, 0.05).Select(sample => 2 * sample)]);

        Assert.Equal(ofIt, baseline.Judge(200));
        Assert.Equal(ofIt == Deviation.None ? Deviation.Less : Deviation.None, baseline.Judge(100));
    }

    [Fact]
    public void A_trend_is_followed()
    {
        var baseline = Of(Varying(200, 0.05).Select((sample, run) => sample * Math.Exp(0.005 * run)));

        Assert.Equal(Deviation.None, baseline.Judge(100 * Math.Exp(0.005 * 200)));
        Assert.Equal(Deviation.Less, baseline.Judge(100));
    }

    [Fact]
    public void What_comes_every_seventh_run_is_usual_then_and_not_between()
    {
        double[] weeks = [.. Varying(42, 0.05).Select((sample, run) => run % 7 == 0 ? 2 * sample : sample)];
        var (peak, between) = (Of(weeks), Of([.. weeks, 200]));

        Assert.Equal((7, 7), (peak.Period, between.Period));
        Assert.Equal((Deviation.None, Deviation.Less), (peak.Judge(200), peak.Judge(100)));
        Assert.Equal((Deviation.More, Deviation.None), (between.Judge(200), between.Judge(100)));
    }

    [Fact]
    public void What_is_older_than_a_hundred_runs_is_forgotten()
    {
        double[] newest = [.. Varying(100, 0.1)];

        Assert.Equal(
            Of(newest) with { Samples = 300, Alike = [] }, Of([.. Varying(200, 0.1).Select(it => 7 * it), .. newest]) with { Alike = [] });
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(60)]
    [InlineData(1e9)]
    public void The_unit_does_not_matter(double unit)
    {
        foreach (var count in new[] { 6, 13, 60 })
        {
            var (plain, scaled) = (Of(Varying(count, 0.1)), Of(Varying(count, 0.1).Select(sample => unit * sample)));

            Assert.Equal(1, scaled.Low / plain.Low / unit, 9);
            Assert.Equal(1, scaled.High / plain.High / unit, 9);
        }
    }

    private static Baseline Of(IEnumerable<double> samples) => Baseline.Of([.. samples])!;

    // Around 100, the same every time.
    private static IEnumerable<double> Varying(int count, double noise)
    {
        var random = new Random(count);
        return Enumerable.Range(0, count).Select(_ =>
            100 * Math.Exp(noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2)).ToArray();
    }

    private static double Rounded(double figure) => Math.Round(figure, 6);
}
