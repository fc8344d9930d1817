using System.Collections.Immutable;
using Alerting.Adapters.Tables.Embedded.Sqlite;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// Runs one caller's transaction inside the group's. A row occurs once in a transaction, so all conditions are checked
/// before the first write: a refused transaction has written nothing and there is nothing to undo.
/// </summary>
internal sealed class RowTransaction : IDisposable
{
    private readonly StoredRow rows;
    private readonly VersionCounter versions;
    private readonly SqliteStatement select;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement update;
    private readonly SqliteStatement delete;

    public RowTransaction(SqliteConnection connection, StoredRow rows, VersionCounter versions)
    {
        this.rows = rows;
        this.versions = versions;
        select = connection.Prepare("SELECT etag, data, rowid FROM rows WHERE pk = ?1 AND rk = ?2");
        insert = connection.Prepare("INSERT INTO rows(pk, rk, etag, data) VALUES(?1, ?2, ?3, ?4)");
        update = connection.Prepare("UPDATE rows SET etag = ?2, data = ?3 WHERE rowid = ?1");
        delete = connection.Prepare("DELETE FROM rows WHERE rowid = ?1");
    }

    /// <summary>Sets result or failure of the transaction; what concerns the whole group is thrown.</summary>
    /// <exception cref="SqliteException">The group must be rolled back.</exception>
    public void Run(PendingCommit pending)
    {
        try
        {
            for (var i = 0; i < pending.Writes.Length; i++)
            {
                if (Refusal(pending, pending.Writes[i]) is { } status)
                {
                    pending.Result = CommitResult.Refused(status, i);
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is StoreCorruptException or ArgumentException)
        {
            pending.Failure = failure;
            return;
        }
        catch (SqliteException failure) when (failure.IsCorruption)
        {
            // Nothing was written yet, and the others in the group have rows of their own.
            pending.Failure = rows.Translate(failure, pending.Partition);
            return;
        }

        pending.Result = new(CommitStatus.Done, -1, Apply(pending));
    }

    public void Dispose()
    {
        select.Dispose();
        insert.Dispose();
        update.Dispose();
        delete.Dispose();
    }

    private CommitStatus? Refusal(PendingCommit pending, PendingWrite write)
    {
        select.Bind(1, pending.PartitionBytes);
        select.Bind(2, write.Key);
        try
        {
            if (!select.Step())
            {
                return Absent(write.Write);
            }

            // An index that is damaged leads to another row, which the write would take the place of.
            rows.Verify(select, 0, (pending.Partition, pending.PartitionBytes), write.Key);
            write.Place = select.Long(2);
            return Met(pending, write);
        }
        finally
        {
            select.Reset();
        }
    }

    private static CommitStatus? Absent(RowWrite write) =>
        write is RowWrite.Inserted or RowWrite.Put ? null : CommitStatus.Missing;

    private CommitStatus? Met(PendingCommit pending, PendingWrite write)
    {
        if (write.Write is RowWrite.Inserted)
        {
            return CommitStatus.Exists;
        }

        if (write.Expected != PendingWrite.AnyVersion && write.Expected != select.Long(0))
        {
            return CommitStatus.Conflict;
        }

        if (write.Write is RowWrite.Merged)
        {
            var row = rows.Read(select, 0, (pending.Partition, pending.PartitionBytes), write.Key);
            write.Become(pending.PartitionBytes, Merge(row, write.Write));
        }

        return null;
    }

    private static Properties Merge(Row row, RowWrite write)
    {
        var merged = row.Properties;
        foreach (var (name, value) in write.Properties!)
        {
            merged.Add(name, value);
        }

        RowLimits.CheckRow(row.Partition, row.Key, merged);
        return merged;
    }

    private ImmutableArray<ETag> Apply(PendingCommit pending)
    {
        var etags = ImmutableArray.CreateBuilder<ETag>(pending.Writes.Length);
        foreach (var write in pending.Writes)
        {
            etags.Add(write.Write is RowWrite.Deleted ? Delete(write) : Put(pending, write));
        }

        return etags.MoveToImmutable();
    }

    private ETag Put(PendingCommit pending, PendingWrite write)
    {
        var version = versions.Next();
        RowSeal.Close(write.Stored, write.Crc, version);
        if (write.Place is { } place)
        {
            update.Bind(1, place);
            update.Bind(2, version);
            update.Bind(3, write.Stored);
            update.Step();
        }
        else
        {
            insert.Bind(1, pending.PartitionBytes);
            insert.Bind(2, write.Key);
            insert.Bind(3, version);
            insert.Bind(4, write.Stored);
            insert.Step();
        }

        return StoredRow.Tag(version);
    }

    private ETag Delete(PendingWrite write)
    {
        delete.Bind(1, write.Place!.Value);
        delete.Step();
        return default;
    }
}
