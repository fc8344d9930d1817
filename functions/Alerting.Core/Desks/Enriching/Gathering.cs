using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// What is gathered for one flush: all of it is begun at once, and what has come can be taken at any time.
/// </summary>
internal sealed class Gathering
{
    private const string JobLog = "job log";
    private const string Secret = "not asked, the value of a label that it would be asked for is a credential";

    // Characters of all answers.
    private const int MostRead = 2_000_000;
    private const string Late = "it had not answered in time";

    private readonly ImmutableArray<AlertTold> alerts;
    private readonly Redactor redactor;
    private readonly List<Asked> asked = [];
    private readonly Task<IReadOnlyList<RunTold>?> runs;
    private readonly Task<IReadOnlyList<RelatedAlert>> related;

    private Gathering(
        ImmutableArray<AlertTold> alerts, Redactor redactor, Task<IReadOnlyList<RunTold>?> runs,
        Task<IReadOnlyList<RelatedAlert>> related) =>
        (this.alerts, this.redactor, this.runs, this.related) = (alerts, redactor, runs, related);

    /// <summary>Begins.</summary>
    /// <param name="tools">Who is asked.</param>
    /// <param name="alerts">The alerts, at least one.</param>
    /// <param name="logs">The sources.</param>
    /// <param name="redactor">Takes out what must not be told.</param>
    /// <param name="now">The store's time.</param>
    public static Gathering Begin(
        GatheringTools tools, ImmutableArray<AlertTold> alerts, LogSettings logs, Redactor redactor,
        DateTimeOffset now)
    {
        var plan = LogPlan.Draw(logs, alerts, now);
        var gathering = new Gathering(alerts, redactor, tools.Runs.Of(alerts), tools.Related.To(alerts))
        {
            LeftOut = plan.LeftOut,
        };
        var masks = new Masking(redactor);
        foreach (var query in plan.Queries)
        {
            var isClean = masks.IsClean(query);
            var turn = !isClean ? NotAsked : query.Source.IsAsked ? tools.Logs.Ask(query, logs.Deadline) : Nothing;
            var link = isClean ? tools.Sources.Find(query.Source.Kind)?.LinkOf(query) : null;
            gathering.asked.Add(new(query, turn, link));
        }

        return gathering;
    }

    // A source that only gives links.
    private static LogTurn Nothing { get; } =
        new(Task.FromResult(new LogOutcome(new LogAnswer.Found([]), "", TimeSpan.Zero)), IsSlow: false);

    private static LogTurn NotAsked { get; } = new(Task.FromResult(LogOutcome.NotAsked(Secret)), IsSlow: false);

    // Alerts that nothing was asked about.
    private int LeftOut { get; init; }

    /// <summary>When all has come that is worth waiting for.</summary>
    public Task Prompt => Settled([
        .. asked.Where(it => !it.Turn.IsSlow).Select(it => (Task)it.Turn.Outcome), runs, related]);

    /// <summary>When nothing more is to come.</summary>
    public Task All => Settled([.. asked.Select(it => (Task)it.Turn.Outcome), runs, related]);

    /// <summary>What is to be said of what has come by now. A log that cannot be told of must not hold up a page: then
    /// that is said.</summary>
    public LogContext Said()
    {
        try
        {
            return ContextMask.Apply(ContextWriter.Of(Taken()), redactor);
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            var why = $"what they say could not be put together: {wrong.GetType().Name}";
            return new() { Sources = [new("logs", SourceState.Failed, 0, why, null, 0)] };
        }
    }

    // Without what must not be told, but for names of runs and their labels, which are identity until they are shown.
    private Material Taken()
    {
        var masks = new Masking(redactor);
        var sources = asked.GroupBy(it => it.Query.Source.Name, StringComparer.Ordinal)
            .Select(group => Of([.. group], masks));
        var told = runs.IsCompletedSuccessfully ? runs.Result : null;
        foreach (var run in told ?? [])
        {
            masks.Note(run);
        }

        return new()
        {
            Alerts = [.. alerts.Select(masks.Of)],
            Sources = [.. OfRuns(told), .. sources],
            Runs = [.. told ?? []],
            Related = related.IsCompletedSuccessfully ? [.. related.Result.Select(masks.Of)] : [],
            Redacted = masks.Count,
        };
    }

    // What a job itself printed is in its runs.
    private IEnumerable<SourceRecords> OfRuns(IReadOnlyList<RunTold>? told)
    {
        if (alerts.Any(alert => RunReading.RunOf(alert) is not null))
        {
            var (state, why) = !runs.IsCompleted ? (SourceState.Late, Late)
                : told is null ? (SourceState.Failed, "the store is away")
                : (SourceState.Answered, "");
            yield return new(new(JobLog, state, told?.Count ?? 0, why, null, 0), []);
        }
    }

    private SourceRecords Of(Asked[] queries, Masking masks)
    {
        var came = queries.Select(it => it.Turn.Outcome)
            .Select(task => task.IsCompletedSuccessfully ? Bounded(task.Result) : null).ToArray();
        ImmutableArray<LogRecord> records =
        [
            .. came.Select(it => it?.Answer).OfType<LogAnswer.Found>().SelectMany(found => masks.Of(found.Records))
                .OrderBy(record => record.At ?? DateTimeOffset.MinValue),
        ];
        (SourceState State, string Why)[] states = [.. came.Select(StateOf), .. Rest()];
        var report = new SourceReport(
            queries[0].Query.Source.Name,
            Together([.. states.Select(it => it.State)]),
            records.Length,
            masks.Of(states.Select(it => it.Why).FirstOrDefault(why => why.Length > 0) ?? ""),
            queries.Select(it => it.Link).FirstOrDefault(link => link is not null),
            (long)(came.Max(it => it?.Took) ?? TimeSpan.Zero).TotalMilliseconds);
        return new(report, records);
    }

    // What is read of many answers takes no longer than what is read of one: a page waits for it.
    private LogOutcome Bounded(LogOutcome outcome)
    {
        if (outcome.Answer is not LogAnswer.Found found)
        {
            return outcome;
        }

        var (left, first) = (MostRead / asked.Count, found.Records.Length);
        while (first > 0 && (left -= found.Records[first - 1].Text.Length) >= 0)
        {
            first--;
        }

        return first == 0 ? outcome : outcome with
        {
            Answer = found with
            {
                Records = found.Records[first..],
                Partial = string.Create(
                    CultureInfo.InvariantCulture, $"only the newest {found.Records.Length - first} records are read"),
            },
        };
    }

    private static (SourceState State, string Why) StateOf(LogOutcome? outcome) => outcome switch
    {
        null => (SourceState.Late, Late),
        { Answer: null } => (SourceState.Skipped, outcome.Skipped),
        { Answer: LogAnswer.Failed failed } => (SourceState.Failed, failed.Why),
        { Answer: LogAnswer.Found { Partial: { } why } } => (SourceState.Partial, why),
        _ => (SourceState.Answered, ""),
    };

    private (SourceState State, string Why)[] Rest()
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"{LeftOut:N0} alerts were not asked about");
        return LeftOut == 0 ? [] : [(SourceState.Partial, why)];
    }

    // Of several queries to one source.
    private static SourceState Together(SourceState[] states) =>
        states.Contains(SourceState.Late) ? SourceState.Late
        : Array.TrueForAll(states, state => state == states[0]) ? states[0]
        : SourceState.Partial;

    private static async Task Settled(Task[] tasks) =>
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed record Asked(LogQuery Query, LogTurn Turn, string? Link);
}

/// <summary>Who is asked for what is said of a flush.</summary>
/// <param name="Logs">Log sources.</param>
/// <param name="Sources">The same, for their links.</param>
/// <param name="Runs">Runs of jobs.</param>
/// <param name="Related">Other alerts.</param>
internal sealed record GatheringTools(LogDesk Logs, LogSourceSet Sources, RunReading Runs, RelatedAlerts Related);
