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
        var configuration = on.Configuration.Value;
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var routed = new List<(Destination To, Alert Alert)>(alerts.Count);
        for (var i = 0; i < alerts.Count; i++)
        {
            if (AlertRow.Oversize(alerts[i]) is { } size)
            {
                refusals.Add(new(i, $"labels and annotations take {size} bytes compressed, at most {Blob.MostBytes}"));
                continue;
            }

            foreach (var to in Router.Route(configuration, alerts[i].Labels))
            {
                if (to.GroupLabels.Units > MostGroupLabels)
                {
                    refusals.Add(new(i, $"the labels it is grouped by take more than {MostGroupLabels} characters"));
                    continue;
                }

                routed.Add((to, alerts[i]));
            }
        }

        await Store(routed, groupWait, traceParent, cancellation);
        return refusals.ToImmutable();
    }

    /// <summary>Stores alerts in the groups given; the shards side by side.</summary>
    internal Task Store(
        IEnumerable<(Destination To, Alert Alert)> routed, TimeSpan groupWait, string? traceParent,
        CancellationToken cancellation)
    {
        var posts = new Dictionary<Destination, GroupPost>();
        foreach (var (to, alert) in routed)
        {
            if (!posts.TryGetValue(to, out var post))
            {
                var group = GroupId.Of(to.GroupKey, to.Route.Receiver, to.Ordinal);
                posts.Add(to, post = new(on, group, to, groupWait, traceParent));
            }

            post.Add(alert);
        }

        return Task.WhenAll(posts.Values.GroupBy(post => on.Shards.Of(post.Group), StringComparer.Ordinal).Select(
            shard => new AcceptShard(on, groups, shard.Key, [.. shard]).Run(cancellation)));
    }

    /// <summary>
    /// A group decided under an older epoch: alerts that no longer belong to it are accepted where they do, then
    /// removed here. False when anything moved: the group has to be read again.
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
}

/// <summary>An alert that cannot be stored.</summary>
/// <param name="Index">Its place in what was posted.</param>
/// <param name="Reason">Why, one line.</param>
public readonly record struct Refusal(int Index, string Reason);
