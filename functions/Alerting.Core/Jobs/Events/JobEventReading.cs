using System.Collections.Immutable;
using System.Text.Json;

namespace Alerting.Core.Jobs.Events;

/// <summary>The way back from <see cref="JobEventJson.Write"/>.</summary>
internal static class JobEventReading
{
    /// <summary>The event; throws what <see cref="JsonElement"/> throws where it is none.</summary>
    public static JobEvent Read(JsonElement json) => new()
    {
        Type = JobWords.TypeOf(json.GetProperty("type").GetString()!) ?? JobEventType.Status,
        Job = json.GetProperty("job").GetString() ?? throw new FormatException("it names no job"),
        Run = Text(json, "run"),
        Attempt = (int)(Whole(json, "attempt") ?? 1),
        Partition = Text(json, "partition"),
        Partitions = (int?)Whole(json, "partitions"),
        Sequence = Whole(json, "sequence"),
        Kind = Text(json, "kind") is { } kind ? JobWords.KindOf(kind) ?? RunKind.Unsaid : RunKind.Unsaid,
        At = Time(json, "at"),
        ScheduledAt = Time(json, "scheduled_at"),
        Level = Text(json, "level") is { } level ? JobWords.LevelOf(level) : null,
        Logger = Text(json, "logger"),
        ExitCode = (int?)Whole(json, "exit_code"),
        Signal = Text(json, "signal"),
        Reason = Text(json, "reason"),
        Message = Text(json, "message"),
        Rows = Number(json, "rows"),
        Bytes = Number(json, "bytes"),
        Metrics = Members(json, "metrics", MeasureOf),
        Model = Members(json, "model", TextOf),
        Dataset = Members(json, "dataset", TextOf),
        Code = Members(json, "code", TextOf),
        Resources = Members(json, "resources", TextOf),
        Labels = Members(json, "labels", TextOf),
        Parents = json.TryGetProperty("parents", out var parents)
            ? [.. parents.EnumerateArray().Select(TextOf)]
            : [],
        Log = Text(json, "log"),
        TraceId = Text(json, "trace_id"),
        EventId = Text(json, "event_id"),
        IsPing = json.TryGetProperty("ping", out var ping) && ping.GetBoolean(),
    };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Whole(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;

    private static string TextOf(JsonElement value) => value.GetString()!;

    private static Measure MeasureOf(JsonElement value) =>
        value.GetArrayLength() == 0 ? throw new FormatException("a metric has no value")
        : new(value[0].GetDouble(), value.GetArrayLength() > 1 ? value[1].GetInt64() : null);

    private static ImmutableSortedDictionary<string, T> Members<T>(
        JsonElement json, string name, Func<JsonElement, T> read)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        if (json.TryGetProperty(name, out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                all[member.Name] = read(member.Value);
            }
        }

        return all.ToImmutable();
    }
}
