using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

/// <summary>What is wrong with many runs of a job together. Only its usual runs count: others blur the rate.</summary>
internal static class RateRules
{
    /// <summary>After a run has ended.</summary>
    public static void Judge(JobTurn turn, Run run)
    {
        if (turn.Definition is { } definition && !turn.Context.IsAside(run.Kind))
        {
            RecentRun[] usual = [.. turn.State.Recent.Where(it => !turn.Context.IsAside(it.Kind))];
            Consecutive(turn, run, definition, usual);
            Rate(turn, definition, usual);
        }
    }

    /// <summary>
    /// Whether too many of its usual runs go on for long. What a person has ended is told again when one more does.
    /// </summary>
    public static void Running(JobTurn turn)
    {
        if (turn.Definition?.LongRunning is not { } rule)
        {
            turn.Alerts.End(JobTrouble.RunningLong);
            return;
        }

        DateTimeOffset[] late = [.. LongFrom(turn, rule).TakeWhile(from => from <= turn.Now)];
        if (late.Length <= rule.Most)
        {
            turn.Alerts.End(JobTrouble.RunningLong);
        }
        else if (!turn.Alerts.Firing.Any(alert => alert.Trouble == JobTrouble.RunningLong)
            && !(late[^1] <= turn.State.ResolvedAt))
        {
            var longer = JobText.Duration(rule.LongerThan);
            turn.Alerts.Raise(new(JobTrouble.RunningLong, JobText.Text(
                $"{late.Length:#,0} runs go on for more than {longer}; {rule.Most:#,0} may")));
        }
    }

    /// <summary>When there may be too many of them; null: at no time as it is.</summary>
    public static DateTimeOffset? RunningDue(JobTurn turn) => turn.Definition?.LongRunning is { } rule
        ? LongFrom(turn, rule).Skip(rule.Most).Where(from => from > turn.Now).Select(from => (DateTimeOffset?)from)
            .FirstOrDefault()
        : null;

    // From when on each of them goes on for long, and its end would have been heard; in order.
    private static IEnumerable<DateTimeOffset> LongFrom(JobTurn turn, LongRunning rule) => turn.State.Open.Values
        .Where(open => !turn.Context.IsAside(open.Kind)).Select(open => open.Began).OfType<DateTimeOffset>()
        .Select(began => began + rule.LongerThan + SlotRules.Settle).Order();

    private static void Consecutive(JobTurn turn, Run run, JobDefinition definition, RecentRun[] usual)
    {
        var failures = usual.OrderByDescending(it => it.Began).TakeWhile(it => it.Outcome == RunOutcome.Fail).Count();
        if (definition.ConsecutiveFailures is { } most && failures >= most)
        {
            turn.Alerts.Raise(new(JobTrouble.ConsecutiveFailures, JobText.Text(
                $"{failures:#,0} runs failed one after the other, the last: {RunRules.WhyFailed(turn, run)}")));
        }
    }

    private static void Rate(JobTurn turn, JobDefinition definition, RecentRun[] usual)
    {
        if (definition.FailureRate is not { } rule)
        {
            turn.Alerts.End(JobTrouble.FailureRate);
            return;
        }

        RecentRun[] counted = [.. usual.Where(it => it.EndedAt > turn.Now - rule.Within)];
        var failed = counted.Count(it => it.Outcome == RunOutcome.Fail);
        if (counted.Length < rule.AtLeast || failed <= rule.Most * counted.Length)
        {
            turn.Alerts.End(JobTrouble.FailureRate);
            return;
        }

        var within = JobText.Duration(rule.Within);
        turn.Alerts.Raise(new(JobTrouble.FailureRate, JobText.Text(
            $"{failed:#,0} of {counted.Length:#,0} runs failed within {within}; {rule.Most:0.#%} may")));
    }
}
