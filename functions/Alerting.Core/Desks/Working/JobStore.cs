using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>Reads the rows of jobs.</summary>
internal sealed class JobStore(ITableStore store, Shards shards)
{
    /// <summary>The job, with the version of its row; null where there is none.</summary>
    public async Task<(JobState State, ETag ETag)?> State(JobId job, CancellationToken cancellation) =>
        await store.Get(shards.Of(job), JobKeys.Job(job), cancellation) is { } row
            ? (JobRow.ReadState(row), row.ETag)
            : null;

    /// <summary>The first reports that wait, with their rows; and whether there may be more.</summary>
    public async Task<(IReadOnlyList<(Row Row, JobNews News)> News, bool IsMore)> News(
        JobId job, int most, CancellationToken cancellation)
    {
        var prefix = JobKeys.AllNews(job);
        var page = await store.Range(
            shards.Of(job), prefix, TableStoreExtensions.PrefixEnd(prefix), most, null, cancellation);
        return ([.. page.Rows.Select(row => (row, Read(row)))], page.Continuation is not null || page.Rows.Count == most);
    }

    /// <summary>What a decision asks for, as far as it is there.</summary>
    public async Task<KnownRuns> Runs(JobId job, JobAsks asks, CancellationToken cancellation)
    {
        var known = new KnownRuns();
        var partition = shards.Of(job);
        var runs = await Task.WhenAll(asks.Runs.Select(key => store.Get(partition, JobKeys.Run(job, key), cancellation)));
        foreach (var (key, row) in asks.Runs.Zip(runs))
        {
            if (row is not null)
            {
                known.Runs[key] = JobRow.ReadRun(row);
            }
        }

        var parts = await Task.WhenAll(asks.Parts.Select(key => store.Get(partition, JobKeys.Part(job, key), cancellation)));
        foreach (var (key, row) in asks.Parts.Zip(parts))
        {
            if (row is not null)
            {
                known.Parts[key] = JobRow.ReadRun(row);
            }
        }

        foreach (var key in asks.PartsOf.Where(key => known.Runs.GetValueOrDefault(key)?.Parts is not null))
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

    // n~{job}~{came}~{id}
    private static JobNews Read(Row row) =>
        JobRow.ReadNews(row, RowKeys.ReadDue(row.Key[(JobId.Length + 1)..]).Due);
}
