using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack.Looks;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>The calls of one attempt; see <see cref="SlackChannel"/> for what follows from what.</summary>
internal sealed class SlackTurn(
    Outbound outbound, SlackAddress address, SlackLetter letter, SlackHead head, CancellationToken deadline)
{
    private const string JsonInUtf8 = "application/json; charset=utf-8";

    /// <summary>Posts a new message.</summary>
    public async Task<Receipt> Post()
    {
        var answer = await Call(address.Url, letter.Whole(head));

        // Slack says that it did not take this: the same words without blocks may still get through.
        if (!answer.IsMalformed || deadline.IsCancellationRequested)
        {
            return answer.Receipt;
        }

        var plain = (await Call(address.Url, letter.Plain(head))).Receipt;
        return plain is Receipt.Delivered told
            ? told.WithFlaw($"it went as plain text; its look was refused: {answer.Receipt.Why}")
            : plain;
    }

    /// <summary>Changes a message and says in its thread what changed.</summary>
    public async Task<Receipt> Change(SlackPlace place)
    {
        if (!address.TryMethod("chat.update", out var url, out var fault))
        {
            return fault;
        }

        var changed = await Call(url, letter.Whole(head with { Channel = place.Channel, Changes = place }));
        return changed.Receipt switch
        {
            Receipt.Delivered done when IsQuiet => new Receipt.Delivered(done.Why) { Reference = place.ToString() },
            Receipt.Delivered => await Reply(place),
            Receipt.Deferred => changed.Receipt,
            _ when IsQuiet => changed.Receipt,
            Receipt.Unknown unknown => new Receipt.Deferred(
                $"the message may have been changed, and its thread was not told: {unknown.Why}", null),
            Receipt.Refused => await Post(),
            var other => throw new InvalidOperationException($"No such receipt: {other.GetType().Name}"),
        };
    }

    private async Task<Receipt> Reply(SlackPlace place)
    {
        var isHeard = IsHeard(letter.Notification);
        var replied = await Call(address.Url, SlackMessage.Reply(letter.Notification, place, isHeard));
        return replied.Receipt switch
        {
            Receipt.Delivered done => new Receipt.Delivered(done.Why) { Reference = place.ToString() },
            Receipt.Deferred => replied.Receipt,
            Receipt.Unknown unknown => isHeard
                ? unknown
                : new Receipt.Delivered($"the message was changed; whether its thread was told: {unknown.Why}")
                {
                    Reference = place.ToString(),
                },
            Receipt.Refused => await Post(),
            var other => throw new InvalidOperationException($"No such receipt: {other.GetType().Name}"),
        };
    }

    // Nothing happened that a thread were to be told of, or a second message.
    private bool IsQuiet => letter.Notification.Reason == Reason.ContextCompleted;

    private static bool IsHeard(Notification notification) => notification.IsFiring
        && notification.Reason is Reason.NewAlertsAdded or Reason.SilenceEnded or Reason.PossibleRepeat;

    private async Task<SlackAnswer> Call(SecretUrl url, ReadOnlyMemory<byte> body)
    {
        var post = new OutboundPost(url, body, [], WantsBody: true)
        {
            Http = address.Http,
            Allow = letter.Notification.OutboundAllow,
            Timeout = address.Integration.Timeout,
        };
        return SlackAnswer.Of(
            await outbound.Post(address.IsApi ? post with { MediaType = JsonInUtf8 } : post, deadline), url);
    }
}
