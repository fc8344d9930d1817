using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>
/// Posts to a Slack incoming webhook. Slack keeps no key of a message, so a repeat is a second message. Answers: the
/// word <c>ok</c> with 200; else a bare word, on which Slack's changelog of 2016-05-17 and its rate limit pages are
/// followed.
/// </summary>
public sealed class SlackChannel(Outbound outbound) : IChannel
{
    /// <inheritdoc/>
    public string Kind => "slack";

    /// <inheritdoc/>
    public bool Deduplicates => false;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var integration = (Integration.Slack)notification.Integration;
        if (!UrlOf.TryReveal(integration, integration.ApiUrl, integration.Http, out var url, out var fault))
        {
            return fault;
        }

        var exchange = await Post(notification, url, withBlocks: true, deadline);

        // Slack says that it did not post this: the same words without blocks may still get through.
        if (IsMalformed(exchange) && !deadline.IsCancellationRequested)
        {
            exchange = await Post(notification, url, withBlocks: false, deadline);
        }

        return exchange switch
        {
            Exchange.Answered answer => Judge(answer, url),
            Exchange.Failed failed => failed.Receipt,
            var other => throw new InvalidOperationException($"No such exchange: {other.GetType().Name}"),
        };
    }

    private Task<Exchange> Post(
        Notification notification, SecretUrl url, bool withBlocks, CancellationToken deadline) =>
        outbound.Post(new(url, SlackMessage.Write(notification, withBlocks), [], WantsBody: true), deadline);

    private static bool IsMalformed(Exchange exchange) => exchange is Exchange.Answered { Status: 400 } answer
        && answer.Body.StartsWith("invalid_", StringComparison.Ordinal);

    private static Receipt Judge(Exchange.Answered answer, SecretUrl url)
    {
        var word = answer.Body.Trim();
        var said = UrlOf.Said(answer, url);
        return answer.Status switch
        {
            200 => word == "ok" ? new Receipt.Delivered(said) : new Receipt.Unknown(said + " (ok was expected)"),
            429 => new Receipt.Deferred(said, answer.RetryAfter),
            500 => word == "rollup_error" ? new Receipt.Deferred(said, answer.RetryAfter) : new Receipt.Unknown(said),
            > 200 and < 300 or > 500 => new Receipt.Unknown(said),
            _ => new Receipt.Refused(said),
        };
    }
}
