using Alerting.Core.Logs.Said.Causes;
using Alerting.Core.Logs.Said.Lines;
using Alerting.Core.Logs.Said.Signatures;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

public sealed class SignatureCorpusTests
{
    private const int Variants = 25;
    private static readonly int Families = FailureFamilies.All.Length;

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void Failures_are_told_apart_as_people_labelled_them(int seed)
    {
        Assert.True(Families >= 50);
        var random = new Random(seed);
        var miner = new SignatureMiner();
        var kinds = new List<(int Family, SignatureKind Kind, string Log)>();
        for (var n = 0; n < Families * Variants; n++)
        {
            var log = FailureFamilies.All[n % Families](random);
            var units = RecordLines.Of("run", log, Told.Noon);
            var main = MainError.Of(units);
            Assert.True(main >= 0, log);
            kinds.Add((n % Families, miner.Add(units[main], new(n, $"part-{n}", Told.Noon)), log));
        }

        miner.Merge();

        var index = AdjustedRand([.. kinds.Select(it => (it.Family, (object)it.Kind.Whole))]);
        Assert.True(index >= 0.9, $"{index}: {Confusion(kinds)}");
    }

    [Fact]
    public void The_index_of_a_grouping_that_tells_nothing_is_low() =>
        Assert.True(AdjustedRand([.. Enumerable.Range(0, 1000).Select(n => (n % 50, (object)(n % 7)))]) < 0.1);

    // Hubert and Arabie 1985.
    private static double AdjustedRand((int Family, object Kind)[] labelled)
    {
        var both = Pairs(labelled.CountBy(it => it));
        var (one, other) = (Pairs(labelled.CountBy(it => it.Family)), Pairs(labelled.CountBy(it => it.Kind)));
        var expected = one * other / (labelled.Length * (labelled.Length - 1.0) / 2);
        return (both - expected) / (((one + other) / 2) - expected);
    }

    private static double Pairs<T>(IEnumerable<KeyValuePair<T, int>> counts) =>
        counts.Sum(pair => pair.Value * (pair.Value - 1.0) / 2);

    private static string Confusion(List<(int Family, SignatureKind Kind, string Log)> kinds)
    {
        var split = kinds.GroupBy(it => it.Family).Where(family => family.Select(it => it.Kind.Whole).Distinct().Count() > 1)
            .Select(family => $"\nsplit {family.Key}: " + string.Join(" // ", family.Select(it => it.Kind.Whole.Template + "@" + it.Kind.Whole.Place).Distinct().Take(4)));
        var mixed = kinds.GroupBy(it => it.Kind.Whole).Where(kind => kind.Select(it => it.Family).Distinct().Count() > 1)
            .Select(kind => $"\nmixed {kind.Key.Template}: " + string.Join(" // ", kind.DistinctBy(it => it.Family).Take(3).Select(it => it.Family)));
        return string.Concat(split.Concat(mixed));
    }
}
