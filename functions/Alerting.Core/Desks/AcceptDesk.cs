using System.Collections.Immutable;
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
    private readonly GroupStore groups = new(on.Store, on.Shards);

    /// <summary>
    /// Returns when every alert that can be stored is durable; each transaction is valid by itself, so a repeat completes
    /// what a crash cut off. Throws <see cref="StoreUnavailableException"/> when the store is away: repeat all of it.
    /// </summary>
    /// <param name="alerts">The alerts, in the order they were reported.</param>
    /// <param name="groupWait">Wait before the first notification of a group where the route has none configured.</param>
    /// <param name="traceParent">W3C traceparent of the request; null when unknown.</param>
    /// <param name="cancellation">Ends the wait; what is stored stays stored.</param>
    /// <returns>The alerts that cannot be stored, by index, each with the reason; empty when all are.</returns>
    public async Task<ImmutableArray<Refusal>> Accept(
        IReadOnlyList<Alert> alerts, TimeSpan groupWait, string? traceParent, CancellationToken cancellation)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var posts = new Dictionary<GroupId, GroupPost>();
        var configuration = on.Configuration.Value;
        for (var i = 0; i < alerts.Count; i++)
        {
            var packed = AlertRow.Pack(alerts[i]);
            if (packed.Length > Blob.MostBytes)
            {
                refusals.Add(new(i, $"labels and annotations take {packed.Length} bytes compressed, at most {Blob.MostBytes}"));
                continue;
            }

            foreach (var destination in Router.Route(configuration, alerts[i].Labels))
            {
                PostFor(posts, destination, groupWait, traceParent).Add(alerts[i]);
            }
        }

        await Task.WhenAll(posts.Values.GroupBy(post => on.Shards.Of(post.Group), StringComparer.Ordinal).Select(
            shard => new AcceptShard(on, groups, shard.Key, [.. shard]).Run(cancellation)));
        return refusals.ToImmutable();
    }

    /// <summary>
    /// A group decided under an older epoch: alerts that no longer belong to it are accepted where they do, then removed
    /// here. False when anything moved: the group has to be read again.
    /// </summary>
    internal async Task<bool> Reroute(
        GroupState state, AlertingConfiguration configuration, CancellationToken cancellation)
    {
        var here = state.Header.Id;
        var strays = state.Alerts.Where(alert => !BelongsTo(here, configuration, alert.Alert.Labels)).ToArray();
        if (strays.Length == 0)
        {
            return true;
        }

        await Accept([.. strays.Select(stray => stray.Alert)], TimeSpan.Zero, state.Header.TraceParent, cancellation);
        foreach (var part in strays.Chunk(GroupPost.MostWrites))
        {
            await on.Store.Commit(
                on.Shards.Of(here),
                [.. part.Select(alert => RowWrite.Delete(RowKeys.Alert(here, alert.Fingerprint), alert.ETag))],
                cancellation);
        }

        return false;
    }

    private static bool BelongsTo(GroupId group, AlertingConfiguration configuration, LabelSet labels) =>
        Router.Route(configuration, labels).Any(
            to => GroupId.Of(to.GroupKey, to.Route.Receiver, to.Ordinal) == group);

    private GroupPost PostFor(
        Dictionary<GroupId, GroupPost> posts, Destination destination, TimeSpan groupWait, string? traceParent)
    {
        var group = GroupId.Of(destination.GroupKey, destination.Route.Receiver, destination.Ordinal);
        if (!posts.TryGetValue(group, out var post))
        {
            post = new(on, group, destination, groupWait, traceParent);
            posts.Add(group, post);
        }

        return post;
    }
}

/// <summary>An alert that cannot be stored.</summary>
/// <param name="Index">Its place in what was posted.</param>
/// <param name="Reason">Why, one line.</param>
public readonly record struct Refusal(int Index, string Reason);
