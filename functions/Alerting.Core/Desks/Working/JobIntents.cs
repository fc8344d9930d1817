using System.Diagnostics;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Hands alerts of jobs to <see cref="AcceptDesk"/>. An intent only says after which version alerts changed; what is
/// accepted is each of them as it is when it is handed over, and it is looked again afterwards whether it still is: of
/// two who announce side by side, the one who read the older state would otherwise have the last word.
/// </summary>
internal sealed class JobIntents(Foundation on, JobStore jobs, AcceptDesk accepting)
{
    // Shorter than the time after which somebody else takes an intent over.
    private static readonly TimeSpan Announcing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>Announces what a look has just committed.</summary>
    public Task Announce(string partition, string intent, CancellationToken cancellation) =>
        JobKeys.ReadIntent(RowKeys.ReadDue(intent).Subject) is { } about
            ? Hand(partition, about.Job, about.After, intent, cancellation)
            : Task.CompletedTask;

    /// <summary>Announces what earlier looks at a job have left.</summary>
    public async Task AnnounceAll(string partition, JobId job, CancellationToken cancellation)
    {
        await foreach (var row in on.Store.Prefixed(partition, RowKeys.NoticeDuePrefix, cancellation))
        {
            if (JobKeys.ReadIntent(RowKeys.ReadDue(row.Key).Subject)?.Job == job)
            {
                await Offer(partition, row, cancellation);
            }
        }
    }

    /// <summary>Takes over an intent whose time has come, and announces it.</summary>
    public async Task Offer(string partition, Row intent, CancellationToken cancellation)
    {
        if (JobKeys.ReadIntent(RowKeys.ReadDue(intent.Key).Subject) is not { } about)
        {
            return;
        }

        // Two sweeps must not announce it side by side; one that was left just now has its time still to come.
        var taken = JobKeys.Intent(on.Store.UtcNow + Lease, about.Job, about.After);
        if (taken == intent.Key || await Take(intent, taken, cancellation))
        {
            await Hand(partition, about.Job, about.After, taken, cancellation);
        }
    }

    private async Task<bool> Take(Row intent, string taken, CancellationToken cancellation)
    {
        var result = await on.Store.Commit(
            intent.Partition,
            [RowWrite.Delete(intent.Key, intent.ETag), RowWrite.InsertOrReplace(taken, DueRow.Write(null))],
            cancellation);
        return result.IsDone;
    }

    private async Task Hand(
        string partition, JobId job, long after, string intent, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Announcing, on.Time);
        try
        {
            await Hand(partition, job, after, intent, deadline.Token, cancellation);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new StoreUnavailableException("Alerts of a job could not be announced in time.");
        }
    }

    private async Task Hand(
        string partition, JobId job, long after, string intent, CancellationToken deadline,
        CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline);
        while (await jobs.State(job, either.Token) is { State: var state }
            && state.Alerts.Values.Where(alert => alert.Version > after).ToArray() is { Length: > 0 } changed)
        {
            var url = $"{on.ExternalUrl}/api/jobs/{Uri.EscapeDataString(state.Name)}";
            var refused = await accepting.Accept(
                [.. changed.Select(alert => alert.ToAlert(url))], TimeSpan.Zero, Activity.Current?.Id, either.Token);
            on.Meter.Count("jobs", changed.Length - refused.Length, refused.Length);
            after = state.Versions;
        }

        await on.Store.Commit(partition, [RowWrite.Delete(intent, ETag.Any)], either.Token);
    }
}
