using System.Collections.Concurrent;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;

namespace Alerting.Core.Desks.Changeover;

/// <summary>
/// Decides every group of an older epoch under the configuration in force, then looks at what has moved and is due. One
/// that every configuration treats alike is left to its own time. A group may be held by a notice
/// under way: the shards where none is left are remembered, so that a pass that is cut off is gone on with. One pass at
/// a time.
/// </summary>
internal sealed class Migration(
    Foundation on, AcceptDesk accepting, GroupDesk groupDesk, GroupStore groups,
    Func<string, CancellationToken, Task> looks)
{
    private const int SideBySide = 8;

    private readonly ConcurrentDictionary<string, DateTimeOffset> clean = new(StringComparer.Ordinal);
    private long epoch;

    /// <summary>
    /// One pass; nothing when all is done. A shard that was clean before the work of older epochs had ended is read
    /// once more when it has. What fails is thrown when all shards have had their turn.
    /// </summary>
    public async Task Run(CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        if (configuration.IsMigrated)
        {
            return;
        }

        if (epoch != configuration.Epoch)
        {
            epoch = configuration.Epoch;
            clean.Clear();
        }

        var settled = configuration.Overlap?.To ?? DateTimeOffset.MinValue;
        var failures = new Failures();
        var left = on.Shards.FromAny().Where(partition => !IsClean(partition, settled)).ToArray();
        await Pass(left, configuration, failures, cancellation);
        if (clean.Count == on.Shards.Partitions.Count && (left.Length > 0 || clean.Values.Min() >= settled))
        {
            await on.Configuration.Migrated(configuration, clean.Values.Min(), cancellation);
        }

        failures.Throw();
    }

    private bool IsClean(string partition, DateTimeOffset settled) =>
        clean.TryGetValue(partition, out var since) && (since >= settled || on.Store.UtcNow < settled);

    private async Task Pass(
        string[] partitions, InForce configuration, Failures failures, CancellationToken cancellation)
    {
        // All of them first: what is decided next may be inhibited by any.
        foreach (var partition in configuration.HasNewRules ? partitions : [])
        {
            await failures.Guard(() => EnterSources(partition, configuration, cancellation));
        }

        foreach (var partition in partitions)
        {
            await failures.Guard(() => Shard(partition, configuration, failures, cancellation));
        }

        // What has moved into a shard that had its turn before.
        foreach (var partition in partitions.Length > 0 ? on.Shards.FromAny() : [])
        {
            await failures.Guard(() => looks(partition, cancellation));
        }
    }

    private async Task EnterSources(string partition, InForce configuration, CancellationToken cancellation)
    {
        await foreach (var row in on.Store.Prefixed(partition, RowKeys.LookDuePrefix, cancellation))
        {
            var group = new GroupId(RowKeys.ReadDue(row.Key).Subject);
            var alerts = new List<StoredAlert>();
            await foreach (var alert in on.Store.Prefixed(partition, RowKeys.Alerts(group), cancellation))
            {
                alerts.Add(AlertRow.Read(alert));
            }

            await accepting.EnterSources(group, alerts, configuration, cancellation);
        }
    }

    private async Task Shard(
        string partition, InForce configuration, Failures failures, CancellationToken cancellation)
    {
        var since = on.Store.UtcNow;
        if (await Held(partition, configuration, failures, cancellation) == 0)
        {
            clean[partition] = since;
        }
    }

    // How many groups have to be decided still; one that cannot be handled is one of them.
    private async Task<int> Held(
        string partition, InForce configuration, Failures failures, CancellationToken cancellation)
    {
        var left = 0;
        var rows = on.Store.Prefixed(partition, RowKeys.LookDuePrefix, cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(rows, options, (row, stop) => new(failures.Guard(async () =>
        {
            Interlocked.Increment(ref left);
            var group = new GroupId(RowKeys.ReadDue(row.Key).Subject);
            if (await Stays(partition, group, configuration, stop)
                || !await groupDesk.IsHeld(group, configuration.Epoch, stop))
            {
                Interlocked.Decrement(ref left);
            }
        })));
        return left;
    }

    // Whether a look now would come to what a look in its own time comes to: every configuration it may have been
    // decided under has its alerts in the same groups, looks at it as often and tells as many.
    private async Task<bool> Stays(
        string partition, GroupId group, InForce configuration, CancellationToken cancellation)
    {
        if (!configuration.IsPreviousWhole || configuration.Previous.IsEmpty || configuration.HasNewRules
            || configuration.Previous.Any(previous => previous.Behaviour != configuration.Value.Behaviour)
            || await groups.Header(group, cancellation) is not { Empty: false } header
            || header.Epoch >= configuration.Epoch)
        {
            return false;
        }

        await foreach (var row in on.Store.Prefixed(partition, RowKeys.Alerts(group), cancellation))
        {
            var labels = AlertRow.Read(row).Alert.Labels;
            var now = Treatment.Of(configuration.Value, group, labels);
            if (now is null || configuration.Previous.Any(it => Treatment.Of(it, group, labels) != now))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What decides when a group is looked at, and whom it tells.</summary>
    private sealed record Treatment(TimeSpan GroupInterval, TimeSpan RepeatInterval, string Integrations, string Groups)
    {
        /// <summary>
        /// Null where an alert of these labels does not belong to the group, and where time intervals may mute it: they
        /// may have been changed.
        /// </summary>
        public static Treatment? Of(AlertingConfiguration configuration, GroupId group, LabelSet labels)
        {
            var all = Router.Route(configuration, labels).ToArray();
            return all.FirstOrDefault(to => to.Group == group)?.Route
                is { MuteTimeIntervals.IsEmpty: true, ActiveTimeIntervals.IsEmpty: true } route
                ? new(
                    route.GroupInterval,
                    route.RepeatInterval,
                    Joined(configuration.ReceiverNamed(route.Receiver).Integrations.Select(it => it.Id)),
                    Joined(all.Select(to => to.Group.Value)))
                : null;
        }

        private static string Joined(IEnumerable<string> names) =>
            string.Join(' ', names.Order(StringComparer.Ordinal));
    }
}
