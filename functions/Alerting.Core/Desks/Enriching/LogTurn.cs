using Alerting.Core.Logs;

namespace Alerting.Core.Desks.Enriching;

/// <summary>A query that is asked, or was a moment ago.</summary>
/// <param name="Outcome">What comes of it; never fails.</param>
/// <param name="IsSlow">Its source keeps others waiting for longer than a message waits: not to be waited
/// for.</param>
public readonly record struct LogTurn(Task<LogOutcome> Outcome, bool IsSlow);

/// <summary>What came of a query.</summary>
/// <param name="Answer">The answer; null: it was not asked.</param>
/// <param name="Skipped">Why it was not; empty when it was.</param>
/// <param name="Took">How long the source took.</param>
public sealed record LogOutcome(LogAnswer? Answer, string Skipped, TimeSpan Took)
{
    internal static LogOutcome NotAsked(string why) => new(null, why, TimeSpan.Zero);

    // What its records hold in memory, roughly; each is bounded by its source.
    internal long Size => 1_000 + (Answer is LogAnswer.Found found
        ? found.Records.Sum(record => 100L + (2 * record.Text.Length))
        : 0);
}
