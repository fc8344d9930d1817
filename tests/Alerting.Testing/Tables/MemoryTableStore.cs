using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Testing.Tables;

/// <summary>The table store in memory, with the meaning of the real ones; nothing outlives it.</summary>
public sealed class MemoryTableStore(TimeProvider time) : ITableStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Partition> partitions = new(StringComparer.Ordinal);
    private long version;

    public DateTimeOffset UtcNow => time.GetUtcNow();

    public Task<Row?> Get(string partition, string key, CancellationToken cancellation)
    {
        RowLimits.CheckKeys(partition, key);
        return Locked(() => Find(partition, key) is { } row ? Copy(row) : null, cancellation);
    }

    public Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation)
    {
        RowLimits.CheckRange(partition, limit);
        return Locked(() => Between(partition, from, to, limit, continuation), cancellation);
    }

    public Task<CommitResult> Commit(string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        RowLimits.CheckTransaction(partition, writes);
        return Locked(() => CommitNow(partition, writes), cancellation);
    }

    private Task<T> Locked<T>(Func<T> act, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        lock (gate)
        {
            return Task.FromResult(act());
        }
    }

    private Row? Find(string partition, string key) => Rows(partition).Rows.GetValueOrDefault(key);

    private Partition Rows(string name)
    {
        if (!partitions.TryGetValue(name, out var partition))
        {
            partitions.Add(name, partition = new());
        }

        return partition;
    }

    private Page Between(string partition, string from, string to, int limit, string? continuation)
    {
        var first = continuation is not null && string.CompareOrdinal(continuation, from) > 0 ? continuation : from;
        var (rows, keys) = (Rows(partition).Rows, Rows(partition).Keys);
        var found = string.CompareOrdinal(first, to) >= 0 ? [] : keys.GetViewBetween(first, to)
            .Where(key => key != to && key != continuation)
            .Take(limit + 1)
            .Select(key => Copy(rows[key]))
            .ToList();
        return found.Count <= limit ? new(found, null) : new(found[..limit], found[limit - 1].Key);
    }

    private CommitResult CommitNow(string partition, IReadOnlyList<RowWrite> writes)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            if (Refusal(Find(partition, writes[i].Key), writes[i]) is { } status)
            {
                return CommitResult.Refused(status, i);
            }
        }

        var made = writes.Select(write => Made(partition, write)).ToList();
        return new(CommitStatus.Done, -1, [.. made.Zip(writes, (row, write) => Apply(partition, write.Key, row))]);
    }

    private static CommitStatus? Refusal(Row? row, RowWrite write) => write switch
    {
        RowWrite.Inserted => row is null ? null : CommitStatus.Exists,
        RowWrite.Put => null,
        _ when row is null => CommitStatus.Missing,
        _ => write.Condition == ETag.Any || write.Condition == row.ETag ? null : CommitStatus.Conflict,
    };

    private Row? Made(string partition, RowWrite write)
    {
        if (write.Properties is not { } given)
        {
            return null;
        }

        var properties = write is RowWrite.Merged ? Copy(Find(partition, write.Key)!.Properties) : [];
        foreach (var (name, value) in given)
        {
            properties.Add(name, Copy(value));
        }

        RowLimits.CheckRow(partition, write.Key, properties);
        return new(partition, write.Key, new((++version).ToString(CultureInfo.InvariantCulture)), properties);
    }

    private ETag Apply(string partition, string key, Row? made)
    {
        if (made is null)
        {
            Rows(partition).Rows.Remove(key);
            Rows(partition).Keys.Remove(key);
            return default;
        }

        Rows(partition).Rows[key] = made;
        Rows(partition).Keys.Add(key);
        return made.ETag;
    }

    private static Row Copy(Row row) => row with { Properties = Copy(row.Properties) };

    private static Properties Copy(Properties properties)
    {
        var copy = new Properties();
        foreach (var (name, value) in properties)
        {
            copy.Add(name, Copy(value));
        }

        return copy;
    }

    // As a store returns it: bytes of its own, instants in UTC.
    private static object Copy(object value) => value switch
    {
        byte[] bytes => bytes.ToArray(),
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => value,
    };

    private sealed class Partition
    {
        public Dictionary<string, Row> Rows { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Keys { get; } = new(StringComparer.Ordinal);
    }
}
