using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Inbox;

/// <summary>
/// Keeps the newest 1,000 messages. The keys are read once and then counted along, so that a message costs no scan;
/// every hundred messages they are read again, because other processes write too.
/// </summary>
internal sealed class InboxPruning(ITableStore store) : IDisposable
{
    public const int Kept = 1000;

    private const int PageSize = 100;
    private const int Recount = 100;
    private const int DeletedAtOnce = 90;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SortedSet<string> keys = new(StringComparer.Ordinal);
    private int untilRecount;

    public void Dispose() => gate.Dispose();

    /// <summary>Counts a message and removes at most 90 of the oldest ones beyond the limit.</summary>
    public async Task Add(string key, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (untilRecount-- == 0)
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
        untilRecount = 0;
        keys.Clear();
        string? continuation = null;
        do
        {
            var page = await store.Range(
                InboxRow.Partition, InboxRow.First, InboxRow.End, PageSize, continuation, cancellation);
            keys.UnionWith(page.Rows.Select(row => row.Key));
            continuation = page.Continuation;
        }
        while (continuation is not null && keys.Count < Kept + PageSize);

        untilRecount = Recount;
    }

    private async Task RemoveOldest(CancellationToken cancellation)
    {
        string[] oldest = [.. keys.Reverse().Take(Math.Clamp(keys.Count - Kept, 0, DeletedAtOnce))];
        if (oldest.Length == 0)
        {
            return;
        }

        var writes = oldest.Select(key => RowWrite.Delete(key, ETag.Any)).ToArray();
        var result = await store.Commit(InboxRow.Partition, writes, cancellation);

        // Another process was quicker with one of them: count again next time.
        untilRecount = result.IsDone ? untilRecount : 0;
        keys.ExceptWith(oldest);
    }
}
