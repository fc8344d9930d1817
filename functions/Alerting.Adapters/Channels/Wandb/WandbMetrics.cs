using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>Figures of a notice for one job.</summary>
/// <param name="Own">Our run for them.</param>
/// <param name="Firing">Alerts that fire.</param>
/// <param name="Over">Alerts that do not.</param>
internal sealed record WandbMetrics(WandbOwnRun Own, int Firing, int Over)
{
    private const int MostJobs = 20;
    private const int LongestJob = 100;

    /// <summary>Those of a notice, for at most 20 jobs; alerts without a run or a job count nowhere.</summary>
    public static ImmutableArray<WandbMetrics> Of(WandbRuns runs) =>
    [
        .. runs.Runs.SelectMany(run => runs.For(run).Alerts.Select(alert => (Run: run, Alert: alert)))
            .Select(one => (one.Run, one.Alert, Job: JobName.Of(one.Alert.Labels, LongestJob)))
            .Where(one => one.Job.Length > 0)
            .GroupBy(one => (one.Run.Entity, one.Run.Project, one.Job), one => one.Alert)
            .Take(MostJobs)
            .Select(job => new WandbMetrics(
                WandbOwnRun.Of(job.Key.Entity, job.Key.Project, job.Key.Job, "alerts of " + job.Key.Job),
                job.Count(alert => alert.Status == AlertStatus.Firing),
                job.Count(alert => alert.Status != AlertStatus.Firing))),
    ];

    /// <summary>Writes them; says what went wrong, or null.</summary>
    /// <param name="api">Where to.</param>
    /// <param name="runs">The runs of others, which are never written to.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="deadline">When to give up.</param>
    public async Task<string?> Write(WandbApi api, WandbRuns runs, DateTimeOffset at, CancellationToken deadline)
    {
        var receipt = await Own.Append(api, runs, step => [Line(step, at)], deadline);
        return receipt is Receipt.Delivered ? null : receipt.Why;
    }

    private string Line(int step, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"alerts/firing":{{Firing}},"alerts/resolved":{{Over}},"_step":{{step}},"_timestamp":{{seconds}}}""");
    }
}
