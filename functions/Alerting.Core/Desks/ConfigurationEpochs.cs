using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// The epoch of a configuration: grows whenever another one comes into force, and outlives the process, so that a group
/// decided under an older one is known by its header.
/// </summary>
public static class ConfigurationEpochs
{
    private const string Partition = "config";
    private const string Key = "current";

    /// <summary>
    /// The epoch of the configuration with this hash: the current one when it is in force, else the next. Not migrated
    /// until <see cref="MarkMigrated"/>: groups of older epochs may then still be about.
    /// </summary>
    public static async Task<(long Epoch, bool IsMigrated)> Publish(
        ITableStore store, string hash, TimeProvider time, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, time, cancellation))
        {
            var row = await store.Get(Partition, Key, cancellation);
            if (row is not null && string.Equals(row.Properties.Text("hash"), hash, StringComparison.Ordinal))
            {
                return (row.Properties.Long("epoch"), row.Properties.Bool("migrated"));
            }

            var epoch = (row?.Properties.Long("epoch") ?? 0) + 1;
            var next = new Properties { { "hash", hash }, { "epoch", epoch }, { "at", store.UtcNow.UtcTicks } };
            next.Add("migrated", row is null);
            var write = row is null ? RowWrite.Insert(Key, next) : RowWrite.Replace(Key, next, row.ETag);
            if ((await store.Commit(Partition, [write], cancellation)).IsDone)
            {
                return (epoch, IsMigrated: row is null);
            }
        }
    }

    /// <summary>
    /// No group of an older epoch is left. Does nothing when another configuration has come into force.
    /// </summary>
    public static async Task MarkMigrated(ITableStore store, long epoch, CancellationToken cancellation)
    {
        var row = await store.Get(Partition, Key, cancellation);
        if (row is not null && row.Properties.Long("epoch") == epoch)
        {
            var write = RowWrite.Merge(Key, new Properties { { "migrated", true } }, row.ETag);
            await store.Commit(Partition, [write], cancellation);
        }
    }
}
