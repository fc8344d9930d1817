namespace Alerting.Core.Jobs;

/// <summary>
/// Runs that many workers share: each part has a row of its own, the run counts them and is told of as one.
/// </summary>
internal static class PartRules
{
    private static readonly TimeSpan Settle = SlotRules.Settle;

    // Parts are looked at together, not each at its own second.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    private enum Stage
    {
        None,
        Running,
        Succeeded,
        Failed,
        Cancelled,
    }

    /// <summary>The run with a report of one of its parts counted in; null where it says nothing new.</summary>
    public static Run? Take(JobTurn turn, Run run, JobNews news)
    {
        var said = news.Event;
        var key = PartKey.Of(run.Id, said.Partition!);
        var before = turn.Find(key);
        if (before is null && run.Judged is not null)
        {
            // Its parts are counted and gone.
            return null;
        }

        var part = before ?? new Run { Id = run.Id, Partition = said.Partition, Kind = run.Kind };
        var after = RunFold.Apply(part, news);
        if (ReferenceEquals(after, part))
        {
            return null;
        }

        turn.Put(key, after);
        var parts = run.Parts ?? new Parts { Began = news.Came, HeardAt = news.Came };
        parts = Counted(turn, parts, before, after) with
        {
            Expected = said.Partitions ?? parts.Expected,
            Began = parts.Began < news.Came ? parts.Began : news.Came,
            HeardAt = parts.HeardAt > news.Came ? parts.HeardAt : news.Came,
        };
        return Whole(run, news.Came) with
        {
            Parts = parts with { Due = RunRules.Earlier(parts.Due, Deadline(turn, after)) },
            Words = Summed(run.Words, before?.Words, after.Words),
        };
    }

    /// <summary>
    /// The run with the end that its parts give it: all that are expected have ended, or all that are known and nothing
    /// came for the grace. Else as it is, and when that may be so.
    /// </summary>
    public static (Run Run, DateTimeOffset? Due) End(JobTurn turn, Run run)
    {
        if (run is not { Parts: { } parts, Current: { Outcome: null } current } || parts.Ended == 0)
        {
            return (run, null);
        }

        var quiet = parts.HeardAt + turn.Grace + Settle;
        var isOver = parts.Expected is { } expected ? parts.Ended >= expected : parts.Running == 0 && quiet <= turn.Now;
        if (!isOver)
        {
            return (run, parts.Expected is null && parts.Running == 0 ? quiet : null);
        }

        var outcome = parts.Failed > 0 ? RunOutcome.Fail
            : parts.Succeeded > 0 ? RunOutcome.Success
            : RunOutcome.Cancel;
        return (run.With(current with
        {
            Outcome = outcome,
            EndCame = parts.HeardAt,
            StartCame = current.StartCame ?? parts.Began,
        }), null);
    }

    /// <summary>Told at once when the first part has failed; counted on until the end.</summary>
    public static Run Failed(JobTurn turn, Run run)
    {
        if (run.Parts is not { Failed: > 0 } || run.WasTold(JobTrouble.Failed))
        {
            return run;
        }

        turn.Alerts.Raise(new(JobTrouble.Failed, RunRules.WhyFailed(turn, run), run));
        return run with { Told = run.Told.Add(JobTrouble.Failed) };
    }

    /// <summary>Looks at every part of a run that has some which may be silent or slow.</summary>
    public static Run Sweep(JobTurn turn, Run run)
    {
        if (run.Parts is not { Due: { } at } parts || at > turn.Now || turn.PartsOf(run) is not { } all)
        {
            return run;
        }

        var running = all.Select(part => turn.Find(PartKey.Of(run.Id, part.Partition!)) ?? part).Where(part => StageOf(turn, part) == Stage.Running).ToArray();
        var late = running.Where(part => Deadline(turn, part) <= turn.Now).ToArray();
        var next = running.Except(late).Select(part => Deadline(turn, part)).Min();
        run = run with { Parts = parts with { Due = next is { } due ? due + Together : null } };
        if (late.Length == 0 || run.WasTold(JobTrouble.Stuck))
        {
            return run;
        }

        var named = string.Join(", ", late.Take(Parts.MostNamed).Select(part => part.Partition));
        turn.Alerts.Raise(new(JobTrouble.Stuck, JobText.Text(
            $"{late.Length:#,0} of {parts.Known:#,0} partitions say nothing or take too long: {named}"), run));
        return run with { Told = run.Told.Add(JobTrouble.Stuck) };
    }

    private static Parts Counted(JobTurn turn, Parts parts, Run? before, Run after)
    {
        var (was, now) = (before is null ? Stage.None : StageOf(turn, before), StageOf(turn, after));
        if (was == now)
        {
            return parts;
        }

        parts = Moved(Moved(parts, was, -1), now, +1);
        return now == Stage.Failed && parts.Named.Length < Parts.MostNamed
            ? parts with { Named = parts.Named.Add($"{after.Partition}: {RunRules.CauseOf(after.Words)}") }
            : parts;
    }

    private static Parts Moved(Parts parts, Stage stage, int by) => stage switch
    {
        Stage.None => parts,
        Stage.Running => parts with { Running = parts.Running + by },
        Stage.Succeeded => parts with { Succeeded = parts.Succeeded + by },
        Stage.Failed => parts with { Failed = parts.Failed + by },
        Stage.Cancelled => parts with { Cancelled = parts.Cancelled + by },
    };

    // One that failed and has attempts left goes on.
    private static Stage StageOf(JobTurn turn, Run part) => part.Current switch
    {
        null => Stage.None,
        { Outcome: RunOutcome.Success } => Stage.Succeeded,
        { Outcome: RunOutcome.Cancel } => Stage.Cancelled,
        { Outcome: RunOutcome.Fail } last when last.Number > (turn.Definition?.Retries ?? 0) => Stage.Failed,
        _ => Stage.Running,
    };

    private static DateTimeOffset? Deadline(JobTurn turn, Run part)
    {
        if (StageOf(turn, part) != Stage.Running || turn.Definition is not { } definition)
        {
            return null;
        }

        var current = part.Current!;
        var again = current.Outcome is RunOutcome.Fail ? current.EndCame + turn.Grace + Settle : null;
        var silent = definition.ProgressEvery is { } every ? current.HeardAt + every + Settle : (DateTimeOffset?)null;
        var slow = definition.MaxRuntime is { } most ? current.Began + most + Settle : (DateTimeOffset?)null;
        return RunRules.Earlier(again, RunRules.Earlier(silent, slow));
    }

    // What is heard of a part is heard of the run.
    private static Run Whole(Run run, DateTimeOffset came)
    {
        var current = run.Current ?? new Attempt { Number = 1, FirstCame = came, HeardAt = came };
        return run.With(current with { HeardAt = current.HeardAt > came ? current.HeardAt : came });
    }

    private static RunWords Summed(RunWords whole, RunWords? before, RunWords after) => whole with
    {
        Rows = Sum(whole.Rows, before?.Rows, after.Rows),
        Bytes = Sum(whole.Bytes, before?.Bytes, after.Bytes),
        Labels = whole.Labels ?? after.Labels,
        Model = whole.Model ?? after.Model,
        Dataset = whole.Dataset ?? after.Dataset,
        Code = whole.Code ?? after.Code,
        TraceId = whole.TraceId ?? after.TraceId,
    };

    private static double? Sum(double? whole, double? before, double? after) =>
        after is null && before is null ? whole : (whole ?? 0) - (before ?? 0) + (after ?? 0);
}
