using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>What an <c>http_config</c> asks for is what the vendor sees.</summary>
public sealed class HttpConfigSendTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{bearer_token: t0ken}", "Bearer t0ken")]
    [InlineData("{authorization: {credentials: t0ken}}", "Bearer t0ken")]
    [InlineData("{authorization: {type: GenieKey, credentials: t0ken}}", "GenieKey t0ken")]
    [InlineData("{authorization: {}}", "Bearer")]
    [InlineData("{basic_auth: {username: Aladdin, password: 'open sesame'}}", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")]
    [InlineData("{basic_auth: {username: ü}}", "Basic w7w6")]
    [InlineData("{}", null)]
    public async Task A_receiver_that_wants_authorization_gets_it(string http, string? expected)
    {
        await using var sink = await WebhookSink.Start();

        Assert.IsType<Receipt.Delivered>(await Send(Configured("webhook", "url", sink.Url, http)));

        Assert.Equal(expected, Assert.Single(sink.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Slack_gets_it_too()
    {
        await using var hook = await SlackHook.Start();

        var receipt = await Send(Configured(
            "slack", "api_url", hook.Url, "{bearer_token: t0ken, http_headers: {X-A: {values: [b]}}}"));

        Assert.IsType<Receipt.Delivered>(receipt);
        var request = Assert.Single(hook.Requests);
        Assert.Equal(("Bearer t0ken", "b"), (request.Header("Authorization"), request.Header("X-A")));
    }

    [Fact]
    public async Task The_configuration_of_global_is_inherited()
    {
        await using var sink = await WebhookSink.Start();
        var text = $"global: {{http_config: {{bearer_token: t0ken}}}}\nroute: {{receiver: a}}\n"
            + $"receivers: [{{name: a, webhook_configs: [{{url: '{sink.Url}'}}]}}]";

        await Send(Integration(text));

        Assert.Equal("Bearer t0ken", Assert.Single(sink.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task User_and_password_of_the_URL_come_before_it_as_in_Go()
    {
        await using var sink = await WebhookSink.Start();
        var url = sink.Url.Replace("://", "://Aladdin:open%20sesame@", StringComparison.Ordinal);

        await Send(Configured("webhook", "url", url, "{bearer_token: t0ken}"));

        Assert.Equal("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", Assert.Single(sink.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Headers_are_sent_also_those_that_belong_to_a_body()
    {
        await using var sink = await WebhookSink.Start();

        await Send(Configured(
            "webhook", "url", sink.Url,
            "{http_headers: {X-Scope: {values: [a], secrets: [b]}, Content-Language: {values: [en]}}}"));

        var request = Assert.Single(sink.Requests);
        Assert.Matches("^a, ?b$", request.Header("X-Scope"));
        Assert.Equal("en", request.Header("Content-Language"));
    }

    [Fact]
    public async Task A_file_is_read_each_time_and_may_be_missing_for_a_while()
    {
        await using var sink = await WebhookSink.Start();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var integration = Configured(
            "webhook", "url", sink.Url, $"{{authorization: {{credentials_file: '{file}'}}, http_headers: {{A: {{files: ['{file}']}}}}}}");
        try
        {
            var receipt = Assert.IsType<Receipt.Deferred>(await Send(integration));
            Assert.Equal($"nothing was sent: http_config.authorization.credentials_file: there is no file {file}", receipt.Why);
            Assert.Empty(sink.Requests);

            foreach (var token in new[] { "one", "two" })
            {
                await File.WriteAllTextAsync(file, token + "\n", Stop);
                await Send(integration);
                Assert.Equal("Bearer " + token, sink.Requests[^1].Header("Authorization"));
                Assert.Equal(token, sink.Requests[^1].Header("A"));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("webhook", "url", "{basic_auth: {password_ref: r}}", "not built yet: http_config.basic_auth.password_ref")]
    [InlineData("slack", "api_url", "{tls_config: {ca_ref: r}}", "not built yet: http_config.tls_config.ca_ref")]
    public async Task What_cannot_be_done_as_asked_is_refused_and_nothing_is_sent(
        string type, string key, string http, string expected)
    {
        await using var sink = await WebhookSink.Start();

        var receipt = await Send(Configured(type, key, sink.Url, http));

        Assert.Equal(expected, Assert.IsType<Receipt.Refused>(receipt).Why);
        Assert.Empty(sink.Requests);
    }

    [Theory]
    [InlineData("{bearer_token: \"t0k\\nen\"}")]
    [InlineData("{bearer_token: \"tökèn\"}")]
    [InlineData("{http_headers: {\"a b\": {values: [c]}}}")]
    [InlineData("{http_headers: {a: {values: [\"b\\r\\nc: d\"]}}}")]
    public async Task What_no_header_may_hold_is_refused(string http)
    {
        await using var sink = await WebhookSink.Start();

        var receipt = Assert.IsType<Receipt.Refused>(await Send(Configured("webhook", "url", sink.Url, http)));

        Assert.Equal("a header of http_config holds what no header may hold", receipt.Why);
        Assert.Empty(sink.Requests);
    }

    [Theory]
    [InlineData("{bearer_token: t0ken-s3cret}", "no such user: t0ken-s3cret")]
    [InlineData("{authorization: {credentials: t0ken-s3cret}}", "Authorization: Bearer t0ken-s3cret")]
    [InlineData("{basic_auth: {username: u, password: t0ken-s3cret}}", "bad password t0ken-s3cret")]
    [InlineData("{basic_auth: {username: Aladdin, password: open sesame}}", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==")]
    [InlineData("{http_headers: {A: {secrets: [t0ken-s3cret]}}}", "A: t0ken-s3cret")]
    public async Task A_vendor_that_echoes_what_it_got_does_not_make_it_known(string http, string echo)
    {
        await using var sink = await WebhookSink.Start();
        sink.Respond(VendorAnswer.Status(403, echo));

        var receipt = Assert.IsType<Receipt.Refused>(await Send(Configured("webhook", "url", sink.Url, http)));

        Assert.Contains("<secret>", receipt.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", receipt.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("QWxhZGRpb", receipt.Why, StringComparison.Ordinal);
    }

    private static Integration Configured(string type, string key, string url, string http) => Integration(
        $"route: {{receiver: a}}\nreceivers: [{{name: a, {type}_configs: [{{{key}: '{url}', http_config: {http}}}]}}]");

    private static Integration Integration(string text)
    {
        var read = ConfigurationReader.Read(new("am.yml", text), null);
        Assert.Empty(read.Errors);
        return read.Configuration!.Receivers[0].Integrations[0];
    }

    private static async Task<Receipt> Send(Integration integration)
    {
        using var outbound = new Outbound(new(), new FixedClock());
        IChannel channel = integration is Integration.Slack ? new SlackChannel(outbound) : new WebhookChannel(outbound);
        return await channel.Send(Notices.Of(integration), Stop);
    }
}
