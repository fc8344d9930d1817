using System.Globalization;
using System.Security.Cryptography;
using Alerting.Core.Jobs;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>The partitions that groups lie in: their number is fixed when a store is first used.</summary>
public sealed class Shards
{
    private const string SettingsPartition = "settings";
    private const string Key = "shards";
    private readonly string[] partitions;

    /// <summary>As many shards, 1 to 256.</summary>
    public Shards(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 256);
        partitions = [.. Enumerable.Range(0, count).Select(n => n.ToString("000", CultureInfo.InvariantCulture))];
    }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> Partitions => partitions;

    /// <summary>All of them, beginning with any.</summary>
    public IEnumerable<string> FromAny()
    {
        var first = RandomNumberGenerator.GetInt32(partitions.Length);
        return partitions.Skip(first).Concat(partitions.Take(first));
    }

    /// <summary>The partition of a group.</summary>
    public string Of(GroupId group) => partitions[group.Spread % partitions.Length];

    /// <summary>The partition of a job.</summary>
    public string Of(JobId job) => partitions[job.Spread % partitions.Length];

    /// <summary>The number this store was made with; a new store is made with <paramref name="wanted"/>.</summary>
    public static async Task<Shards> Open(ITableStore store, int wanted, CancellationToken cancellation)
    {
        await store.Commit(
            SettingsPartition, [RowWrite.Insert(Key, new Properties { { "count", wanted } })], cancellation);
        var row = await store.Get(SettingsPartition, Key, cancellation);
        return new(row!.Properties.Int("count"));
    }
}
