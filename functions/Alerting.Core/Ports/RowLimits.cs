using System.Buffers;

namespace Alerting.Core.Ports;

/// <summary>
/// The limits of Azure Table Storage, checked by every adapter before anything is sent, so that what one store takes
/// the other takes too. Each check throws <see cref="ArgumentException"/> that names row, property and limit.
/// </summary>
public static class RowLimits
{
    /// <summary>Writes of one transaction at the most.</summary>
    public const int Writes = 100;

    /// <summary>Bytes of one transaction at the most, as it is sent: see <see cref="WireSize"/>.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>UTF-16 units of a partition or row key at the most.</summary>
    public const int KeyLength = 512;

    /// <summary>Bytes of one row at the most, text counted as UTF-16.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Rows of a page at the most.</summary>
    public const int PageRows = 1000;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. @"/\#?", .. Enumerable.Range(0, 0xA0).Select(unit => (char)unit).Where(char.IsControl)]);

    /// <summary>
    /// Checks number, keys, rows and the total size of a transaction, and that it writes no row twice.
    /// </summary>
    /// <exception cref="ArgumentException">A limit is broken.</exception>
    public static void CheckTransaction(string partition, IReadOnlyList<RowWrite> writes)
    {
        if (writes.Count is < 1 or > Writes)
        {
            throw Broken($"partition '{partition}': a transaction of {writes.Count} writes; 1 to {Writes} are allowed");
        }

        CheckKey("partition key", partition);
        var keys = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var write in writes)
        {
            CheckWrite(partition, write);
            if (!keys.Add(write.Key))
            {
                throw Broken($"partition '{partition}', row '{write.Key}': written twice in one transaction");
            }

            bytes += WireSize.Of(partition, write);
        }

        if (bytes > TransactionBytes)
        {
            throw Broken(
                $"partition '{partition}': a transaction of {bytes} bytes; at most {TransactionBytes} are allowed");
        }
    }

    /// <summary>Checks the keys of a point read.</summary>
    /// <exception cref="ArgumentException">A key breaks a rule.</exception>
    public static void CheckKeys(string partition, string key)
    {
        CheckKey("partition key", partition);
        CheckKey("row key", key);
    }

    /// <summary>Checks what a range read asks for; its bounds need not be keys.</summary>
    /// <exception cref="ArgumentException">The partition key or the limit breaks a rule.</exception>
    public static void CheckRange(string partition, int limit)
    {
        CheckKey("partition key", partition);
        if (limit is < 1 or > PageRows)
        {
            throw Broken($"partition '{partition}': a page of {limit} rows; 1 to {PageRows} are allowed");
        }
    }

    /// <summary>Checks the properties of a row, as written or as a merge would leave them.</summary>
    /// <exception cref="ArgumentException">A limit is broken.</exception>
    public static void CheckRow(string partition, string key, Properties properties)
    {
        if (properties.Count > PropertyLimits.Count)
        {
            throw Broken(
                $"partition '{partition}', row '{key}': {properties.Count} properties; "
                + $"at most {PropertyLimits.Count} are allowed");
        }

        // The table service's own formula: 4 bytes, the keys, and for each property 8 bytes, its name and its value.
        var bytes = 4L + (2 * (partition.Length + key.Length));
        foreach (var (name, value) in properties)
        {
            if (PropertyLimits.Broken(name, value) is { } broken)
            {
                throw Broken($"partition '{partition}', row '{key}', property '{name}': {broken}");
            }

            bytes += 8 + (2 * name.Length) + PropertyLimits.Size(value);
        }

        if (bytes > RowBytes)
        {
            throw Broken($"partition '{partition}', row '{key}': {bytes} bytes; at most {RowBytes} are allowed");
        }
    }

    private static void CheckWrite(string partition, RowWrite write)
    {
        CheckKey("row key", write.Key);
        if (write.Properties is { } properties)
        {
            CheckRow(partition, write.Key, properties);
        }
    }

    private static void CheckKey(string what, string key)
    {
        if (key.Length is < 1 or > KeyLength)
        {
            throw Broken($"{what} '{key}': {key.Length} characters; 1 to {KeyLength} are allowed");
        }

        if (key.AsSpan().ContainsAny(Forbidden))
        {
            throw Broken($@"{what} '{key}': holds one of / \ # ? or a control character");
        }

        if (!PropertyLimits.IsWellFormed(key))
        {
            throw Broken($"{what} '{key}': holds half of a surrogate pair");
        }
    }

    private static ArgumentException Broken(string message) => new(message);
}
