using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Jobs.Rules;

/// <summary>
/// Pings without <c>rid</c>, as people know them: a start begins a run, whatever follows is about it, and an end
/// without a start is a run of its own.
/// </summary>
internal static class Unnamed
{
    private const string Prefix = "ping-";

    /// <summary>The id of the run a report is about.</summary>
    public static string RunOf(JobTurn turn, JobNews news)
    {
        var open = turn.State.Unnamed;
        var type = news.Event.Type;
        if (type == JobEventType.Start && open is not null)
        {
            // Another start instead of an end: nothing more will be heard of the one before.
            TellLost(turn, news, open);
            turn.Forget(open);
            turn.Free(open);
            open = null;
        }

        var before = open ?? (Moves(type) ? Overtaken(turn, news) : Latest(turn.State));
        var id = before ?? JobText.Text($"{Prefix}{news.Came.UtcTicks}");
        var isEnd = type is JobEventType.Success or JobEventType.Fail or JobEventType.Cancel;
        turn.State = turn.State with { Unnamed = isEnd ? null : open ?? (before is null ? id : null) };
        return id;
    }

    // A job that is killed each time would never be told: its runs end nowhere. A repeat of its start is near.
    private static void TellLost(JobTurn turn, JobNews news, string open)
    {
        if (turn.Definition is { IsConcurrent: false } && turn.Find(open) is { Current: { } current } run
            && current.FirstCame + SlotRules.Settle < news.Came && !turn.Context.IsAside(run.Kind)
            && !run.WasTold(JobTrouble.Overrun) && !run.WasTold(JobTrouble.Stuck))
        {
            turn.Alerts.Raise(new(
                JobTrouble.DuplicateRun,
                $"a run goes on since {JobText.Instant(current.Began)}, and another has begun", run));
        }
    }

    // The run that ended just before, where a ping may have been on its way all the while: one that says that the run
    // goes on, or that it began where nothing has said so yet. It would begin a run that nobody ends.
    private static string? Overtaken(JobTurn turn, JobNews news)
    {
        if (turn.State.Recent is not [.., { Id: var last, EndedAt: var ended }]
            || !last.StartsWith(Prefix, StringComparison.Ordinal) || news.Came > ended + SlotRules.Settle)
        {
            return null;
        }

        return news.Event.Type switch
        {
            JobEventType.Progress => last,
            JobEventType.Start when turn.Find(last)?.Current is { StartCame: null } => last,
            _ => null,
        };
    }

    /// <summary>A log record belongs to whatever goes on, or went on last; null: nothing ever did.</summary>
    public static string? Latest(JobState state) =>
        state.Open.Count > 0 ? state.Open.Values.MaxBy(open => open.HeardAt).Id
        : state.Recent is [.., var last] ? last.Id
        : null;

    private static bool Moves(JobEventType type) => type is JobEventType.Start or JobEventType.Progress
        or JobEventType.Success or JobEventType.Fail or JobEventType.Cancel;
}
