using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http;

/// <summary>Where a channel sends to, and how an answer from there is cited.</summary>
internal static class UrlOf
{
    /// <summary>Where an integration sends to; otherwise the receipt of an attempt that cannot be made.</summary>
    public static bool TryReveal(
        Integration integration, Secret secret, HttpConfig http,
        [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        url = null;
        if ((integration.NotBuilt ?? http.NotBuilt) is { } missing)
        {
            fault = new Receipt.Refused($"not built yet: {missing}");
            return false;
        }

        return TryHeaders(http, out var headers, out fault) && TryUrl(secret, headers, out url, out fault);
    }

    /// <summary>Status and words of an answer, on one line, without the secret.</summary>
    public static string Said(Exchange.Answered answer, SecretUrl url)
    {
        var quote = url.Quote(answer.Body);
        var status = string.Create(CultureInfo.InvariantCulture, $"{url.Shown} answered {answer.Status}");
        return quote.Length == 0 ? status : $"{status}: {quote}";
    }

    private static bool TryHeaders(
        HttpConfig http, out ConfiguredHeaders headers, [NotNullWhen(false)] out Receipt? fault)
    {
        (headers, fault) = (ConfiguredHeaders.None, null);
        try
        {
            headers = ConfiguredHeaders.Of(http);
            fault = headers.AreSendable
                ? null
                : new Receipt.Refused("a header of http_config holds what no header may hold");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault = new Receipt.Deferred("nothing was sent: a file that http_config names cannot be read", null);
        }

        return fault is null;
    }

    private static bool TryUrl(
        Secret secret, ConfiguredHeaders headers,
        [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        (url, fault) = (null, null);
        try
        {
            url = SecretUrl.From(secret, headers);
            fault = url is null ? new Receipt.Refused("the configured URL is not an absolute http or https URL") : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault = new Receipt.Deferred("nothing was sent: the file that holds the URL cannot be read", null);
        }

        return url is not null;
    }
}
