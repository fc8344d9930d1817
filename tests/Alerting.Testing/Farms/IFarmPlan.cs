using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Testing.Farms;

/// <summary>What is played on a farm: who reports what and when, and what is really so.</summary>
public interface IFarmPlan
{
    /// <summary>What is declared.</summary>
    IReadOnlyList<JobDefinition> Jobs { get; }

    /// <summary>The runs as they really are.</summary>
    IReadOnlyList<FarmRun> Runs { get; }

    /// <summary>The reports, in the order in which they arrive.</summary>
    IReadOnlyList<FarmDelivery> Deliveries { get; }
}

/// <summary>What a run of the farm does.</summary>
public enum FarmFate
{
    /// <summary>It keeps its time, maybe only just.</summary>
    Good,

    /// <summary>It goes on past its time.</summary>
    Overrun,

    /// <summary>It says nothing any more.</summary>
    Stuck,

    /// <summary>It never begins.</summary>
    Missed,

    /// <summary>It fails, or a part of it.</summary>
    Failed,
}

/// <summary>A run of the farm, as it really is.</summary>
/// <param name="Job">Its job.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Scheduled or manual.</param>
/// <param name="Fate">What it does.</param>
/// <param name="Wrong">The instant from which on something is wrong with it; null: never.</param>
/// <param name="IsAlone">One run at a time is meant: its alert is the job's and does not name it.</param>
public sealed record FarmRun(
    string Job, string Id, RunKind Kind, FarmFate Fate, DateTimeOffset? Wrong, bool IsAlone = false);

/// <summary>A report on its way.</summary>
/// <param name="At">When it arrives, by the true clock.</param>
/// <param name="Said">What it says.</param>
public readonly record struct FarmDelivery(DateTimeOffset At, JobEvent Said);
