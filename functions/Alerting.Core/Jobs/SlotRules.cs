namespace Alerting.Core.Jobs;

/// <summary>Which slot a run is for, and what becomes of slots without a run. Nothing is learned here.</summary>
internal static class SlotRules
{
    /// <summary>
    /// How long a report may take to arrive: what should have come by an instant is missed so long after it.
    /// </summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    // Clocks are minutes wrong: who starts that early is early, not late by a whole interval.
    private static readonly TimeSpan MostEarly = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(400);

    private const int MostSlots = 20;

    /// <summary>The run with its slot; raises what is wrong with that. Once for each run.</summary>
    public static Run Fill(JobTurn turn, Run run, DateTimeOffset? said)
    {
        if (turn.Definition?.Schedule is not { } schedule || run.Kind != RunKind.Scheduled || run.Slot is not null)
        {
            return run;
        }

        var began = JobTurn.Began(run);
        var slot = Said(turn, schedule, said) ?? Nearest(turn, schedule, began);
        if (slot is not { } at)
        {
            return run;
        }

        var isFilled = IsFilled(turn.State, at);
        run = isFilled ? Twice(turn, run with { Slot = at }, at) : run with { Slot = at };
        var slots = turn.State.Slots.Add(new(at, run.Id)).Sort((one, other) => one.At.CompareTo(other.At));
        turn.State = turn.State with { Slots = slots.Length > MostSlots ? slots.RemoveAt(0) : slots };
        return isFilled ? run : Late(turn, run, at, began);
    }

    /// <summary>Judges the slots whose time and grace are over.</summary>
    public static void Judge(JobTurn turn)
    {
        var state = turn.State;
        if (turn.Definition?.Schedule is not { } schedule)
        {
            turn.State = state with { SlotsThrough = null, Waiting = null };
            return;
        }

        // What lies before its declaration was not promised.
        var through = state.SlotsThrough ?? turn.Now;
        turn.State = state with { SlotsThrough = through };
        if (schedule.Latest(turn.Now - turn.Grace - Settle) is { } last && last > through)
        {
            Judge(turn, last);
        }
    }

    /// <summary>When a slot is to be judged next; null: never.</summary>
    public static DateTimeOffset? Due(JobTurn turn)
    {
        if (turn.Definition?.Schedule is not { } schedule || turn.State.SlotsThrough is not { } through)
        {
            return null;
        }

        return turn.State.Waiting is { } waiting
            ? waiting.Until ?? turn.Now + AskAgain
            : schedule.After(through) + turn.Grace + Settle;
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
            turn.State = state with { SlotsThrough = slot, Waiting = null };
        }
        else if (turn.Context.Upstream is [var on, ..])
        {
            turn.State = state with { Waiting = new(on.Job, on.Why, slot, Until: null) };
        }
        else if (state.Waiting is { Until: null })
        {
            // What it waited for is done: now it has its time to begin.
            turn.State = state with { Waiting = state.Waiting with { Until = turn.Now + turn.Grace + Settle } };
        }
        else if (state.Waiting is not { Until: { } until } || until <= turn.Now)
        {
            turn.State = state with { SlotsThrough = slot, Waiting = null };
            turn.Alerts.Raise(new(JobTrouble.NeverStarted, Missed(turn, slot)));
        }
    }

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

    // A run for a slot whose other run has failed or was stopped takes its place.
    private static Run Twice(JobTurn turn, Run run, DateTimeOffset slot)
    {
        var id = turn.State.Slots.Last(it => it.At == slot).Run;
        if (turn.Definition!.IsConcurrent
            || turn.State.Recent.Any(it => it.Id == id && it.Outcome != RunOutcome.Success))
        {
            return run;
        }

        turn.Alerts.Raise(new(
            JobTrouble.DuplicateRun, $"runs {id} and {run.Id} are both for {JobText.Instant(slot)}", run));
        return run with { Told = run.Told.Add(JobTrouble.DuplicateRun) };
    }

    private static Run Late(JobTurn turn, Run run, DateTimeOffset slot, DateTimeOffset began)
    {
        if (began <= slot + turn.Grace || run.Current is { StartCame: null }
            || turn.Alerts.Firing.Any(alert => alert.Trouble == JobTrouble.NeverStarted)
            || turn.State.Waiting is not null)
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
