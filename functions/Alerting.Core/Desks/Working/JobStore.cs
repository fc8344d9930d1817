using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>Reads the rows of jobs.</summary>
internal sealed class JobStore(ITableStore store, Shards shards)
{
    private const int MostNews = 45;

    /// <summary>The job, with the version of its row; null where there is none.</summary>
    public async Task<(JobState State, ETag ETag)?> State(JobId job, CancellationToken cancellation) =>
        await store.Get(shards.Of(job), JobKeys.Job(job), cancellation) is { } row
            ? (JobRow.ReadState(row), row.ETag)
            : null;

    /// <summary>The job; null where there is none, or none that can be read here.</summary>
    public async Task<JobState?> Find(JobId job, CancellationToken cancellation) =>
        await store.Get(shards.Of(job), JobKeys.Job(job), cancellation) is { } row ? JobRow.FindState(row) : null;

    /// <summary>The first reports that wait.</summary>
    /// <param name="job">The job.</param>
    /// <param name="isSmall">One of them only.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<JobBatch> News(JobId job, bool isSmall, CancellationToken cancellation)
    {
        var prefix = JobKeys.AllNews(job);
        var most = isSmall ? 1 : MostNews;
        var page = new Page([], null);
        do
        {
            // One may be empty although more follow.
            page = await store.Range(
                shards.Of(job), prefix, TableStoreExtensions.PrefixEnd(prefix), most, page.Continuation, cancellation);
        }
        while (page is { Rows.Count: 0, Continuation: not null });

        var batch = new JobBatch();
        var taken = page.Rows.TakeWhile(row => batch.TryAdd(row, Read(row))).Count();
        batch.IsMore = page.Continuation is not null || taken < page.Rows.Count;
        return batch;
    }

    /// <summary>What a decision asks for, as far as it is there.</summary>
    public async Task<KnownRuns> Runs(
        JobId job, JobAsks asks, DateTimeOffset now, CancellationToken cancellation)
    {
        var known = new KnownRuns(asks);
        var partition = shards.Of(job);
        var runs = await Task.WhenAll(asks.Runs.Select(
            key => store.Get(partition, JobKeys.Run(job, key), cancellation)));
        foreach (var (key, row) in asks.Runs.Zip(runs))
        {
            if (row is not null)
            {
                known.Runs[key] = JobRow.ReadRun(row);
            }
        }

        var parts = await Task.WhenAll(asks.Parts.Select(
            key => store.Get(partition, JobKeys.Part(job, key), cancellation)));
        foreach (var (key, row) in asks.Parts.Zip(parts))
        {
            if (row is not null)
            {
                known.Parts[key] = JobRow.ReadRun(row);
            }
        }

        foreach (var key in asks.PartsOf.Where(key => known.Runs.GetValueOrDefault(key)?.Parts?.Due <= now))
        {
            known.AllParts[key] = await AllParts(job, key, cancellation);
        }

        return known;
    }

    /// <summary>A run; null where there is none.</summary>
    public async Task<Run?> Run(JobId job, string run, CancellationToken cancellation) =>
        await store.Get(shards.Of(job), JobKeys.Run(job, RunKey.Of(run)), cancellation) is { } row
            ? JobRow.ReadRun(row)
            : null;

    private async Task<IReadOnlyList<Run>> AllParts(JobId job, string run, CancellationToken cancellation)
    {
        var parts = new List<Run>();
        await foreach (var row in store.Prefixed(shards.Of(job), JobKeys.Parts(job, run), cancellation))
        {
            parts.Add(JobRow.ReadRun(row));
        }

        return parts;
    }

    // n~{job}~{came}~{id}; null: it is none, and must not keep its job from all others.
    private static JobNews? Read(Row row)
    {
        try
        {
            return JobRow.ReadNews(row, RowKeys.ReadDue(row.Key[(JobId.Length + 1)..]).Due);
        }
        catch (Exception broken) when (JobRow.IsBroken(broken))
        {
            return null;
        }
    }
}
