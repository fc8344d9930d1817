using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// Row versions: growing, never given twice, not after a delete and not after a restart. A bound is stored ahead of the
/// numbers, one write for a million of them; a restart begins at the bound.
/// </summary>
internal sealed class VersionCounter : IDisposable
{
    private const long Block = 1 << 20;

    private readonly SqliteStatement store;
    private long last;
    private long stored;
    private long storing;

    public VersionCounter(SqliteConnection connection)
    {
        last = stored = storing = connection.Number("SELECT value FROM meta WHERE name = 'versions'");
        store = connection.Prepare("INSERT OR REPLACE INTO meta(name, value) VALUES('versions', ?1)");
    }

    /// <summary>Makes sure, inside the open transaction, that so many numbers lie below the stored bound.</summary>
    public void Reserve(int count)
    {
        storing = stored;
        if (last + count > stored)
        {
            storing = last + count + Block;
            store.Bind(1, storing);
            store.Step();
        }
    }

    /// <summary>The transaction that reserved is durable.</summary>
    public void Confirm() => stored = storing;

    /// <summary>The next version, from 1 on.</summary>
    public long Next() => ++last;

    public void Dispose() => store.Dispose();
}
