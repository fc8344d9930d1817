using System.Collections.Immutable;

namespace Alerting.Core.Jobs;

/// <summary>A decision on a job while it is taken: what was known, and what has changed so far.</summary>
internal sealed class JobTurn
{
    private readonly KnownRuns known;
    private readonly Dictionary<string, Run> runs = new(StringComparer.Ordinal);
    private readonly Dictionary<PartKey, Run> parts = [];
    private readonly List<JobNews> fresh = [];
    private readonly HashSet<string> forgotten = new(StringComparer.Ordinal);
    private readonly HashSet<string> partsDone = new(StringComparer.Ordinal);

    public JobTurn(JobState state, JobContext context, KnownRuns known)
    {
        (State, Context, this.known) = (state, context, known);
        Alerts = new(state, context.Definition, context);
    }

    /// <summary>The job so far, its alerts aside.</summary>
    public JobState State { get; set; }

    public JobContext Context { get; }

    public JobDefinition? Definition => Context.Definition;

    public DateTimeOffset Now => Context.Now;

    /// <summary>Reports are being read: what was not heard of yet may be said by the next.</summary>
    public bool IsReading { get; set; }

    /// <summary>The ids of the runs that changed and whose time has come.</summary>
    public IEnumerable<string> Touched =>
    [
        .. runs.Where(run => State.Open.TryGetValue(run.Key, out var open) && open.Due <= Now)
            .Select(run => run.Value.Id),
    ];

    public JobAlerts Alerts { get; }

    /// <summary>How long is waited for a start or another attempt.</summary>
    public TimeSpan Grace => Definition?.Grace ?? TimeSpan.FromMinutes(5);

    public Run? Find(string id)
    {
        var key = RunKey.Of(id);
        return runs.GetValueOrDefault(key) ?? known.Runs.GetValueOrDefault(key);
    }

    public Run? Find(PartKey key) => parts.GetValueOrDefault(key) ?? known.Parts.GetValueOrDefault(key);

    /// <summary>All parts of a run, where they were asked for.</summary>
    public IReadOnlyList<Run>? PartsOf(Run run) => known.AllParts.GetValueOrDefault(RunKey.Of(run.Id));

    public void Put(Run run)
    {
        var key = RunKey.Of(run.Id);
        runs[key] = run;
        forgotten.Remove(key);
    }

    public void Put(PartKey key, Run part) => parts[key] = part;

    /// <summary>Somebody may have asked for it, whatever it is: with what its run said of itself before.</summary>
    public void Tell(JobNews news, Run run)
    {
        var said = news.Event;
        fresh.Add(news with
        {
            Event = said with
            {
                Run = run.Id,
                Kind = run.Kind,
                Model = run.Words.Model?.SetItems(said.Model) ?? said.Model,
                Labels = run.Words.Labels?.SetItems(said.Labels) ?? said.Labels,
            },
        });
    }

    /// <summary>It goes on, and is looked at again then.</summary>
    public void Watch(Run run, DateTimeOffset? due)
    {
        var isRunning = run.Current is { Outcome: null };
        var entry = new OpenRun(run.Id, isRunning ? Began(run) : null, run.Kind, due, HeardAt(run));
        State = State with { Open = State.Open.SetItem(RunKey.Of(run.Id), entry) };
        if (State.Open.Count > JobState.MostOpen)
        {
            Forget(State.Open.MinBy(open => open.Value.HeardAt).Value.Id);
        }
    }

    /// <summary>It does not go on.</summary>
    public void Close(string id) => State = State with { Open = State.Open.Remove(RunKey.Of(id)) };

    /// <summary>Nothing of it is kept.</summary>
    public void Forget(string id)
    {
        Close(id);
        var key = RunKey.Of(id);
        runs.Remove(key);
        forgotten.Add(key);
    }

    /// <summary>It is over; of the runs before, the oldest are forgotten.</summary>
    public void Conclude(RecentRun over)
    {
        var recent = State.Recent.RemoveAll(run => run.Id == over.Id).Add(over);
        while (recent.Length > JobState.MostRecent)
        {
            if (recent[0].HasParts)
            {
                partsDone.Add(RunKey.Of(recent[0].Id));
            }

            Forget(recent[0].Id);
            recent = recent.RemoveAt(0);
        }

        if (recent.Length > PartsKept && recent[^(PartsKept + 1)] is { HasParts: true } counted)
        {
            partsDone.Add(RunKey.Of(counted.Id));
        }

        State = State with { Recent = recent };
    }

    public static DateTimeOffset Began(Run run) =>
        run.Parts is { } parts && run.Current is { StartCame: null } ? parts.Began : run.Current!.Began;

    public static DateTimeOffset HeardAt(Run run) => run.Current is { } current
        ? run.Parts is { } parts && parts.HeardAt > current.HeardAt ? parts.HeardAt : current.HeardAt
        : run.Statuses[^1].At;

    public JobDecision Decision() => new()
    {
        State = Alerts.Apply(State),
        Runs = runs.ToImmutableDictionary(StringComparer.Ordinal),
        Parts = parts.Where(part => !forgotten.Contains(part.Key.Run)).ToImmutableDictionary(),
        Alerts = Alerts.Changed,
        News = [.. fresh],
        Forgotten = [.. forgotten],
        PartsDone = [.. partsDone],
    };

    // Of runs before these, a part that reports once more is not told from a new one.
    private const int PartsKept = 3;
}
