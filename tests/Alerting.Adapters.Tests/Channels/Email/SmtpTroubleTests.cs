using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>Servers that do not do what they should.</summary>
public sealed class SmtpTroubleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "421 4.3.2 closing", typeof(Receipt.Deferred))]
    [InlineData("", "450 busy", typeof(Receipt.Deferred))]
    [InlineData("", "554 5.7.1 not you", typeof(Receipt.Refused))]
    [InlineData("EHLO localhost", "421 later", typeof(Receipt.Deferred))]
    [InlineData("MAIL FROM:<alerts@example.com> SIZE=*", "451 4.3.0 later", typeof(Receipt.Deferred))]
    [InlineData("MAIL FROM:<alerts@example.com> SIZE=*", "553 5.7.1 not yours", typeof(Receipt.Refused))]
    [InlineData("RCPT TO:<a@example.com>", "451 4.7.1 greylisted", typeof(Receipt.Deferred))]
    [InlineData("RCPT TO:<a@example.com>", "452 4.2.2 full", typeof(Receipt.Deferred))]
    [InlineData("RCPT TO:<a@example.com>", "550 5.1.1 nobody", typeof(Receipt.Refused))]
    [InlineData("RCPT TO:<a@example.com>", "251 2.1.5 forwarded", typeof(Receipt.Delivered))]
    [InlineData("DATA", "451 4.3.0 later", typeof(Receipt.Deferred))]
    [InlineData("DATA", "554 5.5.1 no", typeof(Receipt.Refused))]
    [InlineData("DATA", "250 what", typeof(Receipt.Deferred))]
    [InlineData(".", "421 4.3.2 closing", typeof(Receipt.Deferred))]
    [InlineData(".", "451 4.3.0 disk", typeof(Receipt.Deferred))]
    [InlineData(".", "552 5.3.4 too big", typeof(Receipt.Refused))]
    [InlineData(".", "554 5.7.1 spam", typeof(Receipt.Refused))]
    [InlineData(".", "251 2.0.0 taken", typeof(Receipt.Delivered))]
    [InlineData(".", "354 what", typeof(Receipt.Unknown))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(string command, string answer, Type expected)
    {
        await using var server = Server(command, SmtpAnswer.Line(answer));

        var receipt = await Letters.Send(Letters.Email(server), Letters.To("a@example.com"));

        Assert.IsType(expected, receipt);
        if (command == "." || receipt is not Receipt.Delivered)
        {
            Assert.StartsWith($"127.0.0.1:{server.Port} answered {answer}", receipt.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("EHLO localhost", false)]
    [InlineData("MAIL FROM:<alerts@example.com> SIZE=*", false)]
    [InlineData("RCPT TO:<a@example.com>", false)]
    [InlineData("DATA", false)]
    [InlineData(".", true)]
    public async Task A_connection_that_is_closed_is_unknown_only_after_the_dot(string command, bool isUnknown)
    {
        await using var server = Server(command, SmtpAnswer.Close);

        var receipt = await Letters.Send(Letters.Email(server), Letters.To("a@example.com"));

        Assert.IsType(isUnknown ? typeof(Receipt.Unknown) : typeof(Receipt.Deferred), receipt);
        Assert.Contains("closed the connection", receipt.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("EHLO localhost", false)]
    [InlineData("RCPT TO:<a@example.com>", false)]
    [InlineData("DATA", false)]
    [InlineData(".", true)]
    public async Task A_server_that_falls_silent_is_given_up_at_the_deadline(string command, bool isUnknown)
    {
        await using var server = Server(command, SmtpAnswer.Silence);
        using var deadline = new CancellationTokenSource();

        var sending = Letters.Send(Letters.Email(server), Letters.To("a@example.com"), null, deadline.Token);
        await server.Heard(command, Stop);
        await deadline.CancelAsync();
        var receipt = await sending;

        Assert.IsType(isUnknown ? typeof(Receipt.Unknown) : typeof(Receipt.Deferred), receipt);
        Assert.Matches("did not answer before the deadline|the deadline of the call had passed", receipt.Why);
    }

    [Fact]
    public async Task Half_an_answer_is_none()
    {
        await using var server = Server(".", new("250-2.0.0 que", SmtpThen.Stall));
        using var deadline = new CancellationTokenSource();

        var sending = Letters.Send(Letters.Email(server), Letters.To("a@example.com"), null, deadline.Token);
        await server.Heard(".", Stop);
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Theory]
    [InlineData("garbage\r\n", SmtpThen.GoOn)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", SmtpThen.GoOn)]
    [InlineData("25 ok\r\n", SmtpThen.GoOn)]
    [InlineData("250_ok\r\n", SmtpThen.GoOn)]
    [InlineData("199 ok\r\n", SmtpThen.GoOn)]
    [InlineData("600 ok\r\n", SmtpThen.GoOn)]
    [InlineData("250-ok\r\n251 ok\r\n", SmtpThen.GoOn)]
    [InlineData("250-endless\r\n", SmtpThen.Repeat)]
    [InlineData("endless", SmtpThen.Repeat)]
    [InlineData("\0\u00ff\u00fe\r\n", SmtpThen.GoOn)]
    public async Task What_is_no_answer_ends_the_connection(string text, SmtpThen then)
    {
        foreach (var (command, expected) in new[] { ("", typeof(Receipt.Deferred)), (".", typeof(Receipt.Unknown)) })
        {
            await using var server = Server(command, new(text, then));

            var receipt = await Letters.Send(Letters.Email(server), Letters.To("a@example.com"));

            Assert.IsType(expected, receipt);
            Assert.StartsWith(
                $"127.0.0.1:{server.Port} answered what is not SMTP", receipt.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(995, typeof(Receipt.Delivered))]
    [InlineData(998, typeof(Receipt.Deferred))]
    public async Task A_line_of_an_answer_has_an_end(int length, Type expected)
    {
        await using var server = Server("EHLO localhost", SmtpAnswer.Line("250 " + new string('x', length)));

        Assert.IsType(expected, await Letters.Send(Letters.Email(server), Letters.To("a@example.com")));
    }

    [Fact]
    public async Task A_connection_that_breaks_inside_the_mail_is_not_unknown()
    {
        await using var server = SmtpServer.Start(new() { ClosesInMail = 1000, Extensions = [] });

        var receipt = await Letters.Send(
            Letters.Email(server), Letters.To("a@example.com") with { Text = new string('x', 20_000_000) });

        Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_asked_later()
    {
        var port = LocalPorts.Free();
        await using var other = SmtpServer.Start();

        var receipt = await Letters.Send(
            Letters.Email(other) with { Port = $"{port}" }, Letters.To("a@example.com", "b@example.com"));

        var deferred = Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Equal(
            $"a***@example.com: nothing was sent to 127.0.0.1:{port}: connection refused", deferred.Why);
        Assert.Null(deferred.Progress);
    }

    [Fact]
    public async Task A_server_from_before_ehlo_is_greeted_again()
    {
        await using var server = Server("EHLO localhost", SmtpAnswer.Line("502 5.5.1 what"));

        Assert.IsType<Receipt.Delivered>(await Letters.Send(Letters.Email(server), Letters.To("a@example.com")));

        Assert.Equal(["EHLO localhost", "HELO localhost", "MAIL FROM:<alerts@example.com>"], server.Commands.Skip(1).Take(3));
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData("SIZE 500", typeof(Receipt.Refused))]
    [InlineData("SIZE 0", typeof(Receipt.Delivered))]
    [InlineData("SIZE", typeof(Receipt.Delivered))]
    public async Task A_mail_that_the_server_says_is_too_big_is_not_sent(string extension, Type expected)
    {
        await using var server = SmtpServer.Start(new() { Extensions = [extension] });

        var receipt = await Letters.Send(Letters.Email(server), Letters.To("a@example.com"));

        Assert.IsType(expected, receipt);
        Assert.Equal(receipt is Receipt.Delivered, server.Commands.Contains("DATA"));
    }

    [Fact]
    public async Task An_address_beyond_ascii_needs_a_server_that_can_take_it()
    {
        await using var able = SmtpServer.Start();
        await using var unable = SmtpServer.Start(new() { Extensions = [] });
        string[] both = ["jörg@example.com", "a@bücher.example"];

        var taken = await Letters.Send(Letters.Email(able), Letters.To(both));
        var refused = await Letters.Send(Letters.Email(unable), Letters.To(both));

        Assert.IsType<Receipt.Delivered>(taken);
        Assert.Equal(["jörg@example.com", "a@xn--bcher-kva.example"], able.Mails.Select(mail => mail.To[0]));
        Assert.EndsWith(" BODY=8BITMIME SMTPUTF8", able.Mails[0].Parameters, StringComparison.Ordinal);
        Assert.DoesNotContain("SMTPUTF8", able.Mails[1].Parameters, StringComparison.Ordinal);
        Assert.Equal("jörg@example.com, a@xn--bcher-kva.example", able.Mails[0].Parsed["To"]);
        Assert.StartsWith(
            $"127.0.0.1:{unable.Port} answered 250 2.0.0 queued; j***@example.com: 127.0.0.1:{unable.Port} offers no "
            + "SMTPUTF8", refused.Why, StringComparison.Ordinal);
        Assert.Single(unable.Mails);
    }

    // "*" at the end stands for anything.
    private static SmtpServer Server(string command, SmtpAnswer answer) => SmtpServer.Start(new()
    {
        Instead = said => said == command
            || (command.EndsWith('*') && said.StartsWith(command[..^1], StringComparison.Ordinal))
                ? answer
                : null,
    });
}
