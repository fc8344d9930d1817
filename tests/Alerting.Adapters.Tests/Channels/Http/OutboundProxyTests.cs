using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Proxies;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>Calls through proxies.</summary>
public sealed class OutboundProxyTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData("http", "http")]
    [InlineData("http", "https")]
    [InlineData("https", "http")]
    [InlineData("https", "https")]
    [InlineData("socks5", "http")]
    [InlineData("socks5", "https")]
    public async Task A_server_that_only_the_proxy_can_name_is_called(string proxyScheme, string scheme)
    {
        await using var proxy = ProxyServer.Start(proxyScheme == "https" ? certificates.For("127.0.0.1") : null);
        await using var server = await Serve(scheme);

        var exchange = await Calls.Make(Post(server, $"{proxyScheme}://{proxy.Address}"), (_, _) => throw new InvalidOperationException("asked"));

        Assert.Equal(200, exchange.Status());
        Assert.Equal([server.Url.Replace($"{scheme}://127.0.0.1", "hook.example", StringComparison.Ordinal)], proxy.Targets);
        Assert.Equal("{\"a\":1}", Assert.Single(server.Requests).Text);
        Assert.Null(server.Requests[0].Header("Proxy-Authorization") is { } told && scheme == "https" ? told : null);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task The_proxy_is_told_who_we_are_and_what_is_configured(string scheme)
    {
        await using var proxy = ProxyServer.Start();
        await using var server = await Serve(scheme);
        var http = Http($"http://us%65r:pa%3Ass@{proxy.Address}");
        http = http with { Proxy = http.Proxy! with { ConnectHeaders = [new("X-Team", Secret.Inline("mdd")), new("X-Team", Secret.Inline("ops"))] } };

        Assert.Equal(200, (await Calls.Make(Post(server, http))).Status());

        var head = Assert.Single(proxy.Heads);
        Assert.Contains("\r\nProxy-Authorization: Basic dXNlcjpwYTpzcw==\r\n", head, StringComparison.Ordinal);
        Assert.Equal(scheme == "https", head.Contains("\r\nX-Team: mdd\r\nX-Team: ops\r\n", StringComparison.Ordinal));
        Assert.Equal(scheme == "https", head.StartsWith("CONNECT hook.example:", StringComparison.Ordinal));
        Assert.DoesNotContain("Proxy-Authorization", scheme == "https" ? server.Requests[0].Headers.Keys : [], StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("user:pa%3Ass@", 200)]
    [InlineData("user:wrong@", null)]
    [InlineData("", null)]
    public async Task A_socks_proxy_may_ask_for_a_password(string user, int? status)
    {
        await using var proxy = ProxyServer.Start();
        proxy.SocksUser = "user:pa:ss";
        await using var server = await Serve("http");

        var exchange = await Calls.Make(Post(server, $"socks5://{user}{proxy.Address}"));

        if (status is { } expected)
        {
            Assert.Equal(expected, exchange.Status());
        }
        else
        {
            Assert.EndsWith($"its proxy socks5://{proxy.Address} does not know us (SOCKS)", exchange.Why<Receipt.Deferred>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n", "does not know us (407)")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\n\r\n", "made no connection (502)")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "did not answer as one")]
    [InlineData("HTTP/1.1 200 OK\r\n", "did not answer as one")]
    public async Task A_proxy_that_says_no_defers_and_its_secrets_are_not_told(string refusal, string expected)
    {
        await using var proxy = ProxyServer.Start();
        proxy.Refusal = refusal;
        await using var server = await Serve("https");

        var why = (await Calls.Make(Post(server, $"http://user:hunter22@{proxy.Address}"))).Why<Receipt.Deferred>();

        Assert.EndsWith($"its proxy http://{proxy.Address} {expected}", why, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", why, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_socks_proxy_that_says_no_defers()
    {
        await using var proxy = ProxyServer.Start();
        proxy.Refusal = "no";
        await using var server = await Serve("https");

        var why = (await Calls.Make(Post(server, $"socks5://{proxy.Address}"))).Why<Receipt.Deferred>();

        Assert.EndsWith($"its proxy socks5://{proxy.Address} made no connection (SOCKS 2)", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "https")]
    [InlineData("socks5", "http")]
    public async Task A_proxy_that_is_away_is_named(string proxyScheme, string scheme)
    {
        await using var server = await Serve(scheme);

        var why = (await Calls.Make(Post(server, $"{proxyScheme}://127.0.0.1:1"))).Why<Receipt.Deferred>();

        Assert.EndsWith($"its proxy {proxyScheme}://127.0.0.1:1: connection refused", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_with_a_certificate_that_is_not_trusted_is_named()
    {
        using var others = new TestCertificates();
        await using var proxy = ProxyServer.Start(others.For("127.0.0.1"));
        await using var server = await Serve("https");

        var why = (await Calls.Make(Post(server, $"https://{proxy.Address}"))).Why<Receipt.Deferred>();

        Assert.EndsWith($"its proxy https://{proxy.Address}: its certificate is signed by an authority that is not trusted", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://p:1")]
    [InlineData("p")]
    public async Task What_is_no_proxy_is_refused(string url) => Assert.Equal(
        "nothing was sent to http://127.0.0.1/<secret>: proxy_url is not the URL of a proxy (http, https or socks5)",
        (await Calls.Make(Calls.To("http://127.0.0.1/x", Http(url)))).Why<Receipt.Refused>());

    [Theory]
    [InlineData("HTTP_PROXY", "http", true)]
    [InlineData("http_proxy", "http", true)]
    [InlineData("HTTPS_PROXY", "http", false)]
    [InlineData("HTTPS_PROXY", "https", true)]
    [InlineData("https_proxy", "https", true)]
    [InlineData("HTTP_PROXY", "https", false)]
    public async Task The_environment_names_a_proxy_for_each_scheme(string name, string scheme, bool isUsed)
    {
        await using var proxy = ProxyServer.Start();
        await using var server = await Serve(scheme);
        var http = new HttpConfig { Tls = Tls, Proxy = new() };

        var exchange = await Calls.Make(
            Post(server, http), (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Loopback]),
            variable => variable == name ? proxy.Address : null);

        Assert.Equal(200, exchange.Status());
        Assert.Equal(isUsed, proxy.Targets.Count == 1);
    }

    [Theory]
    [InlineData("hook.example", false)]
    [InlineData("other.example", true)]
    public async Task Exceptions_are_called_directly(string except, bool isUsed)
    {
        await using var proxy = ProxyServer.Start();
        await using var server = await Serve("http");
        var http = Http($"http://{proxy.Address}");

        var exchange = await Calls.Make(
            Post(server, http with { Proxy = http.Proxy! with { Except = except } }),
            (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Loopback]));

        Assert.Equal(200, exchange.Status());
        Assert.Equal(isUsed, proxy.Targets.Count == 1);
    }

    private TlsConfig Tls => new() { Authorities = Secret.Inline(certificates.Authority), ServerName = "" };

    private HttpConfig Http(string proxy) => new() { Tls = Tls, Proxy = new() { Url = Secret.Inline(proxy) } };

    private OutboundPost Post(VendorServer server, string proxy) => Post(server, Http(proxy));

    private static OutboundPost Post(VendorServer server, HttpConfig http) =>
        Calls.To(server.Url.Replace("127.0.0.1", "hook.example", StringComparison.Ordinal) + "/x", http);

    private async Task<VendorServer> Serve(string scheme)
    {
        var certificate = certificates.For("hook.example");
        return await VendorServer.Start(
            _ => VendorAnswer.Status(200), scheme == "https" ? options => options.ServerCertificate = certificate : null);
    }
}
