namespace Alerting.Core.Ports;

/// <summary>
/// One conditional write. The kinds are separate so that a forgotten condition cannot turn a replace into an upsert, as
/// leaving out <c>If-Match</c> does in the table protocol.
/// </summary>
public abstract record RowWrite
{
    private RowWrite(string key, Properties? properties, ETag? condition) =>
        (Key, Properties, Condition) = (key, properties, condition);

    /// <summary>The row key.</summary>
    public string Key { get; }

    /// <summary>What is written; null for a delete.</summary>
    public Properties? Properties { get; }

    /// <summary>The version that must be stored; null where the kind has none.</summary>
    public ETag? Condition { get; }

    /// <summary>A new row: <see cref="CommitStatus.Exists"/> where there is one.</summary>
    public static RowWrite Insert(string key, Properties properties) => new Inserted(key, properties);

    /// <summary>The row as given, whatever is there.</summary>
    public static RowWrite InsertOrReplace(string key, Properties properties) => new Put(key, properties);

    /// <summary>
    /// All of the row: <see cref="CommitStatus.Missing"/> without a row, <see cref="CommitStatus.Conflict"/> on another
    /// version.
    /// </summary>
    public static RowWrite Replace(string key, Properties properties, ETag etag) => new Replaced(key, properties, etag);

    /// <summary>
    /// The given properties, leaving the others as they are; refusals as <see cref="Replace"/>. Always makes a new
    /// version.
    /// </summary>
    public static RowWrite Merge(string key, Properties properties, ETag etag) => new Merged(key, properties, etag);

    /// <summary>Removes the row; refusals as <see cref="Replace"/>.</summary>
    public static RowWrite Delete(string key, ETag etag) => new Deleted(key, etag);

    /// <summary>See <see cref="RowWrite.Insert"/>.</summary>
    public sealed record Inserted : RowWrite
    {
        internal Inserted(string key, Properties properties) : base(key, properties, null) { }
    }

    /// <summary>See <see cref="RowWrite.InsertOrReplace"/>.</summary>
    public sealed record Put : RowWrite
    {
        internal Put(string key, Properties properties) : base(key, properties, null) { }
    }

    /// <summary>See <see cref="RowWrite.Replace"/>.</summary>
    public sealed record Replaced : RowWrite
    {
        internal Replaced(string key, Properties properties, ETag etag) : base(key, properties, etag) { }
    }

    /// <summary>See <see cref="RowWrite.Merge"/>.</summary>
    public sealed record Merged : RowWrite
    {
        internal Merged(string key, Properties properties, ETag etag) : base(key, properties, etag) { }
    }

    /// <summary>See <see cref="RowWrite.Delete"/>.</summary>
    public sealed record Deleted : RowWrite
    {
        internal Deleted(string key, ETag etag) : base(key, null, etag) { }
    }
}
