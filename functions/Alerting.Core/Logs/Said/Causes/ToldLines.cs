using System.Collections.Immutable;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>
/// The first error, the last lines and the exception of one log. Only what was written until shortly after the end
/// counts, unless nothing was: then the clocks differ. The last lines are of the writer of the error that tells why,
/// they end at most five after it, and a stack trace among them is folded.
/// </summary>
internal sealed class ToldLines
{
    private const int Most = 30;
    private const int MostAfter = 5;
    private const int MostStack = 20;

    // What is written at the end may be stamped a little later.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>The first line that tells of an error; null for none.</summary>
    public LogLine? FirstError { get; private init; }

    /// <summary>The last lines, the oldest first.</summary>
    public ImmutableArray<LogLine> LastLines { get; private init; } = [];

    /// <summary>The exception that counts; null for none.</summary>
    public ExceptionFound? Exception { get; private init; }

    /// <summary>Of a log.</summary>
    /// <param name="units">In order.</param>
    /// <param name="end">When what failed had failed; null: unknown.</param>
    public static ToldLines Of(IReadOnlyList<LogUnit> units, DateTimeOffset? end)
    {
        var until = Until(units, end);
        var main = MainError.Of(until);
        var origin = main >= 0 ? until[main].Origin : until is [.., var last] ? last.Origin : "";
        var own = until.Where(unit => unit.Origin == origin).ToList();
        main = MainError.Of(own);
        var first = own.Find(unit => unit.IsError);
        return new()
        {
            FirstError = first is null ? null : new(first.At, Said(first), first.Source),
            LastLines = Last(own, main),
            Exception = main >= 0 && own[main].Stack is { Type.Length: > 0 } stack
                ? new(stack.Type, stack.Message, stack.Folded)
                : null,
        };
    }

    // The head of a stack trace of Python says nothing by itself.
    private static string Said(LogUnit unit) =>
        unit.Stack is { Says.Length: > 0 } stack && unit.Text.EndsWith(" recent call last):", StringComparison.Ordinal)
            ? stack.Says
            : unit.Text;

    private static List<LogUnit> Until(IReadOnlyList<LogUnit> units, DateTimeOffset? end)
    {
        var until = end is { } at && at < DateTimeOffset.MaxValue - Slack
            ? units.Where(unit => !(unit.At > at + Slack)).ToList()
            : [.. units];

        // An error that is stamped later is one of a clock that is ahead.
        return until.Exists(unit => unit.IsError) || !units.Any(unit => unit.IsError) && until.Count > 0 ? until
            : [.. units];
    }

    private static ImmutableArray<LogLine> Last(List<LogUnit> units, int main)
    {
        var end = main < 0 ? units.Count : Math.Min(units.Count, main + 1 + MostAfter);
        var lines = new List<LogLine>();
        for (var at = end - 1; at >= 0 && lines.Count < Most; at--)
        {
            // Put in from behind, turned at the end.
            foreach (var text in Shown(units[at]).Reverse())
            {
                lines.Add(new(units[at].At, text, units[at].Source));
            }
        }

        lines.Reverse();
        return [.. lines.TakeLast(Most)];
    }

    private static IEnumerable<string> Shown(LogUnit unit)
    {
        if (unit.Stack is not { } stack)
        {
            return unit.Lines;
        }

        var folded = unit.Lines[0] == stack.Folded[0] ? stack.Folded : stack.Folded.Insert(0, unit.Text);
        return folded.Length <= MostStack
            ? folded
            : [.. folded.Take(MostStack / 2), "    ...", .. folded.TakeLast((MostStack / 2) - 1)];
    }
}
