using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack.Looks;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>
/// Tells a Slack channel, through an incoming webhook or the Web API. Slack keeps no key of a message, so a repeat is a
/// second message.
/// </summary>
/// <remarks>
/// <para>With a bot's token a group has one message. The first notice posts it; the next ones of the same trouble
/// change it to what is true now, and then say in its thread what changed. A change rings nowhere: what people hear
/// is the reply, and those that tell of something new (<see cref="Reason.NewAlertsAdded"/>, <see
/// cref="Reason.SilenceEnded"/>, <see cref="Reason.PossibleRepeat"/>) are shown in the channel, too.</para>
/// <para>So the receipt is that of the reply. A change may be made twice without harm; one of unknown outcome puts the
/// notice back, because the reply was not sent. A reply of unknown outcome is <see cref="Receipt.Unknown"/> if the
/// channel was to hear it, and said again; any other is delivered, because the message itself already says what is
/// true. A message that Slack will not change or reply to (gone, too old, its thread locked) is posted afresh, and that
/// one has the next changes.</para>
/// </remarks>
public sealed class SlackChannel(Outbound outbound) : IChannel
{
    /// <inheritdoc/>
    public string Kind => "slack";

    /// <inheritdoc/>
    public bool Deduplicates => false;

    /// <inheritdoc/>
    public bool Edits(Integration integration) => SlackAddress.IsEditing((Integration.Slack)integration);

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        if (!SlackAddress.TryOf((Integration.Slack)notification.Integration, out var address, out var fault))
        {
            return fault;
        }

        var letter = new SlackLetter(notification);
        if (letter.Head() is not { } head)
        {
            return new Receipt.Refused($"nothing was sent: the template of the channel failed: {letter.Failure}");
        }

        if (address.IsApi && head.Channel.Length == 0)
        {
            return new Receipt.Refused("nothing was sent: the Web API needs a channel, and its text is empty");
        }

        var turn = new SlackTurn(outbound, address, letter, head, deadline);
        var receipt = address.Edits && SlackPlace.Of(notification.Earlier) is { } place
            ? await turn.Change(place)
            : await turn.Post();
        return receipt is Receipt.Delivered told ? told.WithFlaw(Flaws.OfTemplate(letter.Failure)) : receipt;
    }
}
