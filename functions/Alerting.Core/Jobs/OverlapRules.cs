namespace Alerting.Core.Jobs;

/// <summary>Runs that should not be there twice.</summary>
internal static class OverlapRules
{
    /// <summary>Raises what is wrong, once for each run.</summary>
    public static Run Judge(JobTurn turn, Run run)
    {
        if (run.WasTold(JobTrouble.DuplicateRun) || Why(turn, run) is not { } why)
        {
            return run;
        }

        turn.Alerts.Raise(new(JobTrouble.DuplicateRun, why, run));
        return run with { Told = run.Told.Add(JobTrouble.DuplicateRun) };
    }

    private static string? Why(JobTurn turn, Run run)
    {
        if (run.Attempts.Any(attempt => attempt.IsTwice))
        {
            return $"run {run.Id} was begun twice";
        }

        if (turn.Definition is not { IsConcurrent: false } || run.Current is not { Outcome: null, StartCame: not null }
            || turn.Context.IsAside(run.Kind))
        {
            return null;
        }

        var other = turn.State.Open.Values.FirstOrDefault(open =>
            open.Id != run.Id && open.Began is not null && !turn.Context.IsAside(open.Kind));
        return other.Began is { } since
            ? $"run {other.Id} goes on since {JobText.Instant(since)}, and run {run.Id} has begun"
            : null;
    }
}
