namespace Alerting.Core.Ports;

/// <summary>
/// Carries hints: a message may be lost, late, repeated or reordered without harm, because the row is the truth.
/// </summary>
public interface IQueue
{
    /// <summary>
    /// True where a message is also dropped when the one of the same id was handed out already (duplicate detection);
    /// false where only one that still waits stands for others.
    /// </summary>
    bool RemembersIds { get; }

    /// <summary>Puts a hint into a queue.</summary>
    /// <param name="queue">Name of the queue; one per consumer.</param>
    /// <param name="id">At most 128 characters; a second message of the same id may be dropped.</param>
    /// <param name="body">UTF-8 text of at most 1 KiB: names of rows, never content.</param>
    /// <param name="at">Not before this instant; an instant that is past means now.</param>
    /// <param name="cancellation">Ends the wait; the hint may then be there or not.</param>
    Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>The queues there are.</summary>
public static class QueueNames
{
    /// <summary>"Look at what is due in this shard": the body names the shard.</summary>
    public const string Wake = "wake";

    /// <summary>
    /// "Send this notice" through one kind of channel (such as <c>slack</c>): a queue and a function for each of first
    /// rank. All mail goes through one.
    /// </summary>
    public static string Send(string channel) => channel == "sendgrid" ? "send-email" : "send-" + channel;

    /// <summary>Those there are in Azure; a kind without one of its own goes through <c>send-other</c>.</summary>
    public static IReadOnlyList<string> Deployed { get; } =
    [
        Wake, "send-slack", "send-email", "send-pagerduty", "send-prefect", "send-wandb", "send-webhook", "send-other",
    ];
}

/// <summary>The queue cannot be reached; the hint may be there or not.</summary>
public sealed class QueueUnavailableException : Exception
{
    /// <summary>Without a cause.</summary>
    public QueueUnavailableException() { }

    /// <summary>With a message that names the queue.</summary>
    public QueueUnavailableException(string message) : base(message) { }

    /// <summary>With a message that names the queue, and its cause.</summary>
    public QueueUnavailableException(string message, Exception inner) : base(message, inner) { }
}
