using System.Net;
using Alerting.Adapters.Channels.Email.Delivery;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Adapters.Channels.Email.Smtp;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email;

/// <summary>
/// Mail through an SMTP server, a message for each recipient. Servers keep no key of what they took, so a repeat may be
/// a second mail; it has the id of the first, by which readers may drop it.
/// </summary>
/// <param name="time">Bounds the wait for a connection.</param>
/// <param name="resolve">Finds addresses; null for the system's resolver.</param>
public sealed class EmailChannel(TimeProvider time, ResolveName? resolve = null) : IChannel
{
    private readonly SmtpDialer dialer = new(time, resolve ?? Dns.GetHostAddressesAsync);

    /// <inheritdoc/>
    public string Kind => "email";

    /// <inheritdoc/>
    public bool Deduplicates => false;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var email = (Integration.Email)notification.Integration;
        using var account = SmtpAccount.Reveal(email, out var fault);
        if (account is null)
        {
            return fault!;
        }

        if (!LetterWriter.TryWrite(notification, LetterTemplates.Of(email), out var letter, out var refused))
        {
            return refused;
        }

        using var delivery = new MailDelivery(account, dialer, letter);
        return await delivery.Run(notification.Progress, deadline);
    }
}
