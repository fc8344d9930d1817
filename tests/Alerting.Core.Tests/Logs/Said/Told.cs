using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;

namespace Alerting.Core.Tests.Logs.Said;

/// <summary>Material of tests.</summary>
internal static class Told
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static AlertTold Alert(params (string Name, string Value)[] annotations) => new(
        LabelSet.From([new("alertname", "JobFailed"), new("job", "etl")]),
        LabelSet.From(annotations.Select(pair => new Label(pair.Name, pair.Value))), Noon);

    public static Material Of(params AlertTold[] alerts) => new() { Alerts = [.. alerts] };

    public static Material Log(string text) => Of(Alert()) with { Sources = [Source([new(Noon, text)])] };

    public static Material Lines(params string[] lines) => Of(Alert()) with
    {
        Sources = [Source([.. lines.Select((line, at) => new LogRecord(Noon.AddSeconds(at - lines.Length), line))])],
    };

    public static SourceRecords Source(ImmutableArray<LogRecord> records, string name = "pods") =>
        new(new(name, SourceState.Answered, records.Length, "", null, 12), records);

    public static Run Run(string id, RunWords words, string? part = null, int endedAfter = 0) => new()
    {
        Id = id,
        Kind = RunKind.Scheduled,
        Partition = part,
        Words = words,
        Attempts =
        [
            new()
            {
                Number = 1,
                FirstCame = Noon.AddHours(-1),
                HeardAt = Noon.AddSeconds(endedAfter),
                EndCame = Noon.AddSeconds(endedAfter),
                Outcome = RunOutcome.Fail,
            },
        ],
    };

    public static ImmutableSortedDictionary<string, string> Words(params (string Name, string Value)[] words) =>
        words.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
