using System.Text;

namespace Alerting.Core.Matching.Re2;

/// <summary>
/// Unicode's simple case folding, as Go's <c>unicode.SimpleFold</c>: the runes that differ by case only, so
/// <c>k</c>, <c>K</c> and the Kelvin sign.
/// </summary>
internal static class CaseFold
{
    private static readonly Lazy<Dictionary<int, int[]>> Orbits = new(FindOrbits);

    private static readonly Lazy<(int[] Runes, int[][] Orbits)> Sorted = new(() =>
        ([.. Orbits.Value.Keys.Order()], [.. Orbits.Value.OrderBy(of => of.Key).Select(of => of.Value)]));

    /// <summary>All runes equal to this one but for case, itself among them, in ascending order.</summary>
    public static int[] Orbit(int rune) => Orbits.Value.GetValueOrDefault(rune) ?? [rune];

    /// <summary>The range, and one by one whatever else folds with a rune in it.</summary>
    public static IEnumerable<(int First, int Last)> Close(int first, int last)
    {
        yield return (first, last);
        var (runes, orbits) = Sorted.Value;
        if (first <= runes[0] && last >= runes[^1])
        {
            yield break;
        }

        var at = Array.BinarySearch(runes, first);
        for (var i = at < 0 ? ~at : at; i < runes.Length && runes[i] <= last; i++)
        {
            foreach (var rune in orbits[i])
            {
                if (rune < first || rune > last)
                {
                    yield return (rune, rune);
                }
            }
        }
    }

    // Whatever a chain of upper- and lower-casing connects. The two i of Turkish fold with nothing.
    private static Dictionary<int, int[]> FindOrbits()
    {
        var orbits = new Dictionary<int, int[]> { ['S'] = ['S', 's', 0x17F], ['s'] = ['S', 's', 0x17F] };
        orbits[0x17F] = orbits['S'];
        foreach (var rune in Cased())
        {
            int[] cases = [rune.Value, Rune.ToUpperInvariant(rune).Value, Rune.ToLowerInvariant(rune).Value];
            int[] orbit = [.. cases.SelectMany(r => orbits.GetValueOrDefault(r) ?? [r]).Distinct().Order()];
            Array.ForEach(orbit, r => orbits[r] = orbit);
        }

        return orbits;
    }

    private static IEnumerable<Rune> Cased() => Enumerable.Range('A', 0x1E943 - 'A' + 1)
        .Where(value => Rune.IsValid(value) && value is not (0x130 or 0x131))
        .Select(value => new Rune(value))
        .Where(rune => Rune.ToUpperInvariant(rune) != rune || Rune.ToLowerInvariant(rune) != rune);
}
