using System.Collections.Immutable;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rules;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs;

/// <summary>A decision on a job while it is taken: what was known, and what has changed so far.</summary>
internal sealed class JobTurn
{
    // Of runs before these, a part that reports once more is not told from a new one.
    private const int PartsKept = 3;

    private const int GoneDigits = 16;

    private static readonly TimeSpan ClocksDiffer = SlotRules.MostEarly;

    // By so much no clock is wrong, and no report is late that somebody still waits for.
    private static readonly TimeSpan OldEnough = TimeSpan.FromDays(1);

    private readonly KnownRuns known;
    private readonly Dictionary<string, Run> runs = new(StringComparer.Ordinal);
    private readonly Dictionary<PartKey, Run> parts = [];
    private readonly List<JobNews> fresh = [];
    private readonly HashSet<string> forgotten = new(StringComparer.Ordinal);
    private readonly HashSet<string> partsDone = new(StringComparer.Ordinal);

    public JobTurn(JobState state, JobContext context, KnownRuns known)
    {
        (State, Context, this.known) = (state, context, known);
        MayGiveUp = context.MostGivenUp;
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

    /// <summary>What was last learned of how long runs take, and from which; null: nothing yet.</summary>
    public (ImmutableArray<RecentRun> From, TimeBounds? Limit)? Learned { get; set; }

    /// <summary>Parts that may still be given up; the next look takes the next.</summary>
    public int MayGiveUp { get; set; }

    /// <summary>
    /// How long is waited for a start or another attempt; at an address that is asked the next is not before its time.
    /// </summary>
    public TimeSpan Grace =>
        (Definition?.Grace ?? TimeSpan.FromMinutes(5)) + (Definition?.Probe?.Every ?? TimeSpan.Zero);

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
    public void Watch(Run run, DateTimeOffset? due, DateTimeOffset? lostFrom = null)
    {
        var current = run.Current;
        var running = current is { Outcome: null } ? current : null;
        var entry = new OpenRun(
            run.Id, running is null ? null : Began(run), run.Kind, due, HeardAt(run),
            running?.StartCame ?? running?.FirstCame, current?.Outcome, lostFrom);
        Set(entry);
        if (State.Open.Count > JobState.MostOpen)
        {
            Forget(State.Open.MinBy(open => open.Value.HeardAt).Value.Id);
        }
    }

    /// <summary>Replaces what is known of a run that goes on.</summary>
    public void Set(OpenRun entry) => State = State with { Open = State.Open.SetItem(RunKey.Of(entry.Id), entry) };

    /// <summary>What was over goes on: it is no longer among those that ended.</summary>
    public Run Reopen(Run run)
    {
        if (!State.Recent.Any(it => it.Id == run.Id))
        {
            return run;
        }

        var isCounted = ArePartsGone(run);
        State = State with { Recent = State.Recent.RemoveAll(it => it.Id == run.Id) };
        return isCounted ? run with { Parts = null } : run;
    }

    /// <summary>Whether it had parts that are not known one by one any more.</summary>
    public bool ArePartsGone(Run run) =>
        run.Parts is not null && State.Recent.Any(it => it.Id == run.Id && !it.HasParts);

    /// <summary>
    /// Whether a report is of a run that was over and forgotten when it came: a repeat, as far as anyone can tell.
    /// </summary>
    public bool IsOfForgotten(string id, JobNews news)
    {
        if (news.Stamp is not { } stamp || Find(id) is not null)
        {
            return false;
        }

        var key = RunKey.Of(id)[..GoneDigits];
        return State.Gone.Any(gone => gone.Key == key && stamp <= gone.EndedAt + ClocksDiffer)
            || (State.Recent.Length >= JobState.MostRecent && stamp + OldEnough < State.Recent[0].EndedAt);
    }

    /// <summary>The slot it is for is free for another.</summary>
    public void Free(string id) => State = State with { Slots = State.Slots.RemoveAll(slot => slot.Run == id) };

    /// <summary>It does not go on.</summary>
    public void Close(string id) => State = State with { Open = State.Open.Remove(RunKey.Of(id)) };

    /// <summary>Nothing of it is kept.</summary>
    public void Forget(string id) => Forget(id, hasParts: Find(id) is not { Parts: null });

    private void Forget(string id, bool hasParts)
    {
        Close(id);
        var key = RunKey.Of(id);
        if (hasParts)
        {
            partsDone.Add(key);
        }

        // What began just now has no row.
        var isNew = runs.Remove(key) && !known.Runs.ContainsKey(key);
        if (!isNew)
        {
            forgotten.Add(key);
        }
    }

    /// <summary>It is over; of the runs before, the oldest are forgotten.</summary>
    public void Conclude(RecentRun over)
    {
        State = State with { Recent = State.Recent.RemoveAll(run => run.Id == over.Id).Add(over) };
        Trim(isAside: false, JobState.MostRecent);
        Trim(isAside: true, JobState.MostAside);
        State = State with { Recent = [.. State.Recent.Select(WithoutOldParts)] };
    }

    /// <summary>It is over as before; only why it was begun is known better.</summary>
    public void Correct(Run run)
    {
        foreach (var known in State.Recent.Where(it => it.Id == run.Id && it.Kind != run.Kind).ToArray())
        {
            State = State with { Recent = State.Recent.Replace(known, known with { Kind = run.Kind }) };
        }
    }

    /// <summary>A part of it is known once more.</summary>
    public void KnowPartsOf(Run run)
    {
        foreach (var known in State.Recent.Where(it => it.Id == run.Id && !it.HasParts).ToArray())
        {
            State = State with { Recent = State.Recent.Replace(known, known with { HasParts = true }) };
        }
    }

    private void Trim(bool isAside, int most)
    {
        RecentRun[] alike = [.. State.Recent.Where(run => Context.IsAside(run.Kind) == isAside)];
        foreach (var old in alike.SkipLast(most))
        {
            Forget(old.Id, old.HasParts);
            var gone = State.Gone.Add(new(RunKey.Of(old.Id)[..GoneDigits], old.EndedAt));
            State = State with
            {
                Recent = State.Recent.Remove(old),
                Gone = gone.Length > JobState.MostGone ? gone.RemoveAt(0) : gone,
            };
        }
    }

    // Their rows go, as those of the latest do not: what is said of them later is not told from a new part.
    private RecentRun WithoutOldParts(RecentRun run, int index)
    {
        if (!run.HasParts || index >= State.Recent.Length - PartsKept)
        {
            return run;
        }

        partsDone.Add(RunKey.Of(run.Id));
        return run with { HasParts = false };
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
}
