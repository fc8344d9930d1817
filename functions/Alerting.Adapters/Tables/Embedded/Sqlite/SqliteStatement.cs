using System.Text;

namespace Alerting.Adapters.Tables.Embedded.Sqlite;

/// <summary>A prepared statement: bind, step, read, reset.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const uint Persistent = 1;
    private const nint Copied = -1;
    private const int BlobType = 4;

    private readonly SqliteConnection connection;
    private readonly StatementHandle handle;

    public unsafe SqliteStatement(SqliteConnection connection, ConnectionHandle owner, string sql)
    {
        this.connection = connection;
        var text = Encoding.UTF8.GetBytes(sql);
        fixed (byte* start = text)
        {
            connection.Check(NativeSqlite.Prepare(owner, start, text.Length, Persistent, out handle, 0));
        }
    }

    /// <summary>Binds bytes; an empty span is an empty blob, not NULL.</summary>
    public unsafe void Bind(int index, ReadOnlySpan<byte> value)
    {
        byte nothing;
        fixed (byte* start = value)
        {
            connection.Check(
                NativeSqlite.BindBlob(handle, index, value.IsEmpty ? &nothing : start, value.Length, Copied));
        }
    }

    public void Bind(int index, long value) => connection.Check(NativeSqlite.BindLong(handle, index, value));

    /// <summary>True when there is a row to read; false at the end, when the statement is already reset.</summary>
    public bool Step()
    {
        var code = NativeSqlite.Step(handle);
        if (code == SqliteCode.Row)
        {
            return true;
        }

        var failure = code == SqliteCode.Done ? null : connection.Failure(code);
        Reset();
        return failure is null ? false : throw failure;
    }

    /// <summary>
    /// Ends the statement's read; what it returns is the last step's error, which was thrown already.
    /// </summary>
    public void Reset() => _ = NativeSqlite.Reset(handle);

    public long Long(int column) => NativeSqlite.ColumnLong(handle, column);

    /// <summary>True for a blob, false for a text of the same bytes and anything else.</summary>
    public bool IsBlob(int column) => NativeSqlite.ColumnType(handle, column) == BlobType;

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    /// <summary>The bytes, valid until the next step or reset.</summary>
    public unsafe ReadOnlySpan<byte> Blob(int column)
    {
        var start = NativeSqlite.ColumnBlob(handle, column);
        return new(start, start is null ? 0 : NativeSqlite.ColumnBytes(handle, column));
    }

    public void Dispose() => handle.Dispose();
}
