using System.Globalization;
using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>The tables, their version, and how connections are set up.</summary>
internal static class StoreSchema
{
    /// <summary>The version this code writes and reads.</summary>
    public const int Version = 2;

    private const int Convertible = 1;

    // A tree of its own leads to the rows: of those that are as long as ours, a tree of rows would hold so few in a
    // page that each insert wrote several of them.
    private const string Rows =
        "CREATE TABLE rows(pk BLOB NOT NULL, rk BLOB NOT NULL, etag INTEGER NOT NULL, data BLOB NOT NULL, "
        + "PRIMARY KEY(pk, rk))";

    // "ALRT", so that another program's file is not taken for ours.
    private const int ApplicationId = 0x414C5254;

    /// <summary>Settings of every connection.</summary>
    public static void Tune(SqliteConnection connection)
    {
        connection.Run("PRAGMA mmap_size = 0");
        connection.Run("PRAGMA trusted_schema = OFF");
        connection.Run("PRAGMA cell_size_check = ON");
    }

    /// <summary>Settings of the connection that writes: nothing is acknowledged before it is flushed.</summary>
    public static void TuneWriter(SqliteConnection connection)
    {
        Tune(connection);
        if (connection.Run("PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new StoreOpenException(
                "the data folder's file system does not allow a write-ahead log: use a local disk");
        }

        connection.Run("PRAGMA synchronous = FULL");
        connection.Run("PRAGMA wal_autocheckpoint = 0");
        connection.Run("PRAGMA cache_size = -16384");
        if (OperatingSystem.IsMacOS())
        {
            connection.Run("PRAGMA fullfsync = ON");
        }
    }

    /// <summary>Creates what is missing, refuses what this version can neither read nor convert.</summary>
    /// <exception cref="StoreOpenException">The file is another program's, or a newer version's.</exception>
    public static void Require(SqliteConnection connection, string file)
    {
        var version = connection.Number("PRAGMA user_version");
        if (version == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0)
        {
            Create(connection);
        }
        else if (connection.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new StoreOpenException($"{file} is not a data file of Alerting: use another data folder");
        }
        else if (version > Version)
        {
            throw new StoreOpenException(
                $"{file} was written by a newer version of Alerting (data version {version}, not {Version}): "
                + "start that version, or restore a backup made before it");
        }
        else if (version is not (Version or Convertible))
        {
            throw new StoreOpenException(
                $"{file} says that its data is of version {version}, which there never was: restore a backup");
        }
    }

    /// <summary>Whether an older version wrote it: then it is to be checked and converted.</summary>
    public static bool IsOld(SqliteConnection connection) => connection.Number("PRAGMA user_version") == Convertible;

    /// <summary>Whether less than so many bytes are in use; what was deleted leaves pages that are not.</summary>
    public static bool IsBelow(SqliteConnection connection, long bytes) =>
        (connection.Number("PRAGMA page_count") - connection.Number("PRAGMA freelist_count"))
            * connection.Number("PRAGMA page_size") < bytes;

    /// <summary>
    /// Converts version 1, where the rows were the leaves of the tree that leads to them; all of it or nothing.
    /// </summary>
    /// <exception cref="StoreOpenException">It cannot be done now; nothing was changed.</exception>
    public static void Convert(SqliteConnection connection, string file)
    {
        try
        {
            connection.Run("BEGIN IMMEDIATE");
            connection.Run("ALTER TABLE rows RENAME TO rows_1");
            connection.Run(Rows);
            connection.Run(
                "INSERT INTO rows(pk, rk, etag, data) SELECT pk, rk, etag, data FROM rows_1 ORDER BY pk, rk");
            connection.Run("DROP TABLE rows_1");
            connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
            connection.Run("COMMIT");
        }
        catch (SqliteException failure)
        {
            throw new StoreOpenException(
                $"{file} could not be converted to data version {Version} ({failure.Message}), for which the disk must "
                + "have room for it three times more: nothing of it was changed",
                failure);
        }
    }

    private static void Create(SqliteConnection connection)
    {
        connection.Run("BEGIN IMMEDIATE");
        connection.Run(Rows);
        connection.Run("CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        connection.Run("COMMIT");
    }
}
