using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Logs.Said;

/// <summary>
/// What was gathered for a flush; already redacted. From it alone follows what is said: the same material gives the
/// same <see cref="LogContext"/>.
/// </summary>
public sealed record Material
{
    /// <summary>The alerts of the flush that fire, or all where none does; at least one.</summary>
    public required ImmutableArray<AlertTold> Alerts { get; init; }

    /// <summary>What each source gave, in the order of the configuration.</summary>
    public ImmutableArray<SourceRecords> Sources { get; init; } = [];

    /// <summary>The runs that alerts of the flush are about, as far as they were read.</summary>
    public ImmutableArray<RunTold> Runs { get; init; } = [];

    /// <summary>Other alerts.</summary>
    public ImmutableArray<RelatedAlert> Related { get; init; } = [];

    /// <summary>How much was taken out of all this.</summary>
    public int Redacted { get; init; }
}

/// <summary>An alert of the flush.</summary>
/// <param name="Labels">Its labels, as they are shown.</param>
/// <param name="Annotations">Its annotations; <c>run</c>, <c>log</c>, <c>runbook_url</c> and others count.</param>
/// <param name="StartsAt">Since when it fires, UTC.</param>
public sealed record AlertTold(LabelSet Labels, LabelSet Annotations, DateTimeOffset StartsAt)
{
    /// <summary>Where it came from; may be empty.</summary>
    public string GeneratorUrl { get; init; } = "";
}

/// <summary>What a source gave.</summary>
/// <param name="Report">What became of asking it.</param>
/// <param name="Records">The oldest first; may be empty.</param>
public sealed record SourceRecords(SourceReport Report, ImmutableArray<LogRecord> Records);

/// <summary>A run that an alert is about.</summary>
/// <param name="Job">The name of its job.</param>
/// <param name="Run">The run.</param>
public sealed record RunTold(string Job, Run Run)
{
    /// <summary>Its parts that failed, the first first, as far as they were read.</summary>
    public ImmutableArray<Run> FailedParts { get; init; } = [];

    /// <summary>The last run of the job that succeeded before it; null: none is known.</summary>
    public Run? LastGood { get; init; }
}
