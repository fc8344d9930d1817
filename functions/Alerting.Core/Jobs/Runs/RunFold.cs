using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Rules;

namespace Alerting.Core.Jobs.Runs;

/// <summary>
/// Merges a report into what is known of its run. Order does not matter, and a repeat changes nothing: the attempt and
/// the sequence say what is later; of two ends of one attempt that say neither, the worse counts.
/// </summary>
internal static class RunFold
{
    private const int MostStatus = 500;

    /// <summary>The run with the report in it; the same object where it says nothing new.</summary>
    public static Run Apply(Run run, JobNews news)
    {
        var (said, mark) = (news.Event, news.Mark);
        if (mark is not null && run.Seen.Contains(mark))
        {
            return run;
        }

        var attempt = Moves(said.Type) ? AttemptOf(run, news) : run.Current;
        var merged = run with
        {
            Seen = mark is null ? run.Seen : Last(run.Seen.Add(mark), Run.MostSeen),
            Words = WordsOf(run, said, attempt is not null && IsUnder(attempt, news)),
            Statuses = Last(run.Statuses.Add(StatusOf(news)), Run.MostStatuses),
            IsPing = run.IsPing || said.IsPing,
        };
        if (attempt is null || (!Moves(said.Type) && attempt.Outcome is not null))
        {
            return merged;
        }

        var isNext = run.Current is { } current && attempt.Number > current.Number;
        merged = merged.With(Apply(Alive(attempt, news, IsNew(run, attempt, news)), news));
        return isNext ? merged.Anew() : merged;
    }

    /// <summary>How bad an event is unless it says so itself.</summary>
    public static Level LevelOf(JobEvent said) => said.Level ?? said.Type switch
    {
        JobEventType.Fail or JobEventType.TrainingError => Level.Error,
        JobEventType.Cancel or JobEventType.InputDrift => Level.Warning,
        JobEventType.Start or JobEventType.Progress or JobEventType.Success or JobEventType.Status
            or JobEventType.DataGenerated or JobEventType.Resolve => Level.Info,
    };

    // What an attempt before the latest says is not the word of the run; the next attempt begins with a clean slate.
    private static RunWords WordsOf(Run run, JobEvent said, bool isUnder) => run.Current is not { } current
        ? RunWordsFold.Apply(run.Words, said, isUnder)
        : !Moves(said.Type) || said.Attempt == current.Number ? RunWordsFold.Apply(run.Words, said, isUnder)
        : said.Attempt < current.Number ? run.Words
        : RunWordsFold.Apply(run.Words.ForNextAttempt(), said, isUnder);

    // Whether what was heard before counts more: a later word, the end that counts, or any end against what is none.
    private static bool IsUnder(Attempt attempt, JobNews news) => OutcomeOf(news.Event.Type) is { } outcome
        ? !Counts(attempt, news, outcome)
        : attempt.Outcome is not null || IsOlder(attempt, news);

    private static bool IsOlder(Attempt attempt, JobNews news) =>
        news.Event.Sequence is { } mine && attempt.LastSequence is { } last ? mine < last : news.Stamp < attempt.LastAt;

    // Its mark is not among those kept, and all are kept; or it was stamped after all that was heard of.
    private static bool IsNew(Run run, Attempt attempt, JobNews news) =>
        news.Mark is not null && (run.Seen.Length < Run.MostSeen || news.Stamp > attempt.LastAt);

    // A log record or a state in between shows that a run is alive, and says nothing of its beginning or end.
    private static bool Moves(JobEventType type) =>
        type is JobEventType.Start or JobEventType.Progress || OutcomeOf(type) is not null;

    private static RunOutcome? OutcomeOf(JobEventType type) => type switch
    {
        JobEventType.Success => RunOutcome.Success,
        JobEventType.Fail => RunOutcome.Fail,
        JobEventType.Cancel => RunOutcome.Cancel,
        JobEventType.Start or JobEventType.Progress or JobEventType.Status or JobEventType.DataGenerated
            or JobEventType.InputDrift or JobEventType.TrainingError or JobEventType.Resolve => null,
    };

    private static RunStatus StatusOf(JobNews news)
    {
        var said = news.Event;
        return new(
            news.Stamp ?? news.Came, LevelOf(said), said.Logger ?? JobWords.Of(said.Type),
            Cut(said.Message ?? said.Reason ?? "", MostStatus));
    }

    private static Attempt AttemptOf(Run run, JobNews news) =>
        run.Attempts.FirstOrDefault(attempt => attempt.Number == news.Event.Attempt)
        ?? new() { Number = news.Event.Attempt, FirstCame = news.Came, HeardAt = news.Came };

    private static Attempt Apply(Attempt attempt, JobNews news) =>
        news.Event.Type == JobEventType.Start ? Begin(attempt, news)
        : OutcomeOf(news.Event.Type) is { } outcome && Counts(attempt, news, outcome) ? End(attempt, news, outcome)
        : attempt;

    // A repeat that is not known as one may be as old as its stamp says; a new report was never on its way for long,
    // and a clock that was put right meanwhile must not make it look older.
    private static Attempt Alive(Attempt attempt, JobNews news, bool isNew)
    {
        var (stamp, came) = (news.Stamp, news.Came);
        var ahead = came - stamp is { } gap && (attempt.Ahead is not { } known || gap < known) ? gap : attempt.Ahead;
        var alive = stamp + ahead is { } corrected && corrected < came ? corrected : came;
        alive = isNew && alive < came - SlotRules.Settle ? came - SlotRules.Settle : alive;
        return attempt with
        {
            Ahead = ahead,
            FirstCame = Earlier(attempt.FirstCame, came),
            HeardAt = Later(attempt.HeardAt, alive),
            LastSequence = news.Event.Sequence > attempt.LastSequence ? news.Event.Sequence
                : attempt.LastSequence ?? news.Event.Sequence,
            LastAt = stamp is { } at && attempt.LastAt is { } last ? Later(at, last) : attempt.LastAt ?? stamp,
        };
    }

    // Twice, where two reports cannot be one: each has a mark of its own, and their stamps differ.
    private static Attempt Begin(Attempt attempt, JobNews news)
    {
        if (attempt.StartCame is not { } before)
        {
            return attempt with { StartAt = news.Stamp, StartCame = news.Came, StartMark = news.Mark };
        }

        var isOther = attempt.StartMark is not null && news.Mark is not null && news.Stamp is { } at
            && attempt.StartAt is { } stamp && (at - stamp).Duration() > TimeSpan.FromSeconds(1);
        return attempt with
        {
            StartCame = Earlier(before, news.Came),
            StartAt = attempt.StartAt is { } one && news.Stamp is { } other
                ? Earlier(one, other)
                : attempt.StartAt ?? news.Stamp,
            IsTwice = attempt.IsTwice || isOther,
        };
    }

    private static bool Counts(Attempt attempt, JobNews news, RunOutcome outcome) =>
        attempt.Outcome is not { } before
        || (news.Event.Sequence is { } mine && attempt.EndSequence is { } other && mine != other
            ? mine > other
            : outcome > before);

    private static Attempt End(Attempt attempt, JobNews news, RunOutcome outcome) => attempt with
    {
        Outcome = outcome,
        IsEndOfParts = false,
        EndAt = news.Stamp,
        EndCame = news.Came,
        EndSequence = news.Event.Sequence,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> all, int most) =>
        all.Length > most ? all.RemoveRange(0, all.Length - most) : all;

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
