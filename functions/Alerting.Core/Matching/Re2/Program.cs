namespace Alerting.Core.Matching.Re2;

internal enum Step
{
    /// <summary>Takes a rune of the set numbered <see cref="Instruction.Other"/>.</summary>
    Take,

    /// <summary>Goes on at both places.</summary>
    Fork,

    /// <summary>Goes on only at the <see cref="Place"/> numbered <see cref="Instruction.Other"/>.</summary>
    Look,

    /// <summary>The text matches.</summary>
    Match,
}

internal record struct Instruction(Step Step, int Next, int Other);

/// <summary>A tree as instructions of a machine that may be at many of them at once.</summary>
internal sealed class Program
{
    private readonly List<Instruction> code = [new(Step.Match, 0, 0)];
    private readonly List<RuneSet> sets = [];
    private readonly Dictionary<RuneSet, int> numbers = [];
    private readonly Dictionary<(int Rune, bool Fold), int> letters = [];

    private Program(Node root)
    {
        Start = Add(root, 0);
        Code = [.. code];
        Sets = [.. sets];
        Lines = code.Any(step => Looks(step, Place.BeginLine) || Looks(step, Place.EndLine));
        Words = code.Any(step => Looks(step, Place.WordBoundary) || Looks(step, Place.NoWordBoundary));
        Anchored = Looks(code[Start], Place.BeginText);
    }

    public Instruction[] Code { get; }

    public RuneSet[] Sets { get; }

    public int Start { get; }

    /// <summary>Whether it matters what a line is.</summary>
    public bool Lines { get; }

    /// <summary>Whether it matters what a word is.</summary>
    public bool Words { get; }

    /// <summary>Whether a match can only begin where the text does.</summary>
    public bool Anchored { get; }

    public static Program Of(Node root) => new(root);

    private static bool Looks(Instruction step, Place place) => step.Step == Step.Look && step.Other == (int)place;

    // Written from the end: gives the place to start at in order to go on at next afterwards.
    private int Add(Node node, int next) => node switch
    {
        Node.Empty => next,
        Node.At at => Emit(Step.Look, next, (int)at.Place),
        Node.Class one => Emit(Step.Take, next, Number(one.Set)),
        Node.Literal text => Add(text, next),
        Node.Capture group => Add(group.Inner, next),
        Node.Concat all => all.Parts.Reverse().Aggregate(next, (after, part) => Add(part, after)),
        Node.Alternate either => Add(either, next),
        Node.Repeat repeat => Add(repeat, next),
        _ => throw new InvalidOperationException("no such node: " + node),
    };

    private int Add(Node.Literal text, int next)
    {
        for (var i = text.Runes.Length - 1; i >= 0; i--)
        {
            var letter = (text.Runes[i], text.Fold);
            if (!letters.TryGetValue(letter, out var number))
            {
                letters[letter] = number = Number(text.Fold
                    ? RuneSet.Of(CaseFold.Close(text.Runes[i], text.Runes[i]))
                    : RuneSet.One(text.Runes[i]));
            }

            next = Emit(Step.Take, next, number);
        }

        return next;
    }

    private int Add(Node.Alternate either, int next)
    {
        var start = Add(either.Parts[^1], next);
        for (var i = either.Parts.Length - 2; i >= 0; i--)
        {
            start = Emit(Step.Fork, Add(either.Parts[i], next), start);
        }

        return start;
    }

    private int Add(Node.Repeat repeat, int next)
    {
        var start = next;
        if (repeat.Max is null)
        {
            var loop = Emit(Step.Fork, 0, next);
            var body = Add(repeat.Inner, loop);
            code[loop] = new(Step.Fork, body, next);
            start = repeat.Min == 0 ? loop : body;
        }

        for (var i = repeat.Min; i < repeat.Max; i++)
        {
            start = Emit(Step.Fork, Add(repeat.Inner, start), next);
        }

        for (var i = repeat.Max is null ? 1 : 0; i < repeat.Min; i++)
        {
            start = Add(repeat.Inner, start);
        }

        return start;
    }

    private int Emit(Step step, int next, int other)
    {
        code.Add(new(step, next, other));
        return code.Count - 1;
    }

    private int Number(RuneSet set)
    {
        if (!numbers.TryGetValue(set, out var number))
        {
            numbers[set] = number = sets.Count;
            sets.Add(set);
        }

        return number;
    }
}
