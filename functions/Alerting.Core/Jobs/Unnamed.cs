namespace Alerting.Core.Jobs;

/// <summary>
/// Pings without <c>rid</c>, as people know them: a start begins a run, whatever follows is about it, and an end
/// without a start is a run of its own.
/// </summary>
internal static class Unnamed
{
    /// <summary>The id of the run a report is about.</summary>
    public static string RunOf(JobTurn turn, JobNews news)
    {
        var open = turn.State.Unnamed;
        var type = news.Event.Type;
        if (type == JobEventType.Start && open is not null)
        {
            // Another start instead of an end: nothing more will be heard of the one before.
            turn.Forget(open);
            turn.Free(open);
            open = null;
        }

        var id = open ?? (Moves(type) ? null : Latest(turn.State)) ?? JobText.Text($"ping-{news.Came.UtcTicks}");
        var isEnd = type is JobEventType.Success or JobEventType.Fail or JobEventType.Cancel;
        turn.State = turn.State with { Unnamed = isEnd ? null : open ?? (Moves(type) ? id : null) };
        return id;
    }

    /// <summary>A log record belongs to whatever goes on, or went on last; null: nothing ever did.</summary>
    public static string? Latest(JobState state) =>
        state.Open.Count > 0 ? state.Open.Values.MaxBy(open => open.HeardAt).Id
        : state.Recent is [.., var last] ? last.Id
        : null;

    private static bool Moves(JobEventType type) => type is JobEventType.Start or JobEventType.Progress
        or JobEventType.Success or JobEventType.Fail or JobEventType.Cancel;
}
