namespace Alerting.Core.Matching.Re2;

internal enum Step
{
    /// <summary>Takes a rune of the set numbered <see cref="Instruction.Other"/>.</summary>
    Take,

    /// <summary>Goes on at the next place and at <see cref="Instruction.Other"/>, less preferred.</summary>
    Fork,

    /// <summary>Goes on only at the <see cref="Place"/> numbered <see cref="Instruction.Other"/>.</summary>
    Look,

    /// <summary>Remembers where it is in the slot <see cref="Instruction.Other"/>.</summary>
    Mark,

    /// <summary>The text matches.</summary>
    Match,
}

internal record struct Instruction(Step Step, int Next, int Other);

/// <summary>
/// A tree as instructions of a machine that may be at many of them at once: either only for whether a text matches, or
/// also for which of several ways it does, as Go prefers them, and what is captured.
/// </summary>
internal sealed class Program
{
    private readonly List<Instruction> code = [new(Step.Match, 0, 0)];
    private readonly List<RuneSet> sets = [];
    private readonly Dictionary<RuneSet, int> numbers = [];
    private readonly Dictionary<(int Rune, bool Fold), int> letters = [];
    private readonly List<string?> names = [];
    private readonly bool captures;

    private Program(Node root, bool captures)
    {
        this.captures = captures;
        Start = Add(root, 0);
        Code = [.. code];
        Sets = [.. sets];
        Names = [.. names];
        Lines = code.Any(step => Looks(step, Place.BeginLine) || Looks(step, Place.EndLine));
        Words = code.Any(step => Looks(step, Place.WordBoundary) || Looks(step, Place.NoWordBoundary));
        Anchored = Looks(code[Start], Place.BeginText);
    }

    public Instruction[] Code { get; }

    public RuneSet[] Sets { get; }

    public int Start { get; }

    /// <summary>
    /// The name of each group that it captures, null where it has none; the first is the whole match.
    /// </summary>
    public string?[] Names { get; }

    /// <summary>Places that it remembers: two for each group.</summary>
    public int Slots => Names.Length * 2;

    /// <summary>Whether it matters what a line is.</summary>
    public bool Lines { get; }

    /// <summary>Whether it matters what a word is.</summary>
    public bool Words { get; }

    /// <summary>Whether a match can only begin where the text does.</summary>
    public bool Anchored { get; }

    /// <summary>Says whether a text matches.</summary>
    public static Program Of(Node root) => new(root, captures: false);

    /// <summary>Says also how, and what is captured.</summary>
    public static Program Capturing(Node root) => new(new Node.Capture(root) { Name = "" }, captures: true);

    private static bool Looks(Instruction step, Place place) => step.Step == Step.Look && step.Other == (int)place;

    // Written from the end: gives the place to start at in order to go on at next afterwards.
    private int Add(Node node, int next) => node switch
    {
        Node.Empty => next,
        Node.At at => Emit(Step.Look, next, (int)at.Place),
        Node.Class one => Emit(Step.Take, next, Number(one.Set)),
        Node.Literal text => Add(text, next),
        Node.Capture group => captures ? Add(group, next) : Add(group.Inner, next),
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

    private int Add(Node.Capture group, int next)
    {
        while (names.Count <= group.Number)
        {
            names.Add(null);
        }

        names[group.Number] = group.Name;
        var close = Emit(Step.Mark, next, (2 * group.Number) + 1);
        return Emit(Step.Mark, Add(group.Inner, close), 2 * group.Number);
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
            start = Endless(repeat, next);
        }

        for (var i = repeat.Min; i < repeat.Max; i++)
        {
            start = Emit(Choice(repeat, Add(repeat.Inner, start), next));
        }

        for (var i = repeat.Max is null ? 1 : 0; i < repeat.Min; i++)
        {
            start = Add(repeat.Inner, start);
        }

        return start;
    }

    // Which way is preferred matters only where it captures: there, of what can be nothing, any number is none or at
    // least one, or else the empty way would win too early.
    private int Endless(Node.Repeat repeat, int next)
    {
        var loop = Emit(Step.Fork, 0, 0);
        var body = Add(repeat.Inner, loop);
        code[loop] = Choice(repeat, body, next);
        return repeat.Min > 0 ? body
            : captures && CanBeEmpty(repeat.Inner) ? Emit(Choice(repeat, body, next))
            : loop;
    }

    private static Instruction Choice(Node.Repeat repeat, int more, int less) =>
        repeat.IsLazy ? new(Step.Fork, less, more) : new(Step.Fork, more, less);

    private static bool CanBeEmpty(Node node) => node switch
    {
        Node.Empty or Node.At => true,
        Node.Class => false,
        Node.Literal text => text.Runes.Length == 0,
        Node.Capture group => CanBeEmpty(group.Inner),
        Node.Concat all => all.Parts.All(CanBeEmpty),
        Node.Alternate either => either.Parts.Any(CanBeEmpty),
        Node.Repeat repeat => repeat.Min == 0 || CanBeEmpty(repeat.Inner),
        _ => true,
    };

    private int Emit(Step step, int next, int other) => Emit(new(step, next, other));

    private int Emit(Instruction instruction)
    {
        code.Add(instruction);
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
