using System.Text;

namespace Alerting.Core.Matching.Re2.Captures;

/// <summary>
/// Finds where a program matches in a text and what it captures: at all its places at once, the preferred ones first,
/// so that the work is at most the text's length times the program's. The program is one that captures. For one
/// thread.
/// </summary>
internal sealed class CaptureRun(Program program, string text)
{
    private const int End = -1;

    private readonly int[] seen = new int[program.Code.Length];
    private readonly Stack<(int Place, int Slot, int Was)> pending = new();
    private List<(int Place, int[] Slots)> threads = [];
    private List<(int Place, int[] Slots)> after = [];
    private int turn;

    /// <summary>
    /// The first match from a place on: where each group begins and ends, -1 where it took no part; null for no match.
    /// </summary>
    public int[]? Find(int from)
    {
        int[]? found = null;
        threads.Clear();
        turn++;
        for (var at = from; ;)
        {
            if (found is null)
            {
                Add(threads, program.Start, at, Fresh());
            }

            if (threads.Count == 0 && found is not null)
            {
                return found;
            }

            var rune = RuneAt(at, out var used);
            found = Step(rune, at + used) ?? found;
            (threads, after) = (after, threads);
            if (rune == End)
            {
                return found;
            }

            at += used;
        }
    }

    private int[] Fresh()
    {
        var slots = new int[program.Slots];
        Array.Fill(slots, -1);
        return slots;
    }

    private int[]? Step(int rune, int next)
    {
        // A start that is added there later finds the same places taken, and so is not preferred.
        turn++;
        after.Clear();
        foreach (var (place, slots) in threads)
        {
            var code = program.Code[place];
            if (code.Step == Re2.Step.Match)
            {
                // Whatever comes behind was less preferred.
                return slots;
            }

            if (rune != End && program.Sets[code.Other].Contains(rune))
            {
                Add(after, code.Next, next, slots);
            }
        }

        return null;
    }

    // Adds all that can be reached without taking a rune, the preferred first.
    private void Add(List<(int Place, int[] Slots)> list, int start, int at, int[] known)
    {
        var slots = (int[])known.Clone();
        pending.Push((start, -1, 0));
        while (pending.TryPop(out var next))
        {
            if (next.Slot >= 0)
            {
                slots[next.Slot] = next.Was;
                continue;
            }

            if (seen[next.Place] == turn)
            {
                continue;
            }

            seen[next.Place] = turn;
            Follow(list, next.Place, at, slots);
        }
    }

    private void Follow(List<(int Place, int[] Slots)> list, int place, int at, int[] slots)
    {
        var code = program.Code[place];
        switch (code.Step)
        {
            case Re2.Step.Fork:
                pending.Push((code.Other, -1, 0));
                pending.Push((code.Next, -1, 0));
                break;
            case Re2.Step.Mark:
                pending.Push((0, code.Other, slots[code.Other]));
                slots[code.Other] = at;
                pending.Push((code.Next, -1, 0));
                break;
            case Re2.Step.Look:
                if (Holds((Place)code.Other, at))
                {
                    pending.Push((code.Next, -1, 0));
                }

                break;
            case Re2.Step.Take or Re2.Step.Match:
                list.Add((place, (int[])slots.Clone()));
                break;
        }
    }

    private bool Holds(Place place, int at) => place switch
    {
        Place.BeginText => at == 0,
        Place.EndText => at == text.Length,
        Place.BeginLine => at == 0 || text[at - 1] == '\n',
        Place.EndLine => at == text.Length || text[at] == '\n',
        Place.WordBoundary => IsWord(at - 1) != IsWord(at),
        Place.NoWordBoundary => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => at >= 0 && at < text.Length && RuneSet.Word.Contains(text[at]);

    private int RuneAt(int at, out int used)
    {
        used = 0;
        if (at >= text.Length)
        {
            return End;
        }

        _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out used);
        return rune.Value;
    }
}
