using System.Diagnostics;
using Alerting.Core.Configuration;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Inhibition;
using Alerting.Core.Ports;
using Alerting.Core.Routing;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Desks;

/// <summary>
/// Loads a group, has the machine decide, commits. Every event of a group comes through here but an accept and a claim.
/// Steps L0 to L9, D1 to D4 and R1 to R4 of the models under <c>tests/models</c>: what a due row's reader saw of it
/// (L0) comes before the header is read.
/// </summary>
public sealed class GroupDesk(
    Foundation on, AcceptDesk accepting, ChannelSet channels, Suppression suppression, SourceIndex sources)
{
    private readonly GroupStore groups = new(on.Store, on.Shards);

    /// <summary>Looks at the group that a due row names; the row may be a leftover, the group gone.</summary>
    public async Task Look(string partition, Row due, CancellationToken cancellation)
    {
        var (at, subject) = RowKeys.ReadDue(due.Key);
        using var span = Traces.Begin("look", ActivityKind.Internal, DueRow.Cause(due));
        span?.SetTag(Traces.Group, subject);
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
    /// Looks at a group now and has its ticks begin anew, unless they have since an instant; one that waits for its
    /// first look goes on waiting.
    /// </summary>
    public async Task Restart(GroupId group, DateTimeOffset since, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, on.Time, cancellation))
        {
            var (state, now) = (await groups.Load(group, cancellation), on.Store.UtcNow);
            if (state is null || state.Header.Empty || state.Header.Anchor >= since
                || await Decide(state.Anchored(now), GroupEvent.Tick.Came, cancellation))
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
        var configuration = await on.Configuration.Now(cancellation);
        var (current, epoch) = configuration;
        configuration.RefuseBehind(state.Header.Epoch);
        var isLeaving = false;
        if (state.Header.Epoch < epoch || state.Alerts.Any(alert => configuration.MayBeStray(alert.UpdatedAt)))
        {
            var rerouted = await accepting.Reroute(state, configuration, cancellation);
            if (rerouted == Rerouted.Moved)
            {
                return false;
            }

            isLeaving = rerouted == Rerouted.Held;
        }

        var context = await Context(state, current, isLeaving, cancellation);
        return await Carry(
            state, happened, context, current.Inhibitor, isLeaving ? state.Header.Epoch : epoch, cancellation);
    }

    private async Task<GroupContext> Context(
        GroupState state, AlertingConfiguration current, bool isLeaving, CancellationToken cancellation)
    {
        var route = Router.RouteOf(current, state.Header);
        var suppressor = await suppression.Now(current, cancellation);
        var now = on.Store.UtcNow;
        return new()
        {
            Route = route,
            Receiver = current.ReceiverNamed(state.Header.Receiver),
            StandIns = current.StandInsOf(state.Header.Receiver).RemoveAll(it => channels.Find(it.Kind) is null),
            Mute = Mute.Of(route, current, now),
            Suppressed = await suppressor.Of(state.Alerts, cancellation),
            Behaviour = current.Behaviour,
            WasHeldSince = (alert, since) => suppressor.HasSilenceEnded(alert.Alert.Labels, since)
                || Mute.WasOn(route, current, since, now),
            MaxAge = current.MaxAge,
            Deduplicates = channels.Deduplicates,
            Edits = channels.Edits,
            IsLeaving = isLeaving,
        };
    }

    // A decision that removes more alerts than fit into its transaction is gone on with from what was written, header
    // and latch versions included, until the group is what it decided to be. Cut off, its due row is due at once.
    private async Task<bool> Carry(
        GroupState state, GroupEvent happened, GroupContext context, Inhibitor inhibitor, long epoch,
        CancellationToken cancellation)
    {
        for (var isApplied = false; ; isApplied = true)
        {
            var now = on.Store.UtcNow;
            var decision = GroupMachine.Decide(state, happened, context, now);
            var commit = new LookCommit(on, state, decision, happened, context, epoch, now);

            // What leaves may still be entered as a source: where nobody reported its end.
            var leaving = await sources.Entered(
                inhibitor.ChangesOf(state.Header.Id, decision.Remove.Take(LookCommit.MostWrites)), cancellation);
            if (await Written(commit, state, decision, cancellation) is not { } written)
            {
                return isApplied;
            }

            if (leaving.Count > 0)
            {
                var left = written.Alerts.Select(alert => alert.Fingerprint).ToHashSet();
                await sources.Leave(leaving.Where(row => !left.Contains(row.Alert)), cancellation);
            }

            on.Meter.Count(decision);
            Traces.Tell(decision, epoch);
            await Hint(decision.Rest is Rest.Forgotten ? null : written.Header.Due, state, decision, isInDoubt: false);
            if (!commit.HasMoreToRemove)
            {
                return true;
            }

            (state, happened) = (written, GroupEvent.Tick.Came);
        }
    }

    /// <summary>
    /// Has a group of an older epoch decided under the configuration in force; nothing is told before its next tick.
    /// Returns whether the group has alerts and is of an older epoch still: something holds it.
    /// </summary>
    internal async Task<bool> IsHeld(GroupId group, long epoch, CancellationToken cancellation)
    {
        async Task<bool> IsOlder() => await groups.Header(group, cancellation) is { Empty: false } header
            && header.Epoch < epoch;
        if (!await IsOlder())
        {
            return false;
        }

        await Apply(group, GroupEvent.Reconfigured.Came, cancellation);
        return await IsOlder();
    }

    // What may have been stored although it is not known is hinted at, too: when the group is read again there is
    // nothing left to decide, and nobody would. A look is left to the sweep while the store is away: each would end in
    // another.
    private async Task<GroupState?> Written(
        LookCommit commit, GroupState state, Decision decision, CancellationToken cancellation)
    {
        try
        {
            var written = await commit.Run(cancellation);
            if (written is null && commit.IsInDoubt)
            {
                DateTimeOffset? due = decision.Rest is Rest.Forgotten ? null : decision.Rest.Until;
                await Hint(due, state, decision, isInDoubt: true);
            }

            return written;
        }
        catch (Exception lost) when (lost is StoreUnavailableException or OperationCanceledException)
        {
            await Hint(due: null, state, decision, isInDoubt: true);
            throw;
        }
    }

    private Task Hint(DateTimeOffset? due, GroupState state, Decision decision, bool isInDoubt)
    {
        var notices = from step in decision.Steps
                      let live = step.After.Live
                      where live is { Claim: null }
                          && (step.Before.Live?.Number, step.Before.Live?.Attempt) != (live.Number, live.Attempt)
                      select (new NoticeId(state.Header.Id, step.After.Integration, live.Number), live);
        return on.Hints.After(notices, on.Shards.Of(state.Header.Id), due, isInDoubt);
    }
}
