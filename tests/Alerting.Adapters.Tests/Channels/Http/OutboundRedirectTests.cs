using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>Redirects: the same request again or nothing, nowhere inside, and no secret elsewhere.</summary>
public sealed class OutboundRedirectTests
{
    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task The_same_request_goes_where_307_and_308_lead(int status)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200, "there"));
        server.Respond(VendorAnswer.Redirect("/elsewhere?x=1", status));

        var exchange = await Calls.Make(Authorized(server.Url + "/here"));

        Assert.Equal(200, exchange.Status());
        Assert.Equal(["/here", "/elsewhere?x=1"], server.Requests.Select(request => request.Path));
        Assert.All(server.Requests, request =>
        {
            Assert.Equal(("POST", "{\"a\":1}", "application/json"), (request.Method, request.Text, request.Header("Content-Type")));
            Assert.Equal(("Bearer t0ken", "b", "d"), (request.Header("Authorization"), request.Header("X-A"), request.Header("X-C")));
        });
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    public async Task What_would_lose_the_notice_is_refused(int status)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect(server.Url + "/s3cr3t", status));

        var why = (await Calls.Make(Calls.To(server.Url + "/here"))).Why<Receipt.Refused>();

        Assert.Equal($"{server.Url}/<secret> answered {status}: a redirect which would lose the notice (only 307 and 308 send it again)", why);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_is_only_asked_for_is_asked_for_elsewhere()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect("/elsewhere", 302));

        var exchange = await Calls.Make(Calls.To(server.Url + "/here") with { Method = HttpMethod.Get, Body = default });

        Assert.Equal(200, exchange.Status());
        Assert.Equal(["GET", "GET"], server.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task Where_they_are_not_followed_a_redirect_is_an_answer(int status)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect("/elsewhere", status));

        var exchange = await Calls.Make(Calls.To(server.Url, new() { FollowRedirects = false }));

        Assert.Equal(status, exchange.Status());
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Ten_are_followed(int redirects, bool isFollowed)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond([.. Enumerable.Repeat(VendorAnswer.Redirect("/again", 307), redirects)]);

        var exchange = await Calls.Make(Calls.To(server.Url));

        Assert.Equal(11, server.Requests.Count);
        if (isFollowed)
        {
            Assert.Equal(200, exchange.Status());
        }
        else
        {
            Assert.EndsWith("answered 307: a redirect after 10 others", exchange.Why<Receipt.Refused>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://{0}/latest/meta-data/", "loopback")]
    [InlineData("//{0}/x", "loopback")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "link-local")]
    [InlineData("http://[fd00:ec2::254]/", "metadata")]
    [InlineData("http://10.0.0.1/", "private")]
    [InlineData("http://2852039166/", "link-local")]
    public async Task Nothing_inside_is_called_because_a_vendor_says_so(string location, string kind)
    {
        await using var inside = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var host = inside.Url["http://".Length..];
        server.Respond(VendorAnswer.Redirect(location.Replace("{0}", host, StringComparison.Ordinal), 307));

        var why = (await Calls.Make(Authorized(server.Url))).Why<Receipt.Refused>();

        Assert.Contains($"it leads to a {kind} address", why, StringComparison.Ordinal);
        Assert.DoesNotContain("meta-data", why, StringComparison.Ordinal);
        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task Elsewhere_nothing_says_who_we_are()
    {
        await using var other = await VendorServer.Start(_ => VendorAnswer.Status(418, "/s3cr3t/path is a teapot of t0ken"));
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect(other.Url.Replace("://", "://u:p@", StringComparison.Ordinal) + "/s3cr3t/path", 307));
        var post = Authorized(server.Url) with { Allow = ["127.0.0.1"] };

        var exchange = await Calls.Make(post with { Headers = [.. post.Headers, new("authorization", "Basic x"), new("Cookie", "y"), new("Alerting-Notice-Id", "n"), new("Webhook-Signature", "v1,x")] });

        Assert.Equal(418, exchange.Status());
        var request = Assert.Single(other.Requests);
        Assert.Null(request.Header("Authorization"));
        Assert.Null(request.Header("Cookie"));
        Assert.Null(request.Header("X-A"));
        Assert.Null(request.Header("X-C"));
        Assert.Equal(("n", "v1,x", "{\"a\":1}"), (request.Header("Alerting-Notice-Id"), request.Header("Webhook-Signature"), request.Text));
        Assert.Equal(
            $"{other.Url}/<secret> answered 418: <secret> is a teapot of <secret>",
            UrlOf.Said((Exchange.Answered)exchange, post.Url));
    }

    [Theory]
    [InlineData("ftp://elsewhere.example/")]
    [InlineData("http://[bad/")]
    [InlineData("mailto:a@b.example")]
    public async Task What_is_no_URL_to_call_is_refused(string location)
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(200));
        server.Respond(VendorAnswer.Redirect(location, 308));

        Assert.EndsWith(
            "answered 308: a redirect to what is no http or https URL",
            (await Calls.Make(Calls.To(server.Url))).Why<Receipt.Refused>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_without_a_place_is_an_answer()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Status(307));

        Assert.Equal(307, (await Calls.Make(Calls.To(server.Url))).Status());
    }

    [Fact]
    public async Task Nothing_that_was_encrypted_goes_on_in_clear()
    {
        using var certificates = new TestCertificates();
        var certificate = certificates.For("127.0.0.1");
        await using var plain = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var server = await VendorServer.Start(
            _ => VendorAnswer.Redirect(plain.Url, 307), options => options.ServerCertificate = certificate);
        var http = new HttpConfig { Tls = new() { Authorities = Secret.Inline(certificates.Authority) } };

        var why = (await Calls.Make(Calls.To(server.Url, http) with { Allow = ["127.0.0.1"] })).Why<Receipt.Refused>();

        Assert.EndsWith("answered 307: a redirect from https to http", why, StringComparison.Ordinal);
        Assert.Empty(plain.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_elsewhere_leaves_the_outcome_unknown_and_one_that_never_stood_does_not()
    {
        await using var server = await VendorServer.Start(_ => VendorAnswer.Reset);
        server.Respond(VendorAnswer.Redirect("/b", 307));

        (await Calls.Make(Calls.To(server.Url))).Why<Receipt.Unknown>();

        server.Respond(VendorAnswer.Redirect("http://127.0.0.1:1/b", 307));
        Assert.Equal(
            "nothing was sent to http://127.0.0.1:1/<secret>: connection refused",
            (await Calls.Make(Calls.To(server.Url) with { Allow = ["127.0.0.1"] })).Why<Receipt.Deferred>());
    }

    private static OutboundPost Authorized(string url)
    {
        var http = new HttpConfig
        {
            Authorization = new("Bearer", Secret.Inline("t0ken")),
            Headers = [new("X-A", Secret.Inline("b"))],
        };
        return Calls.To(url, http) with { Headers = [new("X-C", "d")] };
    }
}
