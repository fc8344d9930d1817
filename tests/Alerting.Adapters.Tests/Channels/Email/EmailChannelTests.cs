using Alerting.Adapters.Channels.Email;
using Alerting.Adapters.Channels.Email.Smtp;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>From a notice to the server.</summary>
public sealed class EmailChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_becomes_a_mail_of_two_parts()
    {
        await using var server = SmtpServer.Start();
        var alert = Notices.Alert("alertname=A;severity=critical", "summary=It <b>burns</b> & é");

        var receipt = await Send(Letters.Email(server), notice => notice, alert);

        var delivered = Assert.IsType<Receipt.Delivered>(receipt);
        var mail = Assert.Single(server.Mails).Parsed;
        Assert.Equal("[FIRING:1] A (critical)", mail.Subject);
        Assert.Contains("It <b>burns</b> & é", mail.Parts[0].Text, StringComparison.Ordinal);
        Assert.Contains("It &lt;b&gt;burns&lt;/b&gt; &amp; é", mail.Parts[1].Text, StringComparison.Ordinal);
        Assert.Equal(delivered.Reference, mail["References"]);
        Assert.Null(delivered.Flaw);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_mail_whose_template_failed_is_delivered_with_a_flaw()
    {
        await using var server = SmtpServer.Start();

        var receipt = await Send(Letters.Email(server) with { Text = "{{ .Nothing }}" }, notice => notice);

        var delivered = Assert.IsType<Receipt.Delivered>(receipt);
        Assert.StartsWith("a template failed: ", delivered.Flaw, StringComparison.Ordinal);
        Assert.EndsWith("; " + delivered.Flaw, delivered.Why, StringComparison.Ordinal);
        Assert.Contains("A template of this mail failed", Assert.Single(server.Mails).Parsed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_notes_come_first_in_both_parts_and_a_drill_in_the_subject()
    {
        await using var server = SmtpServer.Start();

        await Send(Letters.Email(server), notice => notice with { IsDrill = true, PossibleRepeat = true });

        var mail = Assert.Single(server.Mails).Parsed;
        const string Drill = "This is a drill: nothing of it is true.";
        Assert.StartsWith("[DRILL] [FIRING:1] A", mail.Subject, StringComparison.Ordinal);
        Assert.StartsWith(Drill + "\nPossible repeat: ", mail.Parts[0].Text, StringComparison.Ordinal);
        Assert.Matches($"<body[^>]*><div style=\"[^\"]*\">{Drill}<br>Possible repeat: ", mail.Parts[1].Text);
    }

    [Fact]
    public async Task Progress_of_the_attempt_before_is_gone_by()
    {
        var isPutOff = true;
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => isPutOff && command.StartsWith("RCPT TO:<b@", StringComparison.Ordinal)
                ? SmtpAnswer.Line("450 later")
                : null,
        });
        var email = Letters.Email(server, "a@example.com, b@example.com");

        var first = Assert.IsType<Receipt.Deferred>(await Send(email, notice => notice));
        isPutOff = false;
        await Send(email, notice => notice with { Attempt = 3, Progress = first.Progress });

        Assert.Equal(["a@example.com", "b@example.com"], server.Mails.Select(mail => mail.To[0]));
        Assert.Equal(server.Mails[0].Parsed["References"], server.Mails[1].Parsed["References"]);
    }

    [Theory]
    [InlineData("port", "0")]
    [InlineData("port", "65536")]
    [InlineData("port", "25x")]
    [InlineData("hello", "a b")]
    [InlineData("hello", "a\r\nRSET")]
    [InlineData("unbuilt", "tls_config.cert_ref")]
    public async Task What_cannot_be_done_as_asked_is_refused_and_nothing_is_sent(string what, string value)
    {
        await using var server = SmtpServer.Start();
        var email = Letters.Email(server);

        var receipt = await Send(
            what switch
            {
                "port" => email with { Port = value },
                "hello" => email with { Hello = value },
                _ => email with { NotBuilt = value },
            },
            notice => notice);

        Assert.IsType<Receipt.Refused>(receipt);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_name_is_looked_up_and_each_of_its_addresses_is_tried()
    {
        await using var server = SmtpServer.Start();
        var email = Letters.Email(server) with { Host = "mail.example.com" };
        var channel = new EmailChannel(
            new FixedClock(), (_, _) => Task.FromResult<System.Net.IPAddress[]>(
                [System.Net.IPAddress.IPv6Loopback, System.Net.IPAddress.Parse("127.0.0.2"), System.Net.IPAddress.Loopback]));

        var receipt = await channel.Send(Notices.Of(email), Stop);
        var nowhere = await new EmailChannel(new FixedClock(), (_, _) => Task.FromResult<System.Net.IPAddress[]>([]))
            .Send(Notices.Of(email), Stop);

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Equal(
            $"nothing was sent to mail.example.com:{server.Port}: its name has no address",
            Assert.IsType<Receipt.Deferred>(nowhere).Why);
    }

    [Theory]
    [InlineData("smtp", 25)]
    [InlineData("submission", 587)]
    [InlineData("SMTPS", 465)]
    [InlineData("2525", 2525)]
    [InlineData("+25", null)]
    [InlineData("", null)]
    public void A_port_is_a_number_or_the_name_of_a_service(string port, int? number) =>
        Assert.Equal(number, SmtpPort.Of(port));

    private static Task<Receipt> Send(
        Integration.Email email, Func<Notification, Notification> change, params NotifiedAlert[] alerts) =>
        new EmailChannel(new FixedClock()).Send(change(Notices.Of(email, alerts)), Stop);
}
