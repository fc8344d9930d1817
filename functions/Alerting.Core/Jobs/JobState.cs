using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs;

/// <summary>What is known of a job.</summary>
public sealed record JobState
{
    /// <summary>Usual runs that are kept when they are over: the latest.</summary>
    public const int MostRecent = 100;

    /// <summary>Runs beside the usual ones that are kept when they are over: the latest.</summary>
    public const int MostAside = 20;

    /// <summary>Runs that are not kept any more and are still known by their names: the latest.</summary>
    public const int MostGone = 200;

    /// <summary>Runs that can go on at once; of more, the oldest are forgotten.</summary>
    public const int MostOpen = 2_000;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was first heard of, by the store's time.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When a run of it was last heard of; null: never.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>Whether the configuration named it when it was last looked at.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>Every slot up to this was judged; null: none is to be.</summary>
    public DateTimeOffset? SlotsThrough { get; init; }

    /// <summary>The schedule that its slots are of, as it is written; null: it has none.</summary>
    public string? Schedule { get; init; }

    /// <summary>Since when it has that schedule: what lies before was not promised.</summary>
    public DateTimeOffset? ScheduledSince { get; init; }

    /// <summary>The slots that runs are for: all that are to be judged, and the latest before; oldest first.</summary>
    public ImmutableArray<FilledSlot> Slots { get; init; } = [];

    /// <summary>The runs that go on, by <see cref="RunKey"/>.</summary>
    public ImmutableSortedDictionary<string, OpenRun> Open { get; init; } =
        ImmutableSortedDictionary.Create<string, OpenRun>(StringComparer.Ordinal);

    /// <summary>The runs that are over, the oldest first.</summary>
    public ImmutableArray<RecentRun> Recent { get; init; } = [];

    /// <summary>Runs that were forgotten because many others ended, the oldest first.</summary>
    public ImmutableArray<GoneRun> Gone { get; init; } = [];

    /// <summary>Its alerts, those that ended lately included, by <see cref="JobAlert.Key"/>.</summary>
    public ImmutableSortedDictionary<string, JobAlert> Alerts { get; init; } =
        ImmutableSortedDictionary.Create<string, JobAlert>(StringComparer.Ordinal);

    /// <summary>What it waits for instead of being missed; null: nothing.</summary>
    public Waiting? Waiting { get; init; }

    /// <summary>The run that pings without a name are about; null: the next begins one.</summary>
    public string? Unnamed { get; init; }

    /// <summary>When a person last ended what was open; null: never.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When its alerts were last mentioned.</summary>
    public DateTimeOffset? MentionedAt { get; init; }

    /// <summary>The due row it has; null: it has none.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The epoch of the configuration it was last decided under.</summary>
    public long Epoch { get; init; }

    /// <summary>Runs, by <see cref="RunKey"/>, whose parts are to be taken away, unless they are already.</summary>
    public ImmutableArray<string> Uncleared { get; init; } = [];

    /// <summary>Counts the changes of its alerts.</summary>
    public long Versions { get; init; }

    /// <summary>Its alerts that fire, without those that are about to end.</summary>
    [JsonIgnore]
    public IEnumerable<JobAlert> Firing => Alerts.Values.Where(alert => alert.IsFiring);
}

/// <summary>A run that goes on.</summary>
/// <param name="Id">As its sender names it.</param>
/// <param name="Began">
/// By the store's time; null while nothing but status events came, when it has ended, or when it was given up because
/// another has begun.
/// </param>
/// <param name="Kind">Why it was begun.</param>
/// <param name="Due">When it is to be looked at; null: at no time of its own.</param>
/// <param name="HeardAt">When it was last heard of.</param>
/// <param name="Came">
/// When the report of its beginning came, or the first of any; null as <paramref name="Began"/>.
/// </param>
/// <param name="Outcome">How its attempt ended, where another may come; null while it goes on.</param>
/// <param name="LostFrom">
/// It was told to be stuck or to take too long: from when on it does not go on any more, unless it is heard of again.
/// </param>
public readonly record struct OpenRun(
    string Id, DateTimeOffset? Began, RunKind Kind, DateTimeOffset? Due, DateTimeOffset HeardAt,
    DateTimeOffset? Came = null, RunOutcome? Outcome = null, DateTimeOffset? LostFrom = null);

/// <summary>A run that is over.</summary>
/// <param name="Id">As its sender names it.</param>
/// <param name="Kind">Why it was begun.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="EndedAt">By the store's time.</param>
/// <param name="Seconds">How long it took; null when unknown.</param>
/// <param name="Rows">What it wrote; null when unsaid.</param>
/// <param name="HasParts">Whether its parts are known one by one.</param>
/// <param name="Began">By the store's time.</param>
public readonly record struct RecentRun(
    string Id, RunKind Kind, RunOutcome Outcome, DateTimeOffset EndedAt, double? Seconds, double? Rows, bool HasParts,
    DateTimeOffset Began);

/// <summary>A run that is forgotten but for its name.</summary>
/// <param name="Key">The first 16 digits of its <see cref="RunKey"/>.</param>
/// <param name="EndedAt">By the store's time.</param>
public readonly record struct GoneRun(string Key, DateTimeOffset EndedAt);

/// <summary>A slot that a run is for.</summary>
/// <param name="At">The slot.</param>
/// <param name="Run">The run's id.</param>
public readonly record struct FilledSlot(DateTimeOffset At, string Run);

/// <summary>A job whose time came while what it depends on was not done.</summary>
/// <param name="On">The job it waits for.</param>
/// <param name="Why">What is the matter there.</param>
/// <param name="Slot">The slot that waits.</param>
/// <param name="Until">Missed if it has not begun then; null: what it waits for is not done yet.</param>
public sealed record Waiting(string On, string Why, DateTimeOffset Slot, DateTimeOffset? Until);

/// <summary>An alert of a job.</summary>
public sealed record JobAlert
{
    /// <summary>What is wrong, and what of: the metric, the run, the kind of run.</summary>
    public required string Key { get; init; }

    /// <summary>What is wrong.</summary>
    public required JobTrouble Trouble { get; init; }

    /// <summary>Its labels, which stay as they were raised.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>What is said of it.</summary>
    public required ImmutableSortedDictionary<string, string> Annotations { get; init; }

    /// <summary>Since when it fires.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it ended; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it ends although it could have ended before; null: nobody ended it.</summary>
    public DateTimeOffset? EndsAfter { get; init; }

    /// <summary>Nothing has ended it.</summary>
    [JsonIgnore]
    public bool IsFiring => EndsAt is null && EndsAfter is null;

    /// <summary>When it was last raised.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The run it is about; null: no single one.</summary>
    public string? Run { get; init; }

    /// <summary>
    /// When that run began, or what slot it is about; null: a run that succeeds ends it whenever that began.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the run is part of what it is, because several go on at once.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>The kind of run it is about, where that is not the job's usual one.</summary>
    public RunKind Kind { get; init; }

    /// <summary>The metric it is about; null: none.</summary>
    public string? Metric { get; init; }

    /// <summary>Which change of the job's alerts this is.</summary>
    public required long Version { get; init; }

    /// <summary>The same for the engine.</summary>
    /// <param name="generatorUrl">Where it can be seen.</param>
    public Alert ToAlert(string generatorUrl) => new()
    {
        Labels = LabelSet.From(Labels.Select(label => new Label(label.Key, label.Value))),
        Annotations = LabelSet.From(Annotations.Select(note => new Label(note.Key, note.Value))),
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        Ending = Ending.Explicit,
        GeneratorUrl = generatorUrl,
    };
}

/// <summary>Row key of a run: a hash of its id, which may be anything.</summary>
public static class RunKey
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public static string Of(string run) => Hash.Of(run);
}
