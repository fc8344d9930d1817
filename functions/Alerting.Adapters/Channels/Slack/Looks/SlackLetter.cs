using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>
/// What one notice is to say, in the look that is asked for. A look whose templates fail is replaced by our own with
/// the error in it: nothing goes untold.
/// </summary>
internal sealed class SlackLetter
{
    private const string BuiltInUsername = """{{ template "slack.default.username" . }}""";

    private readonly SlackTexts texts;
    private readonly bool isConfigured;
    private string? failure;

    /// <summary>Of the notice.</summary>
    public SlackLetter(Notification notification)
    {
        (Notification, texts) = (notification, new(notification));
        isConfigured = texts.IsConfigured;
    }

    /// <summary>The notice.</summary>
    public Notification Notification { get; }

    /// <summary>The first error of a template; null for none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Channel and name; a name that cannot be rendered is left out, a channel is what
    /// <see cref="Failure"/> is about.</summary>
    public SlackHead? Head()
    {
        var integration = (Integration.Slack)Notification.Integration;
        var username = Rendered(integration.Username ?? (isConfigured ? BuiltInUsername : "")) ?? "";
        return Rendered(integration.Channel) is { } channel ? new(channel, username) : null;
    }

    /// <summary>The message whole. In one that is changed the repeat is no news: its thread says so.</summary>
    public ReadOnlyMemory<byte> Whole(SlackHead head)
    {
        var said = head.Changes is null ? Notification : Notification with { PossibleRepeat = false };
        try
        {
            return isConfigured && failure is null
                ? new SlackAttachment(said, texts).Write(head)
                : SlackMessage.Whole(said, head, failure);
        }
        catch (TemplateException broken)
        {
            failure = SlackTexts.Failure(broken);
            Failure ??= failure;
            return SlackMessage.Whole(said, head, failure);
        }
    }

    /// <summary>The same as text alone.</summary>
    public ReadOnlyMemory<byte> Plain(SlackHead head) => SlackMessage.Text(Notification, head, failure);

    private string? Rendered(string template)
    {
        try
        {
            return texts.Of(template);
        }
        catch (TemplateException broken)
        {
            Failure = SlackTexts.Failure(broken);
            return null;
        }
    }
}
