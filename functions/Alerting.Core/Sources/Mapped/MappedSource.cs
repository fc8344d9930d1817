using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Alerting.Core.Sources.Mapped;

/// <summary>A source of <c>alerting.yml</c>: how JSON of any shape is read as reports of runs, or as alerts.</summary>
public sealed record MappedSource
{
    /// <summary>It is posted to at <c>/api/events/{name}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the array is whose elements are read; null: the body is one, or an array of them.</summary>
    public JsonPath? Each { get; init; }

    /// <summary>How a report is made of it; null where alerts are.</summary>
    public MappedEvent? Event { get; init; }

    /// <summary>How an alert is made of it; null where reports are.</summary>
    public MappedAlert? Alert { get; init; }

    /// <summary>Names of sources that are built in.</summary>
    public static FrozenSet<string> BuiltIn { get; } =
        new[] { "prefect", "wandb", "gcp", "cloudevents" }.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>How a report of a run is made: the members of <c>POST /api/jobs/{job}/runs/{run}/{verb}</c>.</summary>
/// <param name="Type">What happened, a word of <see cref="Alerting.Core.Jobs.Events.JobEventType"/>.</param>
/// <param name="Job">The job.</param>
/// <param name="Run">The run; null: it is not named.</param>
/// <param name="Members">Members that are one value, by name.</param>
/// <param name="Objects">Members that are objects, by name, and theirs.</param>
public sealed record MappedEvent(
    MappedValue Type,
    MappedValue Job,
    MappedValue? Run,
    ImmutableDictionary<string, MappedValue> Members,
    ImmutableDictionary<string, ImmutableDictionary<string, MappedValue>> Objects)
{
    /// <summary>Members that are texts.</summary>
    public static FrozenSet<string> Texts { get; } = new[]
    {
        "partition", "kind", "signal", "reason", "message", "level", "log", "trace_id", "event_id",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Members that are numbers.</summary>
    public static FrozenSet<string> Numbers { get; } = new[]
    {
        "attempt", "partitions", "sequence", "exit_code", "rows", "bytes",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Members that are times.</summary>
    public static FrozenSet<string> Times { get; } =
        new[] { "at", "scheduled_at" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Members that are objects.</summary>
    public static FrozenSet<string> ObjectNames { get; } = new[]
    {
        "labels", "metrics", "model", "dataset", "code", "resources",
    }.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>How an alert is made.</summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>; null: it fires.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">What else is said of it.</param>
/// <param name="StartsAt">Since when; null: since it came.</param>
/// <param name="EndsAt">Until when, of a resolved one; null: until it came.</param>
/// <param name="Url">Where it comes from; null: nothing.</param>
public sealed record MappedAlert(
    MappedValue? Status,
    ImmutableDictionary<string, MappedValue> Labels,
    ImmutableDictionary<string, MappedValue> Annotations,
    MappedValue? StartsAt,
    MappedValue? EndsAt,
    MappedValue? Url);
