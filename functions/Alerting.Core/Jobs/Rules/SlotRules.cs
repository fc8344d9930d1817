using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Jobs.Schedules;

namespace Alerting.Core.Jobs.Rules;

/// <summary>Which slot a run is for, and what becomes of slots without a run. Nothing is learned here.</summary>
internal static class SlotRules
{
    /// <summary>
    /// How long a report may take to arrive: what should have come by an instant is missed so long after it.
    /// </summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    /// <summary>Clocks are minutes wrong: who starts that early is early, not late by a whole interval.</summary>
    public static readonly TimeSpan MostEarly = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(400);

    // Of slots that were judged, the latest, to know a second run of one.
    private const int MostJudged = 20;

    // Of those that are not: every 10 s with a grace of nearly 3 h. What lies before is not looked for.
    private const int MostWaiting = 1_000;

    /// <summary>The run with its slot; raises what is wrong with its beginning. Once for each run.</summary>
    public static Run Fill(JobTurn turn, Run run, DateTimeOffset? said)
    {
        if (turn.Definition?.Schedule is not { } schedule)
        {
            return run;
        }

        if (run.Kind != RunKind.Scheduled && run.Slot is not null)
        {
            // It said so only now.
            turn.Free(run.Id);
            return run with { Slot = null };
        }

        return run.Kind != RunKind.Scheduled ? run
            : Late(turn, run.Slot is null ? Placed(turn, schedule, run, said) : run);
    }

    /// <summary>Before anything is judged: what lies before a schedule was declared was not promised.</summary>
    public static void Promise(JobTurn turn)
    {
        var declared = turn.Definition?.Schedule?.Text;
        if (declared != turn.State.Schedule)
        {
            DateTimeOffset? since = declared is null ? null : turn.Now;
            turn.State = turn.State with { Schedule = declared, ScheduledSince = since, SlotsThrough = since };
        }
    }

    /// <summary>Judges the slots whose time and grace are over.</summary>
    public static void Judge(JobTurn turn)
    {
        var state = turn.State;
        if (turn.Definition?.Schedule is not { } schedule)
        {
            turn.State = state with { Waiting = null };
        }
        else if (schedule.Latest(turn.Now - turn.Grace - Settle) is { } last && last > state.SlotsThrough)
        {
            Judge(turn, last);
        }
        else if (state.Waiting is not null)
        {
            // The slot it waited in is none any more: its times were changed.
            turn.State = turn.State with { Waiting = null };
        }
    }

    /// <summary>When a slot is to be judged next; null: never.</summary>
    public static DateTimeOffset? Due(JobTurn turn)
    {
        if (turn.Definition?.Schedule is not { } schedule || turn.State.SlotsThrough is not { } through)
        {
            return null;
        }

        if (turn.State.Waiting is { } waiting)
        {
            return waiting.Until ?? turn.Now + AskAgain;
        }

        // None may be near enough to be seen from where the last was.
        var judged = turn.Now - turn.Grace - Settle;
        return schedule.After(judged > through ? judged : through) + turn.Grace + Settle
            ?? turn.Now + (Schedule.Horizon / 2);
    }

    /// <summary>Whether a slot is to be judged that no run is for.</summary>
    public static bool IsMissing(JobState state, JobDefinition definition, DateTimeOffset now) =>
        definition.Schedule is { } schedule && state.SlotsThrough is { } through
        && schedule.Latest(now - definition.Grace - Settle) is { } last && last > through && !IsFilled(state, last);

    private static void Judge(JobTurn turn, DateTimeOffset slot)
    {
        var state = turn.State;
        if (IsFilled(state, slot))
        {
            var missed = MissedBefore(turn, slot);
            turn.State = state with { SlotsThrough = slot, Waiting = null };
            Tell(turn, missed);
        }
        else if (state.Slots.Any(filled => filled.At > slot && HasSucceeded(state, filled.Run)))
        {
            turn.State = state with { SlotsThrough = slot, Waiting = null };
        }
        else if (state.Waiting is { Until: { } until })
        {
            if (until <= turn.Now)
            {
                turn.State = state with { SlotsThrough = slot, Waiting = null };
                Tell(turn, slot);
            }
        }
        else if (!turn.Context.Upstream.IsEmpty)
        {
            turn.State = state with { Waiting = WaitingOn(turn, slot) };
        }
        else if (state.Waiting is not null)
        {
            // What it waited for is done: now it has its time to begin, whatever becomes of that meanwhile.
            turn.State = state with { Waiting = state.Waiting with { Until = turn.Now + turn.Grace + Settle } };
        }
        else
        {
            turn.State = state with { SlotsThrough = slot, Waiting = null };
            Tell(turn, slot);
        }
    }

    // The first that is not done; where all are, the last that was: from then on it has its time to begin.
    private static Waiting WaitingOn(JobTurn turn, DateTimeOffset slot)
    {
        var on = turn.Context.Upstream.MinBy(it => (it.DoneAt is not null, -it.DoneAt?.UtcTicks));
        return new(on.Job, on.Why, slot, Until: on.DoneAt + turn.Grace + Settle);
    }

    private static void Tell(JobTurn turn, DateTimeOffset? missed)
    {
        if (missed is { } slot)
        {
            turn.Alerts.Raise(new(JobTrouble.NeverStarted, Missed(turn, slot), Slot: slot));
        }
    }

    // Where nobody looked for a while, the latest slot without a run that no success came after: one alert tells of
    // all, and a success would have ended it by now. Of a job that waits for others a slot may rightly have passed.
    private static DateTimeOffset? MissedBefore(JobTurn turn, DateTimeOffset filled)
    {
        var (state, schedule) = (turn.State, turn.Definition!.Schedule!);
        var runs = state.Slots.ToLookup(slot => slot.At, slot => slot.Run);
        DateTimeOffset? slot = filled;
        for (var looked = 0; looked < MostWaiting && slot > state.SlotsThrough; looked++)
        {
            if (!runs.Contains(slot.Value))
            {
                return turn.Definition.DependsOn.IsEmpty ? slot : null;
            }

            if (runs[slot.Value].Any(run => HasSucceeded(state, run)))
            {
                return null;
            }

            slot = schedule.Latest(slot.Value.AddTicks(-1));
        }

        return null;
    }

    private static bool IsOpen(JobState state, string run) => state.Open.ContainsKey(RunKey.Of(run));

    // Of one that so many ended after that it is not known any more, nothing else is known.
    private static bool HasSucceeded(JobState state, string run) => !IsOpen(state, run) && !HasFailed(state, run);

    private static bool IsFilled(JobState state, DateTimeOffset slot) => state.Slots.Any(filled => filled.At == slot);

    private static string Missed(JobTurn turn, DateTimeOffset slot)
    {
        var last = turn.State.HeardAt is { } heard ? $"last heard of {JobText.Instant(heard)}" : "never heard of";
        return $"no run by {JobText.Instant(slot + turn.Grace)} for {JobText.Instant(slot)}, "
            + $"schedule {turn.Definition!.Schedule!.Text}; {last}";
    }

    // What the sender says counts where it is a slot that waits: some name the beginning of the interval.
    private static DateTimeOffset? Said(JobTurn turn, Schedule schedule, DateTimeOffset? said) =>
        said is { } at && at > turn.State.SlotsThrough && at < turn.Now + MostAhead && schedule.Latest(at) == at
            ? at
            : null;

    private static DateTimeOffset? Nearest(JobTurn turn, Schedule schedule, DateTimeOffset began)
    {
        var (before, after) = (schedule.Latest(began), schedule.After(began));
        if (before is not { } last || after is not { } next)
        {
            return before ?? after;
        }

        var quarter = (next - last) / 4;
        var isEarly = next - began <= (quarter < MostEarly ? quarter : MostEarly);
        var isDone = last <= turn.State.SlotsThrough || IsFilled(turn.State, last);
        return isEarly && isDone ? next : last;
    }

    private static Run Placed(JobTurn turn, Schedule schedule, Run run, DateTimeOffset? said)
    {
        var slot = Said(turn, schedule, said) ?? Nearest(turn, schedule, JobTurn.Began(run));
        if (slot is not { } at)
        {
            return run;
        }

        // A second run of a slot is not late.
        var isSecond = IsFilled(turn.State, at);
        Take(turn, at, run.Id);
        return run with { Slot = at, IsStartJudged = isSecond };
    }

    // The run of a slot is the first, or the one after it when it has failed or was stopped.
    private static void Take(JobTurn turn, DateTimeOffset at, string run)
    {
        var slots = turn.State.Slots;
        if (slots.Any(slot => slot.At == at && !HasFailed(turn.State, slot.Run)))
        {
            return;
        }

        slots = slots.RemoveAll(slot => slot.At == at).Add(new(at, run))
            .Sort((one, other) => one.At.CompareTo(other.At));
        var judged = slots.Count(slot => slot.At <= turn.State.SlotsThrough);
        slots = slots.RemoveRange(0, Math.Max(0, judged - MostJudged));
        if (slots.Length > MostWaiting)
        {
            turn.State = turn.State with { SlotsThrough = slots[^MostWaiting].At };
            slots = slots[^MostWaiting..];
        }

        turn.State = turn.State with { Slots = slots };
    }

    private static bool HasFailed(JobState state, string run) =>
        state.Recent.Any(it => it.Id == run && it.Outcome != RunOutcome.Success)
        || (state.Open.TryGetValue(RunKey.Of(run), out var open) && open.Outcome is RunOutcome.Fail);

    /// <summary>
    /// The other run that the slot of a run is taken by, and whether more can be heard of that one; null: none. Where
    /// the other has failed meanwhile, the run takes its place. A ping has no name to tell a repeat by.
    /// </summary>
    public static (string Run, bool IsOpen)? Other(JobTurn turn, Run run)
    {
        if (run.Slot is not { } slot || run.IsPing || run.Current?.Outcome is RunOutcome.Fail or RunOutcome.Cancel)
        {
            return null;
        }

        Take(turn, slot, run.Id);
        var first = turn.State.Slots.FirstOrDefault(it => it.At == slot).Run;
        return first is null || first == run.Id ? null : (first, IsOpen(turn.State, first));
    }

    // The start of a run is looked at when it is known; something of the run may have come before.
    private static Run Late(JobTurn turn, Run run)
    {
        if (run.IsStartJudged || run.Slot is not { } slot || run.Current is not { StartCame: not null })
        {
            return run;
        }

        run = run with { IsStartJudged = true };
        var began = JobTurn.Began(run);
        if (began <= slot + turn.Grace + Settle || slot <= turn.State.ScheduledSince
            || turn.State.Waiting is not null
            || turn.Alerts.Firing.Any(alert => alert.Trouble == JobTrouble.NeverStarted))
        {
            return run;
        }

        turn.Alerts.Raise(new(
            JobTrouble.StartedLate,
            $"began {JobText.Duration(began - slot)} after {JobText.Instant(slot)}; "
            + $"{JobText.Duration(turn.Grace)} are granted", run));
        return run with { Told = run.Told.Add(JobTrouble.StartedLate) };
    }
}
