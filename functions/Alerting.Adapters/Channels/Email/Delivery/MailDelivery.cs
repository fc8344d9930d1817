using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Adapters.Channels.Email.Mime;
using Alerting.Adapters.Channels.Email.Smtp;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Delivery;

/// <summary>
/// Gives a letter to the server for each recipient by itself, over one connection: one address that is gone, or that
/// the server puts off, keeps it from nobody else.
/// </summary>
internal sealed class MailDelivery(SmtpAccount account, SmtpDialer dialer, Letter letter) : IDisposable
{
    private SmtpSession? session;

    // Why the server takes no mail at all; null while it does.
    private Receipt? outage;

    /// <summary>One attempt.</summary>
    /// <param name="progress">What the attempt before has left; null for nothing.</param>
    /// <param name="deadline">Ends it.</param>
    public async Task<Receipt> Run(string? progress, CancellationToken deadline)
    {
        var states = MailProgress.Read(progress, letter.To);
        var tally = new MailTally(letter, states);
        for (var i = 0; i < letter.To.Length; i++)
        {
            if (states[i] != RecipientState.Taken)
            {
                var mail = Mail(i, isRepeat: states[i] == RecipientState.Maybe);
                tally.Note(i, outage ?? await Send(mail, deadline));
            }
        }

        await (session?.End(deadline) ?? Task.CompletedTask);
        return tally.Sum();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private SmtpMail Mail(int index, bool isRepeat)
    {
        var to = letter.To[index];
        var worded = isRepeat ? letter.AsRepeat() : letter;
        var isUtf8 = to.NeedsUtf8 || letter.From.NeedsUtf8;
        return new(letter.From, to, MimeMessage.Write(worded, to, isUtf8));
    }

    // What keeps a new connection from its first mail would keep it from the others too. One that has taken mail before
    // may only have had enough of it.
    private async Task<Receipt> Send(SmtpMail mail, CancellationToken deadline)
    {
        var isNew = session is null;
        outage = await Opened(deadline);
        if (outage is not null)
        {
            return outage;
        }

        var receipt = await session!.Send(mail, deadline);
        if (session.IsUsable)
        {
            return receipt;
        }

        Close();
        if (receipt is Receipt.Deferred && !isNew)
        {
            return await Send(mail, deadline);
        }

        outage = receipt as Receipt.Deferred;
        return receipt;
    }

    private async Task<Receipt?> Opened(CancellationToken deadline)
    {
        if (session is not null)
        {
            return null;
        }

        session = new(account, dialer);
        var fault = await session.Begin(deadline);
        if (fault is not null)
        {
            Close();
        }

        return fault;
    }

    private void Close()
    {
        session?.Dispose();
        session = null;
    }
}
