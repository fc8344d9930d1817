using System.Runtime.InteropServices;
using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// Moves the write-ahead log into the database when it passes 4 MB. Used on the writer's thread alone.
/// </summary>
internal sealed unsafe class Checkpoint : IDisposable
{
    private const int SoftFrames = 1024;

    // Readers that never all pause keep the log from starting over: from here on the checkpoint waits for them.
    private const int HardFrames = 16 * SoftFrames;

    private readonly SqliteConnection connection;
    private readonly int* frames;
    private int next = SoftFrames;
    private bool distrusted;

    public Checkpoint(SqliteConnection connection)
    {
        this.connection = connection;
        frames = (int*)NativeMemory.AllocZeroed(sizeof(int));
        connection.CountWalFrames(frames);
    }

    /// <summary>
    /// After a COMMIT that failed the log may hold its frames up to the last one. The next commit would overwrite some
    /// and leave the others behind it, which at a start looks like damage: so the log is emptied first.
    /// </summary>
    /// <exception cref="SqliteException">It cannot be emptied yet, so nothing can be written.</exception>
    public void BeforeGroup()
    {
        if (!distrusted)
        {
            return;
        }

        if (connection.Run("PRAGMA wal_checkpoint(TRUNCATE)") is not "0")
        {
            throw new SqliteException(SqliteCode.Busy, "the log of a failed commit is still being read");
        }

        distrusted = false;
    }

    /// <summary>A COMMIT begins.</summary>
    public void Distrust() => distrusted = true;

    /// <summary>The COMMIT succeeded.</summary>
    public void Trust() => distrusted = false;

    /// <summary>Checkpoints when the log has grown enough; one that fails is tried again later.</summary>
    public void AfterGroup()
    {
        if (*frames >= next)
        {
            Try(*frames >= HardFrames ? "PRAGMA wal_checkpoint(RESTART)" : "PRAGMA wal_checkpoint(PASSIVE)");
            next = *frames + SoftFrames;
        }
        else if (*frames < next - SoftFrames)
        {
            next = SoftFrames;
        }
    }

    /// <summary>Leaves an empty log behind.</summary>
    public void Last() => Try("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose() => NativeMemory.Free(frames);

    private void Try(string sql)
    {
        try
        {
            connection.Run(sql);
        }
        catch (SqliteException)
        {
            // The log is as durable as the database; it only stays longer.
        }
    }
}
