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
    /// The epoch of the configuration with this hash: the current one when it is in force, else the next.
    /// </summary>
    public static async Task<long> Publish(
        ITableStore store, string hash, TimeProvider time, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, time, cancellation))
        {
            var row = await store.Get(Partition, Key, cancellation);
            if (row is not null && string.Equals(row.Properties.Text("hash"), hash, StringComparison.Ordinal))
            {
                return row.Properties.Long("epoch");
            }

            var epoch = (row?.Properties.Long("epoch") ?? 0) + 1;
            var next = new Properties { { "hash", hash }, { "epoch", epoch }, { "at", store.UtcNow.UtcTicks } };
            var write = row is null ? RowWrite.Insert(Key, next) : RowWrite.Replace(Key, next, row.ETag);
            if ((await store.Commit(Partition, [write], cancellation)).IsDone)
            {
                return epoch;
            }
        }
    }
}
