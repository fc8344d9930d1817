using System.Collections.Concurrent;
using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>Read-only connections, lent to one read at a time; a read never waits for the writer.</summary>
/// <param name="file">Path of the database.</param>
internal sealed class ReaderPool(string file) : IDisposable
{
    private const int MostKept = 16;

    private readonly ConcurrentStack<RowReader> idle = new();
    private volatile bool closed;

    public RowReader Take() => idle.TryPop(out var reader) ? reader : RowReader.Open(file);

    public void Return(RowReader reader)
    {
        if (closed || idle.Count >= MostKept)
        {
            reader.Dispose();
            return;
        }

        idle.Push(reader);
        if (closed)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryPop(out var reader))
        {
            reader.Dispose();
        }
    }
}

/// <summary>A reader for one read; disposing gives it back.</summary>
internal readonly struct ReaderLease(ReaderPool pool) : IDisposable
{
    public RowReader Reader { get; } = pool.Take();

    public void Dispose() => pool.Return(Reader);
}

/// <summary>One read-only connection with the two reads there are.</summary>
internal sealed class RowReader : IDisposable
{
    private readonly SqliteConnection connection;

    private RowReader(SqliteConnection connection)
    {
        this.connection = connection;
        StoreSchema.Tune(connection);
        Point = connection.Prepare("SELECT etag, data FROM rows WHERE pk = ?1 AND rk = ?2");
        Range = connection.Prepare(
            "SELECT rk, etag, data FROM rows WHERE pk = ?1 AND rk >= ?2 AND rk < ?3 ORDER BY rk LIMIT ?4");
    }

    public SqliteStatement Point { get; }

    public SqliteStatement Range { get; }

    public static RowReader Open(string file)
    {
        var connection = SqliteConnection.Open(file, readOnly: true);
        try
        {
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Point.Dispose();
        Range.Dispose();
        connection.Dispose();
    }
}
