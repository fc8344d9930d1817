using Alerting.Core.Ports;

namespace Alerting.Testing.Worlds;

/// <summary>A store that lets a test see or do something before each commit and count what is asked of it.</summary>
public sealed class HookedStore(ITableStore store) : ITableStore
{
    private int reads;
    private int commits;

    public DateTimeOffset UtcNow => store.UtcNow;

    /// <summary>Awaited before each commit.</summary>
    public Func<string, IReadOnlyList<RowWrite>, Task> BeforeCommit { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before each point read, with its key.</summary>
    public Action<string> BeforeGet { get; set; } = _ => { };

    /// <summary>Awaited after each point read, with its key.</summary>
    public Func<string, Task> AfterGet { get; set; } = _ => Task.CompletedTask;

    /// <summary>What is refused may have been written by an earlier try.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>Nothing is answered.</summary>
    public bool IsAway { get; set; }

    public int Reads => reads;

    public int Commits => commits;

    /// <summary>The largest transaction so far, in rows.</summary>
    public int MostRows { get; private set; }

    public async Task<Row?> Get(string partition, string key, CancellationToken cancellation)
    {
        Interlocked.Increment(ref reads);
        ThrowIfAway();
        BeforeGet(key);
        var row = await store.Get(partition, key, cancellation);
        await AfterGet(key);
        return row;
    }

    public Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation)
    {
        Interlocked.Increment(ref reads);
        ThrowIfAway();
        return store.Range(partition, from, to, limit, continuation, cancellation);
    }

    public async Task<CommitResult> Commit(
        string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        Interlocked.Increment(ref commits);
        MostRows = Math.Max(MostRows, writes.Count);
        ThrowIfAway();
        await BeforeCommit(partition, writes);
        var result = await store.Commit(partition, writes, cancellation);
        return result with { IsInDoubt = IsInDoubt && !result.IsDone };
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("the store is away");
        }
    }
}
