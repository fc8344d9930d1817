using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Inbox;

/// <summary>
/// The local inbox: a row for each notice, the newest 1,000 are kept. A repeat of a notice is the same row.
/// </summary>
/// <param name="store">Where the rows are.</param>
/// <param name="arrived">Told of each message once it is stored, such as to print it; must not throw. Null for
/// nobody.</param>
public sealed class InboxChannel(ITableStore store, Action<InboxMessage>? arrived = null) : IChannel, IDisposable
{
    private readonly NewestRows pruning = new(store, InboxRow.Partition, InboxRow.Kept)
    {
        First = InboxRow.First,
        End = InboxRow.End,
    };

    /// <inheritdoc/>
    public string Kind => "inbox";

    /// <inheritdoc/>
    public bool Deduplicates => true;

    /// <inheritdoc/>
    public void Dispose() => pruning.Dispose();

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        if (deadline.IsCancellationRequested)
        {
            return new Receipt.Deferred("nothing was written to the inbox: the deadline had passed", null);
        }

        var text = PlainText.Render(notification);
        var message = new InboxMessage(
            notification.NoticeId, notification.DecidedAt, text, InboxJson.Write(notification, text));
        try
        {
            await store.Commit(InboxRow.Partition, [InboxRow.Write(message)], deadline);
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            return new Receipt.Unknown("the store did not answer whether the inbox has it");
        }

        arrived?.Invoke(message);
        await Prune(InboxRow.Key(message.DecidedAt, message.NoticeId), deadline);
        return new Receipt.Delivered("in the inbox");
    }

    // The message is stored: too many old ones are no reason to say otherwise.
    private async Task Prune(string key, CancellationToken deadline)
    {
        try
        {
            await pruning.Add(key, deadline);
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // The next message prunes.
        }
    }
}
