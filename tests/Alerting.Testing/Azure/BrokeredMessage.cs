namespace Alerting.Testing.Azure;

/// <summary>A message as the broker took it.</summary>
/// <param name="MessageId">As sent; one of the broker's own where none was sent.</param>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">The request's; null where there was none.</param>
/// <param name="CorrelationId">As sent.</param>
/// <param name="Label">As sent.</param>
/// <param name="SequenceNumber">From 1 on, in the order of acceptance, per queue.</param>
/// <param name="EnqueuedAt">When it can first be received: on acceptance, or when it is scheduled for.</param>
/// <param name="ScheduledFor">Null where it was sent for at once.</param>
/// <param name="Properties">Custom properties (string, long, double, bool) by name, whatever the case.</param>
public sealed record BrokeredMessage(
    string MessageId,
    ReadOnlyMemory<byte> Body,
    string? ContentType,
    string? CorrelationId,
    string? Label,
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset? ScheduledFor,
    IReadOnlyDictionary<string, object> Properties);

/// <summary>A message in the hands of one receiver.</summary>
/// <param name="Queue">Where it is from.</param>
/// <param name="LockToken">Of this delivery.</param>
/// <param name="DeliveryCount">This delivery included.</param>
/// <param name="LockedUntil">As handed out; a renewed lock lasts longer.</param>
/// <param name="Message">The message.</param>
public sealed record LockedMessage(
    string Queue, Guid LockToken, int DeliveryCount, DateTimeOffset LockedUntil, BrokeredMessage Message);

/// <summary>What a queue was created with.</summary>
/// <param name="Name">One path segment; case does not matter.</param>
public sealed record QueueRules(string Name)
{
    /// <summary>An id accepted less than this ago is accepted once more and dropped.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A message given up after this many deliveries is dead.</summary>
    public int MaxDeliveries { get; init; } = 50;
}
