namespace Alerting.Core.Matching.Re2;

/// <summary>What stood before the place a machine is at, as far as the program asks.</summary>
internal enum Before
{
    Nothing,
    Newline,
    Word,
    Other,
}

/// <summary>
/// One step of a program at all its places at once, so that the work for a text is at most its length times the
/// program's. Holds the memory for it; not for use by two at a time.
/// </summary>
internal sealed class Run(Program program)
{
    public const int End = -1;

    private readonly Stack<int> pending = new();
    private readonly int[] seen = new int[program.Code.Length];
    private readonly int[] reached = new int[program.Code.Length];
    private int turn;

    /// <summary>
    /// Where the machine is after the rune (or <see cref="End"/>), in ascending order; null where the text matches.
    /// </summary>
    public int[]? Next(int[] places, Before before, int rune)
    {
        turn++;
        var after = new List<int>();
        foreach (var place in places)
        {
            Visit(place);
        }

        if (!program.Anchored || before == Before.Nothing)
        {
            Visit(program.Start);
        }

        while (pending.TryPop(out var place))
        {
            var step = program.Code[place];
            switch (step.Step)
            {
                case Step.Match:
                    pending.Clear();
                    return null;
                case Step.Take:
                    Take(step, rune, after);
                    break;
                case Step.Fork:
                    Visit(step.Other);
                    Visit(step.Next);
                    break;
                case Step.Look:
                    if (Holds((Place)step.Other, before, rune))
                    {
                        Visit(step.Next);
                    }

                    break;
            }
        }

        after.Sort();
        return [.. after];
    }

    /// <summary>What stands before the place behind the rune.</summary>
    public Before After(int rune) => rune switch
    {
        '\n' when program.Lines => Before.Newline,
        _ when program.Words && RuneSet.Word.Contains(rune) => Before.Word,
        _ => Before.Other,
    };

    private void Visit(int place)
    {
        if (seen[place] != turn)
        {
            seen[place] = turn;
            pending.Push(place);
        }
    }

    private void Take(Instruction step, int rune, List<int> after)
    {
        if (rune != End && reached[step.Next] != turn && program.Sets[step.Other].Contains(rune))
        {
            reached[step.Next] = turn;
            after.Add(step.Next);
        }
    }

    private static bool Holds(Place place, Before before, int rune) => place switch
    {
        Place.BeginText => before == Before.Nothing,
        Place.EndText => rune == End,
        Place.BeginLine => before is Before.Nothing or Before.Newline,
        Place.EndLine => rune is End or '\n',
        Place.WordBoundary => IsBoundary(before, rune),
        Place.NoWordBoundary => !IsBoundary(before, rune),
    };

    private static bool IsBoundary(Before before, int rune) =>
        before == Before.Word != (rune != End && RuneSet.Word.Contains(rune));
}
