using Alerting.Core.Jobs.Baselines;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Baselines;

/// <summary>The one line that says why a figure is unusual.</summary>
public sealed class ExplanationTests
{
    private static readonly double[] Minutes = [100, 95, 102, 99, 97, 310, 130, 110, 121, 105];

    [Fact]
    public void A_duration_stands_beside_those_before_in_one_unit() => Assert.Equal(
        "42 min; 9 of the last 10 runs took 95 to 130",
        Baseline.Explain(TimeSpan.FromMinutes(42), [.. Minutes.Select(it => 60 * it)]));

    [Fact]
    public void Where_all_are_usual_it_says_so() => Assert.Equal(
        "42 min; the last 6 runs took 95 to 102",
        Baseline.Explain(TimeSpan.FromMinutes(42), [.. new[] { 95.0, 102, 99, 97, 100, 101 }.Select(it => 60 * it)]));

    [Theory]
    [InlineData(3, 6000, "3 s; the last 6 runs took 100 min")]
    [InlineData(2, 60, "2 s; the last 6 runs took 60")]
    [InlineData(150, 60, "150 s; the last 6 runs took 60")]
    [InlineData(200, 60, "200 s; the last 6 runs took 60")]
    [InlineData(900, 60, "900 s; the last 6 runs took 60")]
    [InlineData(4000, 7200, "66.7 min; the last 6 runs took 120")]
    [InlineData(36_000, 90_000, "10 h; the last 6 runs took 25")]
    [InlineData(86_400, 1_728_000, "1 d; the last 6 runs took 20")]
    [InlineData(7_200, 1_728_000, "120 min; the last 6 runs took 20 d")]
    [InlineData(0.25, 1.5, "0.25 s; the last 6 runs took 1.5")]
    public void Units_are_those_people_use(double seconds, double usual, string expected) => Assert.Equal(
        expected, Baseline.Explain(TimeSpan.FromSeconds(seconds), [.. Enumerable.Repeat(usual, 6)]));

    [Fact]
    public void Rows_are_counted() => Assert.Equal(
        "12 rows; 9 of the last 10 runs wrote 9,800 to 10,400",
        Baseline.ExplainRows(12, [10_000, 9_800, 10_200, 10_400, 10_100, 9_900, 40_000, 10_000, 10_300, 9_950]));

    [Fact]
    public void Bytes_have_units() => Assert.Equal(
        "3 KB; the last 6 runs wrote 1.2 to 1.4 MB",
        Baseline.ExplainBytes(3_000, [1_200_000, 1_300_000, 1_400_000, 1_250_000, 1_350_000, 1_300_000]));

    [Fact]
    public void Of_a_season_those_at_the_same_place_are_told() => Assert.Equal(
        "100 min; the last 6 runs at this place of 7 took 200",
        Baseline.Explain(
            TimeSpan.FromMinutes(100), [.. Enumerable.Range(0, 42).Select(run => run % 7 == 0 ? 12_000.0 : 6000.0)]));

    [Fact]
    public void After_a_step_those_before_it_are_not_told() => Assert.Equal(
        "100 min; the last 7 runs took 200",
        Baseline.Explain(
            TimeSpan.FromMinutes(100), [.. Enumerable.Repeat(6000.0, 20), .. Enumerable.Repeat(12_000.0, 7)]));

    [Theory]
    [InlineData(0, "no run is known; 6 are needed to say what is usual")]
    [InlineData(1, "1 run is known; 6 are needed to say what is usual")]
    [InlineData(4, "4 runs are known; 6 are needed to say what is usual")]
    [InlineData(5, "5 runs are known; 6 are needed to say what is usual")]
    public void Where_too_few_are_known_it_says_how_many(int known, string expected) => Assert.Equal(
        expected, Baseline.Explain(TimeSpan.FromMinutes(42), [.. Enumerable.Repeat(60.0, known), 0]));
}
