namespace Alerting.Core.Matching.Re2;

/// <summary>
/// The runes of a program in kinds that it cannot tell apart, so that what it does on a rune can be remembered by kind.
/// </summary>
internal sealed class Alphabet
{
    // More than these are not worth finding: such a program is run without remembering.
    private const long MaxWork = 4_000_000;

    private readonly int[] starts;
    private readonly int[] kinds;
    private readonly int[] ascii = new int[128];

    private Alphabet(int[] starts, int[] kinds)
    {
        (this.starts, this.kinds) = (starts, kinds);
        Count = kinds.Max() + 1;
        for (var rune = 0; rune < ascii.Length; rune++)
        {
            ascii[rune] = kinds[Interval(rune)];
        }
    }

    public int Count { get; }

    /// <summary>Null where there are too many kinds.</summary>
    public static Alphabet? Of(Program program)
    {
        RuneSet[] sets =
        [
            .. program.Sets, .. program.Lines ? [RuneSet.Newline] : Array.Empty<RuneSet>(),
            .. program.Words ? [RuneSet.Word] : Array.Empty<RuneSet>(),
        ];
        int[] starts = [.. sets.SelectMany(set => set.Ranges()).SelectMany(Edges).Append(0).Distinct().Order()];
        return starts.Length * (long)sets.Length > MaxWork ? null : new(starts, Refine(starts, sets));
    }

    public int Kind(int rune) => rune < ascii.Length ? ascii[rune] : kinds[Interval(rune)];

    private static int[] Edges((int First, int Last) range) => [range.First, range.Last + 1];

    // Splits each kind that is partly in a set, set by set.
    private static int[] Refine(int[] starts, RuneSet[] sets)
    {
        var kinds = new int[starts.Length];
        var count = 1;
        foreach (var set in sets)
        {
            var renamed = new Dictionary<int, int>();
            foreach (var (first, last) in set.Ranges())
            {
                for (var i = Array.BinarySearch(starts, first); i < starts.Length && starts[i] <= last; i++)
                {
                    renamed.TryAdd(kinds[i], count + renamed.Count);
                    kinds[i] = renamed[kinds[i]];
                }
            }

            count += renamed.Count;
        }

        var dense = kinds.Distinct().Select((kind, i) => (kind, i)).ToDictionary(pair => pair.kind, pair => pair.i);
        return Array.ConvertAll(kinds, kind => dense[kind]);
    }

    private int Interval(int rune)
    {
        var at = Array.BinarySearch(starts, rune);
        return at < 0 ? ~at - 1 : at;
    }
}
