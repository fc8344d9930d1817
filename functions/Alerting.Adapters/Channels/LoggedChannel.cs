using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Alerting.Adapters.Channels;

/// <summary>
/// Says in the log what came of every attempt: a delivery as information, one with a flaw and what is put back or
/// unknown as a warning, what is refused as an error. Names the notice and its group, never what it tells.
/// </summary>
public sealed partial class LoggedChannel(IChannel channel, ILogger<LoggedChannel> log) : IChannel
{
    private const int LongestKey = 500;

    /// <inheritdoc/>
    public string Kind => channel.Kind;

    /// <inheritdoc/>
    public bool Deduplicates => channel.Deduplicates;

    /// <inheritdoc/>
    public bool Edits(Integration integration) => channel.Edits(integration);

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var receipt = await channel.Send(notification, deadline);
        var (level, word) = receipt switch
        {
            Receipt.Delivered { Flaw: not null } => (LogLevel.Warning, "delivered with a flaw"),
            Receipt.Delivered => (LogLevel.Information, "delivered"),
            Receipt.Deferred => (LogLevel.Warning, "put back"),
            Receipt.Unknown => (LogLevel.Warning, "of unknown outcome"),
            _ => (LogLevel.Error, "refused"),
        };
        if (log.IsEnabled(level))
        {
            var (notice, attempt, reason) = (notification.NoticeId, notification.Attempt, notification.Reason.ToText());
            var group = BoundedText.Printable(notification.GroupKey, LongestKey);
            LogReceipt(level, notice, attempt, word, reason, group, receipt.Why);
        }

        return receipt;
    }

    [LoggerMessage(
        EventId = 20, Message = "Notice {Notice}, attempt {Attempt}: {Outcome} ({Reason}; group {Group}): {Why}")]
    private partial void LogReceipt(
        LogLevel level, string notice, int attempt, string outcome, string reason, string group, string why);
}
