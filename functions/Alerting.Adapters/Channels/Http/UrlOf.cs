using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;

namespace Alerting.Adapters.Channels.Http;

/// <summary>Where a channel sends to, and how an answer from there is cited.</summary>
internal static class UrlOf
{
    private static readonly Receipt.Refused NoUrl = new("the configured URL is not an absolute http or https URL");

    // Never the URL itself: it may hold a secret of the template.
    private static readonly Receipt.Refused NoneMade = new(
        "nothing was sent: what the URL's template makes is not an absolute http or https URL");

    /// <summary>Where an integration sends to; otherwise the receipt of an attempt that cannot be made.</summary>
    public static bool TryReveal(
        Integration integration, Secret secret, HttpConfig http,
        [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        url = null;
        return IsBuilt(integration, http, out fault) && TryHeaders(http, out var headers, out fault)
            && TryReveal(integration, secret, out var text, out fault) && TryUrl(text, headers, out url, out fault);
    }

    /// <summary>The same of a URL that may be a template.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="secret">The URL or the template.</param>
    /// <param name="http">How it is called.</param>
    /// <param name="notification">What the template is about.</param>
    /// <param name="url">Where to.</param>
    /// <param name="isHostFromData">For <see cref="OutboundPost.IsHostFromData"/>.</param>
    /// <param name="fault">The receipt of an attempt that cannot be made.</param>
    public static bool TryRender(
        Integration integration, Secret secret, HttpConfig http, Notification notification,
        [NotNullWhen(true)] out SecretUrl? url, out bool isHostFromData, [NotNullWhen(false)] out Receipt? fault)
    {
        (url, isHostFromData) = (null, false);
        if (!IsBuilt(integration, http, out fault) || !TryHeaders(http, out var headers, out fault)
            || !TryReveal(integration, secret, out var template, out fault)
            || !TryText(template, notification, out var text, out fault))
        {
            return false;
        }

        isHostFromData = UrlTemplate.IsHostFromData(template);
        if (!TryUrl(text, headers, out url, out fault))
        {
            fault = UrlTemplate.Is(template) ? NoneMade : fault;
            return false;
        }

        // Data would say who we are, or hide where it leads.
        fault = isHostFromData && url.Uri.UserInfo.Length > 0
            ? new Receipt.Refused("nothing was sent: what the URL's template makes names a user before its host")
            : null;
        return fault is null;
    }

    /// <summary>The same for a documented address, with the secrets that the body holds.</summary>
    public static bool TryOpen(
        Integration integration, HttpConfig http, (string Address, ImmutableArray<string> InBody) to,
        [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        url = null;
        if (!IsBuilt(integration, http, out fault) || !TryHeaders(http, out var headers, out fault))
        {
            return false;
        }

        url = SecretUrl.Documented(to.Address, headers, to.InBody);
        fault = url is null ? NoUrl : null;
        return url is not null;
    }

    /// <summary>Status and words of an answer, on one line, without the secret.</summary>
    public static string Said(Exchange.Answered answer, SecretUrl url)
    {
        var quote = url.Quote(answer.From?.Hide(answer.Body) ?? answer.Body);
        var from = (answer.From ?? url).Shown;
        var status = string.Create(CultureInfo.InvariantCulture, $"{from} answered {answer.Status}");
        return quote.Length == 0 ? status : $"{status}: {quote}";
    }

    private static bool IsBuilt(Integration integration, HttpConfig http, [NotNullWhen(false)] out Receipt? fault)
    {
        var missing = integration.NotBuilt ?? http.NotBuilt;
        fault = missing is null ? null : new Receipt.Refused($"not built yet: {missing}");
        return fault is null;
    }

    private static bool TryHeaders(
        HttpConfig http, [NotNullWhen(true)] out ConfiguredHeaders? headers, [NotNullWhen(false)] out Receipt? fault)
    {
        if (SecretTrial.TryMake(() => ConfiguredHeaders.Of(http), out headers, out fault) && !headers.AreSendable)
        {
            fault = new Receipt.Refused("a header of http_config holds what no header may hold");
        }

        return fault is null;
    }

    private static bool TryReveal(
        Integration integration, Secret secret,
        [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Receipt? fault) =>
        SecretTrial.TryMake(
            () => secret.RevealAs(integration is Integration.Slack ? "api_url_file" : "url_file"),
            out text, out fault);

    private static bool TryText(
        string template, Notification notification, out string text, [NotNullWhen(false)] out Receipt? fault)
    {
        (text, fault) = (template, null);
        if (!UrlTemplate.Is(template))
        {
            return true;
        }

        try
        {
            text = notification.Templates.Text(template, NotificationData.Of(notification)).Trim();
        }
        catch (TemplateException wrong)
        {
            fault = new Receipt.Refused("the template of the URL: " + UrlTemplate.Hide(template, wrong.Message));
        }

        return fault is null;
    }

    private static bool TryUrl(
        string text, ConfiguredHeaders headers,
        [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        url = SecretUrl.Of(text, headers);
        fault = url is null ? NoUrl : null;
        return url is not null;
    }
}
