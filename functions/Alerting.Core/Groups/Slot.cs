using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>One integration of one group: what it was told last and the one notice that may be under way.</summary>
public sealed record Slot
{
    /// <summary>The integration, such as <c>slack[0]</c>.</summary>
    public required string Integration { get; init; }

    /// <summary>Number of its last notice; starts at the unix millisecond the slot was made in.</summary>
    public required long Notices { get; init; }

    /// <summary>What it was told last; null: nothing yet.</summary>
    public Told? Told { get; init; }

    /// <summary>The notice under way; null: none.</summary>
    public LiveNotice? Live { get; init; }

    /// <summary>
    /// A tick wanted to say something else while <see cref="Live"/> could not be replaced: decided again at its end.
    /// </summary>
    public bool Owed { get; init; }

    /// <summary>Notices in a row that ended undelivered.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of those that told that all is over ended; null without one.</summary>
    public DateTimeOffset? ResolveFailingSince { get; init; }

    /// <summary>When the last of them ended; null without failures.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>
    /// Why it cannot be told, for as long as that is so: others stand in for it. Of one that stands in: for whom, and
    /// why. Null: no trouble.
    /// </summary>
    public string? Trouble { get; init; }

    /// <summary>The vendor's id of the message it was told with last; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>The version read; default when it was never stored.</summary>
    public ETag ETag { get; init; }
}

/// <summary>What a slot was told last.</summary>
/// <param name="Flush">Number of the flush.</param>
/// <param name="At">When its receipt came, by the store's time: the cooldown counts from here.</param>
/// <param name="Maybe">True when it is not known whether it arrived: differs from every state.</param>
public sealed record Told(long Flush, DateTimeOffset At, bool Maybe);

/// <summary>A notice under way.</summary>
public sealed record LiveNotice
{
    /// <summary>Its number in the slot.</summary>
    public required long Number { get; init; }

    /// <summary>The flush it tells.</summary>
    public required long Flush { get; init; }

    /// <summary>Why it is sent.</summary>
    public required Reason Reason { get; init; }

    /// <summary>When it was decided: its age counts from here.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Worded as a possible repeat.</summary>
    public bool PossibleRepeat { get; init; }

    /// <summary>The attempt to make, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Not to be tried before.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Key time of its <c>o~</c> row.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Whether any attempt ever claimed it: sticky, it can then no longer be replaced.</summary>
    public bool EverClaimed { get; init; }

    /// <summary>
    /// Whether the outcome of any attempt is unknown: sticky, it then ends as "maybe" unless delivered.
    /// </summary>
    public bool AnyUnknown { get; init; }

    /// <summary>The claim of the attempt under way; null: none.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Whether <see cref="NotBefore"/> is a place that the destination's rate limit has given it.</summary>
    public bool HasPlace { get; init; }

    /// <summary>What earlier attempts got done of it, in the channel's own words; null: nothing.</summary>
    public string? Progress { get; init; }

    /// <summary>W3C traceparent of what caused it.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Whoever sends a notice holds a claim on it.</summary>
/// <param name="Id">Unlike any other.</param>
/// <param name="Holder">The process that holds it.</param>
/// <param name="Until">When it runs out; the outcome then counts as unknown.</param>
public sealed record Claim(string Id, string Holder, DateTimeOffset Until);
