using System.Buffers;

namespace Alerting.Core.Redaction.Kinds;

/// <summary>A kind of credential that is known by how it begins.</summary>
/// <param name="Name">For people who read the table; nothing of it is ever said.</param>
/// <param name="Anchor">What it begins with, case counts, at least three characters.</param>
/// <param name="Of">What the rest is made of.</param>
/// <param name="Least">Characters of the rest, at the least; all that follow of the class go with them.</param>
internal sealed record TokenKind(string Name, string Anchor, SearchValues<char> Of, int Least)
{
    /// <summary>Characters before the anchor that belong to it, of <see cref="LeftOf"/>; 0: it begins with the
    /// anchor.</summary>
    public int Left { get; init; }

    /// <summary>The same, at the most.</summary>
    public int MostLeft
    {
        get => Math.Max(field, Left);
        init;
    }

    /// <summary>What those are made of.</summary>
    public SearchValues<char> LeftOf { get; init; } = Of;

    /// <summary>Characters of the rest, at the most: more of the class after them is something else.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Whether it stays and only the rest goes: the host of an address says what is in trouble.</summary>
    public bool KeepsAnchor { get; init; }

    /// <summary>Whether a digit has to be among the first of the rest, which sets it apart from words.</summary>
    public bool HasDigit { get; init; }
}
