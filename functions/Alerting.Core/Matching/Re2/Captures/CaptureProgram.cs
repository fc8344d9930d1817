namespace Alerting.Core.Matching.Re2.Captures;

/// <summary>
/// A tree as instructions that also say which of several ways a text matches, as Go prefers them, and what is captured.
/// </summary>
internal sealed class CaptureProgram
{
    /// <summary>Instructions at most: replacing is not for patterns of any size.</summary>
    public const int Largest = 20_000;

    private readonly List<CaptureCode> code = [];
    private readonly List<RuneSet> sets = [];
    private readonly Dictionary<RuneSet, int> numbers = [];
    private readonly List<string?> names = [""];

    private CaptureProgram(Node root)
    {
        var match = Emit(CaptureStep.Match, 0, 0);
        Start = Emit(CaptureStep.Mark, Add(root, Emit(CaptureStep.Mark, match, 1)), 0);
        Code = [.. code];
        Sets = [.. sets];
        Names = [.. names];
    }

    public CaptureCode[] Code { get; }

    public RuneSet[] Sets { get; }

    /// <summary>The name of each group, null where it has none; the first is the whole match.</summary>
    public string?[] Names { get; }

    public int Start { get; }

    /// <summary>Places that it remembers: two for each group.</summary>
    public int Slots => Names.Length * 2;

    /// <summary>The program of a tree, or null where it would be too large.</summary>
    public static CaptureProgram? Of(Node root) => root.Size > Largest ? null : new(root);

    // Written from the end: gives the place to start at in order to go on at next afterwards.
    private int Add(Node node, int next) => node switch
    {
        Node.Empty => next,
        Node.At at => Emit(CaptureStep.Look, next, (int)at.Place),
        Node.Class one => Emit(CaptureStep.Take, next, Number(one.Set)),
        Node.Literal text => Add(text, next),
        Node.Capture group => Add(group, next),
        Node.Concat all => all.Parts.Reverse().Aggregate(next, (after, part) => Add(part, after)),
        Node.Alternate either => Add(either, next),
        Node.Repeat repeat => Add(repeat, next),
        _ => throw new InvalidOperationException("no such node: " + node),
    };

    private int Add(Node.Literal text, int next) => text.Runes.Reverse().Aggregate(next, (after, rune) => Emit(
        CaptureStep.Take,
        after,
        Number(text.Fold ? RuneSet.Of(CaseFold.Close(rune, rune)) : RuneSet.One(rune))));

    private int Add(Node.Capture group, int next)
    {
        while (names.Count <= group.Number)
        {
            names.Add(null);
        }

        names[group.Number] = group.Name;
        var close = Emit(CaptureStep.Mark, next, (2 * group.Number) + 1);
        return Emit(CaptureStep.Mark, Add(group.Inner, close), 2 * group.Number);
    }

    private int Add(Node.Alternate either, int next)
    {
        var start = Add(either.Parts[^1], next);
        for (var i = either.Parts.Length - 2; i >= 0; i--)
        {
            start = Emit(CaptureStep.Prefer, Add(either.Parts[i], next), start);
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
            start = Choose(Add(repeat.Inner, start), next, repeat.IsLazy);
        }

        for (var i = repeat.Max is null ? 1 : 0; i < repeat.Min; i++)
        {
            start = Add(repeat.Inner, start);
        }

        return start;
    }

    // Of what can be nothing, any number is none or at least one: otherwise the empty way would win too early.
    private int Endless(Node.Repeat repeat, int next)
    {
        var loop = Emit(CaptureStep.Prefer, 0, 0);
        var body = Add(repeat.Inner, loop);
        code[loop] = repeat.IsLazy ? new(CaptureStep.Prefer, next, body) : new(CaptureStep.Prefer, body, next);
        return repeat.Min > 0 ? body
            : CanBeEmpty(repeat.Inner) ? Choose(body, next, repeat.IsLazy)
            : loop;
    }

    private int Choose(int more, int less, bool isLazy) =>
        isLazy ? Emit(CaptureStep.Prefer, less, more) : Emit(CaptureStep.Prefer, more, less);

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

    private int Emit(CaptureStep step, int next, int other)
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
