using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http;

/// <summary>Where a channel sends to, and how an answer from there is cited.</summary>
internal static class UrlOf
{
    /// <summary>The URL of an integration; otherwise the receipt of an attempt that cannot be made.</summary>
    public static bool TryReveal(
        Secret secret, [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        (url, fault) = (null, null);
        try
        {
            url = SecretUrl.From(secret);
            fault = url is null ? new Receipt.Refused("the configured URL is not an absolute http or https URL") : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault = new Receipt.Deferred("nothing was sent: the file that holds the URL cannot be read", null);
        }

        return url is not null;
    }

    /// <summary>Status and words of an answer, on one line, without the secret.</summary>
    public static string Said(Exchange.Answered answer, SecretUrl url)
    {
        var quote = url.Quote(answer.Body);
        var status = string.Create(CultureInfo.InvariantCulture, $"{url.Shown} answered {answer.Status}");
        return quote.Length == 0 ? status : $"{status}: {quote}";
    }
}
