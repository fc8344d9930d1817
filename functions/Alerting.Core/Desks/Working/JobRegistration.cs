using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Has every job looked at that a configuration declares, or the one before did, when another comes into force: a job
/// that never reported is missed only because it is declared.
/// </summary>
internal sealed class JobRegistration(Foundation on, ProbeDesk probes)
{
    private const string Partition = "settings";
    private const string Key = "jobs";
    private const string Epoch = "epoch";
    private const int Together = 90;

    private long seen;

    /// <summary>Does it once for each epoch; a crash has it done again.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        if (configuration.Epoch == Interlocked.Read(ref seen))
        {
            return;
        }

        // Where none was ever declared, none has to be told that it is not any more.
        var row = await on.Store.Get(Partition, Key, cancellation);
        var isNew = row is null ? !configuration.Value.Jobs.Jobs.IsEmpty
            : row.Properties.Long(Epoch) < configuration.Epoch;
        if (isNew)
        {
            await LookAtAll(configuration, cancellation);
            await on.Store.Commit(
                Partition,
                [RowWrite.InsertOrReplace(Key, new Properties { { Epoch, configuration.Epoch } })], cancellation);
        }

        Interlocked.Exchange(ref seen, configuration.Epoch);
    }

    private async Task LookAtAll(InForce configuration, CancellationToken cancellation)
    {
        var declared = configuration.Value.Jobs.Jobs.ToLookup(
            job => on.Shards.Of(JobId.Of(job.Name)), StringComparer.Ordinal);
        foreach (var partition in on.Shards.Partitions)
        {
            var jobs = declared[partition].Select(job => JobId.Of(job.Name)).ToHashSet();
            await foreach (var row in on.Store.Prefixed(partition, JobKeys.JobPrefix, cancellation))
            {
                // One that cannot be read must not keep the others from it.
                if (JobRow.FindState(row) is { IsDeclared: true } state)
                {
                    jobs.Add(JobId.Of(state.Name));
                }
            }

            var due = on.Store.UtcNow;
            foreach (var part in jobs.Chunk(Together))
            {
                await on.Store.Commit(
                    partition,
                    [
                        .. part.Select(job => RowWrite.InsertOrReplace(
                            JobKeys.Due(due, job), DueRow.Write(configuration.Epoch))),
                    ],
                    cancellation);
            }

            await probes.Register(partition, declared[partition], configuration.Epoch, cancellation);
            if (jobs.Count > 0)
            {
                await on.Hints.Wake(partition, [due], cancellation);
            }
        }
    }
}
