using Alerting.Adapters.Tables.Embedded.Sqlite;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// Rows in one SQLite file of a local folder that one process holds: for running alone. Writes are flushed to disk
/// before they are answered, many callers' at once; reads run on the caller's thread and never wait for a write.
/// </summary>
/// <remarks>
/// Besides what <see cref="ITableStore"/> says, a read or a write throws <see cref="StoreCorruptException"/> where a
/// stored row is not what was written.
/// </remarks>
public sealed class SqliteTableStore : ITableStore, IAsyncDisposable
{
    // A page ends after so many bytes, as the table service's does, so that 1,000 large rows do not fill the memory.
    private const int PageBytes = 4 * 1024 * 1024;

    private readonly DataFolder folder;
    private readonly TimeProvider time;
    private readonly StoredRow rows;
    private readonly ReaderPool readers;
    private volatile bool closed;

    private SqliteTableStore(DataFolder folder, TimeProvider time, Action beforeGroup)
    {
        this.folder = folder;
        this.time = time;
        rows = new(folder.Database);
        readers = new(folder.Database);
        Writer = new(StoreStart.Open(folder, rows), rows, beforeGroup);
    }

    /// <inheritdoc/>
    public DateTimeOffset UtcNow => time.GetUtcNow();

    internal GroupWriter Writer { get; }

    /// <summary>Opens the store of a folder, which is created when it is missing.</summary>
    /// <param name="folder">A folder on a local disk.</param>
    /// <param name="time">The store's time.</param>
    /// <exception cref="StoreOpenException">SQLite is missing, the folder is in use, not writable or holds data that is
    /// damaged or newer; the message says what to do.</exception>
    public static SqliteTableStore Open(string folder, TimeProvider time) => Open(folder, time, static () => { });

    /// <inheritdoc/>
    /// <exception cref="StoreCorruptException">The row is not what was written.</exception>
    public Task<Row?> Get(string partition, string key, CancellationToken cancellation)
    {
        RowLimits.CheckKeys(partition, key);
        return Read(partition, reader => Point(reader.Point, partition, KeyCodec.Encode(key)), cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreCorruptException">A row is not what was written.</exception>
    public Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation)
    {
        RowLimits.CheckRange(partition, limit);

        // The continuation is the last key returned; no key holds U+0000, so this is the first possible one after it.
        var start = continuation is null ? from : continuation + '\0';
        return Read(partition, reader => Between(reader.Range, partition, start, to, limit), cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreCorruptException">A row it would change is not what was written; nothing is.</exception>
    public Task<CommitResult> Commit(string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        RowLimits.CheckTransaction(partition, writes);
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<CommitResult>(cancellation);
        }

        var pending = new PendingCommit(partition, writes, cancellation);
        return Writer.Add(pending) ? pending.Answer : Task.FromException<CommitResult>(Closed());
    }

    /// <summary>Writes and answers what waits, then gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        readers.Dispose();
        await Writer.DisposeAsync();
        folder.Dispose();
    }

    internal static SqliteTableStore Open(string folder, TimeProvider time, Action beforeGroup)
    {
        SqliteLibrary.Require();
        var held = DataFolder.Hold(folder);
        try
        {
            return new(held, time, beforeGroup);
        }
        catch (SqliteException failure)
        {
            held.Dispose();
            throw new StoreOpenException(
                failure.IsCorruption
                    ? $"{held.Database} is damaged ({failure.Message}): restore the folder from a backup"
                    : $"{held.Database} cannot be opened: {failure.Message}",
                failure);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private Task<T> Read<T>(string partition, Func<RowReader, T> read, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            return Task.FromResult(ReadNow(read));
        }
        catch (SqliteException failure)
        {
            return Task.FromException<T>(rows.Translate(failure, partition));
        }
        catch (Exception failure) when (failure is StoreCorruptException or StoreUnavailableException)
        {
            return Task.FromException<T>(failure);
        }
    }

    private T ReadNow<T>(Func<RowReader, T> read)
    {
        if (closed)
        {
            throw Closed();
        }

        using var lease = new ReaderLease(readers);
        return read(lease.Reader);
    }

    private Row? Point(SqliteStatement select, string partition, byte[] key)
    {
        var bytes = KeyCodec.Encode(partition);
        select.Bind(1, bytes);
        select.Bind(2, key);
        try
        {
            return select.Step() ? rows.Read(select, 0, (partition, bytes), key) : null;
        }
        finally
        {
            select.Reset();
        }
    }

    private Page Between(SqliteStatement select, string partition, string from, string to, int limit)
    {
        var bytes = KeyCodec.Encode(partition);
        select.Bind(1, bytes);
        select.Bind(2, KeyCodec.Encode(from));
        select.Bind(3, KeyCodec.Encode(to));
        select.Bind(4, limit + 1);
        try
        {
            return Take(select, (partition, bytes), limit);
        }
        finally
        {
            select.Reset();
        }
    }

    private Page Take(SqliteStatement select, (string Text, byte[] Bytes) partition, int limit)
    {
        var taken = new List<Row>(Math.Min(limit, 64));
        var size = 0;
        while (select.Step())
        {
            if (taken.Count == limit || size > PageBytes)
            {
                return new(taken, taken[^1].Key);
            }

            size += select.Blob(2).Length;
            taken.Add(rows.Read(select, 1, partition, select.Blob(0)));
        }

        return new(taken, null);
    }

    private StoreUnavailableException Closed() => new($"the store in {folder.Path} is closed");
}
