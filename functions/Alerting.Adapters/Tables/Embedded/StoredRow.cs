using System.Globalization;
using Alerting.Adapters.Tables.Embedded.Sqlite;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>Reads rows off statements, and never one whose seal does not hold.</summary>
/// <param name="file">Path of the database, for messages.</param>
internal sealed class StoredRow(string file)
{
    /// <summary>The version as callers see it.</summary>
    public static ETag Tag(long version) => new(version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The row a statement stands on.</summary>
    /// <param name="statement">It selects version and stored bytes, in this order.</param>
    /// <param name="column">The column of the version.</param>
    /// <param name="partition">Partition key of the row.</param>
    /// <param name="key">Row key of the row.</param>
    /// <exception cref="StoreCorruptException">The row is not what was written.</exception>
    public Row Read(
        SqliteStatement statement, int column, (string Text, byte[] Bytes) partition, ReadOnlySpan<byte> key)
    {
        Verify(statement, column, partition, key);
        try
        {
            return new(
                partition.Text, KeyCodec.Decode(key), Tag(statement.Long(column)),
                RowCodec.Decode(statement.Blob(column + 1)));
        }
        catch (InvalidDataException failure)
        {
            throw Corrupt(partition.Text, key, failure);
        }
    }

    /// <summary>Makes sure that the row a statement stands on is the one of these keys, as it was written.</summary>
    /// <param name="statement">It selects version and stored bytes, in this order.</param>
    /// <param name="column">The column of the version.</param>
    /// <param name="partition">Partition key of the row.</param>
    /// <param name="key">Row key of the row.</param>
    /// <exception cref="StoreCorruptException">It is not.</exception>
    public void Verify(
        SqliteStatement statement, int column, (string Text, byte[] Bytes) partition, ReadOnlySpan<byte> key)
    {
        if (!RowSeal.Holds(partition.Bytes, key, statement.Long(column), statement.Blob(column + 1)))
        {
            throw Corrupt(partition.Text, key, null);
        }
    }

    /// <summary>Checks the row of a statement that selects keys, version and stored bytes.</summary>
    /// <exception cref="StoreCorruptException">The row is not what was written.</exception>
    public void Check(SqliteStatement statement)
    {
        // One flipped bit turns a blob into a text of the same bytes, which no read would find.
        var isFound = statement.IsBlob(0) && statement.IsBlob(1);
        var partition = statement.Blob(0);
        var key = statement.Blob(1);
        if (!isFound || !RowSeal.Holds(partition, key, statement.Long(2), statement.Blob(3)))
        {
            throw Corrupt(KeyCodec.Decode(partition), key, null);
        }
    }

    /// <summary>What a failed read or write means to the caller.</summary>
    public Exception Translate(SqliteException failure, string partition) => failure.IsCorruption
        ? new StoreCorruptException(file, partition, null, failure)
        : new StoreUnavailableException($"{file}: {failure.Message}", failure);

    private StoreCorruptException Corrupt(string partition, ReadOnlySpan<byte> key, Exception? cause) =>
        new(file, partition, KeyCodec.Decode(key), cause);
}
