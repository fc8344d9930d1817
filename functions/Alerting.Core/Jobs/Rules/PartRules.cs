using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

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

    /// <summary>
    /// The run with a report of one of its parts counted in; null where it says nothing new. Of a run that is over and
    /// whose parts are not known one by one any more, only a failure is new.
    /// </summary>
    public static Run? Take(JobTurn turn, Run run, JobNews news)
    {
        var said = news.Event;
        var key = PartKey.Of(run.Id, said.Partition!);
        var before = turn.Find(key);
        if (before is null && said.Type != JobEventType.Fail && run.Judged is not null && turn.ArePartsGone(run))
        {
            return null;
        }

        var part = before ?? new Run { Id = run.Id, Partition = said.Partition, Kind = run.Kind };
        var after = RunFold.Apply(part, news);
        if (ReferenceEquals(after, part))
        {
            return null;
        }

        turn.Put(key, after);
        turn.KnowPartsOf(run);
        var known = run.Parts ?? new Parts { Began = news.Came, HeardAt = news.Came };
        var parts = Counted(turn, known, before, after) with
        {
            Expected = said.Partitions is > 0 and var most && !(most < known.Expected) ? most : known.Expected,
            Began = known.Began < news.Came ? known.Began : news.Came,
            HeardAt = known.HeardAt > news.Came ? known.HeardAt : news.Came,
        };
        return Reopened(Whole(run, news.Came), known, parts) with
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
        var isQuiet = parts.Running == 0 && quiet <= turn.Now && !turn.IsReading;
        var isOver = parts.Expected is { } expected ? parts.Ended >= expected : isQuiet;
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
            IsEndOfParts = true,
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

    /// <summary>
    /// Looks at every part of a run that has some which may be silent or slow, or failed and were not tried again.
    /// </summary>
    public static Run Sweep(JobTurn turn, Run run)
    {
        if (run.Parts is not { Due: { } at } || at > turn.Now || turn.PartsOf(run) is not { } known)
        {
            return run;
        }

        run = GiveUp(turn, run, Latest(turn, known));
        var all = Latest(turn, known);
        var running = all.Where(part => part.Current is { Outcome: null }).ToArray();
        var late = running.Where(part => Deadline(turn, part) <= turn.Now).ToArray();
        var next = all.Except(late).Select(part => Deadline(turn, part)).Min();
        var parts = run.Parts! with { Due = next is { } due ? due + Together : null };
        run = run with { Parts = parts };
        if (late.Length == 0 || run.WasTold(JobTrouble.Stuck) || run.WasTold(JobTrouble.Overrun))
        {
            return run;
        }

        var named = string.Join(", ", late.Take(Parts.MostNamed).Select(part => part.Partition));
        turn.Alerts.Raise(new(JobTrouble.Stuck, JobText.Text(
            $"{late.Length:#,0} of {parts.Known:#,0} partitions say nothing or take too long: {named}"), run));
        return run with { Told = run.Told.Add(JobTrouble.Stuck) };
    }

    // With what was said of them in this look.
    private static Run[] Latest(JobTurn turn, IEnumerable<Run> known) =>
        [.. known.Select(part => turn.Find(KeyOf(part)) ?? part)];

    // A part that failed, had attempts left and was not tried again in time has failed.
    private static Run GiveUp(JobTurn turn, Run run, IEnumerable<Run> all)
    {
        var parts = run.Parts!;
        var over = all.Where(part => part.Current is { Outcome: RunOutcome.Fail } && Deadline(turn, part) <= turn.Now);
        foreach (var part in over.Take(turn.MayGiveUp).ToArray())
        {
            turn.MayGiveUp--;
            var failed = part with { Judged = RunOutcome.Fail };
            turn.Put(KeyOf(part), failed);
            parts = Counted(turn, parts, part, failed);
        }

        return run with { Parts = parts };
    }

    // What its parts ended goes on with them: until all have ended again.
    private static Run Reopened(Run run, Parts before, Parts after)
    {
        var isSame = (before.Running, before.Succeeded, before.Failed, before.Cancelled)
            == (after.Running, after.Succeeded, after.Failed, after.Cancelled);
        return isSame || run.Current is not { IsEndOfParts: true } current
            ? run
            : run.With(current with { Outcome = null, EndCame = null, IsEndOfParts = false })
                .Anew(isFailed: after.Failed > 0 && before.Failed > 0);
    }

    private static PartKey KeyOf(Run part) => PartKey.Of(part.Id, part.Partition!);

    private static Parts Counted(JobTurn turn, Parts parts, Run? before, Run after)
    {
        var (was, now) = (before is null ? Stage.None : StageOf(turn, before), StageOf(turn, after));
        if (was == now)
        {
            return parts;
        }

        parts = Moved(Moved(parts, was, -1), now, +1);
        var name = $"{after.Partition}: ";
        var named = was == Stage.Failed
            ? parts.Named.RemoveAll(it => it.StartsWith(name, StringComparison.Ordinal))
            : parts.Named;
        return parts with
        {
            Named = now == Stage.Failed && named.Length < Parts.MostNamed
                ? named.Add(name + RunRules.CauseOf(after.Words))
                : named,
        };
    }

    private static Parts Moved(Parts parts, Stage stage, int by) => stage switch
    {
        Stage.None => parts,
        Stage.Running => parts with { Running = parts.Running + by },
        Stage.Succeeded => parts with { Succeeded = parts.Succeeded + by },
        Stage.Failed => parts with { Failed = parts.Failed + by },
        Stage.Cancelled => parts with { Cancelled = parts.Cancelled + by },
    };

    // One that failed and has attempts left goes on, until it is given up.
    private static Stage StageOf(JobTurn turn, Run part) => part.Current switch
    {
        null => Stage.None,
        { Outcome: RunOutcome.Success } => Stage.Succeeded,
        { Outcome: RunOutcome.Cancel } => Stage.Cancelled,
        { Outcome: RunOutcome.Fail } last when part.Judged is not null
            || last.Number > (turn.Definition?.Retries ?? 0) => Stage.Failed,
        _ => Stage.Running,
    };

    private static DateTimeOffset? Deadline(JobTurn turn, Run part)
    {
        if (StageOf(turn, part) != Stage.Running || turn.Definition is not { } definition)
        {
            return null;
        }

        var current = part.Current!;
        if (current.Outcome is RunOutcome.Fail)
        {
            return current.EndCame + turn.Grace + Settle;
        }

        var silent = definition.ProgressEvery is { } every ? current.HeardAt + every + Settle : (DateTimeOffset?)null;
        var slow = definition.MaxRuntime is { } most ? current.Began + most + Settle : (DateTimeOffset?)null;
        return RunRules.Earlier(silent, slow);
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

    // Two that are finite may not be so together.
    private static double? Sum(double? whole, double? before, double? after) => after is null && before is null
        ? whole
        : Math.Clamp((whole ?? 0) - (before ?? 0) + (after ?? 0), 0, double.MaxValue);
}
