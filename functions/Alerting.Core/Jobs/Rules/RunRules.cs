using System.Globalization;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

/// <summary>What is wrong with a run, while it goes on and when it is over.</summary>
internal static class RunRules
{
    // Of a run that nobody mentions for so long and that nothing is expected of, nothing more is expected.
    private static readonly TimeSpan Vanished = TimeSpan.FromDays(7);

    private static readonly TimeSpan Settle = SlotRules.Settle;

    /// <summary>Looks at a run that a report or a due row names.</summary>
    /// <param name="turn">The decision.</param>
    /// <param name="run">The run.</param>
    /// <param name="partsDue">When its parts may have ended; null: at no time of their own.</param>
    public static void Judge(JobTurn turn, Run run, DateTimeOffset? partsDue)
    {
        if (run.Current is not { } current)
        {
            WatchSilently(turn, run);
            return;
        }

        var (outcome, due) = OutcomeOf(turn, run, current);
        (run, var overlap) = OverlapRules.Judge(turn, run);
        if (outcome is not { } ended)
        {
            Watch(turn, turn.Reopen(run), current, Earlier(Earlier(due, overlap), partsDue));
        }
        else if (run.Judged == ended)
        {
            turn.Put(run);
            turn.Close(run.Id);
            turn.Correct(run);
        }
        else
        {
            Conclude(turn, run with { Judged = ended }, ended);
        }
    }

    // What is only mentioned in logs is kept as long as a run that vanished.
    private static void WatchSilently(JobTurn turn, Run run)
    {
        var due = JobTurn.HeardAt(run) + Vanished;
        if (due <= turn.Now)
        {
            turn.Forget(run.Id);
            return;
        }

        turn.Put(run);
        turn.Watch(run, due);
    }

    // How it ended; else when that may be known without another report.
    private static (RunOutcome? Outcome, DateTimeOffset? Due) OutcomeOf(JobTurn turn, Run run, Attempt current) =>
        current.Outcome switch
        {
            RunOutcome.Success when Misses(turn, run, current) is { } start && IsToCome(turn, start) => (null, start),
            RunOutcome.Fail when NextAttempt(turn, run, current) is { } next && IsToCome(turn, next) => (null, next),
            { } ended => (ended, null),
            null => (null, null),
        };

    private static bool IsToCome(JobTurn turn, DateTimeOffset at) => at > turn.Now || turn.IsReading;

    // A start that is missing may still be under way. A ping has none, nor a driver whose parts begin by themselves.
    private static DateTimeOffset? Misses(JobTurn turn, Run run, Attempt current) =>
        turn.Definition is null || run.IsPing || run.Parts is not null || current.StartCame is not null
            ? null
            : current.EndCame + Settle;

    private static DateTimeOffset? NextAttempt(JobTurn turn, Run run, Attempt current) =>
        current.Number > (turn.Definition?.Retries ?? 0) || run.WasTold(JobTrouble.Failed)
            ? null
            : current.EndCame + turn.Grace + Settle;

    private static void Watch(JobTurn turn, Run run, Attempt current, DateTimeOffset? due)
    {
        DateTimeOffset? lostFrom = null;
        if (current.Outcome is null)
        {
            (run, var deadline) = Deadlines(turn, run);
            lostFrom = LostFrom(turn, run);
            due = Earlier(due, deadline);
            if (due is null && JobTurn.HeardAt(run) + Vanished is var end)
            {
                if (end <= turn.Now)
                {
                    turn.Forget(run.Id);
                    return;
                }

                due = end;
            }
        }

        turn.Put(run);
        turn.Watch(run, due, lostFrom);
    }

    private static (Run Run, DateTimeOffset? Due) Deadlines(JobTurn turn, Run run)
    {
        var heard = JobTurn.HeardAt(run);
        var began = JobTurn.Began(run);
        var overrun = began + DurationRules.Limit(turn)?.Most + Settle;
        var stuck = turn.Definition?.ProgressEvery is { } every ? heard + every + Settle : (DateTimeOffset?)null;
        DateTimeOffset? due = null;
        if (stuck is { } silent && (IsToCome(turn, silent) || !IsSaid(turn, run, silent)))
        {
            run = Reached(turn, run, silent, ref due, JobTrouble.Stuck, () =>
                $"nothing was heard of it for {JobText.Duration(turn.Now - heard)}, although it should say something "
                + $"every {JobText.Duration(turn.Definition!.ProgressEvery!.Value)}");
        }

        // A run that is stuck takes too long, too: that is one trouble, until something is heard of it.
        var isStuck = run.WasTold(JobTrouble.Stuck) && stuck <= turn.Now;
        if (overrun is { } late && !isStuck && !run.WasTold(JobTrouble.Overrun))
        {
            run = Reached(
                turn, run, late, ref due, JobTrouble.Overrun, () => DurationRules.TooLong(turn, turn.Now - began));
        }

        return (run, Earlier(due, run.Parts?.Due));
    }

    // A trouble of its time is told, and no person has ended that while the run was alive: who did trusts it to go on.
    private static bool IsSaid(JobTurn turn, Run run, DateTimeOffset silent) =>
        (run.WasTold(JobTrouble.Stuck) || run.WasTold(JobTrouble.Overrun))
        && (!(silent > turn.State.ResolvedAt) || turn.Alerts.Firing.Any(alert =>
            alert.Trouble is JobTrouble.Stuck or JobTrouble.Overrun && (!alert.IsOfRun || alert.Run == run.Id)));

    // What was told to be wrong with its time, and is silent for as long as it may be, or take.
    private static DateTimeOffset? LostFrom(JobTurn turn, Run run) =>
        run.WasTold(JobTrouble.Stuck) || run.WasTold(JobTrouble.Overrun)
            ? JobTurn.HeardAt(run) + (turn.Definition?.ProgressEvery ?? DurationRules.Limit(turn)?.Most) + Settle
            : null;

    private static Run Reached(
        JobTurn turn, Run run, DateTimeOffset deadline, ref DateTimeOffset? due, JobTrouble trouble, Func<string> why)
    {
        if (IsToCome(turn, deadline))
        {
            due = Earlier(due, deadline);
            return run;
        }

        turn.Alerts.Raise(new(trouble, why(), run));
        return run.WasTold(trouble) ? run : run with { Told = run.Told.Add(trouble) };
    }

    private static void Conclude(JobTurn turn, Run run, RunOutcome outcome)
    {
        var current = run.Current!;
        var known = current.StartCame is not null ? run.Duration : null;
        turn.Close(run.Id);
        switch (outcome)
        {
            case RunOutcome.Success:
                run = Succeeded(turn, run, known);
                break;
            case RunOutcome.Fail when IsMadeUpFor(turn, run, current):
                break;
            case RunOutcome.Fail:
                run = Failed(turn, run);
                break;
            case RunOutcome.Cancel:
                turn.Alerts.Raise(new(JobTrouble.Cancelled, run.Words.Message ?? "somebody stopped it", run));
                break;
        }

        turn.Put(run);
        turn.Conclude(new(
            run.Id, run.Kind, outcome, current.Ended ?? turn.Now, known?.TotalSeconds, run.Words.Rows,
            run.Parts is not null, JobTurn.Began(run)));
        RateRules.Judge(turn, run);
    }

    private static Run Succeeded(JobTurn turn, Run run, TimeSpan? took)
    {
        var current = run.Current!;
        if (Misses(turn, run, current) is not null)
        {
            turn.Alerts.Raise(new(JobTrouble.EndedWithoutStart, "its success was reported, its start never", run));
        }

        if (took is { } span && DurationRules.Limit(turn) is { } limit)
        {
            run = DurationRules.Judge(turn, run, span, limit);
        }

        if (turn.Definition?.Probe is null && current.Number > 1
            && !run.WasTold(JobTrouble.Failed) && !run.ToldBefore.Contains(JobTrouble.Failed)
            && run.Attempts.Any(attempt => attempt.Number < current.Number && attempt.Outcome == RunOutcome.Fail))
        {
            turn.Alerts.Raise(new(
                JobTrouble.SucceededAfterRetry, JobText.Text($"attempt {current.Number} succeeded"), run));
        }

        OutputRules.Judge(turn, run);
        turn.Alerts.Recover(run);
        return run;
    }

    // Who does not count attempts tries again as another run, as pings do: one that began after the failure and
    // succeeded while an attempt was waited for would have ended the alert.
    private static bool IsMadeUpFor(JobTurn turn, Run run, Attempt current) =>
        NextAttempt(turn, run, current) is not null && turn.Definition is { IsConcurrent: false }
        && !turn.Context.IsAside(run.Kind)
        && turn.State.Recent.Any(it => it.Outcome == RunOutcome.Success && !turn.Context.IsAside(it.Kind)
            && it.Began >= current.EndCame);

    private static Run Failed(JobTurn turn, Run run)
    {
        turn.Alerts.Raise(new(JobTrouble.Failed, WhyFailed(turn, run), run));
        return run with { Told = run.Told.Add(JobTrouble.Failed) };
    }

    /// <summary>What it said of its failure, as one line.</summary>
    public static string WhyFailed(JobTurn turn, Run run)
    {
        if (run.Parts is { Failed: > 0 } parts)
        {
            // Those that were named may have succeeded since.
            var named = parts.Named.IsEmpty ? "" : ": " + string.Join("; ", parts.Named);
            return JobText.Text($"{parts.Failed:#,0} of {parts.Known:#,0} partitions failed{named}");
        }

        var cause = CauseOf(run.Words);
        var number = run.Current!.Number;
        return number <= (turn.Definition?.Retries ?? 0)
            ? JobText.Text($"attempt {number} failed and no other came within {JobText.Duration(turn.Grace)}: {cause}")
            : number > 1 ? JobText.Text($"attempt {number} failed: {cause}") : cause;
    }

    /// <summary><c>OOMKilled (exit 137): message</c>, as far as it is known.</summary>
    public static string CauseOf(RunWords words)
    {
        var exit = words.ExitCode?.ToString(CultureInfo.InvariantCulture);
        var head = (words.Reason ?? words.Signal, exit) switch
        {
            ({ } reason, { } code) => $"{reason} (exit {code})",
            ({ } reason, null) => reason,
            (null, { } code) => $"exit {code}",
            (null, null) => null,
        };
        var line = words.Message?.Split('\n', 2)[0].Trim();
        return (head, line) switch
        {
            ({ } what, { Length: > 0 }) => $"{what}: {line}",
            ({ } what, _) => what,
            (null, { Length: > 0 }) => line,
            _ => "it did not say why",
        };
    }

    internal static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
