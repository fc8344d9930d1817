using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Statuses;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Looks at jobs: merges the reports that wait, judges what is due, and commits all that follows in one transaction
/// with the intents of the alerts it raises and ends. Only a look writes the rows of a job and its runs, by the version
/// of the job's row; so two looks cannot both count a report.
/// </summary>
public sealed class JobDesk
{
    // With the job, its runs and parts, those forgotten, the intents and the due rows all stays within 90 rows.
    private const int MostNews = 15;
    private const int MostDue = 10;

    private readonly Foundation on;
    private readonly JobStore jobs;
    private readonly JobIntents intents;
    private readonly StatusDesk statuses;
    private readonly Upstreams upstreams;
    private readonly JobParts parts;
    private readonly JobRegistration registration;

    /// <summary>Wires it.</summary>
    public JobDesk(Foundation on, AcceptDesk accepting, ProbeDesk probes)
    {
        (this.on, jobs) = (on, new(on.Store, on.Shards));
        intents = new(on, jobs, accepting);
        statuses = new(on);
        upstreams = new(jobs);
        parts = new(on);
        registration = new(on, probes);
    }

    /// <summary>A look that a due row asks for; the row goes with what it led to.</summary>
    public async Task Look(string partition, Row offered, CancellationToken cancellation)
    {
        var job = new JobId(RowKeys.ReadDue(offered.Key).Subject);
        var size = Whole;
        for (var conflicts = 0; ; conflicts++)
        {
            await Contention.Pause(conflicts, on.Time, cancellation);
            switch (await Step(partition, job, offered, size, cancellation))
            {
                case Stepped.Done:
                    return;
                case Stepped.More:
                    conflicts = -1;
                    break;
                case Stepped.TooLarge:
                    size = (1, 1);
                    break;
                case Stepped.Conflict when await on.Store.Get(partition, offered.Key, cancellation) is { } still:
                    offered = still;
                    break;
                case Stepped.Conflict:
                    // Somebody else has looked.
                    return;
            }
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
        await (isStatus ? statuses.Offer(row, cancellation)
            : isAlert ? intents.Offer(partition, row, cancellation)
            : Task.CompletedTask);
        return isStatus || isAlert;
    }

    private enum Stepped
    {
        Done,
        More,
        TooLarge,
        Conflict,
    }

    private static (int News, int Due) Whole => (MostNews, MostDue);

    // The job first, then its reports: a report that comes after that has a due row of its own, or the one offered in
    // another version.
    private async Task<Stepped> Step(
        string partition, JobId job, Row offered, (int News, int Due) size, CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        var stored = await jobs.State(job, cancellation);
        var (news, isMore) = await jobs.News(job, size.News, cancellation);
        var now = on.Store.UtcNow;
        var registry = configuration.Value.Jobs;
        var definition = registry.Find(job);
        var name = stored?.State.Name ?? definition?.Name ?? news.Select(it => it.News.Event.Job).FirstOrDefault();
        if (name is null)
        {
            // Declared once, and never heard of.
            await on.Store.Commit(partition, [RowWrite.Delete(offered.Key, offered.ETag)], cancellation);
            return Stepped.Done;
        }

        var state = stored?.State ?? new JobState { Name = name, FirstSeen = now };
        JobNews[] reports = [.. news.Select(it => it.News)];
        var asks = JobMachine.Asks(state, definition, reports, now, size.Due);
        var known = await jobs.Runs(job, asks, cancellation);
        var context = new JobContext
        {
            Name = name,
            Definition = definition,
            Now = now,
            MostDue = size.Due,
            StaleAfter = configuration.Value.StaleAfter,
            Downstream = registry.DownstreamOf(name),
            Upstream = asks.NeedsUpstream ? await upstreams.NotReady(definition!, registry, now, cancellation) : [],
        };
        var decision = JobMachine.Decide(state, reports, known, context);
        decision = decision with { News = StatusRouting.Asked(configuration.Value, decision.News) };
        var commit = new JobCommit(on, job, state, stored?.ETag, decision);
        var merged = news.Select(it => it.Row).ToArray();
        if (!await commit.Run(merged, isMore ? null : offered, DueRow.Cause(offered), cancellation))
        {
            return commit.IsTooLarge ? Stepped.TooLarge : Stepped.Conflict;
        }

        if (decision.IsGone)
        {
            await parts.ClearAll(partition, job, cancellation);
            return Stepped.Done;
        }

        if (decision.State.Due is { } due && due != state.Due)
        {
            await on.Hints.Wake(partition, [due], cancellation);
        }

        await Tell(partition, commit, cancellation);
        await parts.Clear(partition, job, [.. decision.PartsDone, .. decision.Forgotten], cancellation);
        return isMore ? Stepped.More : Stepped.Done;
    }

    // Alerts first: nobody waits for the others.
    private async Task Tell(string partition, JobCommit done, CancellationToken cancellation)
    {
        if (done.Intent is { } intent)
        {
            await intents.Announce(partition, intent, cancellation);
        }

        if (done.Asked is { } asked)
        {
            await statuses.Offer(asked, cancellation);
        }
    }
}
