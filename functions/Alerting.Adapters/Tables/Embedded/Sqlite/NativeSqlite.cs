using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Alerting.Adapters.Tables.Embedded.Sqlite;

/// <summary>
/// The functions used of the SQLite C interface (https://sqlite.org/c3ref/funclist.html), as they are.
/// </summary>
internal static unsafe partial class NativeSqlite
{
    /// <summary>A name no library has: <see cref="SqliteLibrary"/> resolves it.</summary>
    public const string Library = "alerting-sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_libversion_number")]
    public static partial int Version();

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string file, out ConnectionHandle connection, int flags, nint vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    public static partial int Close(nint connection);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_result_codes")]
    public static partial int ExtendedResultCodes(ConnectionHandle connection, int on);

    [LibraryImport(Library, EntryPoint = "sqlite3_busy_timeout")]
    public static partial int BusyTimeout(ConnectionHandle connection, int milliseconds);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    public static partial byte* ErrorMessage(ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "sqlite3_get_autocommit")]
    public static partial int IsOutsideTransaction(ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v3")]
    public static partial int Prepare(
        ConnectionHandle connection, byte* sql, int bytes, uint flags, out StatementHandle statement, nint tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    public static partial int Finish(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static partial int BindBlob(StatementHandle statement, int index, byte* value, int bytes, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    public static partial int BindLong(StatementHandle statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    public static partial long ColumnLong(StatementHandle statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    public static partial int ColumnType(StatementHandle statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    public static partial byte* ColumnBlob(StatementHandle statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    public static partial int ColumnBytes(StatementHandle statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_wal_hook")]
    public static partial nint WalHook(
        ConnectionHandle connection, delegate* unmanaged<nint, nint, nint, int, int> hook, nint argument);
}
