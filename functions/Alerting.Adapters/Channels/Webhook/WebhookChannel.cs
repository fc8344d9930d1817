using System.Diagnostics.CodeAnalysis;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>
/// Sends Alertmanager's version 4 payload, or the configured one in its place. Each attempt carries the notice's id in
/// <c>Alerting-Notice-Id</c>, by which the receiver knows a repeat; so an attempt of unknown outcome is sent again.
/// Signed as Standard Webhooks where secrets are configured.
/// </summary>
/// <remarks>
/// <para>Alertmanager's contract with receivers: 2xx is taken, 5xx is sent again, anything else is never sent again.
/// Beyond it 429 and 503 put the notice back for <c>Retry-After</c>, because they say that nothing was done.</para>
/// <para>A configured payload whose template fails is replaced by the version 4 payload, whole and unmarked, with
/// <c>Alerting-Template-Error: 1</c>; the error itself stands in the receipt and so in the log. A receiver that takes
/// only its own shape refuses it, and then the notice counts as refused, never as told.</para>
/// <para>What the format has no place for stands in headers (<c>Alerting-Drill: 1</c>, <c>Alerting-Status: 1</c>,
/// <c>Alerting-Stands-In-For</c>);
/// the alerts of a drill have the annotation <c>alerting_drill</c> besides.</para>
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
        var (secret, http) = (integration.Url, integration.Http);
        if (!UrlOf.TryRender(
            integration, secret, http, notification, out var url, out var isHostFromData, out var fault))
        {
            return fault;
        }

        var body = WebhookBody.Of(notification);
        var headers = WebhookHeaders.Of(notification, body);
        if (!TrySign(integration, headers, body, out fault))
        {
            return fault;
        }

        var post = new OutboundPost(url, body.Bytes, headers, WantsBody: false)
        {
            Http = http,
            IsHostFromData = isHostFromData,
            Allow = notification.OutboundAllow,
            Timeout = integration.Timeout,
        };
        return (await outbound.Post(post, deadline)).Judged(
            answer => Judge(answer, UrlOf.Said(answer, url), body));
    }

    private bool TrySign(
        Integration.Webhook integration, List<KeyValuePair<string, string>> headers, WebhookBody body,
        [NotNullWhen(false)] out Receipt? fault)
    {
        fault = null;
        if (integration.SigningSecrets.IsEmpty)
        {
            return true;
        }

        var (id, now) = (headers[0].Value, outbound.Time.GetUtcNow());
        if (!SecretTrial.TryMake(
            () => StandardWebhooks.Headers(integration.SigningSecrets, id, now, body.Bytes.Span),
            out var signed, out fault))
        {
            return false;
        }

        headers.AddRange(signed);
        fault = signed is []
            ? new Receipt.Refused("nothing was sent: a signing secret is not whsec_ and Base64")
            : null;
        return fault is null;
    }

    private static Receipt Judge(Exchange.Answered answer, string said, WebhookBody body)
    {
        var flaw = body.Failure is { } failure
            ? $"the version 4 payload was sent because a template failed: {failure}"
            : null;
        var worded = flaw is null ? said : $"{said}; {flaw}";
        return answer.Status switch
        {
            >= 200 and < 300 => new Receipt.Delivered(said).WithFlaw(flaw),
            429 or 503 => new Receipt.Deferred(worded, answer.RetryAfter),
            >= 500 => new Receipt.Unknown(worded),
            _ => new Receipt.Refused(worded),
        };
    }
}
