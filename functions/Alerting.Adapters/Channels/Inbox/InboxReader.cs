using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Inbox;

/// <summary>Reads the local inbox.</summary>
public sealed class InboxReader(ITableStore store)
{
    /// <summary>The newest messages, newest first; empty when there are none.</summary>
    /// <param name="limit">At the most, 1 to 1,000.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<IReadOnlyList<InboxMessage>> Read(int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, InboxRow.Kept);
        var messages = new List<InboxMessage>();
        string? continuation = null;
        do
        {
            var page = await store.Range(
                InboxRow.Partition, InboxRow.First, InboxRow.End, limit - messages.Count, continuation, cancellation);
            messages.AddRange(page.Rows.Select(InboxRow.Read));
            continuation = page.Continuation;
        }
        while (continuation is not null && messages.Count < limit);

        return messages;
    }
}
