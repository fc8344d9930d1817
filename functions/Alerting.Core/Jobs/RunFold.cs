using System.Collections.Immutable;

namespace Alerting.Core.Jobs;

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

        var isLate = !IsEnd(said.Type) && AttemptOf(run, news).Outcome is not null;
        var merged = run with
        {
            Seen = mark is null ? run.Seen : Last(run.Seen.Add(mark), Run.MostSeen),
            Words = WordsOf(run, said, isLate),
            Statuses = Last(run.Statuses.Add(StatusOf(news)), Run.MostStatuses),
            IsPing = run.IsPing || said.IsPing,
        };
        return Moves(said.Type)
            ? merged.With(Apply(AttemptOf(run, news), news))
            : run.Current is { Outcome: null } current ? merged.With(Alive(current, news)) : merged;
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
    private static RunWords WordsOf(Run run, JobEvent said, bool isLate) => run.Current is not { } current
        ? RunWordsFold.Apply(run.Words, said, isLate)
        : !Moves(said.Type) || said.Attempt == current.Number ? RunWordsFold.Apply(run.Words, said, isLate)
        : said.Attempt < current.Number ? run.Words
        : RunWordsFold.Apply(run.Words.ForNextAttempt(), said, isLate);

    // A log record or a state in between shows that a run is alive, and says nothing of its beginning or end.
    private static bool Moves(JobEventType type) =>
        type is JobEventType.Start or JobEventType.Progress || IsEnd(type);

    private static bool IsEnd(JobEventType type) =>
        type is JobEventType.Success or JobEventType.Fail or JobEventType.Cancel;

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

    private static Attempt Apply(Attempt attempt, JobNews news)
    {
        attempt = Alive(attempt, news);
        return news.Event.Type switch
        {
            JobEventType.Start => Begin(attempt, news),
            JobEventType.Success => End(attempt, news, RunOutcome.Success),
            JobEventType.Fail => End(attempt, news, RunOutcome.Fail),
            JobEventType.Cancel => End(attempt, news, RunOutcome.Cancel),
            JobEventType.Progress or JobEventType.Status or JobEventType.DataGenerated or JobEventType.InputDrift
                or JobEventType.TrainingError or JobEventType.Resolve => attempt,
        };
    }

    private static Attempt Alive(Attempt attempt, JobNews news)
    {
        var (stamp, came) = (news.Stamp, news.Came);
        var ahead = came - stamp is { } gap && (attempt.Ahead is not { } known || gap < known) ? gap : attempt.Ahead;
        var alive = stamp + ahead is { } corrected && corrected < came ? corrected : came;
        return attempt with
        {
            Ahead = ahead,
            FirstCame = Earlier(attempt.FirstCame, came),
            HeardAt = alive > attempt.HeardAt ? alive : attempt.HeardAt,
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

    private static Attempt End(Attempt attempt, JobNews news, RunOutcome outcome)
    {
        var sequence = news.Event.Sequence;
        var counts = attempt.Outcome is not { } before
            || (sequence is { } mine && attempt.EndSequence is { } other && mine != other
                ? mine > other
                : outcome > before);
        return counts
            ? attempt with
            {
                Outcome = outcome,
                EndAt = news.Stamp,
                EndCame = news.Came,
                EndSequence = sequence,
            }
            : attempt;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> all, int most) =>
        all.Length > most ? all.RemoveRange(0, all.Length - most) : all;

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
