using System.Collections.Immutable;
using System.Net;
using Alerting.Adapters.Channels.Email.Delivery;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Adapters.Channels.Email.Smtp;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Addresses;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>Letters to send, whatever made them.</summary>
internal static class Letters
{
    public static Letter To(params string[] recipients) => new()
    {
        NoticeId = "g1.email[0].1795227184000",
        At = Notices.DecidedAt,
        From = Box("Alerts <alerts@example.com>"),
        To = [.. recipients.Select(Box)],
        Subject = "[FIRING:1] A",
        Text = "It burns.\n",
        Html = "<p>It burns.</p>",
        Notes = [],
        Headers = [],
        Root = "<alert-1@example.com>",
    };

    public static Mailbox Box(string text) => Assert.Single(MailboxList.Parse(text).Boxes);

    public static ImmutableArray<Mailbox> Boxes(params string[] texts) => [.. texts.Select(Box)];

    public static Integration.Email Email(SmtpServer server, string to = "a@example.com") => new()
    {
        Index = 0,
        SendResolved = true,
        To = to,
        From = "Alerts <alerts@example.com>",
        Host = "127.0.0.1",
        Port = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        RequireTls = false,
    };

    public static Integration.Email WithLogin(this Integration.Email email, string user, string secret) => email with
    {
        Username = user,
        Password = Secret.Inline(secret),
        CramSecret = Secret.Inline(secret),
    };

    public static Task<Receipt> Send(Integration.Email email, Letter letter, string? progress = null) =>
        Send(email, letter, progress, TestContext.Current.CancellationToken);

    public static async Task<Receipt> Send(
        Integration.Email email, Letter letter, string? progress, CancellationToken deadline)
    {
        using var account = SmtpAccount.Reveal(email, out var fault);
        if (account is null)
        {
            return fault!;
        }

        // Any name is this machine, whatever else it is called.
        var dialer = new SmtpDialer(new FixedClock(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        using var delivery = new MailDelivery(account, dialer, letter);
        return await delivery.Run(progress, deadline);
    }
}
