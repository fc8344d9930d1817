using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Overviews;

/// <summary>Reads what all groups hold: one range of each shard, several shards side by side.</summary>
/// <remarks>No instant is that of all shards: what is stored meanwhile may be seen or not.</remarks>
public sealed class Overview(ITableStore store, Shards shards)
{
    /// <summary>As many reads are under way at once.</summary>
    internal const int SideBySide = 8;

    private const string All = "g~";

    // g~{group}~{kind}
    private const int KindAt = 2 + GroupId.Length + 1;

    /// <summary>
    /// The groups that hold alerts whose labels are asked for, in no order. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    /// <param name="isAskedFor">Asked of the labels of each alert that fires, by several threads at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<HeldGroup>> Read(Func<LabelSet, bool> isAskedFor, CancellationToken cancellation)
    {
        var now = store.UtcNow;
        var partitions = shards.Partitions;
        var found = new List<HeldGroup>[partitions.Count];
        await Parallel.ForAsync(
            0,
            partitions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (i, stop) => found[i] = await Shard(partitions[i], now, isAskedFor, stop));
        return [.. found.SelectMany(groups => groups)];
    }

    // The rows of a group lie together, its alerts before its header.
    private async Task<List<HeldGroup>> Shard(
        string partition, DateTimeOffset now, Func<LabelSet, bool> isAskedFor, CancellationToken cancellation)
    {
        var groups = new List<HeldGroup>();
        var (alerts, group) = (new List<HeldAlert>(), "");
        await foreach (var row in store.Prefixed(partition, All, cancellation))
        {
            if (!row.Key.AsSpan(All.Length).StartsWith(group, StringComparison.Ordinal) || group.Length == 0)
            {
                (alerts, group) = ([], row.Key.Substring(All.Length, GroupId.Length));
            }

            switch (row.Key[KindAt])
            {
                case 'a' when HeldAlert.Read(row, now, isAskedFor) is { } alert:
                    alerts.Add(alert);
                    break;
                case 'h' when alerts.Count > 0 && HeaderRow.Read(row) is { Empty: false, IsGiven: false } header:
                    groups.Add(new(header, alerts));
                    break;
            }
        }

        return groups;
    }
}

/// <summary>What a group holds.</summary>
/// <param name="Header">The group.</param>
/// <param name="Alerts">Its alerts, by fingerprint; those that belong to other groups now are left out.</param>
public sealed record HeldGroup(GroupHeader Header, IReadOnlyList<HeldAlert> Alerts);

/// <summary>An alert in a group.</summary>
/// <param name="Fingerprint">Its identity.</param>
/// <param name="UpdatedAt">When it last changed in this group.</param>
/// <param name="Firing">What is said of it; null where it is over.</param>
public readonly record struct HeldAlert(Fingerprint Fingerprint, DateTimeOffset UpdatedAt, StoredAlert? Firing)
{
    internal static HeldAlert? Read(Row row, DateTimeOffset now, Func<LabelSet, bool> isAskedFor)
    {
        if (AlertRow.IsMoved(row))
        {
            return null;
        }

        if (AlertRow.Until(row) <= now)
        {
            return new(Fingerprint.Parse(row.Key.AsSpan(row.Key.Length - 16)), AlertRow.UpdatedAt(row), null);
        }

        return AlertRow.Read(row, isAskedFor) is { } alert ? new(alert.Fingerprint, alert.UpdatedAt, alert) : null;
    }
}
