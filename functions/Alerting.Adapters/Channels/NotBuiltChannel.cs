using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels;

/// <summary>Stands for a type of integration without a channel of its own: refuses everything, visibly.</summary>
/// <param name="kind">The type, such as <c>pagerduty</c>.</param>
public sealed class NotBuiltChannel(string kind) : IChannel
{
    /// <inheritdoc/>
    public string Kind => kind;

    /// <inheritdoc/>
    public bool Deduplicates => true;

    /// <inheritdoc/>
    public Task<Receipt> Send(Notification notification, CancellationToken deadline) =>
        Task.FromResult<Receipt>(new Receipt.Refused("channel not built"));
}
