using System.Collections.Immutable;
using System.Diagnostics;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;

namespace Alerting.Core.Desks;

/// <summary>
/// Stores alerts durably in their groups. Accepting never touches the header of a group that is awake, so any number of
/// instances can feed one group. Steps A1 to A4 of <c>tests/models/accept_look.pml</c>.
/// </summary>
public sealed class AcceptDesk(Foundation on)
{
    // The header of a group holds them twice, in the key and as labels, and must fit into a row with everything else.
    private const int MostGroupLabels = 64 * 1024;

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
        var configuration = await on.Configuration.Now(cancellation);
        var now = on.Store.UtcNow;
        var refusals = await Accept(
            [.. alerts.Select(alert => (alert, now))], configuration, groupWait, span?.Id ?? traceParent, cancellation);
        span?.SetTag(Traces.Alerts, alerts.Count).SetTag(Traces.Refused, refusals.Length)
            .SetTag(Traces.Epoch, configuration.Epoch);
        return refusals;
    }

    private async Task<ImmutableArray<Refusal>> Accept(
        IReadOnlyList<(Alert Alert, DateTimeOffset ArrivedAt)> alerts, InForce configuration, TimeSpan groupWait,
        string? traceParent, CancellationToken cancellation)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var routed = new List<Routed>(alerts.Count);
        for (var i = 0; i < alerts.Count; i++)
        {
            var (alert, arrivedAt) = alerts[i];
            if (AlertRow.Oversize(alert) is { } size)
            {
                refusals.Add(new(i, $"labels and annotations take {size} bytes compressed, at most {Blob.MostBytes}"));
                continue;
            }

            foreach (var to in Router.Route(configuration.Value, alert.Labels))
            {
                if (to.GroupLabels.Units > MostGroupLabels)
                {
                    refusals.Add(new(i, $"the labels it is grouped by take more than {MostGroupLabels} characters"));
                    continue;
                }

                routed.Add(new(to, alert, arrivedAt));
            }
        }

        // First, so that what moves over meanwhile meets the end of it where it goes to. One after the other: several
        // may name one group.
        foreach (var previous in configuration.Previous)
        {
            await Store(Before(routed, previous), configuration, groupWait, traceParent, cancellation);
        }

        await Store(routed, configuration, groupWait, traceParent, cancellation);
        return refusals.ToImmutable();
    }

    // The groups that a configuration before put these alerts into and this one does not: what they tell of there,
    // they are also told the end of there.
    private static IEnumerable<Routed> Before(IReadOnlyCollection<Routed> routed, AlertingConfiguration previous)
    {
        var now = routed.Select(to => (to.To.Group, to.Alert.Fingerprint)).ToHashSet();
        return from alert in routed.Select(to => to.Alert).Distinct()
               from to in Router.Route(previous, alert.Labels)
               where !now.Contains((to.Group, alert.Fingerprint))
               select new Routed(to, alert, routed.First().ArrivedAt, IsUpdateOnly: true);
    }

    /// <summary>Stores alerts in the groups given; the shards side by side.</summary>
    internal Task Store(
        IEnumerable<Routed> routed, InForce configuration, TimeSpan groupWait, string? traceParent,
        CancellationToken cancellation)
    {
        var posts = new Dictionary<Destination, GroupPost>();
        foreach (var (to, alert, arrivedAt, isUpdateOnly) in routed)
        {
            if (!posts.TryGetValue(to, out var post))
            {
                posts.Add(to, post = new(on, configuration, to, groupWait, traceParent, isUpdateOnly));
            }

            post.Add(alert, arrivedAt);
        }

        return Task.WhenAll(posts.Values.GroupBy(post => on.Shards.Of(post.Group), StringComparer.Ordinal).Select(
            shard => new AcceptShard(on, groups, shard.Key, [.. shard]).Run(cancellation)));
    }

    /// <summary>
    /// A group decided under an older epoch: alerts that fire and no longer belong to it are accepted where they do,
    /// then removed here. What is over is told here; what a live notice names moves when that has ended.
    /// </summary>
    internal async Task<Rerouted> Reroute(
        GroupState state, InForce configuration, CancellationToken cancellation)
    {
        var (here, now) = (state.Header.Id, on.Store.UtcNow);
        await PassOn(state, configuration, now, cancellation);
        var strays = state.Alerts.Where(alert => alert.StatusAt(now) == AlertStatus.Firing
            && !BelongsTo(here, configuration.Value, alert.Alert.Labels)).ToArray();
        var named = state.Slots.Values.Where(slot => slot.Live is not null)
            .SelectMany(slot => state.Flushes[slot.Live!.Flush].Alerts).Select(alert => alert.Fingerprint).ToHashSet();
        var free = strays.Where(alert => !named.Contains(alert.Fingerprint)).ToArray();
        if (free.Length == 0)
        {
            return strays.Length == 0 ? Rerouted.AtHome : Rerouted.Held;
        }

        // As of the time it was stored here: what was reported to its new group since is the younger.
        var refused = await Accept(
            [.. free.Select(stray => (stray.Alert, stray.UpdatedAt))], configuration with { Previous = [] },
            TimeSpan.Zero, state.Header.TraceParent, cancellation);
        var kept = refused.Select(refusal => refusal.Index).ToHashSet();
        var moved = free.Where((_, index) => !kept.Contains(index)).ToArray();
        foreach (var part in moved.Chunk(GroupPost.MostWrites))
        {
            await on.Store.Commit(
                on.Shards.Of(here),
                [.. part.Select(alert => RowWrite.Delete(RowKeys.Alert(here, alert.Fingerprint), alert.ETag))],
                cancellation);
        }

        return moved.Length > 0 ? Rerouted.Moved : Rerouted.Held;
    }

    // An end that was reported here by the configuration before, when its alert had moved already: told here, if it was
    // told of here, and there.
    private Task PassOn(GroupState state, InForce configuration, DateTimeOffset now, CancellationToken cancellation)
    {
        var ends = from alert in state.Alerts
                   where alert.StatusAt(now) == AlertStatus.Resolved && configuration.MayBeStray(alert.UpdatedAt)
                   from to in Router.Route(configuration.Value, alert.Alert.Labels)
                   where to.Group != state.Header.Id
                   select new Routed(to, alert.Alert, alert.UpdatedAt, IsUpdateOnly: true);
        return Store(ends, configuration, TimeSpan.Zero, state.Header.TraceParent, cancellation);
    }

    private static bool BelongsTo(GroupId group, AlertingConfiguration configuration, LabelSet labels) =>
        Router.Route(configuration, labels).Any(to => to.Group == group);

    internal readonly record struct Routed(
        Destination To, Alert Alert, DateTimeOffset ArrivedAt, bool IsUpdateOnly = false);
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
