using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>Opens the database for writing, unless what is on disk is not what was written.</summary>
internal static class StoreStart
{
    // About half a second of checking; beyond it damage is found when the row is read.
    private const long CheckedBytes = 64 * 1024 * 1024;

    /// <summary>The connection that writes.</summary>
    /// <exception cref="StoreOpenException">The data is damaged or newer.</exception>
    public static SqliteConnection Open(DataFolder folder, StoredRow rows)
    {
        var file = DatabaseFile.Read(folder.Database);
        CheckFiles(folder.Database, file);
        var connection = SqliteConnection.Open(folder.Database, readOnly: false);
        try
        {
            StoreSchema.TuneWriter(connection);
            StoreSchema.Require(connection, folder.Database);
            var isOld = StoreSchema.IsOld(connection);
            if (isOld || file.IsCutShort || StoreSchema.IsBelow(connection, CheckedBytes))
            {
                CheckContent(connection, rows, folder.Database);
            }

            // What is damaged must not be lost on the way, so it is checked first, whatever its size.
            if (isOld)
            {
                StoreSchema.Convert(connection, folder.Database);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CheckFiles(string database, DatabaseFile file)
    {
        var log = database + "-wal";
        var walk = WalWalk.Of(log);
        if (walk.IsDamaged)
        {
            throw new StoreOpenException(
                $"{log} is damaged at frame {walk.Bad + 1} of {walk.Frames}, and {walk.Dropped} commits from there on "
                + "would be lost: restore the folder from a backup; or, to go on with what is in front of that frame, "
                + "move a copy of the folder away and delete the log");
        }

        // A journal beside it means that the file was being created; SQLite then finishes or undoes that.
        if (File.Exists(database + "-journal"))
        {
            return;
        }

        if (file.Bytes == 0 && walk.Commits > 0)
        {
            throw new StoreOpenException(
                $"{database} is missing or empty, but its log holds {walk.Commits} commits: "
                + "restore the folder from a backup");
        }

        if (file.Bytes > 0 && !file.HasMagic)
        {
            throw new StoreOpenException(
                $"{database} does not begin as a database does: restore the folder from a backup");
        }

        if (file.IsCutShort && walk.Commits == 0)
        {
            throw new StoreOpenException(
                $"{database} is cut short, {file.Bytes} of {file.Expected} bytes: restore the folder from a backup");
        }
    }

    private static void CheckContent(SqliteConnection connection, StoredRow rows, string database)
    {
        // The trees, and what each says of the other.
        if (connection.Run("PRAGMA integrity_check(1)") is var found and not "ok")
        {
            throw new StoreOpenException(
                $"{database} is damaged ({found?.ReplaceLineEndings(" ")}): restore the folder from a backup");
        }

        try
        {
            using var all = connection.Prepare("SELECT pk, rk, etag, data FROM rows");
            while (all.Step())
            {
                rows.Check(all);
            }
        }
        catch (StoreCorruptException failure)
        {
            throw new StoreOpenException(failure.Message, failure);
        }
    }
}
