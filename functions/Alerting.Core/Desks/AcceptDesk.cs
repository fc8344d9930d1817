using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Desks.Masking;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;

namespace Alerting.Core.Desks;

/// <summary>
/// Stores alerts durably in their groups. Accepting never touches the header of a group that is awake, so any number of
/// instances can feed one group. Steps A1 to A4 of <c>tests/models/accept_look.pml</c>.
/// </summary>
public sealed class AcceptDesk(Foundation on, SourceIndex sources)
{
    // The header of a group holds them twice, in the key and as labels, and must fit into a row with everything else.
    private const int MostGroupLabels = 64 * 1024;

    private const int LongestName = 100;

    // Where neither the route nor a source says otherwise; Alertmanager's default.
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(30);

    private readonly GroupStore groups = new(on.Store, on.Shards);

    /// <summary>
    /// Returns when every alert that can be stored is durable; each transaction is valid by itself, so a repeat
    /// completes what a crash cut off. Throws <see cref="StoreUnavailableException"/> when the store is away: repeat
    /// all of it.
    /// </summary>
    /// <param name="alerts">The alerts, in the order they were reported.</param>
    /// <param name="groupWait">Wait before the first notification of a group where the route has none
    /// configured.</param>
    /// <param name="traceParent">W3C traceparent of the request; null when unknown.</param>
    /// <param name="cancellation">Ends the wait; what is stored stays stored.</param>
    /// <returns>The alerts that cannot be stored, by index, each with the reason; empty when all are.</returns>
    public async Task<ImmutableArray<Refusal>> Accept(
        IReadOnlyList<Alert> alerts, TimeSpan groupWait, string? traceParent, CancellationToken cancellation)
    {
        using var span = Traces.Begin("accept", ActivityKind.Internal, traceParent);
        var came = on.Store.UtcNow;
        var configuration = await on.Configuration.Now(cancellation);
        var now = on.Store.UtcNow;
        var credentials = AlertMask.Credentials(alerts, configuration.Value.Redactor);
        on.Meter.CountCredentials(credentials.Count);
        var clean = AlertMask.Apply(alerts, configuration.Value.Redactor);
        var refusals = await Accept(
            [.. clean.Select(alert => new Posted(alert, now))],
            new Posting(configuration, came, groupWait, span?.Id ?? traceParent)
            {
                Refused = configuration.Value.Redaction.RefuseLabels
                    ? credentials
                    : FrozenDictionary<int, string>.Empty,
            },
            cancellation);
        span?.SetTag(Traces.Alerts, alerts.Count).SetTag(Traces.Refused, refusals.Length)
            .SetTag(Traces.Epoch, configuration.Epoch);
        return refusals;
    }

    private async Task<ImmutableArray<Refusal>> Accept(
        IReadOnlyList<Posted> alerts, Posting posting, CancellationToken cancellation)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var routed = new List<(Destination To, Posted Alert)>(alerts.Count);
        for (var i = 0; i < alerts.Count; i++)
        {
            var post = alerts[i];
            if (posting.Refused.TryGetValue(i, out var label))
            {
                refusals.Add(new(i, $"the label {BoundedText.Printable(label, LongestName)} has a credential"));
                continue;
            }

            if (AlertRow.Oversize(post.Alert) is { } size)
            {
                refusals.Add(new(i, $"labels and annotations take {size} bytes compressed, at most {Blob.MostBytes}"));
                continue;
            }

            Destination[] destinations = [.. Router.Route(posting.Configuration.Value, post.Alert.Labels)];
            if (Array.Exists(destinations, to => to.GroupLabels.Units > MostGroupLabels))
            {
                refusals.Add(new(i, $"the labels it is grouped by take more than {MostGroupLabels} characters"));
            }

            routed.AddRange(destinations.Where(to => to.GroupLabels.Units <= MostGroupLabels).Select(to => (to, post)));
        }

        // First, so that what moves over meanwhile meets the end of it where it goes to. One after the other: several
        // may name one group.
        foreach (var previous in posting.Configuration.Previous)
        {
            foreach (var group in await Update(Before(routed, previous), posting, cancellation))
            {
                await MoveFirst(group, posting.Configuration, cancellation);
            }
        }

        await Store(routed, posting, cancellation);
        return refusals.ToImmutable();
    }

    // What is posted to its new group before it has moved there would be news to those who were told.
    private async Task MoveFirst(GroupId group, InForce configuration, CancellationToken cancellation)
    {
        if (await groups.Load(group, cancellation) is { } state && state.Header.Epoch < configuration.Epoch)
        {
            await Reroute(state, configuration, cancellation);
        }
    }

    // The groups that a configuration before put these alerts into and this one does not: what they tell of there,
    // they are also told the end of there.
    private static IEnumerable<(GroupId Group, Posted Alert)> Before(
        IReadOnlyCollection<(Destination To, Posted Alert)> routed, AlertingConfiguration previous)
    {
        var now = routed.Select(to => (to.To.Group, to.Alert.Alert.Fingerprint)).ToHashSet();
        return from alert in routed.Select(to => to.Alert).Distinct()
               from to in Router.Route(previous, alert.Alert.Labels)
               where !now.Contains((to.Group, alert.Alert.Fingerprint))
               select (to.Group, alert);
    }

    // Stores alerts in the groups given.
    private Task Store(
        IEnumerable<(Destination To, Posted Alert)> routed, Posting posting, CancellationToken cancellation)
    {
        var posts = new Dictionary<Destination, GroupPost>();
        foreach (var (to, alert) in routed)
        {
            if (!posts.TryGetValue(to, out var post))
            {
                posts.Add(to, post = new(on, posting, to.Group, to));
            }

            post.Add(alert);
        }

        return Run(
            posts.Values, posting,
            of => Update(of.SelectMany(post => post.TakeFormer()), posting, cancellation), cancellation);
    }

    // Alerts that groups have although they belong to others now are told what became of them there, and nothing else
    // is. Returns the groups with some that have not moved yet.
    private async Task<IEnumerable<GroupId>> Update(
        IEnumerable<(GroupId Group, Posted Alert)> alerts, Posting posting, CancellationToken cancellation)
    {
        var posts = new Dictionary<GroupId, GroupPost>();
        foreach (var (group, alert) in alerts)
        {
            if (!posts.TryGetValue(group, out var post))
            {
                posts.Add(group, post = new(on, posting, group, destination: null));
            }

            post.Add(alert);
        }

        await Run(posts.Values, posting, _ => Task.CompletedTask, cancellation);
        return [.. posts.Values.Where(post => post.HoldsUnmoved).Select(post => post.Group)];
    }

    // The shards side by side.
    private Task Run(
        IReadOnlyCollection<GroupPost> posts, Posting posting, Func<IReadOnlyList<GroupPost>, Task> first,
        CancellationToken cancellation) => posts.Count == 0
        ? Task.CompletedTask
        : Task.WhenAll(posts.GroupBy(post => on.Shards.Of(post.Group), StringComparer.Ordinal).Select(
            shard => Run(shard.Key, [.. shard], posting, first, cancellation)));

    private Task Run(
        string partition, GroupPost[] posts, Posting posting, Func<IReadOnlyList<GroupPost>, Task> first,
        CancellationToken cancellation)
    {
        var inhibitor = posting.Configuration.Value.Inhibitor;
        return inhibitor.IsEmpty
            ? new AcceptShard(on, groups, partition, posts, first).Run(cancellation)
            : new SourcePosts(sources, inhibitor).Run(
                of => new AcceptShard(on, groups, partition, posts, async read =>
                {
                    await first(read);
                    await of(read);
                }).Run(cancellation),
                cancellation);
    }

    /// <summary>
    /// A group decided under an older epoch: alerts that fire and no longer belong to it are accepted where they do.
    /// Here they are kept, marked as moved, where this group told that they fire, and otherwise removed. What is over
    /// is told here; what is being sent moves when that has ended.
    /// </summary>
    internal async Task<Rerouted> Reroute(
        GroupState state, InForce configuration, CancellationToken cancellation)
    {
        var posting = new Posting(
            configuration with { Previous = [] }, on.Store.UtcNow, UsualWait, state.Header.TraceParent);
        await EnterSources(state.Header.Id, state.Alerts, configuration, cancellation);
        await PassOn(state, posting, cancellation);
        var move = new Move(state, configuration.Value, on.Store.UtcNow);
        if (move.Going.IsEmpty && move.Back.IsEmpty)
        {
            return move.IsHeld ? Rerouted.Held : Rerouted.AtHome;
        }

        // As of the time it was stored here: what was reported to its new group since is the younger.
        var refused = await Accept([.. move.Going.Select(move.Post)], posting, cancellation);
        var kept = refused.Select(refusal => refusal.Index).ToHashSet();
        RowWrite[] writes =
        [
            .. move.Going.Where((_, index) => !kept.Contains(index)).Select(move.Leave),
            .. move.Back.Select(move.Return),
        ];
        foreach (var part in writes.Chunk(GroupPost.MostWrites - move.Unclaimed.Length))
        {
            // A notice that is claimed meanwhile may tell of what goes: then it is looked at once more.
            RowWrite[] all = [.. move.Unclaimed, .. part];
            if (!(await on.Store.Commit(on.Shards.Of(state.Header.Id), all, cancellation)).IsDone)
            {
                await EndAfter(move, posting, cancellation);
                return Rerouted.Moved;
            }

            move.Unclaimed = [];
        }

        return writes.Length > 0 ? Rerouted.Moved : Rerouted.Held;
    }

    /// <summary>Enters the sources of rules that were not there before.</summary>
    internal async Task EnterSources(
        GroupId group, IEnumerable<StoredAlert> alerts, InForce configuration, CancellationToken cancellation)
    {
        if (configuration.HasNewRules)
        {
            var inhibitor = configuration.Value.Inhibitor;
            var now = on.Store.UtcNow;
            var firing = alerts.Where(alert => alert.StatusAt(now) == AlertStatus.Firing);
            await sources.Enter([.. inhibitor.ChangesOf(group, firing)], cancellation);
        }
    }

    // What ended here while it went ends where it has gone to. A row that is not there any more has ended if this group
    // had told of it; of another alert somebody else who moved it at the same time has taken the row.
    private async Task EndAfter(Move move, Posting posting, CancellationToken cancellation)
    {
        var now = on.Store.UtcNow;
        var here = await groups.Alerts(
            move.Group, [.. move.Going.Select(alert => alert.Fingerprint)], cancellation);
        var ended = from alert in move.Going
                    let left = here.GetValueOrDefault(alert.Fingerprint)
                    where left is null ? move.IsTold(alert) : left.StatusAt(now) == AlertStatus.Resolved
                    let end = new Posted(alert.Alert with { EndsAt = left?.Until ?? now }, now)
                    from to in Router.Route(posting.Configuration.Value, alert.Alert.Labels)
                    select (to.Group, end);
        await Update(ended, posting, cancellation);
    }

    // What was reported here by the configuration before, when the alert had moved already: an end is told here, if it
    // was told of here, and there.
    private async Task PassOn(GroupState state, Posting posting, CancellationToken cancellation)
    {
        var now = on.Store.UtcNow;
        var late = from alert in state.Alerts
                   where posting.Configuration.MayBeStray(alert.UpdatedAt)
                   let post = new Posted(alert.Alert, alert.UpdatedAt)
                   from to in Router.Route(posting.Configuration.Value, alert.Alert.Labels)
                   where to.Group != state.Header.Id
                   select (IsOver: alert.StatusAt(now) == AlertStatus.Resolved, alert.IsMoved, to, post);
        var all = late.ToArray();
        await Update(all.Where(it => it.IsOver).Select(it => (it.to.Group, it.post)), posting, cancellation);
        await Store(all.Where(it => !it.IsOver && it.IsMoved).Select(it => (it.to, it.post)), posting, cancellation);
    }
}

/// <summary>An alert that cannot be stored.</summary>
/// <param name="Index">Its place in what was posted.</param>
/// <param name="Reason">Why, one line.</param>
public readonly record struct Refusal(int Index, string Reason);

/// <summary>What became of the alerts of a group when the configuration changed.</summary>
internal enum Rerouted
{
    /// <summary>All belong to it still.</summary>
    AtHome,

    /// <summary>Some have moved: the group has to be read again.</summary>
    Moved,

    /// <summary>Some cannot move yet: it stays a group of its old epoch.</summary>
    Held,
}
