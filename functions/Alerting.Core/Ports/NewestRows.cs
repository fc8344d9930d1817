namespace Alerting.Core.Ports;

/// <summary>
/// Keeps the newest of rows whose keys begin with the newest. Keys are read once and then counted along, so that a new
/// one costs no scan; every hundred they are read again, because other processes write too. Safe for any number of
/// callers.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="partition">Their partition.</param>
/// <param name="kept">So many are kept, at least 1.</param>
public sealed class NewestRows(ITableStore store, string partition, int kept) : IDisposable
{
    private const int DeletedAtOnce = 45;
    private const int Recount = 100;

    // Rows may be large, and are read for their keys alone.
    private const int PageSize = 100;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SortedSet<string> keys = new(StringComparer.Ordinal);
    private int untilRecount;

    /// <summary>The first key there may be.</summary>
    public required string First { get; init; }

    /// <summary>What comes after the last.</summary>
    public required string End { get; init; }

    /// <summary>What removes the row of a key and what belongs to it: two writes at the most.</summary>
    public Func<string, IReadOnlyList<RowWrite>> Delete { get; init; } = key => [RowWrite.Delete(key, ETag.Any)];

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>
    /// Counts a row that was stored, and removes at most 45 of the oldest beyond the limit. Nobody waits for another:
    /// the next one goes on.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away; the next one goes on.</exception>
    public async Task Add(string key, CancellationToken cancellation)
    {
        if (!await gate.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return;
        }

        try
        {
            if (untilRecount-- <= 0)
            {
                await Count(cancellation);
            }

            keys.Add(key);
            await RemoveOldest(cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task Count(CancellationToken cancellation)
    {
        keys.Clear();
        untilRecount = 0;
        string? continuation = null;
        do
        {
            var page = await store.Range(partition, First, End, PageSize, continuation, cancellation);
            keys.UnionWith(page.Rows.Select(row => row.Key));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        untilRecount = Recount;
    }

    private async Task RemoveOldest(CancellationToken cancellation)
    {
        string[] oldest = [.. keys.Reverse().Take(Math.Clamp(keys.Count - kept, 0, DeletedAtOnce))];
        if (oldest.Length == 0)
        {
            return;
        }

        var result = await store.Commit(partition, [.. oldest.SelectMany(Delete)], cancellation);

        // Somebody else was quicker with one of them: count again next time.
        untilRecount = result.IsDone ? untilRecount : 0;
        keys.ExceptWith(oldest);
    }
}
