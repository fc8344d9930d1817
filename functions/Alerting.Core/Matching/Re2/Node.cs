namespace Alerting.Core.Matching.Re2;

/// <summary>Where a text may be looked at without taking a rune of it.</summary>
internal enum Place
{
    BeginText,
    EndText,
    BeginLine,
    EndLine,
    WordBoundary,
    NoWordBoundary,
}

/// <summary>
/// A regular expression as a tree. Most ask only whether it matches, not in which of several ways; for replacements it
/// says what it captures and which repetitions are lazy.
/// </summary>
/// <param name="Height">Go refuses trees of more than 1000.</param>
/// <param name="Size">Instructions, by Go's reckoning; Go refuses more than 3,355,443.</param>
/// <param name="Copies">Of the innermost part, which counted repetitions ask for; Go refuses more than 1000.</param>
internal abstract record Node(int Height, long Size, long Copies)
{
    public sealed record Empty() : Node(1, 1, 1);

    public sealed record At(Place Place) : Node(1, 1, 1);

    public sealed record Class(RuneSet Set) : Node(1, 1, 1);

    /// <summary>These runes one after the other, in any case where folded.</summary>
    public sealed record Literal(int[] Runes, bool Fold) : Node(1, Math.Max(1, Runes.Length), 1);

    public sealed record Capture(Node Inner) : Node(Inner.Height + 1, Inner.Size + 2, Inner.Copies)
    {
        /// <summary>From 1, by where they open; 0 is the whole match.</summary>
        public int Number { get; init; }

        /// <summary>As in <c>(?P&lt;name&gt;...)</c>.</summary>
        public string? Name { get; init; }
    }

    public sealed record Concat(Node[] Parts)
        : Node(1 + Parts.Max(part => part.Height), Parts.Sum(part => part.Size), Parts.Max(part => part.Copies));

    public sealed record Alternate(Node[] Parts)
        : Node(1 + Parts.Max(p => p.Height), Parts.Sum(p => p.Size) + Parts.Length - 1, Parts.Max(p => p.Copies));

    /// <summary><c>*</c>, <c>+</c>, <c>?</c> or counted.</summary>
    /// <param name="Inner">What is repeated.</param>
    /// <param name="Min">At least so often.</param>
    /// <param name="Max">At most so often; null for any number.</param>
    /// <param name="Counted">Whether written with braces.</param>
    public sealed record Repeat(Node Inner, int Min, int? Max, bool Counted) : Node(
        Inner.Height + 1, Math.Max(1, SizeOf(Inner.Size, Min, Max)), CopiesOf(Inner.Copies, Min, Max, Counted))
    {
        /// <summary>Whether it takes no more than it must.</summary>
        public bool IsLazy { get; init; }

        /// <summary>The same of something else.</summary>
        public Repeat Of(Node inner) => new(inner, Min, Max, Counted) { IsLazy = IsLazy };
    }

    private static long SizeOf(long inner, int min, int? max) => (min, max) switch
    {
        (0, null) => 2 + inner,
        (_, null) => 1 + (min * inner),
        (_, { } most) => (most * inner) + most - min,
    };

    private static long CopiesOf(long inner, int min, int? max, bool counted) => (counted, max ?? min) switch
    {
        (true, 0) => max is null ? inner : 1,
        (true, var times) => times * inner,
        _ => inner,
    };
}
