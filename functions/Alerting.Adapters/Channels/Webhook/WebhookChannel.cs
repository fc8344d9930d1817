using System.Globalization;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>
/// Sends Alertmanager's version 4 payload. Each attempt carries the notice's id in <c>Alerting-Notice-Id</c>, by which
/// the receiver knows a repeat; so an attempt of unknown outcome is sent again.
/// </summary>
/// <remarks>
/// Alertmanager's contract with receivers: 2xx is taken, 5xx is sent again, anything else is never sent again. Beyond
/// it 429 and 503 put the notice back for <c>Retry-After</c>, because they say that nothing was done.
/// </remarks>
public sealed class WebhookChannel(Outbound outbound) : IChannel
{
    /// <inheritdoc/>
    public string Kind => "webhook";

    /// <inheritdoc/>
    public bool Deduplicates => true;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var integration = (Integration.Webhook)notification.Integration;
        if (!UrlOf.TryReveal(integration, integration.Url, integration.Http, out var url, out var fault))
        {
            return fault;
        }

        using var own = integration.Timeout > TimeSpan.Zero
            ? new CancellationTokenSource(integration.Timeout, outbound.Time)
            : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline, own.Token);
        var post = new OutboundPost(
            url, WebhookPayload.Write(notification, integration.MaxAlerts), Headers(notification), WantsBody: false);
        return await outbound.Post(post, both.Token) switch
        {
            Exchange.Answered answer => Judge(answer, url),
            Exchange.Failed failed => failed.Receipt,
            var other => throw new InvalidOperationException($"No such exchange: {other.GetType().Name}"),
        };
    }

    private static List<KeyValuePair<string, string>> Headers(Notification notification)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("Alerting-Notice-Id", notification.NoticeId),
            new("Alerting-Attempt", notification.Attempt.ToString(CultureInfo.InvariantCulture)),
        ];
        if (notification.TraceParent is { } traceParent)
        {
            headers.Add(new("traceparent", traceParent));
        }

        return headers;
    }

    private static Receipt Judge(Exchange.Answered answer, SecretUrl url)
    {
        var said = UrlOf.Said(answer, url);
        return answer.Status switch
        {
            >= 200 and < 300 => new Receipt.Delivered(said),
            429 or 503 => new Receipt.Deferred(said, answer.RetryAfter),
            >= 500 => new Receipt.Unknown(said),
            _ => new Receipt.Refused(said),
        };
    }
}
