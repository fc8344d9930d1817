using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>
/// Tells PagerDuty that a group is in trouble and that it is over, under a key made of the group: a repeat joins the
/// incident that is open, so an attempt of unknown outcome is sent again.
/// </summary>
/// <remarks>
/// "API Response Codes &amp; Retry Logic" of the Events API v2: 202 is taken, 400 is never to be sent again, 429 and
/// 5xx are. That of v1: 200, 400, and 403 where v2 has 429.
/// </remarks>
public sealed class PagerdutyChannel(Outbound outbound) : IChannel
{
    private const string RevokedHint = " (PagerDuty does not know the key: it is mistyped or was revoked)";

    /// <inheritdoc/>
    public string Kind => "pagerduty";

    /// <inheritdoc/>
    public bool Deduplicates => true;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var integration = (Integration.Pagerduty)notification.Integration;
        var wording = Wording.Of(notification);
        if (!PagerdutyKey.TryReveal(integration, wording, out var key, out var fault)
            || !UrlOf.TryOpen(integration, integration.Http, (Address(integration), [key]), out var url, out fault))
        {
            return fault;
        }

        var action = notification.IsFiring ? PagerdutyAction.Trigger : PagerdutyAction.Resolve;
        var body = PagerdutyEvent.Write(notification, wording, key, action);
        var post = new OutboundPost(url, body, [], WantsBody: true)
        {
            Http = integration.Http,
            Allow = notification.OutboundAllow,
            Timeout = integration.Timeout,
        };
        var receipt = (await outbound.Post(post, deadline)).Judged(answer => Judge(answer, url, notification));
        return receipt is Receipt.Delivered told ? told.WithFlaw(Flaws.OfTemplate(wording.Fault)) : receipt;
    }

    /// <summary>
    /// Events of v1 have an address of their own. One that is configured counts for them as well, but for that of v2,
    /// which cannot take them: <c>global</c> hands it to every integration.
    /// </summary>
    internal static string Address(Integration.Pagerduty integration) =>
        integration.ServiceKey is null
        || (integration.IsUrlConfigured
            && !integration.Url.TrimEnd('/').EndsWith("/v2/enqueue", StringComparison.Ordinal))
            ? integration.Url
            : "https://events.pagerduty.com/generic/2010-04-15/create_event.json";

    private static Receipt Judge(Exchange.Answered answer, SecretUrl url, Notification notification)
    {
        var words = PagerdutyAnswer.Read(answer.Body);
        var said = UrlOf.Said(answer with { Body = words.Text }, url);
        var isV1 = ((Integration.Pagerduty)notification.Integration).ServiceKey is not null;
        return answer.Status switch
        {
            202 => Delivered(said, words.Key, notification),
            >= 200 and < 300 => words.IsSuccess
                ? Delivered(said, words.Key, notification)
                : new Receipt.Unknown(said + " (202, or a status of success, was expected)"),
            400 => new Receipt.Refused(said + (words.NamesKey ? RevokedHint : "")),
            403 => isV1 ? new Receipt.Deferred(said, answer.RetryAfter) : new Receipt.Refused(said),
            429 => new Receipt.Deferred(said, answer.RetryAfter),
            408 or >= 500 => new Receipt.Unknown(said),
            _ => new Receipt.Refused(said),
        };
    }

    private static Receipt.Delivered Delivered(string said, string? key, Notification notification) =>
        new(said) { Reference = key ?? PagerdutyEvent.DedupKey(notification) };
}
