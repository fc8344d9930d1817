using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Findings;

/// <summary>Something that is wrong now.</summary>
/// <param name="Trouble">What.</param>
/// <param name="Why">One line: the figures it was concluded from.</param>
/// <param name="Run">The run it is about; null: no single one.</param>
/// <param name="Metric">The metric it is about; null: none.</param>
/// <param name="Slot">The slot it is about, where there is no run; null: none.</param>
internal readonly record struct JobFinding(
    JobTrouble Trouble, string Why, Run? Run = null, string? Metric = null, DateTimeOffset? Slot = null)
{
    /// <summary>When what it is about began; null where that is not known.</summary>
    public DateTimeOffset? Since => Run is { Current: not null } run ? JobTurn.Began(run) : Slot;
}
