using System.Security.Authentication;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Mail;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>TLS as <c>tls_config</c> asks for it.</summary>
public sealed class OutboundTlsTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData(true, "HTTP/2")]
    [InlineData(false, "HTTP/1.1")]
    public async Task A_server_of_a_known_authority_is_called_by_the_newest_version_that_is_allowed(bool http2, string protocol)
    {
        await using var server = await Serve("127.0.0.1");

        var exchange = await Calls.Make(Calls.To(server.Url + "/x", Http(new() { Authorities = Own }) with { Http2 = http2 }));

        Assert.Equal(200, exchange.Status());
        var request = Assert.Single(server.Requests);
        Assert.Equal((protocol, "{\"a\":1}", "7"), (request.Protocol, request.Text, request.Header("Content-Length")));
    }

    [Fact]
    public async Task Connections_are_used_again()
    {
        await using var server = await Serve("127.0.0.1");
        using var outbound = new Outbound(new(), new FixedClock());
        var post = Calls.To(server.Url, Http(new() { Authorities = Own }) with { Http2 = false });

        await outbound.Post(post, Stop);
        await outbound.Post(post, Stop);

        Assert.Single(server.Requests.Select(request => request.Connection).Distinct());
        Assert.Equal(1, outbound.Callers);
    }

    [Fact]
    public async Task A_certificate_that_will_not_do_is_told_in_our_words_and_nothing_is_sent()
    {
        await using var server = await Serve("127.0.0.1");
        await using var other = await Serve("other.example");
        await using var old = await Serve("127.0.0.1", TimeSpan.FromHours(-1));
        await using var plain = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var known = new TlsConfig { Authorities = Own };

        Assert.EndsWith("its certificate is signed by an authority that is not trusted", await Fault(server.Url, new()), StringComparison.Ordinal);
        Assert.EndsWith("its certificate is for another name", await Fault(other.Url, known), StringComparison.Ordinal);
        Assert.EndsWith("its certificate is not valid now (expired, or not yet)", await Fault(old.Url, known), StringComparison.Ordinal);
        Assert.Matches("its TLS handshake failed$|it broke off the TLS handshake$", await Fault(plain.Url.Replace("http:", "https:", StringComparison.Ordinal), known));
        Assert.Matches("its TLS handshake failed$|it broke off the TLS handshake$", await Fault(server.Url, known with { MaxVersion = "TLS12", MinVersion = "TLS12" }));
        Assert.Empty(server.Requests);
        Assert.Empty(other.Requests);
        Assert.Empty(old.Requests);
    }

    [Fact]
    public async Task The_name_may_be_configured_and_the_check_left_out()
    {
        await using var other = await Serve("other.example");

        Assert.Equal(200, (await Calls.Make(Calls.To(other.Url, Http(new() { Authorities = Own, ServerName = "other.example" })))).Status());
        Assert.Equal(200, (await Calls.Make(Calls.To(other.Url, Http(new() { SkipVerify = true })))).Status());
    }

    [Fact]
    public async Task Our_own_certificate_is_shown_where_it_is_asked_for()
    {
        await using var server = await Serve("127.0.0.1", asksForCertificate: true);
        using var own = certificates.For("alerting.example");
        var tls = new TlsConfig
        {
            Authorities = Own,
            Certificate = Secret.Inline(own.ExportCertificatePem()),
            Key = Secret.Inline(TestCertificates.KeyOf(own)),
        };

        Assert.Equal(200, (await Calls.Make(Calls.To(server.Url, Http(tls)))).Status());
        Assert.Equal("CN=alerting.example", Assert.Single(server.Requests).ClientCertificate);
    }

    [Fact]
    public async Task Files_are_read_again_when_they_change()
    {
        await using var server = await Serve("127.0.0.1", asksForCertificate: true);
        using var first = certificates.For("first.example");
        using var second = certificates.For("second.example");
        var folder = Directory.CreateTempSubdirectory();
        var (ca, cert, key) = (Path.Combine(folder.FullName, "ca"), Path.Combine(folder.FullName, "c"), Path.Combine(folder.FullName, "k"));
        var http = Http(new() { Authorities = Secret.FromFile(ca), Certificate = Secret.FromFile(cert), Key = Secret.FromFile(key) });
        var clock = new FixedClock();
        using var outbound = new Outbound(new(), clock);
        try
        {
            Assert.EndsWith(
                ": http_config: there is no file " + ca,
                (await outbound.Post(Calls.To(server.Url, http), Stop)).Why<Receipt.Deferred>(), StringComparison.Ordinal);

            await File.WriteAllTextAsync(ca, certificates.Authority, Stop);
            foreach (var own in new[] { first, second })
            {
                await File.WriteAllTextAsync(cert, own.ExportCertificatePem(), Stop);
                await File.WriteAllTextAsync(key, TestCertificates.KeyOf(own), Stop);
                Assert.Equal(200, (await outbound.Post(Calls.To(server.Url, http), Stop)).Status());
                Assert.Equal(own.Subject, server.Requests[^1].ClientCertificate);
            }

            // The connections of the first are ended when nobody has used them for a while.
            Assert.Equal(2, outbound.Callers);
            clock.Advance(TimeSpan.FromMinutes(5));
            await outbound.Post(Calls.To(server.Url, http), Stop);
            Assert.Equal(1, outbound.Callers);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("nonsense", null, null, "tls_config: ca holds no certificate in PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", null, null, "tls_config: ca holds no certificate in PEM")]
    [InlineData(null, "nonsense", "nonsense", "tls_config: cert and key are not a certificate and its key in PEM")]
    [InlineData(null, null, "TLS10", "tls_config allows no version of TLS")]
    public async Task What_is_no_certificate_or_no_version_is_refused(string? ca, string? cert, string? other, string expected)
    {
        var tls = new TlsConfig
        {
            Authorities = ca is null ? null : Secret.Inline(ca),
            Certificate = cert is null ? null : Secret.Inline(cert),
            Key = cert is null ? null : Secret.Inline(other!),
            MaxVersion = cert is null ? other ?? "" : "",
        };

        var why = (await Calls.Make(Calls.To("https://127.0.0.1:1/x", Http(tls)))).Why<Receipt.Refused>();

        Assert.Equal("nothing was sent to https://127.0.0.1:1/<secret>: " + expected, why);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_refused()
    {
        using var own = certificates.For("a.example");
        using var other = certificates.For("b.example");
        var tls = new TlsConfig { Certificate = Secret.Inline(own.ExportCertificatePem()), Key = Secret.Inline(TestCertificates.KeyOf(other)) };

        var why = (await Calls.Make(Calls.To("https://127.0.0.1:1/x", Http(tls)))).Why<Receipt.Refused>();

        Assert.EndsWith("tls_config: cert and key are not a certificate and its key in PEM", why, StringComparison.Ordinal);
    }

    private Secret Own => Secret.Inline(certificates.Authority);

    private static HttpConfig Http(TlsConfig tls) => new() { Tls = tls };

    private static async Task<string> Fault(string url, TlsConfig tls) =>
        (await Calls.Make(Calls.To(url, Http(tls)))).Why<Receipt.Deferred>();

    // It speaks TLS 1.3 alone, so that a caller of older versions finds no agreement.
    private async Task<VendorServer> Serve(string host, TimeSpan? lasts = null, bool asksForCertificate = false)
    {
        var certificate = certificates.For(host, lasts);
        return await VendorServer.Start(_ => VendorAnswer.Status(200), options =>
        {
            options.ServerCertificate = certificate;
#pragma warning disable CA5398 // The version is the point.
            options.SslProtocols = SslProtocols.Tls13;
#pragma warning restore CA5398
            options.ClientCertificateMode = asksForCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
            options.ClientCertificateValidation = (_, _, _) => true;
        });
    }
}
