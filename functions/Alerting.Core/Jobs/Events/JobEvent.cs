using System.Collections.Immutable;

namespace Alerting.Core.Jobs.Events;

/// <summary>What happened to a run.</summary>
public enum JobEventType
{
    /// <summary>It began.</summary>
    Start,

    /// <summary>It is alive, and may say how far it is.</summary>
    Progress,

    /// <summary>It did what it should.</summary>
    Success,

    /// <summary>It did not.</summary>
    Fail,

    /// <summary>Somebody stopped it.</summary>
    Cancel,

    /// <summary>Something to know of it, of any level: a log record, or a state in between. Moves nothing.</summary>
    Status,

    /// <summary>It wrote data.</summary>
    DataGenerated,

    /// <summary>Its input is not what it was.</summary>
    InputDrift,

    /// <summary>Its training met an error.</summary>
    TrainingError,

    /// <summary>A person ends whatever is open of the job.</summary>
    Resolve,
}

/// <summary>Why a run was begun.</summary>
public enum RunKind
{
    /// <summary>Nobody said: scheduled where the job has a schedule, else manual.</summary>
    Unsaid,

    /// <summary>By its schedule.</summary>
    Scheduled,

    /// <summary>By somebody.</summary>
    Manual,

    /// <summary>For a time that is past.</summary>
    Backfill,

    /// <summary>To try something: nobody is told of it.</summary>
    Test,
}

/// <summary>The levels of document 002, in order.</summary>
public enum Level
{
    /// <summary>For who looks for a fault.</summary>
    Debug,

    /// <summary>As it should be.</summary>
    Info,

    /// <summary>Not as it should be, and nothing is lost.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>Somebody has to act now.</summary>
    Critical,
}

/// <summary>One report of a run, as a source read it.</summary>
public sealed record JobEvent
{
    /// <summary>What happened.</summary>
    public required JobEventType Type { get; init; }

    /// <summary>1 to 200 characters, without control characters.</summary>
    public required string Job { get; init; }

    /// <summary>
    /// 1 to 256 characters, without control characters. Null: the sender does not name its runs (a ping without
    /// <c>rid</c>, a log record); it is about the latest unnamed one.
    /// </summary>
    public string? Run { get; init; }

    /// <summary>Which try of the run, 1 to 1,000.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The part of a run that many workers share, 1 to 200 characters; null: the run as a whole.</summary>
    public string? Partition { get; init; }

    /// <summary>How many parts the run has; null when unsaid.</summary>
    public int? Partitions { get; init; }

    /// <summary>Its place among the events of its run as the sender counts them, from 0; null when unsaid.</summary>
    public long? Sequence { get; init; }

    /// <summary>Why the run was begun.</summary>
    public RunKind Kind { get; init; }

    /// <summary>When it happened by the sender's clock, which may be minutes wrong; null when unsaid.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The slot of the schedule the run is for; null when unsaid.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Null: as is usual for the type.</summary>
    public Level? Level { get; init; }

    /// <summary>Who wrote the log record, such as <c>services.gpu</c>; null where it is none.</summary>
    public string? Logger { get; init; }

    /// <summary>What the process ended with; null when unsaid.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it, such as <c>SIGKILL</c>; null when unsaid.</summary>
    public string? Signal { get; init; }

    /// <summary>One word why, such as <c>OOMKilled</c>; null when unsaid.</summary>
    public string? Reason { get; init; }

    /// <summary>One line; null when unsaid. At most 2,000 characters are kept.</summary>
    public string? Message { get; init; }

    /// <summary>Rows written, at least 0; null when unsaid.</summary>
    public double? Rows { get; init; }

    /// <summary>Bytes written, at least 0; null when unsaid.</summary>
    public double? Bytes { get; init; }

    /// <summary>What was measured, by name; finite. At most 100.</summary>
    public ImmutableSortedDictionary<string, Measure> Metrics { get; init; } = NoMetrics;

    /// <summary>The model: <c>name</c>, <c>version</c> and so on. At most 50 members, as of the next four.</summary>
    public ImmutableSortedDictionary<string, string> Model { get; init; } = Nothing;

    /// <summary>What it was trained on or has read.</summary>
    public ImmutableSortedDictionary<string, string> Dataset { get; init; } = Nothing;

    /// <summary>What ran: <c>commit</c>, <c>image</c> and so on.</summary>
    public ImmutableSortedDictionary<string, string> Code { get; init; } = Nothing;

    /// <summary>What it took: <c>peak_memory_bytes</c>, <c>cpu_seconds</c> and so on.</summary>
    public ImmutableSortedDictionary<string, string> Resources { get; init; } = Nothing;

    /// <summary>Labels that its alerts get.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = Nothing;

    /// <summary>Jobs, or <c>job/run</c>, that it follows. At most 100.</summary>
    public ImmutableArray<string> Parents { get; init; } = [];

    /// <summary>The tail of what it printed; null when unsaid. At most 64 KB are kept.</summary>
    public string? Log { get; init; }

    /// <summary>Its trace; null when unsaid.</summary>
    public string? TraceId { get; init; }

    /// <summary>
    /// What makes a repeat of it known: the sender's <c>event_id</c>, or of a source that has none a text that says the
    /// same. Null: a repeat cannot be told from the next event; no harm comes of it.
    /// </summary>
    public string? EventId { get; init; }

    /// <summary>It came by a ping URL: no start is expected before its end.</summary>
    public bool IsPing { get; init; }

    /// <summary>No metrics.</summary>
    public static ImmutableSortedDictionary<string, Measure> NoMetrics { get; } =
        ImmutableSortedDictionary.Create<string, Measure>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string> Nothing { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>A figure.</summary>
/// <param name="Value">Finite.</param>
/// <param name="Samples">How many it is made of; null when unsaid.</param>
public readonly record struct Measure(double Value, long? Samples);
