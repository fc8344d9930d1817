using System.Collections.Immutable;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs;

/// <summary>A part of a run, as it is kept.</summary>
/// <param name="Run">The <see cref="RunKey"/> of the run.</param>
/// <param name="Part">That of the part's name.</param>
public readonly record struct PartKey(string Run, string Part)
{
    /// <summary>The part a report is about.</summary>
    public static PartKey Of(string run, string partition) => new(RunKey.Of(run), RunKey.Of(partition));
}

/// <summary>What is known of the runs that a decision is about.</summary>
/// <param name="asks">What was asked for.</param>
public sealed class KnownRuns(JobAsks asks)
{
    /// <summary>What was asked for.</summary>
    public JobAsks Asks => asks;

    /// <summary>By <see cref="RunKey"/>: those asked for that are there.</summary>
    public Dictionary<string, Run> Runs { get; } = new(StringComparer.Ordinal);

    /// <summary>Parts that reports are about.</summary>
    public Dictionary<PartKey, Run> Parts { get; } = [];

    /// <summary>All parts of the runs that <see cref="JobAsks.PartsOf"/> names, by <see cref="RunKey"/>.</summary>
    public Dictionary<string, IReadOnlyList<Run>> AllParts { get; } = new(StringComparer.Ordinal);
}

/// <summary>What a decision needs to know before it can be taken.</summary>
/// <param name="Runs">Runs, by <see cref="RunKey"/>.</param>
/// <param name="Parts">Parts.</param>
/// <param name="Due">The ids of the runs whose time has come, the first of them.</param>
/// <param name="NeedsUpstream">Whether it matters if what the job depends on is done.</param>
public sealed record JobAsks(
    ImmutableHashSet<string> Runs, ImmutableHashSet<PartKey> Parts, ImmutableArray<string> Due, bool NeedsUpstream)
{
    /// <summary>Runs of which every part is needed, where a part is due.</summary>
    public IEnumerable<string> PartsOf => Due.Select(RunKey.Of);
}

/// <summary>What follows for a job.</summary>
public sealed record JobDecision
{
    /// <summary>The job from now on.</summary>
    public required JobState State { get; init; }

    /// <summary>Nothing of the job is kept: nobody declared it, and it was not heard of for long.</summary>
    public bool IsGone { get; init; }

    /// <summary>Runs that changed, by <see cref="RunKey"/>.</summary>
    public required ImmutableDictionary<string, Run> Runs { get; init; }

    /// <summary>Parts that changed.</summary>
    public required ImmutableDictionary<PartKey, Run> Parts { get; init; }

    /// <summary>Alerts that changed.</summary>
    public required ImmutableArray<JobAlert> Alerts { get; init; }

    /// <summary>
    /// Reports that said something new, for whoever asks for all of them: each with its run, why that was begun, and
    /// model and labels as the run has said them so far.
    /// </summary>
    public required ImmutableArray<JobNews> News { get; init; }

    /// <summary>Runs to be forgotten, by <see cref="RunKey"/>.</summary>
    public required ImmutableArray<string> Forgotten { get; init; }

    /// <summary>Runs whose parts are not needed any more, by <see cref="RunKey"/>.</summary>
    public required ImmutableArray<string> PartsDone { get; init; }
}
