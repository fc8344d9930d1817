using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>Takes away rows of runs and parts that are not needed any more.</summary>
internal sealed class JobParts(Foundation on)
{
    private const int Together = 90;

    /// <summary>The parts of runs.</summary>
    public async Task Clear(
        string partition, JobId job, IReadOnlyCollection<string> runs, CancellationToken cancellation)
    {
        foreach (var run in runs)
        {
            await Clear(partition, JobKeys.Parts(job, run), cancellation);
        }
    }

    /// <summary>Every run of a job that is gone.</summary>
    public Task ClearAll(string partition, JobId job, CancellationToken cancellation) =>
        Clear(partition, JobKeys.Run(job, ""), cancellation);

    private async Task Clear(string partition, string prefix, CancellationToken cancellation)
    {
        var rows = new List<RowWrite>(Together);
        await foreach (var row in on.Store.Prefixed(partition, prefix, cancellation))
        {
            rows.Add(RowWrite.Delete(row.Key, row.ETag));
            if (rows.Count == Together)
            {
                await on.Store.Commit(partition, rows, cancellation);
                rows.Clear();
            }
        }

        if (rows.Count > 0)
        {
            await on.Store.Commit(partition, rows, cancellation);
        }
    }
}
