using System.Text;

namespace Alerting.Core.Matching.Re2;

/// <summary>
/// Runs a program over a text and remembers its steps, so that most texts cost one look-up per rune. .NET's own
/// non-backtracking engine would not do: it works on UTF-16 units where Go works on runes, its <c>\b</c> is Unicode's
/// and it has no look-around to make another one of, and it refuses patterns that are within Go's limits.
/// </summary>
internal sealed class Automaton
{
    // In numbers of four bytes. When it is full all is forgotten, so that no text makes it grow.
    private const int MaxRemembered = 128 * 1024;

    // A text that teaches so many steps is one that never comes back to where it was.
    private const int MaxLessons = 2000;

    private readonly Program program;
    private readonly Alphabet? alphabet;
    private readonly State matched = new([], Before.Nothing, 0);
    private readonly Lock remembering = new();
    private readonly State start;
    private Dictionary<State, State> states = [];
    private int remembered;
    private Run? idle;

    public Automaton(Program program)
    {
        this.program = program;
        alphabet = Alphabet.Of(program);
        start = new([], Before.Nothing, Kinds);
    }

    private int Kinds => alphabet?.Count + 1 ?? 0;

    public bool IsMatch(string text) =>
        alphabet is null ? Forgetful(text, 0, start) : Remembering(text, alphabet);

    private bool Remembering(string text, Alphabet kinds)
    {
        var (state, lessons) = (start, 0);
        for (var i = 0; i < text.Length;)
        {
            if (lessons > MaxLessons)
            {
                return Forgetful(text, i, state);
            }

            var rune = RuneAt(text, ref i);
            state = Follow(state, kinds.Kind(rune), rune, ref lessons);
            if (state == matched || (state.Places.Length == 0 && program.Anchored))
            {
                return state == matched;
            }
        }

        return Follow(state, Kinds - 1, Run.End, ref lessons) == matched;
    }

    private State Follow(State state, int kind, int rune, ref int lessons)
    {
        if (state.Next[kind] is { } known)
        {
            return known;
        }

        lessons++;
        return state.Next[kind] = Learn(state, rune);
    }

    private State Learn(State state, int rune)
    {
        var run = Interlocked.Exchange(ref idle, null) ?? new(program);
        run.GoTo(state.Places, state.Before);
        var next = matched;
        if (!run.Take(rune))
        {
            var places = run.Places.ToArray();
            Array.Sort(places);
            next = Known(new(places, run.Before, Kinds));
        }

        idle = run.IsSpent ? null : run;
        return next;
    }

    private State Known(State state)
    {
        lock (remembering)
        {
            if (states.TryGetValue(state, out var known))
            {
                return known;
            }

            remembered += state.Places.Length + (2 * Kinds) + 16;
            if (remembered > MaxRemembered)
            {
                (states, remembered) = ([], 0);
                Array.Clear(start.Next);
            }

            return states[state] = state;
        }
    }

    private bool Forgetful(string text, int from, State state)
    {
        var run = Interlocked.Exchange(ref idle, null) ?? new(program);
        run.GoTo(state.Places, state.Before);
        var matches = false;
        while (from < text.Length && !matches)
        {
            matches = run.Take(RuneAt(text, ref from));
        }

        matches = matches || run.Take(Run.End);
        idle = run.IsSpent ? null : run;
        return matches;
    }

    private static int RuneAt(string text, ref int at)
    {
        if (!char.IsSurrogate(text[at]))
        {
            return text[at++];
        }

        _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used);
        at += used;
        return rune.Value;
    }

    /// <summary>Where the machine is and what was before; what it does on each kind of rune, as far as known.</summary>
    private sealed class State(int[] places, Before before, int kinds) : IEquatable<State>
    {
        public int[] Places => places;

        public Before Before => before;

        public State?[] Next { get; } = new State?[kinds];

        public bool Equals(State? other) =>
            other is not null && before == other.Before && places.AsSpan().SequenceEqual(other.Places);

        public override bool Equals(object? obj) => Equals(obj as State);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(before);
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(places.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
