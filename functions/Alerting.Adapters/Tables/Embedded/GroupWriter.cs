using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// The one writer: takes all transactions that wait, runs them in one database transaction and answers them once that
/// is on disk, so that any number of callers share one flush.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int MostInGroup = 512;

    private readonly CommitQueue queue = new();
    private readonly SqliteConnection connection;
    private readonly StoredRow rows;
    private readonly VersionCounter versions;
    private readonly RowTransaction transaction;
    private readonly Checkpoint checkpoint;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly Action beforeGroup;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="connection">The only one that writes; owned from now on.</param>
    /// <param name="rows">Reads rows.</param>
    /// <param name="beforeGroup">Called on the writer's thread when something waits, before it is taken.</param>
    public GroupWriter(SqliteConnection connection, StoredRow rows, Action beforeGroup)
    {
        this.connection = connection;
        this.rows = rows;
        this.beforeGroup = beforeGroup;
        versions = new(connection);
        transaction = new(connection, rows, versions);
        checkpoint = new(connection);
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        new Thread(Loop) { IsBackground = true, Name = "alerting store writer" }.Start();
    }

    /// <summary>Database transactions committed since the start.</summary>
    public long Commits { get; private set; }

    /// <summary>The connection, for tests to narrow; only while nothing is written.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>False when the writer is closed.</summary>
    public bool Add(PendingCommit pending) => queue.Add(pending);

    /// <summary>Writes and answers what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await stopped.Task;
    }

    private void Loop()
    {
        var group = new List<PendingCommit>(MostInGroup);
        while (queue.Wait())
        {
            beforeGroup();
            queue.TakeInto(group, MostInGroup);
            if (group.Count > 0)
            {
                Run(group);
                group.Clear();
            }
        }

        Close();
    }

    private void Run(List<PendingCommit> group)
    {
        try
        {
            Write(group);
        }
        catch (SqliteException failure)
        {
            Undo();
            foreach (var pending in group)
            {
                pending.Failure = rows.Translate(failure, pending.Partition);
            }
        }

        foreach (var pending in group)
        {
            pending.Complete();
        }

        checkpoint.AfterGroup();
    }

    private void Write(List<PendingCommit> group)
    {
        checkpoint.BeforeGroup();
        begin.Step();
        versions.Reserve(group.Sum(pending => pending.Writes.Length));
        foreach (var pending in group)
        {
            transaction.Run(pending);
        }

        checkpoint.Distrust();
        commit.Step();
        checkpoint.Trust();
        versions.Confirm();
        Commits++;
    }

    // SQLite has rolled back by itself after some errors; what is left open would make every later BEGIN fail.
    private void Undo()
    {
        if (!connection.IsInTransaction)
        {
            return;
        }

        try
        {
            connection.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The group's own failure is the one to report; BEGIN reports this one if it lasts.
        }
    }

    private void Close()
    {
        checkpoint.Last();
        begin.Dispose();
        commit.Dispose();
        transaction.Dispose();
        versions.Dispose();
        connection.Dispose();
        checkpoint.Dispose();
        stopped.SetResult();
    }
}
