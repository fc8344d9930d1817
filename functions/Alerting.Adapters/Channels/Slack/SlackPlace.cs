namespace Alerting.Adapters.Channels.Slack;

/// <summary>Where a message stands: what Slack gives back for it.</summary>
/// <param name="Channel">The channel's id, whatever name it was sent to.</param>
/// <param name="Timestamp">Such as <c>1795227184.123456</c>: the message's id in the channel, a text.</param>
internal readonly record struct SlackPlace(string Channel, string Timestamp)
{
    private const int Longest = 100;

    /// <summary>The place of a reference that was given out; null for any other text.</summary>
    public static SlackPlace? Of(string? reference) =>
        reference?.Split('/') is [var channel, var timestamp] ? Of(channel, timestamp) : null;

    /// <summary>The place; null where one of the two is none.</summary>
    public static SlackPlace? Of(string channel, string timestamp) =>
        channel.Length is > 0 and <= Longest && channel.All(char.IsAsciiLetterOrDigit)
        && timestamp.Length is > 0 and <= Longest && timestamp.All(c => char.IsAsciiDigit(c) || c == '.')
            ? new(channel, timestamp)
            : null;

    /// <summary>As it is referred to.</summary>
    public override string ToString() => $"{Channel}/{Timestamp}";
}
