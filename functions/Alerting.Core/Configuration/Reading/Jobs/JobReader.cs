using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>An element of <c>jobs</c>.</summary>
internal static class JobReader
{
    private const int MostRetries = 999;
    // More are not kept.
    private const int MostFailures = JobState.MostRecent;

    private static readonly string[] Placed =
        ["schedule", "every", "grace", "max_runtime", "progress_every", "failure_rate", "running", "runbook"];

    /// <summary>The job; null where it has no name, which is reported.</summary>
    public static JobEntry? Read(YamlValue element)
    {
        if (element.AsMap() is not { } map)
        {
            return null;
        }

        var keys = Placed.Where(key => map.Peek(key) is { IsNull: false })
            .ToDictionary(key => key, key => map.Peek(key)!, StringComparer.Ordinal);
        map.Need("job", "name");
        var (name, expected) = (map.TakeLine("name", JobLimits.Name), JobBoundsReader.TakeExpected(map));
        var dependsOn = JobListsReader.TakeNames(map, "depends_on");
        var ignored = JobListsReader.TakeTroubles(map, "ignore");
        var job = About(map, Times(map, new() { Name = name ?? "" })) with
        {
            Expected = expected?.Bounds,
            DependsOn = [.. dependsOn.Keys],
            Ignored = [.. ignored.Keys],
        };
        job = Judged(map, job);
        map.RefuseRest();
        return name is null
            ? null
            : new(job, map.Place, keys) { DependsOn = dependsOn, Ignored = ignored, Stated = expected?.Stated };
    }

    private static JobDefinition Times(YamlMap map, JobDefinition job)
    {
        var (probe, schedule) = (JobProbeReader.Take(map), JobScheduleReader.Take(map));
        return job with
        {
            Schedule = schedule,
            Probe = probe,
            Grace = map.TakePositiveDuration("grace") ?? job.Grace,
            MaxRuntime = map.TakePositiveDuration("max_runtime"),
            ProgressEvery = map.TakePositiveDuration("progress_every"),
            ResolveAfter = map.TakePositiveDuration("resolve_after"),
            IsConcurrent = map.TakeTruth("concurrent", otherwise: false),
            Retries = map.TakeCount("retries", 0, MostRetries) ?? 0,
        };
    }

    private static JobDefinition About(YamlMap map, JobDefinition job) => job with
    {
        Owner = map.TakeLine("owner"),
        Audience = map.TakeLine("audience"),
        Model = map.TakeLine("model"),
        Runbook = map.TakeLine("runbook"),
        Criticality = JobListsReader.TakeCriticality(map) ?? job.Criticality,
        Labels = JobLabelsReader.Take(map),
    };

    private static JobDefinition Judged(YamlMap map, JobDefinition job) => job with
    {
        Rows = JobBoundsReader.TakeAmount(map, "rows"),
        Bytes = JobBoundsReader.TakeAmount(map, "bytes"),
        Metrics = JobBoundsReader.TakeMetrics(map),
        FailureRate = JobRatesReader.TakeFailureRate(map),
        ConsecutiveFailures = map.TakeCount("consecutive_failures", 1, MostFailures),
        LongRunning = JobRatesReader.TakeLongRunning(map),
    };
}
