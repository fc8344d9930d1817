using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Statuses;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>What came of a step of a look.</summary>
internal enum Stepped
{
    /// <summary>Nothing is left to do.</summary>
    Done,

    /// <summary>More reports wait.</summary>
    More,

    /// <summary>It does not fit into a transaction: less is to be taken at once.</summary>
    TooLarge,

    /// <summary>Somebody else was faster.</summary>
    Conflict,
}

/// <summary>One look at a job, step by step: each step merges some reports in one transaction.</summary>
internal sealed class JobLook(JobTools tools, string partition, JobId job)
{
    // Runs whose time has come, which may each push out another, and parts that are given up: there is room for many
    // where no report waits.
    private const int MostDue = 10;
    private const int MostGivenUp = 5;
    private const int MostAlone = 30;

    /// <summary>A commit may have happened although it was refused: then its alerts wait to be announced.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>Takes one report and looks at one run at a time: what it is about is large.</summary>
    public bool IsSmall { get; set; }

    /// <summary>
    /// The job is read first, then its reports: a report that comes after that has a due row of its own, or the one
    /// offered in another version.
    /// </summary>
    public async Task<Stepped> Step(Row offered, CancellationToken cancellation)
    {
        var configuration = await tools.On.Configuration.Now(cancellation);
        var stored = await tools.Jobs.State(job, cancellation);
        configuration.RefuseBehind(Math.Max(stored?.State.Epoch ?? 0, DueRow.Epoch(offered)));

        var news = await tools.Jobs.News(job, IsSmall, cancellation);
        var name = stored?.State.Name ?? configuration.Value.Jobs.Find(job)?.Name ?? news.Name;
        if (name is null)
        {
            return await Dismiss(news, offered, cancellation);
        }

        var state = stored?.State ?? new JobState { Name = name, FirstSeen = tools.On.Store.UtcNow };
        await tools.Parts.Clear(partition, job, state.Uncleared, cancellation);
        var decision = await Decide(
            state with { Uncleared = [], Epoch = configuration.Epoch }, news, configuration.Value, cancellation);
        return await Commit(new(tools.On, job, state, stored?.ETag, decision), news, offered, cancellation);
    }

    // Declared once, and never heard of; what came in its name is no report.
    private async Task<Stepped> Dismiss(JobBatch news, Row offered, CancellationToken cancellation)
    {
        List<RowWrite> writes = [.. JobCommit.Reports(news)];
        if (!news.IsMore)
        {
            writes.Add(RowWrite.Delete(offered.Key, offered.ETag));
        }

        if (!JobCommit.Fits(partition, writes))
        {
            return Stepped.TooLarge;
        }

        var result = await tools.On.Store.Commit(partition, writes, cancellation);
        return !result.IsDone ? Stepped.Conflict : news.IsMore ? Stepped.More : Stepped.Done;
    }

    private async Task<JobDecision> Decide(
        JobState state, JobBatch news, AlertingConfiguration configuration, CancellationToken cancellation)
    {
        var now = tools.On.Store.UtcNow;
        var (registry, definition) = (configuration.Jobs, configuration.Jobs.Find(job));
        var isAlone = news.Reports.Count == 0 && !IsSmall;
        var mostDue = news.IsMore ? 0 : IsSmall ? 1 : isAlone ? MostAlone : MostDue;
        var asks = JobMachine.Asks(state, definition, news.Reports, now, mostDue);
        var known = await tools.Jobs.Runs(job, asks, now, cancellation);
        var decision = JobMachine.Decide(state, news.Reports, known, new()
        {
            Name = state.Name,
            Definition = definition,
            Now = now,
            MergesOnly = news.IsMore,
            MostGivenUp = isAlone ? MostAlone : MostGivenUp,
            StaleAfter = configuration.StaleAfter,
            Downstream = registry.DownstreamOf(state.Name),
            Upstream = asks.NeedsUpstream
                ? await tools.Upstreams.NotReady(definition!, registry, now, cancellation)
                : [],
        });
        return decision with
        {
            News = StatusRouting.Asked(configuration, decision.News),
            State = decision.State with { Uncleared = decision.PartsDone },
        };
    }

    private async Task<Stepped> Commit(
        JobCommit commit, JobBatch news, Row offered, CancellationToken cancellation)
    {
        if (!await commit.Run(news, offered, cancellation))
        {
            IsInDoubt |= commit.IsInDoubt;
            return commit.IsTooLarge ? Stepped.TooLarge : Stepped.Conflict;
        }

        await Follow(commit, cancellation);
        return news.IsMore ? Stepped.More : Stepped.Done;
    }

    // Alerts first: nobody waits for the others.
    private async Task Follow(JobCommit done, CancellationToken cancellation)
    {
        if (done.MovedTo is { } due)
        {
            await tools.On.Hints.Wake(partition, [due], cancellation);
        }

        if (done.Intent is { } intent)
        {
            await tools.Intents.Announce(partition, intent, cancellation);
        }

        if (done.Asked is { } asked)
        {
            await tools.Statuses.Offer(asked, cancellation);
        }

        await (done.IsGone
            ? tools.Parts.ClearAll(partition, job, cancellation)
            : tools.Parts.Clear(partition, job, done.ToClear, cancellation));
    }
}
