using System.Globalization;
using System.Text;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>One connection to a server, for one mail after the other (RFC 5321).</summary>
internal sealed class SmtpSession(SmtpAccount account, SmtpDialer dialer) : IDisposable
{
    private const int ClosingDown = 421;
    private const int Ready = 220;
    private const int Ok = 250;
    private const int BeginMail = 354;

    private static readonly byte[] Quit = Encoding.ASCII.GetBytes("QUIT\r\n");

    private readonly SmtpWire wire = new();
    private Dictionary<string, string> extensions = [];
    private bool needsReset;

    /// <summary>Whether another mail can be given to it.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Mails that it has taken.</summary>
    public int Taken { get; private set; }

    /// <summary>
    /// Connects, makes the connection safe and says who we are; null when a mail may follow, else why none can.
    /// </summary>
    public async Task<Receipt?> Begin(CancellationToken deadline)
    {
        try
        {
            await wire.Open(dialer, account.Host, account.Port, deadline);
        }
        catch (Exception broken) when (SmtpJudgement.IsBreak(broken))
        {
            return SmtpJudgement.NotOpened(account, broken, deadline);
        }

        try
        {
            return await Greeted(deadline)
                ?? await Hello(deadline)
                ?? await StartTls(deadline)
                ?? await new SmtpLogin(account, wire).Run(extensions.GetValueOrDefault("AUTH"), deadline);
        }
        catch (Exception broken) when (SmtpJudgement.IsBreak(broken))
        {
            return SmtpJudgement.Broken(account, broken, isUnderWay: false, deadline);
        }
    }

    /// <summary>Gives it one mail.</summary>
    public async Task<Receipt> Send(SmtpMail mail, CancellationToken deadline)
    {
        var isUnderWay = false;
        try
        {
            if (await Addressed(mail, deadline) is { } fault)
            {
                return fault;
            }

            await wire.Write(mail.Stuffed(), deadline);
            deadline.ThrowIfCancellationRequested();
            isUnderWay = true;
            return Judge(await wire.Ask(".", deadline));
        }
        catch (Exception broken) when (SmtpJudgement.IsBreak(broken))
        {
            IsUsable = false;
            return SmtpJudgement.Broken(account, broken, isUnderWay, deadline);
        }
    }

    /// <summary>Says goodbye, without waiting for an answer.</summary>
    public async Task End(CancellationToken deadline)
    {
        try
        {
            await wire.Write(Quit, deadline);
        }
        catch (Exception broken) when (SmtpJudgement.IsBreak(broken))
        {
            // All that matters was answered.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();

    private async Task<Receipt?> Greeted(CancellationToken deadline)
    {
        if (account.ImplicitTls)
        {
            await wire.Encrypt(account.Tls, account.Host, deadline);
        }

        return Fault(await wire.Read(deadline), Ready);
    }

    // A server that does not know EHLO knows no extension either.
    private async Task<Receipt?> Hello(CancellationToken deadline)
    {
        var reply = await wire.Ask("EHLO " + account.Hello, deadline);
        extensions = reply.Code == Ok ? Extensions(reply) : [];
        return reply.Code is >= 500 and < 600
            ? Fault(await wire.Ask("HELO " + account.Hello, deadline), Ok)
            : Fault(reply, Ok);
    }

    private async Task<Receipt?> StartTls(CancellationToken deadline)
    {
        if (wire.IsTls || !account.RequireTls)
        {
            return null;
        }

        if (!extensions.ContainsKey("STARTTLS"))
        {
            return new Receipt.Refused(
                $"nothing was sent: {account.Shown} offers no STARTTLS, which require_tls (default true) asks for");
        }

        if (Fault(await wire.Ask("STARTTLS", deadline), Ready) is { } fault)
        {
            return fault;
        }

        await wire.Encrypt(account.Tls, account.Host, deadline);
        return await Hello(deadline);
    }

    private async Task<Receipt?> Addressed(SmtpMail mail, CancellationToken deadline)
    {
        if (Unfit(mail) is { } unfit)
        {
            return new Receipt.Refused(unfit);
        }

        var reset = needsReset ? Fault(await wire.Ask("RSET", deadline), Ok) : null;
        needsReset = true;
        return reset
            ?? Fault(await wire.Ask(From(mail), deadline), Ok)
            ?? Fault(await wire.Ask($"RCPT TO:<{mail.To.Address}>", deadline), Ok)
            ?? Fault(await wire.Ask("DATA", deadline), BeginMail);
    }

    private string? Unfit(SmtpMail mail) =>
        mail.NeedsUtf8 && !extensions.ContainsKey("SMTPUTF8")
            ? $"{account.Shown} offers no SMTPUTF8, which an address beyond ASCII needs"
        : long.TryParse(extensions.GetValueOrDefault("SIZE"), CultureInfo.InvariantCulture, out var most)
            && most > 0 && mail.Content.Length > most
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the mail has {mail.Content.Length} bytes, {account.Shown} takes {most} at the most")
        : null;

    private string From(SmtpMail mail)
    {
        var size = extensions.ContainsKey("SIZE")
            ? string.Create(CultureInfo.InvariantCulture, $" SIZE={mail.Content.Length}")
            : "";
        var body = !mail.NeedsUtf8 ? ""
            : extensions.ContainsKey("8BITMIME") ? " BODY=8BITMIME SMTPUTF8"
            : " SMTPUTF8";
        return $"MAIL FROM:<{mail.From.Address}>{size}{body}";
    }

    private Receipt Judge(SmtpReply reply)
    {
        needsReset = !reply.IsPositive;
        Taken += reply.IsPositive ? 1 : 0;
        return reply.IsPositive ? new Receipt.Delivered(account.Said(reply))
            : reply.Code >= 400 ? Fault(reply, Ok)!
            : new Receipt.Unknown(account.Said(reply));
    }

    // Of 2yz, any will do where one was asked for: 251 and 252 take a recipient too.
    private Receipt? Fault(SmtpReply reply, int expected)
    {
        IsUsable &= reply.Code != ClosingDown;
        return reply.Code == expected || (expected == Ok && reply.IsPositive)
            ? null
            : SmtpJudgement.Of(account, reply, expected);
    }

    private static Dictionary<string, string> Extensions(SmtpReply reply)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in reply.Lines.Skip(1))
        {
            // Some still say "AUTH=LOGIN", as of before the standard.
            var words = line.Replace("AUTH=", "AUTH ", StringComparison.OrdinalIgnoreCase).Trim().Split(' ', 2);
            found.TryAdd(words[0], words.Length > 1 ? words[1].Trim() : "");
        }

        return found;
    }
}
