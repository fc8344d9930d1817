using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Jobs.Runs;

/// <summary>What became of a run, the worse the later.</summary>
public enum RunOutcome
{
    /// <summary>It succeeded.</summary>
    Success,

    /// <summary>It was stopped.</summary>
    Cancel,

    /// <summary>It failed.</summary>
    Fail,
}

/// <summary>
/// What is known of a run, or of one part of it: reports merged, in whichever order and however often they came.
/// </summary>
public sealed record Run
{
    /// <summary>Attempts that are kept: the latest.</summary>
    public const int MostAttempts = 10;

    /// <summary>Status events that are kept: the latest.</summary>
    public const int MostStatuses = 50;

    /// <summary>Marks of events that are kept: the latest.</summary>
    public const int MostSeen = 64;

    /// <summary>As its sender names it; of a ping without name, ours.</summary>
    public required string Id { get; init; }

    /// <summary>The part; null: the run as a whole.</summary>
    public string? Partition { get; init; }

    /// <summary>Why it was begun; never <see cref="RunKind.Unsaid"/>.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The slot it is for; null where there is none.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>In order of their numbers; empty while nothing but status events came.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>Its parts, where it has some.</summary>
    public Parts? Parts { get; init; }

    /// <summary>What was concluded of it; null while it goes on.</summary>
    public RunOutcome? Judged { get; init; }

    /// <summary>What was told of its latest attempt, or of its place: once each.</summary>
    public ImmutableArray<JobTrouble> Told { get; init; } = [];

    /// <summary>What was told of the attempts before.</summary>
    public ImmutableArray<JobTrouble> ToldBefore { get; init; } = [];

    /// <summary>Whether it began in time was looked at; that is done once.</summary>
    public bool IsStartJudged { get; init; }

    /// <summary>Its end came by a ping, or its beginning did.</summary>
    public bool IsPing { get; init; }

    /// <summary>The latest word of each kind.</summary>
    public RunWords Words { get; init; } = RunWords.None;

    /// <summary>Marks of the events that were merged.</summary>
    public ImmutableArray<string> Seen { get; init; } = [];

    /// <summary>Its events and log records of any level, the oldest first.</summary>
    public ImmutableArray<RunStatus> Statuses { get; init; } = [];

    /// <summary>The latest attempt; null while nothing but status events came.</summary>
    [JsonIgnore]
    public Attempt? Current => Attempts is [.., var last] ? last : null;

    /// <summary>How long it took, or takes, by its sender's clock where that can be; null when unknown.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => Current?.Duration;

    /// <summary>The same with an attempt in its place.</summary>
    internal Run With(Attempt attempt)
    {
        var others = Attempts.RemoveAll(other => other.Number == attempt.Number);
        var all = others.Add(attempt).Sort((one, other) => one.Number.CompareTo(other.Number));
        return this with { Attempts = all.Length > MostAttempts ? all.RemoveAt(0) : all };
    }

    /// <summary>Whether it was told of this.</summary>
    internal bool WasTold(JobTrouble trouble) => Told.Contains(trouble);

    /// <summary>The same as it is once more to be judged: what is wrong with it from now on is told again.</summary>
    /// <param name="isFailed">What failed of it before still counts, and was told.</param>
    internal Run Anew(bool isFailed = false)
    {
        var stays = Told.RemoveAll(told => told is not (JobTrouble.DuplicateRun or JobTrouble.StartedLate)
            && !(isFailed && told == JobTrouble.Failed));
        return this with { Judged = null, Told = stays, ToldBefore = [.. ToldBefore.Union(Told)] };
    }
}

/// <summary>One attempt at a run.</summary>
public sealed record Attempt
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it began, by its sender's clock.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>When the report of that came, by the store's time.</summary>
    public DateTimeOffset? StartCame { get; init; }

    /// <summary>The mark of that report; null: it has none.</summary>
    public string? StartMark { get; init; }

    /// <summary>Another start of the same attempt was reported.</summary>
    public bool IsTwice { get; init; }

    /// <summary>When it ended, by its sender's clock.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>When the report of that came, by the store's time.</summary>
    public DateTimeOffset? EndCame { get; init; }

    /// <summary>The place of that report among those of its sender; null when unsaid.</summary>
    public long? EndSequence { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>Nobody reported that end: it follows from the ends of its parts.</summary>
    public bool IsEndOfParts { get; init; }

    /// <summary>When the first report of it came, by the store's time.</summary>
    public required DateTimeOffset FirstCame { get; init; }

    /// <summary>When it last was alive, by the store's time.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>
    /// How far the store's time is ahead of its sender's clock, at most: the least that lay between a sender's stamp
    /// and the report's coming. Null: no report was stamped.
    /// </summary>
    public TimeSpan? Ahead { get; init; }

    /// <summary>The highest place among its sender's reports that was heard of; null: none said its place.</summary>
    public long? LastSequence { get; init; }

    /// <summary>The latest stamp, by its sender's clock; null: no report was stamped.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>When it began, by the store's time as well as that can be known.</summary>
    [JsonIgnore]
    public DateTimeOffset Began => Corrected(StartAt, StartCame) ?? FirstCame;

    /// <summary>When it ended, likewise; null while it goes on.</summary>
    [JsonIgnore]
    public DateTimeOffset? Ended => Corrected(EndAt, EndCame);

    /// <summary>
    /// By its sender's clock, whose error is the same at both ends; else by the store's. Null where its beginning or
    /// its end is not known, or that end came before.
    /// </summary>
    [JsonIgnore]
    public TimeSpan? Duration => (StartAt, EndAt, StartCame, Ended) switch
    {
        ({ } start, { } end, _, _) when IsTimed => end - start,
        (_, _, not null, { } ended) when ended >= Began => ended - Began,
        _ => null,
    };

    /// <summary>Whether both ends are stamped: else each is known only as well as the time its report took.</summary>
    [JsonIgnore]
    public bool IsTimed => EndAt >= StartAt;

    private DateTimeOffset? Corrected(DateTimeOffset? stamp, DateTimeOffset? came) =>
        stamp is { } at && Ahead is { } ahead && came is { } latest && at + ahead < latest ? at + ahead : came;
}

/// <summary>The parts of a run, counted.</summary>
public sealed record Parts
{
    /// <summary>Parts that are named as failed: the first.</summary>
    public const int MostNamed = 5;

    /// <summary>How many there are to be; null when unsaid.</summary>
    public int? Expected { get; init; }

    /// <summary>That go on, or wait for their next attempt.</summary>
    public int Running { get; init; }

    /// <summary>That succeeded.</summary>
    public int Succeeded { get; init; }

    /// <summary>That failed.</summary>
    public int Failed { get; init; }

    /// <summary>That were cancelled.</summary>
    public int Cancelled { get; init; }

    /// <summary>Since when there are parts, by the store's time.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When the last report of any came, by the store's time.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>No part is due for anything before this; null: none is.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The first that failed, each with why.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>How many have ended.</summary>
    [JsonIgnore]
    public int Ended => Succeeded + Failed + Cancelled;

    /// <summary>How many are known of.</summary>
    [JsonIgnore]
    public int Known => Math.Max(Expected ?? 0, Running + Ended);
}

/// <summary>The latest word of each kind that a run said of itself.</summary>
public sealed record RunWords
{
    /// <summary>None yet.</summary>
    public static RunWords None { get; } = new();

    /// <summary>What it ended with.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it.</summary>
    public string? Signal { get; init; }

    /// <summary>One word why.</summary>
    public string? Reason { get; init; }

    /// <summary>One line.</summary>
    public string? Message { get; init; }

    /// <summary>Rows written.</summary>
    public double? Rows { get; init; }

    /// <summary>Bytes written.</summary>
    public double? Bytes { get; init; }

    /// <summary>What was measured.</summary>
    public ImmutableSortedDictionary<string, Measure>? Metrics { get; init; }

    /// <summary>See <see cref="JobEvent.Model"/>, as of the next four.</summary>
    public ImmutableSortedDictionary<string, string>? Model { get; init; }

    /// <summary>What it has read.</summary>
    public ImmutableSortedDictionary<string, string>? Dataset { get; init; }

    /// <summary>What ran.</summary>
    public ImmutableSortedDictionary<string, string>? Code { get; init; }

    /// <summary>What it took.</summary>
    public ImmutableSortedDictionary<string, string>? Resources { get; init; }

    /// <summary>Labels that its alerts get.</summary>
    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    /// <summary>What it follows.</summary>
    public ImmutableArray<string>? Parents { get; init; }

    /// <summary>The tail of what it printed.</summary>
    public string? Log { get; init; }

    /// <summary>Its trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>What stays true of the run when it is tried again.</summary>
    internal RunWords ForNextAttempt() => new()
    {
        Model = Model,
        Dataset = Dataset,
        Code = Code,
        Labels = Labels,
        Parents = Parents,
    };
}

/// <summary>An event or a log record of a run.</summary>
/// <param name="At">By its sender's clock, or when it came.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="What">The type of the event, or the logger.</param>
/// <param name="Message">What it says; may be empty.</param>
public readonly record struct RunStatus(DateTimeOffset At, Level Level, string What, string Message);
