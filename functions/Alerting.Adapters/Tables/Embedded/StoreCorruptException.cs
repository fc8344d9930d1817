namespace Alerting.Adapters.Tables.Embedded;

/// <summary>A stored row is not what was written. Trying again does not help; the data must be restored.</summary>
public sealed class StoreCorruptException : Exception
{
    /// <summary>Without a cause.</summary>
    public StoreCorruptException() { }

    /// <summary>With a message.</summary>
    public StoreCorruptException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public StoreCorruptException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Of one row, or of a partition when it is not known which row.</summary>
    public StoreCorruptException(string file, string partition, string? key, Exception? inner)
        : base(Describe(file, partition, key), inner) => (File, Partition, Key) = (file, partition, key);

    /// <summary>Path of the damaged file; null when not known.</summary>
    public string? File { get; }

    /// <summary>Partition of the damaged row; null when not known.</summary>
    public string? Partition { get; }

    /// <summary>Key of the damaged row; null when not known.</summary>
    public string? Key { get; }

    private static string Describe(string file, string partition, string? key) =>
        $"{file}: damaged at partition '{partition}', row '{key ?? "(unknown)"}': restore the folder from a backup";
}
