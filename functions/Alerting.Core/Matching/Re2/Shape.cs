using System.Text;

namespace Alerting.Core.Matching.Re2;

/// <summary>
/// The patterns that most routes have need no automaton: a text, one of a few, anything that begins and ends so.
/// </summary>
internal static class Shape
{
    private const int MaxTexts = 10_000;
    private const int MaxUnits = 1_000_000;

    /// <summary>How to tell whether a text matches, or null where the pattern has no such shape.</summary>
    public static Func<string, bool>? Of(Node root)
    {
        // Only what is anchored on both sides is a matter of the whole text.
        var parts = root is Node.Concat concat ? concat.Parts.AsSpan() : [];
        if (parts is not [Node.At { Place: Place.BeginText }, .., Node.At { Place: Place.EndText }])
        {
            return null;
        }

        while (parts is [Node.At { Place: Place.BeginText }, .. var behind])
        {
            parts = behind;
        }

        while (parts is [.. var before, Node.At { Place: Place.EndText }])
        {
            parts = before;
        }

        return Texts(parts.ToArray()) is { } texts ? OneOf(texts) : Around(parts);
    }

    private static Func<string, bool> OneOf(IReadOnlyList<string> texts)
    {
        if (texts is [var only])
        {
            return text => string.Equals(text, only, StringComparison.Ordinal);
        }

        var known = texts.ToHashSet(StringComparer.Ordinal);
        return known.Contains;
    }

    // prefix.*suffix, where either may be missing
    private static Func<string, bool>? Around(ReadOnlySpan<Node> parts)
    {
        var prefix = parts is [Node.Literal first, ..] ? Text(first) : "";
        var suffix = parts is [_, .., Node.Literal last] ? Text(last) : "";
        parts = parts is [Node.Literal, ..] ? parts[1..] : parts;
        parts = parts is [.., Node.Literal] ? parts[..^1] : parts;
        if (prefix is null || suffix is null
            || parts is not [Node.Repeat { Max: null, Min: <= 1, Inner: Node.Class { Set: var set } } repeat])
        {
            return null;
        }

        var least = prefix.Length + repeat.Min + suffix.Length;
        var lines = set.Equals(RuneSet.Any);
        return lines || set.Equals(RuneSet.AnyButNewline)
            ? text => text.Length >= least
                && text.StartsWith(prefix, StringComparison.Ordinal) && text.EndsWith(suffix, StringComparison.Ordinal)
                && (lines || !text.AsSpan()[prefix.Length..^suffix.Length].Contains('\n'))
            : null;
    }

    /// <summary>All the texts a sequence stands for, or null where there is no end to them.</summary>
    private static List<string>? Texts(IReadOnlyList<Node> parts)
    {
        List<string> texts = [""];
        var built = 0L;
        foreach (var part in parts)
        {
            if (Texts(part) is not { } ends || (long)texts.Count * ends.Count > MaxTexts)
            {
                return null;
            }

            texts = [.. texts.SelectMany(_ => ends, (text, end) => text + end)];
            built += texts.Sum(text => (long)text.Length);
            if (built > MaxUnits)
            {
                return null;
            }
        }

        return texts;
    }

    private static List<string>? Texts(Node node) => node switch
    {
        Node.Empty => [""],
        Node.Literal text => Text(text) is { } plain ? [plain] : null,
        Node.Capture group => Texts(group.Inner),
        Node.Concat all => Texts(all.Parts),
        Node.Alternate either => Either(either.Parts),
        Node.Repeat { Min: 0, Max: 1 } maybe => Texts(maybe.Inner) is { } texts ? ["", .. texts] : null,
        Node.Class { Set: var set } when set.Ranges().Sum(range => range.Last - range.First + 1L) <= 26 =>
            Either([.. set.Ranges().SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Select(One)]),
        _ => null,
    };

    private static Node.Literal One(int rune) => new([rune], false);

    private static List<string>? Either(Node[] parts)
    {
        var texts = new List<string>();
        foreach (var part in parts)
        {
            if (Texts(part) is not { } more || texts.Count + more.Count > MaxTexts)
            {
                return null;
            }

            texts.AddRange(more);
        }

        return texts;
    }

    /// <summary>
    /// What a literal stands for; null where case does not matter, and for a lone surrogate, which no text has.
    /// </summary>
    public static string? Text(Node.Literal literal)
    {
        if (literal.Fold || !literal.Runes.All(Rune.IsValid))
        {
            return null;
        }

        var text = new StringBuilder(literal.Runes.Length);
        foreach (var rune in literal.Runes)
        {
            text.Append(new Rune(rune));
        }

        return text.ToString();
    }
}
