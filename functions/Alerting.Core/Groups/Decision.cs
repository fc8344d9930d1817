using System.Collections.Immutable;

namespace Alerting.Core.Groups;

/// <summary>What a group does next. A value: the desk carries it out in one transaction.</summary>
public sealed record Decision
{
    /// <summary>The slots that change, with the versions read.</summary>
    public required ImmutableArray<SlotStep> Steps { get; init; }

    /// <summary>What every slot was decided to hear and why, changed or not.</summary>
    public required ImmutableArray<Verdict> Verdicts { get; init; }

    /// <summary>The new flush, where anything refers to one.</summary>
    public Flush? Flush { get; init; }

    /// <summary>Alerts that leave: over, and told to everybody who had to hear it.</summary>
    public ImmutableArray<StoredAlert> Remove { get; init; } = [];

    /// <summary>The time intervals that kept it from telling something; empty: none did.</summary>
    public ImmutableArray<string> MutedBy { get; init; } = [];

    /// <summary>A mark of what is suppressed or muted and by what; 0: nothing is.</summary>
    public long Suppression { get; init; }

    /// <summary>Whether that is not what it was when the group was decided before.</summary>
    public bool IsSuppressionNew { get; init; }

    /// <summary>When it is looked at next, and what it is until then.</summary>
    public required Rest Rest { get; init; }

    /// <summary>Whether there is something worth a line in the timeline.</summary>
    public bool IsWorthTelling => Flush is not null || Steps.Any(step => !step.IsOnlyLater)
        || IsSuppressionNew || Rest is Rest.Forgotten;
}

/// <summary>What one slot becomes.</summary>
/// <param name="Before">As it was read; a slot never stored has no version.</param>
/// <param name="After">As it is written.</param>
/// <param name="End">The end of its notice, where one ended.</param>
public sealed record SlotStep(Slot Before, Slot After, NoticeEnd? End)
{
    /// <summary>Whether a notice that waits does nothing but wait longer.</summary>
    public bool IsOnlyLater => End is null
        && Before.Live is { } before && After.Live is { } after
        && Before with { Live = null } == After with { Live = null }
        && before with { NotBefore = after.NotBefore, Due = after.Due, HasPlace = after.HasPlace } == after;
}

/// <summary>What a slot hears, and why.</summary>
/// <param name="Integration">Which.</param>
/// <param name="Reason">Why it is told something, or why not.</param>
public readonly record struct Verdict(string Integration, Reason Reason);

/// <summary>What a group is until it is looked at again. A closed family.</summary>
public abstract record Rest(DateTimeOffset Until)
{
    /// <summary>Something is unsettled: looked at on every tick, latched.</summary>
    public sealed record Awake(DateTimeOffset Until) : Rest(Until);

    /// <summary>Nothing to say before then; an accept wakes it for the next tick.</summary>
    public sealed record Asleep(DateTimeOffset Until) : Rest(Until);

    /// <summary>No alerts are left: what was told is remembered until then.</summary>
    public sealed record Empty(DateTimeOffset Until) : Rest(Until);

    /// <summary>Nothing of it is remembered any more.</summary>
    public sealed record Forgotten() : Rest(DateTimeOffset.MaxValue);
}
