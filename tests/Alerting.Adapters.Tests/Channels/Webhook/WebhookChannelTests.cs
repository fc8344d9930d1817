using System.Net;
using System.Net.Sockets;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Webhook;

public sealed class WebhookChannelTests
{
    private const string SecretPath = "/hook/s3cr3t-t0ken?key=hunter22";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_arrives_with_its_id_and_its_length()
    {
        await using var sink = await WebhookSink.Start();

        var receipt = await Send(sink.Url + SecretPath);

        Assert.IsType<Receipt.Delivered>(receipt);
        var request = Assert.Single(sink.Requests);
        Assert.Equal(("POST", SecretPath), (request.Method, request.Path));
        Assert.Equal("g1.webhook[0].1", request.Header("Alerting-Notice-Id"));
        Assert.Equal("2", request.Header("Alerting-Attempt"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(request.Body.Length.ToString(null as IFormatProvider), request.Header("Content-Length"));
        Assert.Null(request.Header("Transfer-Encoding"));
        Assert.StartsWith("Alerting/0.", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", request.Header("traceparent"));
        string[] absent = ["Alerting-Drill", "Alerting-Stands-In-For", "Alerting-Template-Error", "webhook-id", "webhook-signature"];
        Assert.All(absent, name => Assert.Null(request.Header(name)));
    }

    [Theory]
    [InlineData(200, typeof(Receipt.Delivered))]
    [InlineData(204, typeof(Receipt.Delivered))]
    [InlineData(301, typeof(Receipt.Refused))]
    [InlineData(400, typeof(Receipt.Refused))]
    [InlineData(404, typeof(Receipt.Refused))]
    [InlineData(429, typeof(Receipt.Deferred))]
    [InlineData(500, typeof(Receipt.Unknown))]
    [InlineData(502, typeof(Receipt.Unknown))]
    [InlineData(503, typeof(Receipt.Deferred))]
    [InlineData(504, typeof(Receipt.Unknown))]
    public async Task A_status_becomes_a_receipt(int status, Type expected)
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Status(status));

        var receipt = await Send(sink.Url + SecretPath);

        Assert.IsType(expected, receipt);
        Assert.Contains($"answered {status}", receipt.Why, StringComparison.Ordinal);
        Assert.Single(sink.Requests);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0", 0.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("-1", 0.0)]
    [InlineData("99999999999999999999", 3600.0)]
    [InlineData("Mon, 02 Mar 2026 08:00:30 GMT", 30.0)]
    [InlineData("Mon, 02 Mar 2026 07:00:00 GMT", 0.0)]
    [InlineData("Tue, 02 Mar 2027 08:00:00 GMT", 3600.0)]
    [InlineData("soon", null)]
    [InlineData("NaN", null)]
    [InlineData(null, null)]
    public async Task A_deferral_lasts_as_long_as_the_vendor_asks(string? header, double? seconds)
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Status(429, retryAfter: header));

        var receipt = Assert.IsType<Receipt.Deferred>(await Send(sink.Url));

        Assert.Equal(seconds, receipt.After?.TotalSeconds);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Redirect(sink.Url + "/elsewhere"));

        Assert.IsType<Receipt.Refused>(await Send(sink.Url + SecretPath));
        Assert.Single(sink.Requests);
    }

    [Fact]
    public async Task A_refusal_quotes_the_vendor_without_the_secret()
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Status(
            404, $"no\nroute {SecretPath} {sink.Url}{SecretPath} \\/hook\\/S3CR3T-T0KEN {new string('x', 500)}"));

        var receipt = await Send(sink.Url + SecretPath);

        Assert.StartsWith(
            $"{sink.Url}/<secret> answered 404: no route <secret>", receipt.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", receipt.Why, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter22", receipt.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', receipt.Why);
        Assert.EndsWith("x…", receipt.Why, StringComparison.Ordinal);
        Assert.True(receipt.Why.Length < 300);
    }

    [Fact]
    public async Task User_and_password_of_the_URL_are_sent_and_never_told()
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Status(403, "bad password pa:ss"));

        var receipt = await Send(sink.Url.Replace("//", "//user:pa%3Ass@", StringComparison.Ordinal));

        Assert.Equal("Basic dXNlcjpwYTpzcw==", Assert.Single(sink.Requests).Header("Authorization"));
        Assert.Equal($"{sink.Url}/<secret> answered 403: bad password <secret>", receipt.Why);
    }

    public static TheoryData<string> Breaks => ["reset", "half-close"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_connection_that_breaks_after_the_request_leaves_the_outcome_unknown(string how)
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(how == "reset" ? VendorAnswer.Reset : VendorAnswer.HalfClose);

        var receipt = Assert.IsType<Receipt.Unknown>(await Send(sink.Url + SecretPath));

        Assert.Equal($"the connection to {sink.Url}/<secret> broke before it had answered", receipt.Why);
        Assert.Single(sink.Requests);
    }

    [Fact]
    public async Task A_deadline_after_the_request_has_left_leaves_the_outcome_unknown()
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task));
        using var deadline = new CancellationTokenSource();

        var sending = Send(sink.Url, deadline: deadline.Token);
        await sink.Received(Stop);
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Fact]
    public async Task A_deadline_before_the_connection_stands_defers()
    {
        using var deadline = new CancellationTokenSource();
        var asked = new TaskCompletionSource();

        var sending = Send(
            "http://sink.example/x",
            deadline: deadline.Token,
            resolve: (_, cancellation) =>
            {
                asked.SetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, new FixedClock(), cancellation)
                    .ContinueWith(_ => Array.Empty<IPAddress>(), TaskScheduler.Default);
            });
        await asked.Task;
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Deferred>(await sending);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_sends_nothing()
    {
        await using var sink = await WebhookSink.Start();

        Assert.IsType<Receipt.Deferred>(await Send(sink.Url, deadline: new(canceled: true)));
        Assert.Empty(sink.Requests);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_connecting_sends_nothing()
    {
        await using var sink = await WebhookSink.Start();
        using var deadline = new CancellationTokenSource();

        var receipt = await Send(
            sink.Url.Replace("127.0.0.1", "sink.example", StringComparison.Ordinal),
            deadline: deadline.Token,
            resolve: async (_, _) =>
            {
                await deadline.CancelAsync();
                return [IPAddress.Loopback];
            });

        Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Empty(sink.Requests);
    }

    [Fact]
    public async Task The_integrations_own_timeout_ends_a_call()
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task));
        var clock = new FixedClock();

        var sending = Send(sink.Url, timeout: TimeSpan.FromSeconds(5), clock: clock);
        await sink.Received(Stop);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Fact]
    public async Task A_success_does_not_wait_for_its_body()
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.SlowBody(200, new TaskCompletionSource().Task));

        Assert.IsType<Receipt.Delivered>(await Send(sink.Url));
    }

    [Fact]
    public async Task A_refused_connection_defers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var receipt = Assert.IsType<Receipt.Deferred>(await Send($"http://127.0.0.1:{port}/s3cr3t"));

        Assert.Equal($"nothing was sent to http://127.0.0.1:{port}/<secret>: connection refused", receipt.Why);
        Assert.Null(receipt.After);
    }

    [Fact]
    public async Task A_name_without_an_address_defers()
    {
        var receipt = await Send("http://gone.example/s3cr3t", resolve: (_, _) => Task.FromResult<IPAddress[]>([]));

        Assert.IsType<Receipt.Deferred>(receipt);
        Assert.Equal("nothing was sent to http://gone.example/<secret>: its name has no address", receipt.Why);
    }

    [Theory]
    [InlineData("ftp://host/x")]
    [InlineData("host/x")]
    [InlineData("")]
    public async Task What_is_not_an_http_URL_is_refused(string url) =>
        Assert.IsType<Receipt.Refused>(await Send(url));

    [Fact]
    public async Task A_secret_file_that_cannot_be_read_defers()
    {
        using var outbound = new Outbound(new(), new FixedClock());
        var integration = Notices.Webhook("x") with { Url = Secret.FromFile("/does/not/exist") };

        Assert.IsType<Receipt.Deferred>(await new WebhookChannel(outbound).Send(Notices.Of(integration), Stop));
    }

    private static async Task<Receipt> Send(
        string url,
        CancellationToken? deadline = null,
        ResolveName? resolve = null,
        TimeSpan timeout = default,
        FixedClock? clock = null)
    {
        using var outbound = new Outbound(new(), clock ?? new(), resolve);
        var notification = Notices.Of(Notices.Webhook(url, timeout: timeout));
        return await new WebhookChannel(outbound).Send(notification, deadline ?? Stop);
    }
}
