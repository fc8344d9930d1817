namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>Where a message goes, and under which name.</summary>
/// <param name="Channel">Name or id; empty: the hook's own.</param>
/// <param name="Username">Empty: the app's own.</param>
internal sealed record SlackHead(string Channel, string Username)
{
    /// <summary>The message that is to be changed; null for a new one.</summary>
    public SlackPlace? Changes { get; init; }
}
