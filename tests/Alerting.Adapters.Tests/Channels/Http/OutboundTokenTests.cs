using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Mail;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Proxies;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>Tokens of OAuth 2.0, client credentials.</summary>
public sealed class OutboundTokenTests : IAsyncLifetime
{
    private const string Basic = "Basic Y2xpZW50OnMlM0FjcjN0"; // client:s%3Acr3t

    private readonly FixedClock clock = new();
    private readonly Outbound outbound;
    private VendorServer server = null!;
    private VendorServer tokens = null!;
    private int given;

    public OutboundTokenTests() => outbound = new(new(), clock, null, _ => null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        tokens = await VendorServer.Start(_ => Give("Bearer", 3600));
    }

    public async ValueTask DisposeAsync()
    {
        outbound.Dispose();
        await server.DisposeAsync();
        await tokens.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_asked_for_and_shown()
    {
        var oauth2 = Ours with { Scopes = ["a", "b c"], Parameters = [new("audience", Secret.Inline("x&y"))] };

        Assert.Equal(200, (await Send(oauth2)).Status());

        var asked = Assert.Single(tokens.Requests);
        Assert.Equal(("POST", Basic, "application/x-www-form-urlencoded"), (asked.Method, asked.Header("Authorization"), asked.Header("Content-Type")));
        Assert.Equal("grant_type=client_credentials&scope=a%20b%20c&audience=x%26y", asked.Text);
        Assert.Equal("Bearer token-1", Assert.Single(server.Requests).Header("Authorization"));
    }

    [Theory]
    [InlineData(3600, 3569, 1)]
    [InlineData(3600, 3570, 2)]
    [InlineData(100, 89, 1)]
    [InlineData(100, 90, 2)]
    [InlineData(0, 3569, 1)]
    [InlineData(0, 3570, 2)]
    [InlineData(99_999_999, 86_370, 2)]
    public async Task It_is_used_until_shortly_before_it_runs_out(int lasts, int seconds, int fetches)
    {
        tokens.Respond(Give("bearer", lasts));

        await Send(Ours);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await Send(Ours);

        Assert.Equal(fetches, tokens.Requests.Count);
        Assert.Equal($"Bearer token-{fetches}", server.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task Many_calls_at_once_ask_once_and_share_a_failure()
    {
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        tokens.Respond(new VendorAnswer(async context =>
        {
            asked.TrySetResult();
            await release.Task;
            context.Response.StatusCode = 503;
        }));

        var calls = Enumerable.Range(0, 20).Select(_ => Send(Ours)).ToArray();
        await asked.Task.WaitAsync(Stop);
        release.SetResult();
        var exchanges = await Task.WhenAll(calls);

        Assert.Single(tokens.Requests);
        Assert.All(exchanges, exchange => exchange.Why<Receipt.Deferred>());
        Assert.Empty(server.Requests);
        Assert.Equal(200, (await Send(Ours)).Status());
    }

    [Fact]
    public async Task Where_it_is_not_taken_any_more_another_is_asked_for_once()
    {
        await Send(Ours);
        server.Respond(VendorAnswer.Status(401));

        Assert.Equal(200, (await Send(Ours)).Status());
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], server.Requests.Select(it => it.Header("Authorization")));

        server.Respond(VendorAnswer.Status(401), VendorAnswer.Status(401));
        Assert.Equal(401, (await Send(Ours)).Status());
        Assert.Equal(5, server.Requests.Count);

        // The one that was refused is not kept.
        await Send(Ours);
        Assert.Equal("Bearer token-4", server.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task A_server_that_takes_no_secret_in_a_header_gets_it_in_the_body()
    {
        tokens.Respond(VendorAnswer.Status(401, "{\"error\":\"invalid_client\"}"));

        Assert.Equal(200, (await Send(Ours)).Status());

        Assert.Equal("grant_type=client_credentials&client_id=client&client_secret=s%3Acr3t", tokens.Requests[1].Text);
        Assert.Null(tokens.Requests[1].Header("Authorization"));
    }

    [Fact]
    public async Task Without_a_secret_only_the_id_is_sent()
    {
        Assert.Equal(200, (await Send(Ours with { ClientSecret = null })).Status());

        Assert.Equal("grant_type=client_credentials&client_id=client", Assert.Single(tokens.Requests).Text);
    }

    [Theory]
    [InlineData(400, "{\"error\":\"invalid_scope\",\"error_description\":\"s:cr3t\"}", "answered 400 (invalid_scope)", true)]
    [InlineData(401, "s:cr3t is wrong", "answered 401", true)]
    [InlineData(403, "{\"error\":\"s:cr3t\"}", "answered 403", true)]
    [InlineData(302, "", "answered 302", true)]
    [InlineData(429, "", "answered 429", false)]
    [InlineData(500, "", "answered 500", false)]
    [InlineData(200, "{}", "answered 200 without one", false)]
    [InlineData(200, "[1]", "answered 200 without one", false)]
    [InlineData(200, "<html>", "answered 200 without one", false)]
    [InlineData(200, "{\"access_token\":\"a\\r\\nb: c\"}", "answered 200 without one", false)]
    public async Task A_token_that_is_not_given_is_told_without_secrets(int status, string body, string expected, bool isFinal)
    {
        tokens.Respond(VendorAnswer.Status(status, body), VendorAnswer.Status(status, body));

        var exchange = await Send(Ours);

        var why = isFinal ? exchange.Why<Receipt.Refused>() : exchange.Why<Receipt.Deferred>();
        Assert.Equal($"nothing was sent to {server.Url}/<secret>: it needs a token, and {tokens.Url}/<secret> {expected}", why);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_wait_that_the_token_endpoint_asks_for_is_kept()
    {
        tokens.Respond(VendorAnswer.Status(429, retryAfter: "7"));

        var receipt = Assert.IsType<Receipt.Deferred>(Assert.IsType<Exchange.Failed>(await Send(Ours)).Receipt);

        Assert.Equal(TimeSpan.FromSeconds(7), receipt.After);
    }

    [Fact]
    public async Task A_token_endpoint_that_is_away_defers()
    {
        var why = (await Send(Ours with { TokenUrl = "http://127.0.0.1:1/t0ken" })).Why<Receipt.Deferred>();

        Assert.Equal(
            $"nothing was sent to {server.Url}/<secret>: it needs a token, and nothing was sent to http://127.0.0.1:1/<secret>: connection refused", why);
        Assert.EndsWith("oauth2.token_url is not an absolute http or https URL", (await Send(Ours with { TokenUrl = "x" })).Why<Receipt.Refused>(), StringComparison.Ordinal);
        Assert.EndsWith(
            "oauth2.client_secret_file: there is no file /does/not/exist",
            (await Send(Ours with { ClientSecret = Secret.FromFile("/does/not/exist") })).Why<Receipt.Deferred>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_does_not_come_ends_with_the_deadline_or_by_itself()
    {
        tokens.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task), VendorAnswer.Hang(new TaskCompletionSource().Task));
        using var deadline = new CancellationTokenSource();

        var calling = Send(Ours, deadline.Token);
        await tokens.Received(Stop);
        await deadline.CancelAsync();

        Assert.EndsWith("no token came before the deadline of the call", (await calling).Why<Receipt.Deferred>(), StringComparison.Ordinal);

        var waiting = Send(Ours, Stop);
        await clock.MoveWhileWaitedFor(waiting);
        Assert.EndsWith("did not answer before the deadline of the call", (await waiting).Why<Receipt.Deferred>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_for_through_a_proxy_and_with_TLS_of_its_own()
    {
        using var certificates = new TestCertificates();
        var certificate = certificates.For("idp.example");
        await using var secure = await VendorServer.Start(_ => Give("Bearer", 60), options => options.ServerCertificate = certificate);
        await using var proxy = ProxyServer.Start();
        var oauth2 = Ours with
        {
            TokenUrl = secure.Url.Replace("127.0.0.1", "idp.example", StringComparison.Ordinal) + "/token",
            Tls = new() { Authorities = Secret.Inline(certificates.Authority) },
            Proxy = new() { Url = Secret.Inline($"http://{proxy.Address}") },
        };

        Assert.Equal(200, (await Send(oauth2)).Status());

        Assert.Single(secure.Requests);
        Assert.StartsWith("idp.example:", Assert.Single(proxy.Targets), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task It_is_not_shown_elsewhere()
    {
        await using var other = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect(other.Url, 307));

        var exchange = await outbound.Post(Post(Ours) with { Allow = ["127.0.0.1"] }, Stop);

        Assert.Equal(200, exchange.Status());
        Assert.Null(Assert.Single(other.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Its_type_is_the_scheme_it_is_shown_by()
    {
        tokens.Respond(Give("DPoP", 60));

        await Send(Ours);

        Assert.Equal("DPoP token-1", Assert.Single(server.Requests).Header("Authorization"));
    }

    private OAuth2Config Ours => new()
    {
        ClientId = "client",
        ClientSecret = Secret.Inline("s:cr3t"),
        TokenUrl = tokens.Url + "/t0ken-path",
    };

    private VendorAnswer Give(string type, int lasts)
    {
        var expires = lasts == 0 ? "" : $",\"expires_in\":{lasts}";
        return VendorAnswer.Status(200, $$"""{"access_token":"token-{{++given}}","token_type":"{{type}}"{{expires}}}""");
    }

    private OutboundPost Post(OAuth2Config oauth2) => Calls.To(server.Url + "/hook", new() { OAuth2 = oauth2 });

    private Task<Exchange> Send(OAuth2Config oauth2, CancellationToken? deadline = null) =>
        outbound.Post(Post(oauth2), deadline ?? Stop);
}
