using System.Runtime.InteropServices;

namespace Alerting.Adapters.Tables.Embedded.Sqlite;

/// <summary>
/// One connection; used by one thread at a time. Every failing call throws <see cref="SqliteException"/>.
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    private const int ReadOnly = 0x1;
    private const int ReadWriteCreate = 0x6;
    private const int NoMutex = 0x8000;
    private const int BusyMilliseconds = 5000;

    private readonly ConnectionHandle handle;

    private SqliteConnection(ConnectionHandle handle) => this.handle = handle;

    /// <summary>True between BEGIN and COMMIT, unless SQLite rolled back by itself.</summary>
    public bool IsInTransaction => NativeSqlite.IsOutsideTransaction(handle) == 0;

    /// <summary>Opens a file, creating it when missing unless only reading is asked for.</summary>
    public static SqliteConnection Open(string file, bool readOnly)
    {
        var code = NativeSqlite.Open(file, out var handle, NoMutex | (readOnly ? ReadOnly : ReadWriteCreate), 0);
        var connection = new SqliteConnection(handle);
        try
        {
            connection.Check(code);
            connection.Check(NativeSqlite.ExtendedResultCodes(handle, 1));
            connection.Check(NativeSqlite.BusyTimeout(handle, BusyMilliseconds));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A statement that is kept and run many times.</summary>
    public SqliteStatement Prepare(string sql) => new(this, handle, sql);

    /// <summary>Runs a statement; the first column of its first row as text, or null.</summary>
    public string? Run(string sql)
    {
        using var statement = Prepare(sql);
        string? first = null;
        while (statement.Step())
        {
            first ??= statement.Text(0);
        }

        return first;
    }

    /// <summary>The first column of the first row as a number; 0 when there is none.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Has the number of frames in the write-ahead log written to a cell after each commit.</summary>
    public unsafe void CountWalFrames(int* frames) => _ = NativeSqlite.WalHook(handle, &KeepCount, (nint)frames);

    /// <summary>Throws unless the code is success.</summary>
    public void Check(int code)
    {
        if (code != SqliteCode.Ok)
        {
            throw Failure(code);
        }
    }

    /// <summary>The failure of the last call.</summary>
    public unsafe SqliteException Failure(int code) => new(
        code,
        handle.IsInvalid ? "out of memory" : Marshal.PtrToStringUTF8((nint)NativeSqlite.ErrorMessage(handle)) ?? "");

    public void Dispose() => handle.Dispose();

    [UnmanagedCallersOnly]
    private static unsafe int KeepCount(nint argument, nint connection, nint database, int frames)
    {
        *(int*)argument = frames;
        return SqliteCode.Ok;
    }
}
