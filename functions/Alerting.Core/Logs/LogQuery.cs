using System.Collections.Immutable;

namespace Alerting.Core.Logs;

/// <summary>What a log source is asked for. Two that are alike ask for the same.</summary>
/// <param name="Source">The source, with its bounds.</param>
/// <param name="Fields">What a record must have; at least one.</param>
/// <param name="From">Not before, UTC.</param>
/// <param name="To">Before, UTC.</param>
public sealed record LogQuery(
    LogSourceSettings Source, ImmutableArray<LogField> Fields, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What a record must be besides, in the vendor's words, with values that are escaped; empty:
    /// nothing.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether it is asked to see whether the source answers: what else is passed over is then a
    /// failure.</summary>
    public bool IsTrial { get; init; }

    // Not kept: a copy with another window would keep its original's.

    /// <summary>What two queries that ask for the same have in common; never shown.</summary>
    public string Key => string.Join(
        '\u001f', [From.UtcTicks.ToString("D"), To.UtcTicks.ToString("D"), Subject]);

    /// <summary>The same without its time.</summary>
    internal string Subject => string.Join(
        '\u001f',
        [Source.Name, Filter, .. Fields.Select(it => $"{it.Name}\u001e{it.Value}\u001e{it.IsPrefix}")]);
}

/// <summary>A field of a record.</summary>
/// <param name="Name">As the source names it; the operator's word.</param>
/// <param name="Value">The value of a label, and what the rule has after it: anybody's word, to be escaped. Not empty,
/// no control characters; the label's part is at most 512 characters.</param>
/// <param name="IsPrefix">Whether it is only how the field begins.</param>
public sealed record LogField(string Name, string Value, bool IsPrefix);
