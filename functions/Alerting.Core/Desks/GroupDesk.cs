using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Loads a group, has the machine decide, commits. Every event of a group comes through here but an accept and a claim.
/// Steps L0 to L9, D1 to D4 and R1 to R4 of the models under <c>tests/models</c>: what a due row's reader saw of it
/// (L0) comes before the header is read.
/// </summary>
public sealed class GroupDesk(Foundation on, AcceptDesk accepting, ChannelSet channels)
{
    private readonly GroupStore groups = new(on.Store, on.Shards);

    /// <summary>Looks at the group that a due row names; the row may be a leftover, the group gone.</summary>
    public async Task Look(string partition, Row due, CancellationToken cancellation)
    {
        var (at, subject) = RowKeys.ReadDue(due.Key);
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, on.Time, cancellation))
        {
            var state = await groups.Load(new(subject), cancellation);
            if (state is null || state.Header.Due != at)
            {
                // L2 DeleteOffered: the header names another row, so this one is left over. The version is that of L0,
                // read before the header: a fresher one could be that of a wake that has just named this very key.
                await on.Store.Commit(partition, [RowWrite.Delete(due.Key, due.ETag)], cancellation);
                return;
            }

            if (at > on.Store.UtcNow || await Decide(state, GroupEvent.Tick.Came, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Has the group of a notice decide on what came of it. A group that is gone has nothing to decide.
    /// </summary>
    public async Task Apply(GroupId group, GroupEvent happened, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, on.Time, cancellation))
        {
            var state = await groups.Load(group, cancellation);
            if (state is null || await Decide(state, happened, cancellation))
            {
                return;
            }
        }
    }

    private async Task<bool> Decide(GroupState state, GroupEvent happened, CancellationToken cancellation)
    {
        var (current, epoch) = (on.Configuration.Value, on.Configuration.Epoch);
        if (state.Header.Epoch < epoch && !await accepting.Reroute(state, current, cancellation))
        {
            return false;
        }

        var context = new GroupContext
        {
            Route = current.Route,
            Receiver = current.ReceiverNamed(state.Header.Receiver),
            MaxAge = current.MaxAge,
            Deduplicates = channels.Deduplicates,
        };
        var now = on.Store.UtcNow;
        var decision = GroupMachine.Decide(state, happened, context, now);
        var commit = new LookCommit(on, state, decision, happened, epoch, now);
        if (await commit.Run(cancellation) is not { } written)
        {
            return false;
        }

        on.Meter.Count(decision);
        await Hint(written, decision, cancellation);
        return true;
    }

    private async Task Hint(GroupHeader written, Decision decision, CancellationToken cancellation)
    {
        foreach (var step in decision.Steps)
        {
            if (step.After.Live is { Claim: null } live
                && (step.Before.Live?.Number, step.Before.Live?.Attempt) != (live.Number, live.Attempt))
            {
                var notice = new NoticeId(written.Id, step.After.Integration, live.Number);
                await on.Hints.Notice(notice, live, cancellation);
            }
        }

        if (decision.Rest is not Rest.Forgotten)
        {
            await on.Hints.Wake(on.Shards.Of(written.Id), written.Due, cancellation);
        }
    }
}
