using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Schedules;

namespace Alerting.Core.Jobs.Registry;

/// <summary>How bad it is when a job fails.</summary>
public enum Criticality
{
    /// <summary>Severity <c>info</c>.</summary>
    Low,

    /// <summary>Severity <c>warning</c>.</summary>
    Medium,

    /// <summary>Severity <c>critical</c>, level <c>ERROR</c>.</summary>
    High,

    /// <summary>Severity <c>critical</c>, level <c>CRITICAL</c>.</summary>
    Critical,
}

/// <summary>What <c>alerting.yml</c> says of a job.</summary>
public sealed record JobDefinition
{
    /// <summary>Its name, as in <see cref="JobEvent.Job"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Who answers for it; null when unsaid.</summary>
    public string? Owner { get; init; }

    /// <summary>Who should hear of it: the label <c>audience</c>; null when unsaid.</summary>
    public string? Audience { get; init; }

    /// <summary>When it runs; null: ad hoc.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How late it may start, default 5 min; also how long is waited for a next attempt.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a run should take; null: learned.</summary>
    public TimeBounds? Expected { get; init; }

    /// <summary>How long a run may take at the most; null when unsaid.</summary>
    public TimeSpan? MaxRuntime { get; init; }

    /// <summary>A run that says nothing for so long is stuck; null: nobody looks.</summary>
    public TimeSpan? ProgressEvery { get; init; }

    /// <summary>Attempts that may fail before somebody is told, 0 to 999.</summary>
    public int Retries { get; init; }

    /// <summary>How bad it is when it fails.</summary>
    public Criticality Criticality { get; init; } = Criticality.High;

    /// <summary>The jobs it waits for; without circles.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>The model it trains or applies: the label <c>model</c>; null when unsaid.</summary>
    public string? Model { get; init; }

    /// <summary>Where it says what to do; null when unsaid.</summary>
    public string? Runbook { get; init; }

    /// <summary>Several runs at once are meant: alerts are by run.</summary>
    public bool IsConcurrent { get; init; }

    /// <summary>After how long an alert ends by itself; null: by no time for a schedule, 7 days without one.</summary>
    public TimeSpan? ResolveAfter { get; init; }

    /// <summary>Labels that its alerts get.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>What a successful run must have written; null: any.</summary>
    public Bounds? Rows { get; init; }

    /// <summary>The same in bytes.</summary>
    public Bounds? Bytes { get; init; }

    /// <summary>What each metric must be, by name.</summary>
    public ImmutableSortedDictionary<string, MetricBounds> Metrics { get; init; } =
        ImmutableSortedDictionary.Create<string, MetricBounds>(StringComparer.Ordinal);

    /// <summary>How many of its runs may fail; null: not looked at.</summary>
    public FailureRate? FailureRate { get; init; }

    /// <summary>So many failed runs one after the other; null: not looked at.</summary>
    public int? ConsecutiveFailures { get; init; }

    /// <summary>How many runs may go on for long; null: not looked at.</summary>
    public LongRunning? LongRunning { get; init; }

    /// <summary>The address that is asked instead of waiting to be told; null: none.</summary>
    public Probe? Probe { get; init; }

    /// <summary>What nobody wants to hear of.</summary>
    public ImmutableArray<JobTrouble> Ignored { get; init; } = [];

    /// <summary>Something is known of it besides its name and schedule.</summary>
    public bool HasMetadata => Owner is not null && (Audience is not null || Runbook is not null || Model is not null);
}

/// <summary>What can be wrong with a job: each is an alert of the name that stands beside it.</summary>
public enum JobTrouble
{
    /// <summary><c>JobNeverStarted</c>: nothing came by its time and grace.</summary>
    NeverStarted,

    /// <summary><c>JobStartedLate</c>: it came after that.</summary>
    StartedLate,

    /// <summary><c>JobStuck</c>: it runs and says nothing for too long.</summary>
    Stuck,

    /// <summary><c>JobOverrun</c>: it runs longer than it may or ever did.</summary>
    Overrun,

    /// <summary><c>JobTooFast</c>: it succeeded sooner than it can have.</summary>
    TooFast,

    /// <summary><c>JobFailed</c>: it failed, after its last attempt.</summary>
    Failed,

    /// <summary><c>JobSucceededAfterRetry</c>.</summary>
    SucceededAfterRetry,

    /// <summary><c>JobEndedWithoutStart</c>.</summary>
    EndedWithoutStart,

    /// <summary><c>JobDuplicateRun</c>: the same run, or the same slot, was begun twice, or two at once.</summary>
    DuplicateRun,

    /// <summary><c>JobCancelled</c>.</summary>
    Cancelled,

    /// <summary><c>JobFailureRate</c>: too many of its runs failed.</summary>
    FailureRate,

    /// <summary><c>JobConsecutiveFailures</c>.</summary>
    ConsecutiveFailures,

    /// <summary><c>JobsRunningLong</c>: too many runs go on for too long.</summary>
    RunningLong,

    /// <summary><c>JobOutput</c>: rows or bytes out of bounds, or far from what is usual.</summary>
    Output,

    /// <summary><c>JobMetric</c>: a metric of the run or the model out of bounds.</summary>
    Metric,

    /// <summary><c>JobInputDrift</c>: reported at level ERROR or above.</summary>
    InputDrift,

    /// <summary><c>JobTrainingError</c>: likewise.</summary>
    TrainingError,

    /// <summary><c>JobDataGenerated</c>: likewise.</summary>
    DataGenerated,
}

/// <summary>From, to; both included.</summary>
/// <param name="Least">Zero: as short as it likes.</param>
/// <param name="Most"><see cref="Endless"/>: as long as it likes.</param>
public readonly record struct TimeBounds(TimeSpan Least, TimeSpan Most)
{
    /// <summary>100 years: longer than anything, and short enough to be added to an instant.</summary>
    public static TimeSpan Endless { get; } = TimeSpan.FromDays(36_500);
}

/// <summary>Bounds, both included; null: none. At least one is there.</summary>
public readonly record struct Bounds(double? Least, double? Most);

/// <summary>What a metric must be.</summary>
/// <param name="Bounds">The bounds.</param>
/// <param name="MinSamples">Of fewer samples nothing is concluded; 0: of any.</param>
/// <param name="IsShare">
/// It is a share of its samples, 0 to 1 (accuracy, confidence): what chance alone could do is taken into account.
/// </param>
public readonly record struct MetricBounds(Bounds Bounds, long MinSamples, bool IsShare);

/// <summary>Too many runs failed.</summary>
/// <param name="Most">The share that may fail, 0 to 1.</param>
/// <param name="Within">Of the runs that ended in so long.</param>
/// <param name="AtLeast">Of fewer runs nothing is concluded; at least 1.</param>
public readonly record struct FailureRate(double Most, TimeSpan Within, int AtLeast);

/// <summary>Too many runs go on for long.</summary>
/// <param name="Most">So many may.</param>
/// <param name="LongerThan">Longer than this.</param>
public readonly record struct LongRunning(int Most, TimeSpan LongerThan);

/// <summary>An address that is asked.</summary>
/// <param name="Url">http or https, absolute.</param>
/// <param name="Every">At least 10 s.</param>
/// <param name="Statuses">The answers that are good; empty: 200 to 299.</param>
/// <param name="Timeout">How long an answer may take, 1 to 30 s.</param>
public sealed record Probe(Uri Url, TimeSpan Every, ImmutableArray<int> Statuses, TimeSpan Timeout);
