namespace Alerting.Core.Matching.Re2;

/// <summary>A set of code points (surrogates included, as in Go): disjoint ascending ranges.</summary>
internal sealed class RuneSet : IEquatable<RuneSet>
{
    public const int Last = 0x10FFFF;

    private readonly int[] bounds;

    /// <param name="bounds">First and last code point of each range; ranges neither touch nor overlap.</param>
    private RuneSet(int[] bounds) => this.bounds = bounds;

    public static RuneSet Any { get; } = new([0, Last]);

    public static RuneSet AnyButNewline { get; } = new([0, '\n' - 1, '\n' + 1, Last]);

    public static RuneSet Newline { get; } = new(['\n', '\n']);

    /// <summary>What <c>\w</c> and <c>\b</c> mean: ASCII only.</summary>
    public static RuneSet Word { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>First and last code point of each range.</summary>
    public ReadOnlySpan<int> Bounds => bounds;

    public static RuneSet One(int rune) => new([rune, rune]);

    public static RuneSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<int>();
        foreach (var (first, last) in ranges.Order())
        {
            if (merged.Count > 0 && first <= merged[^1] + 1)
            {
                merged[^1] = Math.Max(merged[^1], last);
            }
            else
            {
                merged.AddRange([first, last]);
            }
        }

        return new([.. merged]);
    }

    public IEnumerable<(int First, int Last)> Ranges() =>
        Enumerable.Range(0, bounds.Length / 2).Select(i => (bounds[2 * i], bounds[(2 * i) + 1]));

    public RuneSet Negated()
    {
        var rest = new List<int>();
        var next = 0;
        foreach (var (first, last) in Ranges())
        {
            if (next < first)
            {
                rest.AddRange([next, first - 1]);
            }

            next = last + 1;
        }

        if (next <= Last)
        {
            rest.AddRange([next, Last]);
        }

        return new([.. rest]);
    }

    /// <summary>The same with all that differs by case only (Unicode's simple folding).</summary>
    public RuneSet Folded() => Of(Ranges().SelectMany(range => CaseFold.Close(range.First, range.Last)));

    public bool Contains(int rune)
    {
        if (bounds.Length == 2)
        {
            return rune >= bounds[0] && rune <= bounds[1];
        }

        var at = Array.BinarySearch(bounds, rune);
        return at >= 0 || (~at & 1) == 1;
    }

    public bool Equals(RuneSet? other) => other is not null && bounds.AsSpan().SequenceEqual(other.bounds);

    public override bool Equals(object? obj) => Equals(obj as RuneSet);

    public override int GetHashCode() =>
        bounds.Length == 0 ? 0 : HashCode.Combine(bounds.Length, bounds[0], bounds[^1], bounds[bounds.Length / 2]);
}
