using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Looks at jobs: merges the reports that wait, judges what is due, and commits all that follows in one transaction
/// with the intents of the alerts it raises and ends. Only a look writes the rows of a job and its runs, by the version
/// of the job's row; so two looks cannot both count a report.
/// </summary>
public sealed class JobDesk
{
    // After so many a storm of one job lets the others of its shard have their turn.
    private const int MostSteps = 20;

    private readonly JobTools tools;
    private readonly JobRegistration registration;

    /// <summary>Wires it.</summary>
    public JobDesk(Foundation on, AcceptDesk accepting, ProbeDesk probes)
    {
        var jobs = new JobStore(on.Store, on.Shards);
        tools = new(on, jobs, new(on, jobs, accepting), new(on), new(jobs), new(on));
        registration = new(on, probes);
    }

    /// <summary>A look that a due row asks for; the row goes with what it led to.</summary>
    public async Task Look(string partition, Row offered, CancellationToken cancellation)
    {
        var job = new JobId(RowKeys.ReadDue(offered.Key).Subject);
        var look = new JobLook(tools, partition, job);
        for (var (steps, conflicts) = (0, 0); steps < MostSteps; conflicts++)
        {
            await Contention.Pause(conflicts, tools.On.Time, cancellation);
            var stepped = await look.Step(offered, cancellation);
            if (stepped == Stepped.Done)
            {
                await (look.IsInDoubt ? tools.Intents.AnnounceAll(partition, job, cancellation) : Task.CompletedTask);
                return;
            }

            if (stepped == Stepped.More)
            {
                (steps, conflicts) = (steps + 1, -1);
            }

            look.IsSmall |= stepped == Stepped.TooLarge;
            if (stepped == Stepped.Conflict)
            {
                if (await tools.On.Store.Get(partition, offered.Key, cancellation) is not { } still)
                {
                    await Leave(partition, job, look.IsInDoubt, cancellation);
                    return;
                }

                offered = still;
            }
        }

        await tools.On.Hints.Wake(partition, [tools.On.Store.UtcNow], cancellation);
    }

    // Somebody else has looked, or it was this one, and the answer was lost: then its alerts wait to be announced.
    private async Task Leave(string partition, JobId job, bool isInDoubt, CancellationToken cancellation)
    {
        if (isInDoubt)
        {
            await tools.Intents.AnnounceAll(partition, job, cancellation);
        }

        var left = await tools.Jobs.News(job, isSmall: true, cancellation);
        if (left.Reports.Count > 0)
        {
            var due = tools.On.Store.UtcNow;
            await tools.On.Store.Commit(
                partition, [RowWrite.InsertOrReplace(JobKeys.Due(due, job), DueRow.Write(null))], cancellation);
            await tools.On.Hints.Wake(partition, [due], cancellation);
        }
    }

    /// <summary>Has all jobs looked at that the configuration declares, once it has changed.</summary>
    public Task Register(CancellationToken cancellation) => registration.Run(cancellation);

    /// <summary>What a look left to be done is done, unless it is already: false where the row is no intent.</summary>
    public async Task<bool> Offer(string partition, Row row, CancellationToken cancellation)
    {
        var subject = RowKeys.ReadDue(row.Key).Subject;
        var (isStatus, isAlert) =
            (JobKeys.ReadStatusIntent(subject) is not null, JobKeys.ReadIntent(subject) is not null);
        await (isStatus ? tools.Statuses.Offer(row, cancellation)
            : isAlert ? tools.Intents.Offer(partition, row, cancellation)
            : Task.CompletedTask);
        return isStatus || isAlert;
    }
}
