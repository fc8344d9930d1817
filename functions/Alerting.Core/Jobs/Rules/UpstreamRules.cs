using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

/// <summary>
/// Why what another job waits for is not done: by its usual runs, the last above all. What is merely unusual about
/// them, or wrong with one of many at once, keeps nobody waiting.
/// </summary>
public static class UpstreamRules
{
    /// <summary>What of it a job waits for; null: nothing.</summary>
    /// <param name="state">The job waited for.</param>
    /// <param name="definition">What is declared of it; null: nothing.</param>
    /// <param name="waiting">The job that depends on it.</param>
    /// <param name="now">The store's time.</param>
    public static NotReady? Of(
        JobState state, JobDefinition? definition, JobDefinition waiting, DateTimeOffset now) =>
        Why(state, definition, now) is { } why ? new(state.Name, why)
        : DoneLately(state, definition, waiting, now) is { } at ? new(
            state.Name, $"succeeded at {JobText.Instant(at)}", at)
        : null;

    // The first success after the slot that waits, where that is known, while there still is time to begin after it.
    private static DateTimeOffset? DoneLately(
        JobState state, JobDefinition? definition, JobDefinition waiting, DateTimeOffset now)
    {
        var overdue = now - waiting.Grace - SlotRules.Settle;
        if (waiting.Schedule?.Latest(overdue) is not { } slot)
        {
            return null;
        }

        RecentRun[] usual = [.. Usual(state, new() { Name = state.Name, Definition = definition, Now = now })];
        var isKnown = usual.Length < JobState.MostRecent || usual[0].EndedAt <= slot;
        var first = usual.Where(run => run.Outcome == RunOutcome.Success && run.EndedAt > slot)
            .Select(run => (DateTimeOffset?)run.EndedAt).Min();
        return isKnown && first > overdue ? first : null;
    }

    /// <summary>One line; null where it is done.</summary>
    /// <param name="state">The job waited for.</param>
    /// <param name="definition">What is declared of it; null: nothing.</param>
    /// <param name="now">The store's time.</param>
    public static string? Why(JobState state, JobDefinition? definition, DateTimeOffset now)
    {
        var context = new JobContext { Name = state.Name, Definition = definition, Now = now };
        return Running(state, context) ?? Missed(state) ?? Failed(state, context) ?? (state.Waiting is { } waiting
            ? $"waiting on {waiting.On}"
            : Due(state, definition, now));
    }

    private static string? Missed(JobState state) =>
        state.Firing.FirstOrDefault(alert => alert.Trouble == JobTrouble.NeverStarted) is { } alert
            ? $"{TroubleWords.Says(alert.Trouble)} since {JobText.Instant(alert.StartsAt)}"
            : null;

    private static string? Running(JobState state, JobContext context)
    {
        var succeeded = Usual(state, context).Where(it => it.Outcome == RunOutcome.Success)
            .Select(it => (DateTimeOffset?)it.Began).Max();
        foreach (var open in state.Open.Values.Where(open => !context.IsAside(open.Kind)))
        {
            if (open.Outcome is RunOutcome.Fail)
            {
                return "failed, and may be tried again";
            }

            // One that nobody hears of any more does not keep a job waiting that has succeeded since.
            var isLost = open.LostFrom <= context.Now;
            if (open.Began is { } since && !(isLost && since < succeeded)
                && !OverlapRules.IsOvertaken(state, context, open))
            {
                return isLost ? $"is stuck or takes too long since {JobText.Instant(since)}"
                    : $"runs since {JobText.Instant(since)}";
            }
        }

        return null;
    }

    // A person who ends what is open has seen to it; what ends by itself is over as its alert is.
    private static string? Failed(JobState state, JobContext context) =>
        Usual(state, context).LastOrDefault() is { Id: not null, Outcome: RunOutcome.Fail } last
        && !(last.EndedAt <= state.ResolvedAt) && !(last.EndedAt + JobMachine.ResolvesAfter(context) <= context.Now)
            ? $"{TroubleWords.Says(JobTrouble.Failed)} since {JobText.Instant(last.EndedAt)}"
            : null;

    private static string? Due(JobState state, JobDefinition? definition, DateTimeOffset now) =>
        definition?.Schedule?.Latest(now) is { } slot && slot > state.SlotsThrough
        && !state.Slots.Any(filled => filled.At == slot)
            ? $"its run of {JobText.Instant(slot)} has not begun"
            : null;

    private static IEnumerable<RecentRun> Usual(JobState state, JobContext context) =>
        state.Recent.Where(it => !context.IsAside(it.Kind)).OrderBy(it => it.Began);
}
