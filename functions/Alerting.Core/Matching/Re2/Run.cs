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
/// A program at all its places at once, a rune at a time, so that the work for a text is at most its length times the
/// program's. Not for use by two at a time.
/// </summary>
internal sealed class Run(Program program)
{
    public const int End = -1;

    // What was seen, reached or asked in this turn carries its number, so that nothing needs to be cleared.
    private readonly int[] seen = new int[program.Code.Length];
    private readonly int[] reached = new int[program.Code.Length];
    private readonly (int Turn, bool Holds)[] asked = new (int, bool)[program.Sets.Length];
    private readonly int[] pending = new int[program.Code.Length];
    private int waiting;
    private int[] places = new int[program.Code.Length];
    private int[] after = new int[program.Code.Length];
    private int count;
    private int turn;

    /// <summary>Where it is, besides the start of a program that is not anchored; in no order.</summary>
    public ReadOnlySpan<int> Places => places.AsSpan(0, count);

    public Before Before { get; private set; }

    /// <summary>Whether its turns are to run out; another one must take its place before they do.</summary>
    public bool IsSpent => turn > int.MaxValue / 2;

    public void GoTo(ReadOnlySpan<int> there, Before before)
    {
        there.CopyTo(places);
        (count, Before) = (there.Length, before);
    }

    /// <summary>Takes the rune (or <see cref="End"/>); true where the text matches.</summary>
    public bool Take(int rune)
    {
        (turn, waiting) = (turn + 1, 0);
        foreach (var place in Places)
        {
            Visit(place);
        }

        if (!program.Anchored || Before == Before.Nothing)
        {
            Visit(program.Start);
        }

        for (count = 0; waiting > 0;)
        {
            if (Step(program.Code[pending[--waiting]], rune))
            {
                return true;
            }
        }

        (places, after) = (after, places);
        Before = After(rune);
        return false;
    }

    private bool Step(Instruction step, int rune)
    {
        switch (step.Step)
        {
            case Re2.Step.Match:
                return true;
            case Re2.Step.Take:
                Reach(step, rune);
                break;
            case Re2.Step.Fork:
                Visit(step.Next);
                Visit(step.Other);
                break;
            case Re2.Step.Look:
                if (Holds((Place)step.Other, rune))
                {
                    Visit(step.Next);
                }

                break;
        }

        return false;
    }

    private void Visit(int place)
    {
        if (seen[place] != turn)
        {
            seen[place] = turn;
            pending[waiting++] = place;
        }
    }

    private void Reach(Instruction step, int rune)
    {
        if (rune != End && reached[step.Next] != turn && Contains(step.Other, rune))
        {
            reached[step.Next] = turn;
            after[count++] = step.Next;
        }
    }

    private bool Contains(int set, int rune)
    {
        ref var answer = ref asked[set];
        if (answer.Turn != turn)
        {
            answer = (turn, program.Sets[set].Contains(rune));
        }

        return answer.Holds;
    }

    private Before After(int rune) => rune switch
    {
        '\n' when program.Lines => Before.Newline,
        _ when program.Words && RuneSet.Word.Contains(rune) => Before.Word,
        _ => Before.Other,
    };

    private bool Holds(Place place, int rune) => place switch
    {
        Place.BeginText => Before == Before.Nothing,
        Place.EndText => rune == End,
        Place.BeginLine => Before is Before.Nothing or Before.Newline,
        Place.EndLine => rune is End or '\n',
        Place.WordBoundary => IsBoundary(rune),
        Place.NoWordBoundary => !IsBoundary(rune),
    };

    private bool IsBoundary(int rune) => Before == Before.Word != (rune != End && RuneSet.Word.Contains(rune));
}
