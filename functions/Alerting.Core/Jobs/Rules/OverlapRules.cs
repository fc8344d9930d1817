using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

/// <summary>
/// Runs that should not be there twice. The end of the run before may be overtaken by a start: so it is waited for as
/// long as a report may take. A second run that is over by then is not told, unless both are for the same slot.
/// </summary>
internal static class OverlapRules
{
    private static readonly TimeSpan Settle = SlotRules.Settle;

    /// <summary>Raises what is wrong, once for each run; else when that may be known without another report.</summary>
    public static (Run Run, DateTimeOffset? Due) Judge(JobTurn turn, Run run)
    {
        GiveUpLost(turn, run);
        if (run.WasTold(JobTrouble.DuplicateRun) || Why(turn, run) is not (var why, var due))
        {
            return (run, null);
        }

        if (due is not null && (due > turn.Now || turn.IsReading))
        {
            return (run, due);
        }

        turn.Alerts.Raise(new(JobTrouble.DuplicateRun, why, run));
        return (run with { Told = run.Told.Add(JobTrouble.DuplicateRun) }, null);
    }

    // What it is, and until when a report may come by which it is not so; null: nothing.
    private static (string Why, DateTimeOffset? Due)? Why(JobTurn turn, Run run)
    {
        if (run.Attempts.Any(attempt => attempt.IsTwice))
        {
            return ($"run {run.Id} was begun twice", null);
        }

        if (turn.Definition is not { IsConcurrent: false } || turn.Context.IsAside(run.Kind))
        {
            return null;
        }

        DateTimeOffset? settled = run.Current is { Outcome: null } current
            ? (current.StartCame ?? current.FirstCame) + Settle
            : null;
        if (SlotRules.Other(turn, run) is (var first, var isOpen))
        {
            var why = $"runs {first} and {run.Id} are both for {JobText.Instant(run.Slot!.Value)}";
            return (why, isOpen ? settled : null);
        }

        return Beside(turn, run) is { Began: { } since } other
            ? ($"run {other.Id} goes on since {JobText.Instant(since)}, and run {run.Id} has begun", settled)
            : null;
    }

    // Of two runs the one whose start came later is told.
    private static OpenRun? Beside(JobTurn turn, Run run) =>
        run.Current is { Outcome: null, StartCame: { } came }
            ? Others(turn, run).Where(open => !(open.LostFrom <= turn.Now) && open.Came <= came
                    && !IsOvertaken(turn.State, turn.Context, open))
                .Select(open => (OpenRun?)open).FirstOrDefault()
            : null;

    /// <summary>
    /// Whether a run that nobody expects to say anything was silent since before another began, where one at a time is
    /// meant, and that one has succeeded: it was told then, and does not go on for every run to come.
    /// </summary>
    public static bool IsOvertaken(JobState state, JobContext context, OpenRun open) =>
        context.Definition is { IsConcurrent: false } && state.Recent.Any(it =>
            it.Outcome == RunOutcome.Success && !context.IsAside(it.Kind) && it.Began > open.HeardAt);

    // Where one run at a time is meant, the next shows that a run which was lost does not go on: its end was not heard.
    private static void GiveUpLost(JobTurn turn, Run run)
    {
        if (turn.Definition is not { IsConcurrent: false } || turn.Context.IsAside(run.Kind)
            || run.Current is { StartCame: null, Outcome: not RunOutcome.Success })
        {
            return;
        }

        var began = JobTurn.Began(run);
        foreach (var lost in Others(turn, run).Where(open => open.LostFrom <= turn.Now && open.Began < began).ToArray())
        {
            turn.Set(lost with { Began = null, Came = null });
        }
    }

    private static IEnumerable<OpenRun> Others(JobTurn turn, Run run) => turn.State.Open.Values.Where(open =>
        open.Id != run.Id && open.Began is not null && !turn.Context.IsAside(open.Kind));
}
