using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Alerts;

namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>
/// A stack trace as it is shown: whole, but frames of libraries that follow each other are one line. Where all frames
/// are libraries', the innermost stays. At most 60 lines, of which the middle is left out.
/// </summary>
internal static class StackFold
{
    /// <summary>Lines at the most.</summary>
    public const int MostLines = 60;

    private const int Longest = 300;
    private const int MostOwn = 30;

    /// <summary>The lines, and the names of the frames that are the user's own.</summary>
    public static (ImmutableArray<string> Lines, ImmutableArray<string> Own) Of(StackKind kind,
        IReadOnlyList<string> lines)
    {
        var folded = new List<string>();
        var own = new List<string>();
        var shown = Innermost(kind, lines);
        var run = new List<string>();
        for (var at = 0; at < lines.Count;)
        {
            var frame = StackFrame.At(kind, lines, at);
            if (frame is { Library: { } library } && at != shown)
            {
                run.Add(library);
                at += frame.Value.Lines;
                continue;
            }

            Fold(folded, run);
            if (frame is { Library: null, Name.Length: > 0 } mine && own.Count < MostOwn)
            {
                own.Add(mine.Name);
            }

            for (var end = at + (frame?.Lines ?? 1); at < end; at++)
            {
                folded.Add(BoundedText.Cut(lines[at], Longest));
            }
        }

        Fold(folded, run);
        return (Bounded(folded), [.. own]);
    }

    // Python prints the innermost last, the others first; -1 where there is a frame that is the user's own.
    private static int Innermost(StackKind kind, IReadOnlyList<string> lines)
    {
        var found = -1;
        for (var at = 0; at < lines.Count;)
        {
            var frame = StackFrame.At(kind, lines, at);
            if (frame is { Library: null })
            {
                return -1;
            }

            found = frame is not null && (found < 0 || kind is StackKind.Python or StackKind.PythonGroup) ? at : found;
            at += frame?.Lines ?? 1;
        }

        return found;
    }

    private static void Fold(List<string> folded, List<string> run)
    {
        if (run.Count == 0)
        {
            return;
        }

        var names = run.Distinct(StringComparer.Ordinal).Take(4).ToArray();
        var of = names.Length > 3 ? $"{string.Join(", ", names[..3])} and others" : string.Join(", ", names);
        folded.Add(string.Create(
            CultureInfo.InvariantCulture, $"    ... {run.Count} {(run.Count == 1 ? "frame" : "frames")} of {of}"));
        run.Clear();
    }

    private static ImmutableArray<string> Bounded(List<string> lines)
    {
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        const int Half = MostLines / 2;
        var left = lines.Count - MostLines + 1;
        return left <= 1
            ? [.. lines]
            : [.. lines.Take(Half), FormattableString.Invariant($"    ... {left} lines left out"),
                .. lines.TakeLast(Half - 1)];
    }
}
