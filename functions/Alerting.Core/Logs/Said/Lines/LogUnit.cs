using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs.Said.Stacks;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>What belongs together in a log: a line, or a stack trace with the line above it.</summary>
/// <param name="At">When, UTC; null when it does not say.</param>
/// <param name="Lines">Clean; at least one.</param>
/// <param name="Level">How bad it is; null when nothing tells.</param>
internal sealed record LogUnit(DateTimeOffset? At, ImmutableArray<string> Lines, Level? Level)
{
    /// <summary>The source it is from.</summary>
    public string Source { get; init; } = "";

    /// <summary>How many lines of the source were read before it.</summary>
    public int Number { get; init; }

    /// <summary>Who wrote it.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The exception, where it is a stack trace; null for a line.</summary>
    public StackFound? Stack { get; init; }

    /// <summary>Whether it tells of an error.</summary>
    public bool IsError => Level >= Jobs.Events.Level.Error;

    /// <summary>The first line.</summary>
    public string Text => Lines[0];

    /// <summary>Whether it may be but a consequence of the end.</summary>
    public bool IsChatter => LineSigns.IsChatter(Text)
        || (Stack is { } stack && (LineSigns.IsChatter(stack.Type) || LineSigns.IsChatter(stack.Message)));
}
