using Alerting.Core.Alerts;
using Alerting.Core.Desks.Working;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Enriching;

/// <summary>Reads the runs that alerts are about, the parts of them that failed, and the last good runs.</summary>
internal sealed class RunReading(Foundation on)
{
    private const int MostRuns = 10;
    private const int MostParts = 10_000;
    private const int MostLog = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly JobStore jobs = new(on.Store, on.Shards);

    /// <summary>The run that an alert is about; null: it is about none.</summary>
    public static (string Job, string Run)? RunOf(AlertTold alert) =>
        IsOfRun(alert.Labels, alert.Annotations) ? (alert.Labels["job"], alert.Annotations["run"]) : null;

    /// <summary>Whether an alert is about a run.</summary>
    public static bool IsOfRun(LabelSet labels, LabelSet annotations) =>
        annotations["run"].Length > 0 && labels["job"].Length > 0;

    /// <summary>
    /// Those of the first ten that are known; null: the store is away, or takes longer than 10 s.
    /// </summary>
    public async Task<IReadOnlyList<RunTold>?> Of(IEnumerable<AlertTold> alerts)
    {
        var asked = alerts.Select(RunOf).OfType<(string Job, string Run)>().Distinct().Take(MostRuns);
        using var deadline = new CancellationTokenSource(Patience, on.Time);
        try
        {
            var runs = await Task.WhenAll(asked.Select(it => Of(it.Job, it.Run, deadline.Token)));
            return [.. runs.OfType<RunTold>()];
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<RunTold?> Of(string name, string id, CancellationToken cancellation)
    {
        var job = JobId.Of(name);
        try
        {
            return await jobs.Run(job, id, cancellation) is not { } run ? null : new(name, run)
            {
                FailedParts = run.Parts is { Failed: > 0 } ? [.. await Failed(job, id, cancellation)] : [],
                LastGood = await LastGood(job, run, cancellation),
            };
        }
        catch (Exception broken) when (JobRow.IsBroken(broken))
        {
            return null;
        }
    }

    private async Task<IEnumerable<Run>> Failed(JobId job, string run, CancellationToken cancellation)
    {
        var failed = new List<Run>();
        var rows = on.Store.Prefixed(on.Shards.Of(job), JobKeys.Parts(job, RunKey.Of(run)), cancellation);
        await foreach (var row in rows.Take(MostParts))
        {
            if (JobRow.ReadRun(row) is { Current.Outcome: RunOutcome.Fail } part)
            {
                failed.Add(Short(part));
            }
        }

        return failed.OrderBy(part => part.Current!.Ended);
    }

    // Of thousands, what each printed last is enough to tell them apart, and little enough to be held.
    private static Run Short(Run part) => part with
    {
        Statuses = [],
        Words = part.Words with
        {
            Log = part.Words.Log is { Length: > MostLog } log ? log[^MostLog..] : part.Words.Log,
        },
    };

    private async Task<Run?> LastGood(JobId job, Run run, CancellationToken cancellation)
    {
        var began = run.Current?.Began ?? DateTimeOffset.MaxValue;
        var recent = (await jobs.Find(job, cancellation))?.Recent ?? [];
        var good = recent.LastOrDefault(other => other.Outcome == RunOutcome.Success
            && other.Kind == run.Kind && other.Began < began
            && !string.Equals(other.Id, run.Id, StringComparison.Ordinal));
        return good.Id is null ? null : await jobs.Run(job, good.Id, cancellation);
    }
}
