namespace Alerting.Core.Jobs;

/// <summary>Why what another job waits for is not done.</summary>
public static class UpstreamRules
{
    /// <summary>One line; null where it is done.</summary>
    /// <param name="state">The job waited for.</param>
    /// <param name="definition">What is declared of it; null: nothing.</param>
    /// <param name="now">The store's time.</param>
    public static string? Why(JobState state, JobDefinition? definition, DateTimeOffset now)
    {
        if (state.Firing.FirstOrDefault(Blocks) is { } alert)
        {
            return $"{TroubleWords.Says(alert.Trouble)} since {JobText.Instant(alert.StartsAt)}";
        }

        if (state.Waiting is { } waiting)
        {
            return $"waiting on {waiting.On}";
        }

        var running = state.Open.Values.FirstOrDefault(open => open.Began is not null && open.Kind == RunKind.Scheduled);
        if (running.Began is { } since)
        {
            return $"runs since {JobText.Instant(since)}";
        }

        return definition?.Schedule?.Latest(now) is { } slot && slot > state.SlotsThrough
            && !state.Slots.Any(filled => filled.At == slot)
                ? $"its run of {JobText.Instant(slot)} has not begun"
                : null;
    }

    // Only what keeps it from being done: not what is merely unusual about it.
    private static bool Blocks(JobAlert alert) =>
        alert.Kind == RunKind.Unsaid && alert.Trouble is JobTrouble.Failed or JobTrouble.NeverStarted
            or JobTrouble.Stuck or JobTrouble.Overrun;
}
