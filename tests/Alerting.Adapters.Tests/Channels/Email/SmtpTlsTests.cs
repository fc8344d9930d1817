using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

public sealed class SmtpTlsTests : IDisposable
{
    private readonly TestCertificates authority = new();

    private TlsConfig Trusting => new() { Authorities = Secret.Inline(authority.Authority) };

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mail_goes_encrypted(bool isImplicit)
    {
        using var certificate = authority.For("127.0.0.1");
        await using var server = SmtpServer.Start(new() { Certificate = certificate, ImplicitTls = isImplicit });

        var receipt = await Letters.Send(
            Secured(server, Trusting) with { ImplicitTls = isImplicit ? true : null }, Letters.To("a@example.com"));

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.True(Assert.Single(server.Mails).IsTls);
        Assert.Equal(isImplicit ? 0 : 1, server.Commands.Count(command => command == "STARTTLS"));
        Assert.Equal(isImplicit ? 1 : 2, server.Commands.Count(command => command == "EHLO localhost"));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_server_without_it_gets_nothing_where_it_is_required()
    {
        await using var server = SmtpServer.Start();

        var receipt = Assert.IsType<Receipt.Refused>(
            await Letters.Send(Secured(server, Trusting), Letters.To("a@example.com")));

        Assert.Equal(
            $"nothing was sent: 127.0.0.1:{server.Port} offers no STARTTLS, which require_tls (default true) asks for",
            receipt.Why);
        Assert.Equal(["", "EHLO localhost"], server.Commands);
    }

    [Theory]
    [InlineData("454 4.7.0 not now", typeof(Receipt.Deferred))]
    [InlineData("501 what", typeof(Receipt.Refused))]
    public async Task A_server_that_takes_it_back_gets_nothing(string answer, Type expected)
    {
        using var certificate = authority.For("127.0.0.1");
        await using var server = SmtpServer.Start(new()
        {
            Certificate = certificate,
            Instead = command => command == "STARTTLS" ? SmtpAnswer.Last(answer) : null,
        });

        Assert.IsType(expected, await Letters.Send(Secured(server, Trusting), Letters.To("a@example.com")));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task What_was_said_before_it_is_not_believed_after_it()
    {
        using var certificate = authority.For("127.0.0.1");
        await using var server = SmtpServer.Start(new()
        {
            Certificate = certificate,
            Instead = command => command == "STARTTLS" ? new("220 go ahead\r\n250-injected\r\n250 AUTH PLAIN\r\n") : null,
        });

        var receipt = await Letters.Send(Secured(server, Trusting), Letters.To("a@example.com"));

        Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("mail.example.com", true, "its certificate is for another name")]
    [InlineData("127.0.0.1", false, "its certificate is signed by an authority that is not trusted")]
    public async Task A_certificate_of_another_host_or_authority_is_not_trusted(string host, bool trusts, string why)
    {
        using var certificate = authority.For(host);
        await using var server = SmtpServer.Start(new() { Certificate = certificate });

        var receipt = Assert.IsType<Receipt.Deferred>(await Letters.Send(
            Secured(server, trusts ? Trusting : TlsConfig.Usual), Letters.To("a@example.com")));

        Assert.Equal($"nothing was sent to 127.0.0.1:{server.Port}: {why}", receipt.Why);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_of_the_name_that_is_configured_or_any_is_trusted_when_so_asked()
    {
        using var certificate = authority.For("mail.example.com");
        await using var server = SmtpServer.Start(new() { Certificate = certificate });

        var named = await Letters.Send(
            Secured(server, Trusting with { ServerName = "mail.example.com" }), Letters.To("a@example.com"));
        var any = await Letters.Send(Secured(server, new() { SkipVerify = true }), Letters.To("a@example.com"));

        Assert.IsType<Receipt.Delivered>(named);
        Assert.IsType<Receipt.Delivered>(any);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_our_own_is_shown_where_one_is_configured(bool isConfigured)
    {
        using var certificate = authority.For("127.0.0.1");
        using var own = authority.For("alerts.example.com");
        await using var server = SmtpServer.Start(new() { Certificate = certificate, WantsCertificate = true });
        var tls = isConfigured
            ? Trusting with
            {
                Certificate = Secret.Inline(own.ExportCertificatePem()),
                Key = Secret.Inline(TestCertificates.KeyOf(own)),
            }
            : Trusting;

        var receipt = await Letters.Send(Secured(server, tls), Letters.To("a@example.com"));

        Assert.IsType(isConfigured ? typeof(Receipt.Delivered) : typeof(Receipt.Deferred), receipt);
    }

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "", "")]
    [InlineData("nothing", "", "")]
    [InlineData(null, "TLS13", "TLS12")]
    public async Task What_is_no_certificate_or_no_version_is_refused(string? authorities, string least, string most)
    {
        await using var server = SmtpServer.Start();
        var tls = new TlsConfig
        {
            Authorities = authorities is null ? null : Secret.Inline(authorities),
            MinVersion = least,
            MaxVersion = most,
        };

        var receipt = await Letters.Send(Secured(server, tls), Letters.To("a@example.com"));

        Assert.IsType<Receipt.Refused>(receipt);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_file_that_is_missing_is_waited_for()
    {
        await using var server = SmtpServer.Start();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var receipt = await Letters.Send(
            Secured(server, new() { Authorities = Secret.FromFile(file) }), Letters.To("a@example.com"));

        Assert.Equal($"nothing was sent: tls_config: there is no file {file}", receipt.Why);
        Assert.IsType<Receipt.Deferred>(receipt);
    }

    private static Integration.Email Secured(SmtpServer server, TlsConfig tls) =>
        Letters.Email(server) with { RequireTls = true, Tls = tls };
}
