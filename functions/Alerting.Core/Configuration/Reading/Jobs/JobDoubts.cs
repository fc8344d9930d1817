using System.Globalization;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>Warns of what works and is probably not meant.</summary>
internal static class JobDoubts
{
    // Any, as long as it does not change; a leap year.
    private static readonly DateTimeOffset Looked = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Warns of one job.</summary>
    public static void Warn(JobEntry entry)
    {
        Runtime(entry);
        Slots(entry);
        Rates(entry);
        foreach (var (trouble, value) in entry.Ignored)
        {
            if (WhyNever(trouble, entry.Job) is { } why)
            {
                value.Warn($"{JobListsReader.Word(trouble)} cannot happen: {why}");
            }
        }

        if (entry.Job.Runbook is { } runbook && !IsUrl(runbook))
        {
            entry.At("runbook").WarnOnValue("not an http or https URL: nobody can follow it");
        }
    }

    private static void Runtime(JobEntry entry)
    {
        var job = entry.Job;
        if (job.MaxRuntime is { } most && entry.Stated > most)
        {
            entry.At("max_runtime").Warn(
                $"max_runtime ({Print(most)}) is shorter than what is expected ({Print(entry.Stated.Value)}): "
                + "a run as it should be is told as an overrun");
        }

        if (job.MaxRuntime <= job.ProgressEvery)
        {
            entry.At("progress_every").Warn(
                $"progress_every ({Print(job.ProgressEvery.Value)}) is not shorter than max_runtime "
                + $"({Print(job.MaxRuntime.Value)}): a run overruns before it counts as stuck");
        }
    }

    private static void Slots(JobEntry entry)
    {
        if (entry.Job.Schedule is CronSchedule { IsOnlyLeapDays: true })
        {
            entry.At("schedule").Warn("it fires in leap years only");
        }
        else if (entry.Job.Schedule?.ShortestFrom(Looked) is { } shortest && entry.Job.Grace > shortest)
        {
            var isSaid = entry.Keys.ContainsKey("grace");
            var key = isSaid ? "grace" : entry.Keys.ContainsKey("every") ? "every" : "schedule";
            entry.At(key).Warn(
                $"grace ({Print(entry.Job.Grace)}{(isSaid ? "" : ", as nothing else is said")}) is longer than the "
                + $"time between two slots ({Print(shortest)}): the next run is due before anybody is told that one "
                + "is missing");
        }
    }

    private static void Rates(JobEntry entry)
    {
        var job = entry.Job;
        if (job.FailureRate is { } rate && job.Schedule?.ShortestFrom(Looked) is { } shortest
            && shortest * (rate.AtLeast - 1) > rate.Within)
        {
            entry.At("failure_rate").Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"within {Print(rate.Within)} the schedule has fewer than {rate.AtLeast} slots: hardly ever told"));
        }

        if (job is { LongRunning.Most: > 0, IsConcurrent: false })
        {
            entry.At("running").Warn("several runs at once are meant by concurrent: true only");
        }
    }

    private static string? WhyNever(JobTrouble trouble, JobDefinition job) => trouble switch
    {
        JobTrouble.NeverStarted or JobTrouble.StartedLate =>
            job.Schedule is null ? "the job has no schedule" : null,
        JobTrouble.Stuck => job.ProgressEvery is null ? "the job has no progress_every" : null,
        JobTrouble.FailureRate => job.FailureRate is null ? "the job has no failure_rate" : null,
        JobTrouble.ConsecutiveFailures =>
            job.ConsecutiveFailures is null ? "the job has no consecutive_failures" : null,
        JobTrouble.RunningLong => job.LongRunning is null ? "the job has no running" : null,
        JobTrouble.Metric => job.Metrics.IsEmpty ? "the job has no metrics" : null,
        JobTrouble.Overrun or JobTrouble.TooFast or JobTrouble.Failed or JobTrouble.SucceededAfterRetry
            or JobTrouble.EndedWithoutStart or JobTrouble.DuplicateRun or JobTrouble.Cancelled or JobTrouble.Output
            or JobTrouble.InputDrift or JobTrouble.TrainingError or JobTrouble.DataGenerated => null,
    };

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    private static string Print(TimeSpan time) => PrometheusDuration.Print(time);
}
