using System.Globalization;

namespace Alerting.Core.Jobs.Baselines;

/// <summary>One line for people: a figure beside those that are like it.</summary>
internal static class Explanation
{
    private const int MostTold = 10;

    /// <summary>The line.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="recent">Those before, the oldest first.</param>
    /// <param name="baseline">What is usual by them; null: not known.</param>
    /// <param name="verb">What a run did: took, wrote.</param>
    /// <param name="scale">The units.</param>
    public static string Of(
        double value, IReadOnlyList<double> recent, Baseline? baseline, string verb, Scale scale)
    {
        if (baseline is null)
        {
            return Unknown(recent.Count(sample => double.IsFinite(sample) && sample > 0));
        }

        var told = baseline.Alike[^Math.Min(MostTold, baseline.Alike.Length)..];
        var usual = told.Where(sample => baseline.Judge(sample) == Deviation.None).Order().ToArray();
        var (unit, size) = scale.UnitOf(usual.Length > 0 ? usual[^1] : baseline.Median);
        // Near enough, it is said in the unit of the others.
        var (ownUnit, ownSize) = value >= size / 10 ? (unit, size) : scale.UnitOf(value);
        return $"{Scale.Number(value / ownSize)} {ownUnit}; {Which(baseline.Period, usual.Length, told.Length)} {verb} "
            + Range(usual.Length > 0 ? usual : [baseline.Low, baseline.High], size)
            + (unit == ownUnit ? "" : " " + unit);
    }

    private static string Unknown(int known) => string.Create(CultureInfo.InvariantCulture, $"{known switch
    {
        0 => "no run is",
        1 => "1 run is",
        _ => known.ToString(CultureInfo.InvariantCulture) + " runs are",
    }} known; {Baseline.Least} are needed to say what is usual");

    private static string Which(int period, int usual, int told)
    {
        var these = period == 1 ? "runs" : FormattableString.Invariant($"runs at this place of {period}");
        return usual == told
            ? FormattableString.Invariant($"the last {told} {these}")
            : FormattableString.Invariant($"{usual} of the last {told} {these}");
    }

    private static string Range(double[] usual, double size)
    {
        var (from, to) = (Scale.Number(usual[0] / size), Scale.Number(usual[^1] / size));
        return from == to ? from : $"{from} to {to}";
    }
}
