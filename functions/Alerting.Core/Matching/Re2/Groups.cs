namespace Alerting.Core.Matching.Re2;

/// <summary>The letters of <c>(?imsU)</c>; the last says which repetitions take no more than they must.</summary>
internal readonly record struct Flags(bool Fold, bool MultiLine, bool DotNewline, bool Ungreedy)
{
    /// <summary>With the letter set or cleared; null where there is no such letter.</summary>
    public Flags? With(int letter, bool set) => letter switch
    {
        'i' => this with { Fold = set },
        'm' => this with { MultiLine = set },
        's' => this with { DotNewline = set },
        'U' => this with { Ungreedy = set },
        _ => null,
    };
}

/// <summary>A group that is still open: what stands in it so far.</summary>
/// <param name="Outside">The flags to go on with behind it.</param>
/// <param name="Number">Of what it captures, from 1; null where it captures nothing.</param>
/// <param name="Name">Of what it captures, if it has one.</param>
internal sealed record Group(Flags Outside, int? Number, string? Name = null)
{
    private readonly List<Node> alternatives = [];

    /// <summary>The alternative being read.</summary>
    public List<Node> Sequence { get; } = [];

    /// <summary>Ends the alternative and returns it.</summary>
    public Node EndAlternative()
    {
        alternatives.Add(Sequence switch
        {
            [] => new Node.Empty(),
            [var only] => only,
            _ => Joined([.. Sequence.SelectMany(node => node is Node.Concat inner ? inner.Parts : [node])]),
        });
        Sequence.Clear();
        return alternatives[^1];
    }

    /// <summary>All that stood in the group.</summary>
    public Node End()
    {
        var node = alternatives is [var only]
            ? only
            : new Node.Alternate([.. alternatives.SelectMany(
                alternative => alternative is Node.Alternate inner ? inner.Parts : [alternative])]);
        return Number is { } number ? new Node.Capture(node) { Number = number, Name = Name } : node;
    }

    // Literals side by side are one, for the sake of the height.
    private static Node Joined(Node[] nodes)
    {
        var parts = new List<Node>();
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is not Node.Literal first)
            {
                parts.Add(nodes[i]);
                continue;
            }

            var runes = new List<int>(first.Runes);
            while (i + 1 < nodes.Length && nodes[i + 1] is Node.Literal next && next.Fold == first.Fold)
            {
                runes.AddRange(next.Runes);
                i++;
            }

            parts.Add(new Node.Literal([.. runes], first.Fold));
        }

        return parts.Count == 1 ? parts[0] : new Node.Concat([.. parts]);
    }
}
