using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

public sealed class SmtpLoginTests
{
    private const string Password = "open sesame";

    [Theory]
    [InlineData("AUTH PLAIN LOGIN CRAM-MD5", "AUTH PLAIN ")]
    [InlineData("AUTH LOGIN PLAIN", "AUTH LOGIN")]
    [InlineData("AUTH XOAUTH2 CRAM-MD5 PLAIN", "AUTH CRAM-MD5")]
    [InlineData("auth plain", "AUTH PLAIN ")]
    [InlineData("AUTH=LOGIN", "AUTH LOGIN")]
    public async Task The_first_mechanism_of_the_servers_list_that_we_can_speak_is_used(string offered, string expected)
    {
        using var authority = new TestCertificates();
        using var certificate = authority.For("127.0.0.1");
        await using var server = SmtpServer.Start(new()
        {
            Certificate = certificate,
            Extensions = ["SIZE 1000000"],
            ExtensionsOverTls = [offered],
            Login = ("alerts", Password),
        });
        var email = Letters.Email(server).WithLogin("alerts", Password) with
        {
            RequireTls = true,
            Tls = new() { Authorities = Secret.Inline(authority.Authority) },
        };

        Assert.IsType<Receipt.Delivered>(await Letters.Send(email, Letters.To("a@example.com")));

        Assert.Equal("alerts", Assert.Single(server.Mails).User);
        Assert.Equal(1, server.Commands.Count(command => command == "AUTH"));
        Assert.Contains(server.Logins, login => login.StartsWith(expected, StringComparison.Ordinal));
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData("AUTH CRAM-MD5 PLAIN", true, typeof(Receipt.Delivered), "AUTH CRAM-MD5")]
    [InlineData("AUTH PLAIN CRAM-MD5", false, typeof(Receipt.Delivered), "AUTH PLAIN ")]
    [InlineData("AUTH CRAM-MD5", false, typeof(Receipt.Refused), null)]
    public async Task A_mechanism_whose_secret_is_not_configured_is_passed_over(
        string offered, bool hasCramSecret, Type expected, string? used)
    {
        await using var server = SmtpServer.Start(new() { Extensions = [offered], Login = ("alerts", Password) });
        var email = Letters.Email(server).WithLogin("alerts", Password);

        var receipt = await Letters.Send(
            email with { CramSecret = hasCramSecret ? email.CramSecret : null }, Letters.To("a@example.com"));

        Assert.IsType(expected, receipt);
        Assert.Equal(used, server.Logins.Select(login => login[..Math.Min(login.Length, used?.Length ?? 0)]).SingleOrDefault());
    }

    [Theory]
    [InlineData]
    [InlineData("AUTH")]
    [InlineData("AUTH XOAUTH2 SCRAM-SHA-256")]
    public async Task Without_a_mechanism_nothing_is_sent_even_where_the_server_would_take_it(params string[] extensions)
    {
        await using var server = SmtpServer.Start(new() { Extensions = extensions, TakesAnonymous = true });
        var email = Letters.Email(server).WithLogin("alerts", Password);

        var receipt = Assert.IsType<Receipt.Refused>(await Letters.Send(email, Letters.To("a@example.com")));

        Assert.StartsWith(
            $"nothing was sent: 127.0.0.1:{server.Port} offers no authentication", receipt.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH PLAIN")]
    [InlineData("AUTH LOGIN")]
    public async Task A_password_is_not_said_in_clear_to_another_machine(string offered)
    {
        await using var server = SmtpServer.Start(new() { Extensions = [offered], Login = ("alerts", Password) });
        var email = Letters.Email(server).WithLogin("alerts", Password) with { Host = "mail.example.com" };

        var receipt = Assert.IsType<Receipt.Refused>(await Letters.Send(email, Letters.To("a@example.com")));

        Assert.Equal(
            $"nothing was sent: the password is not said to mail.example.com:{server.Port} without TLS", receipt.Why);
        Assert.Empty(server.Logins);
    }

    [Theory]
    [InlineData("AUTH PLAIN")]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH CRAM-MD5")]
    public async Task A_wrong_password_is_refused_even_where_the_server_would_take_the_mail(string offered)
    {
        await using var server = SmtpServer.Start(new()
        {
            Extensions = [offered],
            Login = ("alerts", "another"),
            TakesAnonymous = true,
        });

        var receipt = await Letters.Send(
            Letters.Email(server).WithLogin("alerts", Password), Letters.To("a@example.com"));

        Assert.Equal($"127.0.0.1:{server.Port} answered 535 5.7.8 who are you", Assert.IsType<Receipt.Refused>(receipt).Why);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("454 4.7.0 later", typeof(Receipt.Deferred))]
    [InlineData("421 4.3.2 closing", typeof(Receipt.Deferred))]
    [InlineData("534 5.7.9 too weak", typeof(Receipt.Refused))]
    public async Task An_answer_to_the_login_becomes_a_receipt(string answer, Type expected)
    {
        await using var server = SmtpServer.Start(new()
        {
            Extensions = ["AUTH PLAIN"],
            Login = ("alerts", Password),
            Instead = command => command == "AUTH" ? SmtpAnswer.Line(answer) : null,
        });

        var receipt = await Letters.Send(
            Letters.Email(server).WithLogin("alerts", Password), Letters.To("a@example.com"));

        Assert.IsType(expected, receipt);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task What_a_server_echoes_of_our_secrets_is_not_told()
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Password));
        var said = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("\0alerts\0" + Password));
        await using var server = SmtpServer.Start(new()
        {
            Extensions = ["AUTH PLAIN"],
            Login = ("alerts", Password),
            Instead = command => command == "AUTH" ? SmtpAnswer.Line($"535 no: {Password} {encoded} {said} for boss@example.com") : null,
        });

        var receipt = await Letters.Send(
            Letters.Email(server).WithLogin("alerts", Password), Letters.To("a@example.com"));

        Assert.EndsWith("535 no: <secret> <secret> <secret> for b***@example.com", receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_user_nobody_logs_in()
    {
        await using var server = SmtpServer.Start(new() { Extensions = ["AUTH PLAIN"] });

        Assert.IsType<Receipt.Delivered>(await Letters.Send(Letters.Email(server), Letters.To("a@example.com")));
        Assert.Empty(server.Logins);
    }
}
