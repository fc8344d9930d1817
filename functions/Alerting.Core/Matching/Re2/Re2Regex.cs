using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Alerting.Core.Matching.Re2;

/// <summary>
/// A regular expression as Go has it (RE2): the same ones are refused with the same words, and the work for a text is
/// at most its length times the pattern's, whatever both are. Safe for several threads.
/// </summary>
public sealed class Re2Regex
{
    private static readonly ConcurrentDictionary<string, WeakReference<Re2Regex>> Known = new(StringComparer.Ordinal);
    private static int sweepAt = 1024;

    private readonly Lazy<Func<string, bool>> matches;

    private Re2Regex(Node root) => matches = new(() => Shape.Of(root) ?? Automated(root));

    /// <summary>
    /// The expression, or null and Go's words: <c>error parsing regexp: missing closing ): `(`</c>. One object for all
    /// callers with the same pattern, for as long as one of them holds it; made ready when first asked for a match.
    /// </summary>
    public static Re2Regex? Shared(string pattern, out string? problem)
    {
        problem = null;
        if (Known.TryGetValue(pattern, out var weak) && weak.TryGetTarget(out var known))
        {
            return known;
        }

        if (Re2Parser.Parse(pattern, out problem) is not { } root)
        {
            return null;
        }

        var regex = new Re2Regex(root);
        Known[pattern] = new(regex);
        Sweep();
        return regex;
    }

    private static Func<string, bool> Automated(Node root)
    {
        var automaton = new Automaton(Program.Of(root));
        var openings = Openings.Of(root);
        return openings.IsEmpty ? automaton.IsMatch : text => Begins(text, openings) && automaton.IsMatch(text);
    }

    private static bool Begins(string text, ImmutableArray<string> openings)
    {
        foreach (var opening in openings)
        {
            if (text.StartsWith(opening, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is found anywhere in the text; for the whole text anchor the pattern.</summary>
    public bool IsMatch(string text) => matches.Value(text);

    // Silences come and go, and their patterns with them.
    private static void Sweep()
    {
        if (Known.Count < Volatile.Read(ref sweepAt))
        {
            return;
        }

        foreach (var entry in Known)
        {
            if (!entry.Value.TryGetTarget(out _))
            {
                Known.TryRemove(entry);
            }
        }

        Volatile.Write(ref sweepAt, Math.Max(1024, 2 * Known.Count));
    }
}
