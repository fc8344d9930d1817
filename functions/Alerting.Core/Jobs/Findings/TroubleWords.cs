using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Jobs.Findings;

/// <summary>How troubles are called and how much they weigh.</summary>
internal static class TroubleWords
{
    /// <summary>How much a trouble weighs against the job's own criticality.</summary>
    private enum Weight
    {
        /// <summary>As much as the job.</summary>
        Full,

        /// <summary>A warning at the most.</summary>
        Warning,

        /// <summary>Only to know.</summary>
        Note,
    }

    /// <summary>The label <c>alertname</c>.</summary>
    public static string Name(JobTrouble trouble) => trouble switch
    {
        JobTrouble.NeverStarted => "JobNeverStarted",
        JobTrouble.StartedLate => "JobStartedLate",
        JobTrouble.Stuck => "JobStuck",
        JobTrouble.Overrun => "JobOverrun",
        JobTrouble.TooFast => "JobTooFast",
        JobTrouble.Failed => "JobFailed",
        JobTrouble.SucceededAfterRetry => "JobSucceededAfterRetry",
        JobTrouble.EndedWithoutStart => "JobEndedWithoutStart",
        JobTrouble.DuplicateRun => "JobDuplicateRun",
        JobTrouble.Cancelled => "JobCancelled",
        JobTrouble.FailureRate => "JobFailureRate",
        JobTrouble.ConsecutiveFailures => "JobConsecutiveFailures",
        JobTrouble.RunningLong => "JobsRunningLong",
        JobTrouble.Output => "JobOutput",
        JobTrouble.Metric => "JobMetric",
        JobTrouble.InputDrift => "JobInputDrift",
        JobTrouble.TrainingError => "JobTrainingError",
        JobTrouble.DataGenerated => "JobDataGenerated",
    };

    /// <summary>What a job does, as a sentence goes on after its name.</summary>
    public static string Says(JobTrouble trouble) => trouble switch
    {
        JobTrouble.NeverStarted => "has not started",
        JobTrouble.StartedLate => "started late",
        JobTrouble.Stuck => "is stuck",
        JobTrouble.Overrun => "takes too long",
        JobTrouble.TooFast => "was too fast",
        JobTrouble.Failed => "failed",
        JobTrouble.SucceededAfterRetry => "succeeded after a retry",
        JobTrouble.EndedWithoutStart => "ended without a start",
        JobTrouble.DuplicateRun => "runs twice",
        JobTrouble.Cancelled => "was cancelled",
        JobTrouble.FailureRate => "fails too often",
        JobTrouble.ConsecutiveFailures => "keeps failing",
        JobTrouble.RunningLong => "has too many long runs",
        JobTrouble.Output => "did not write what it should",
        JobTrouble.Metric => "has a metric out of bounds",
        JobTrouble.InputDrift => "has input that drifts",
        JobTrouble.TrainingError => "met an error in training",
        JobTrouble.DataGenerated => "wrote data with errors",
    };

    /// <summary>Severity and level of an alert.</summary>
    /// <param name="trouble">What is wrong.</param>
    /// <param name="criticality">How bad it is when the job fails.</param>
    /// <param name="isAside">
    /// It is about a run beside the job's usual ones, such as a backfill: nobody is paged.
    /// </param>
    public static (string Severity, Level Level) Grade(JobTrouble trouble, Criticality criticality, bool isAside)
    {
        var (severity, level) = criticality switch
        {
            Criticality.Low => ("info", Level.Warning),
            Criticality.Medium => ("warning", Level.Error),
            Criticality.High => ("critical", Level.Error),
            Criticality.Critical => ("critical", Level.Critical),
        };
        return WeightOf(trouble) switch
        {
            Weight.Note => ("info", Level.Warning),
            Weight.Full when !isAside => (severity, level),
            Weight.Full or Weight.Warning => (severity == "info" ? severity : "warning", Level.Warning),
        };
    }

    private static Weight WeightOf(JobTrouble trouble) => trouble switch
    {
        JobTrouble.Cancelled or JobTrouble.SucceededAfterRetry or JobTrouble.EndedWithoutStart => Weight.Note,
        JobTrouble.StartedLate or JobTrouble.TooFast or JobTrouble.DuplicateRun or JobTrouble.DataGenerated
            or JobTrouble.InputDrift => Weight.Warning,
        JobTrouble.NeverStarted or JobTrouble.Stuck or JobTrouble.Overrun or JobTrouble.Failed
            or JobTrouble.FailureRate or JobTrouble.ConsecutiveFailures or JobTrouble.RunningLong
            or JobTrouble.Output or JobTrouble.Metric or JobTrouble.TrainingError => Weight.Full,
    };
}
