using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.SendGrid;

public sealed class SendGridChannelTests
{
    private readonly FixedClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, typeof(Receipt.Unknown))]
    [InlineData(204, typeof(Receipt.Unknown))]
    [InlineData(301, typeof(Receipt.Refused))]
    [InlineData(400, typeof(Receipt.Refused))]
    [InlineData(401, typeof(Receipt.Refused))]
    [InlineData(403, typeof(Receipt.Refused))]
    [InlineData(404, typeof(Receipt.Refused))]
    [InlineData(405, typeof(Receipt.Refused))]
    [InlineData(408, typeof(Receipt.Unknown))]
    [InlineData(413, typeof(Receipt.Refused))]
    [InlineData(415, typeof(Receipt.Refused))]
    [InlineData(429, typeof(Receipt.Deferred))]
    [InlineData(500, typeof(Receipt.Unknown))]
    [InlineData(502, typeof(Receipt.Unknown))]
    [InlineData(503, typeof(Receipt.Deferred))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(int status, Type expected)
    {
        await using var api = await SendGridApi.Start();
        api.Respond(VendorAnswer.Status(status));

        var receipt = await Send(SendGrids.Usual(api));

        Assert.IsType(expected, receipt);
        Assert.StartsWith($"{api.Url}/v3/mail/send answered {status}", receipt.Why, StringComparison.Ordinal);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task Errors_are_cited_with_their_fields_and_without_addresses_or_the_key()
    {
        await using var api = await SendGridApi.Start();
        api.Respond(SendGridApi.Refused(
            400, $"boss@example.com is not an address, said {SendGridApi.Key}", "personalizations.0.to.0.email"));

        var receipt = await Send(SendGrids.Usual(api));

        Assert.Equal(
            $"{api.Url}/v3/mail/send answered 400: personalizations.0.to.0.email: b***@example.com is not an address, "
            + "said <secret>",
            receipt.Why);
    }

    [Fact]
    public async Task Credits_that_are_used_up_are_told_from_a_wrong_key()
    {
        await using var api = await SendGridApi.Start();
        api.Respond(SendGridApi.Refused(401, "Maximum credits exceeded"));

        var spent = await Send(SendGrids.Usual(api));
        var wrong = await Send(SendGrids.Usual(api) with { ApiKey = Secret.Inline("SG.wrong") });

        Assert.EndsWith("Maximum credits exceeded (the credits of the account are used up; the key may be right)", spent.Why, StringComparison.Ordinal);
        Assert.EndsWith("401: The provided authorization grant is invalid, expired, or revoked", wrong.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(42, 42)]
    [InlineData(3600, 3600)]
    [InlineData(3601, 3600)]
    public async Task A_limit_is_waited_for_until_it_is_lifted(int lifted, int wait)
    {
        await using var api = await SendGridApi.Start();
        var reset = clock.GetUtcNow().ToUnixTimeSeconds() + lifted;
        api.Respond(SendGridApi.Limited(429, $"{reset}"));

        var receipt = Assert.IsType<Receipt.Deferred>(await Send(SendGrids.Usual(api)));

        Assert.Equal(TimeSpan.FromSeconds(wait), receipt.After);
    }

    [Theory]
    [InlineData("soon", null, null)]
    [InlineData(null, "30", 30)]
    [InlineData(null, null, null)]
    public async Task A_limit_may_be_worded_otherwise(string? reset, string? retryAfter, int? wait)
    {
        await using var api = await SendGridApi.Start();
        api.Respond(reset is null ? VendorAnswer.Status(429, "", retryAfter) : SendGridApi.Limited(429, reset));

        var receipt = Assert.IsType<Receipt.Deferred>(await Send(SendGrids.Usual(api)));

        Assert.Equal(wait, receipt.After?.TotalSeconds);
    }

    [Theory]
    [InlineData("", "no recipient is an address")]
    [InlineData("nobody", "no recipient is an address")]
    [InlineData("jörg@example.com", "SendGrid takes no address beyond ASCII, and there is no other one")]
    public async Task Without_anybody_to_write_to_nothing_is_sent(string to, string expected)
    {
        await using var api = await SendGridApi.Start();

        Assert.Equal(expected, Assert.IsType<Receipt.Refused>(await Send(SendGrids.Usual(api) with { To = to })).Why);
        Assert.Empty(api.Requests);
    }

    [Theory]
    [InlineData("", "the sender is not one address")]
    [InlineData("a@example.com, b@example.com", "the sender is not one address")]
    [InlineData("jörg@example.com", "SendGrid takes no sender beyond ASCII")]
    public async Task Without_one_sender_nothing_is_sent(string from, string expected)
    {
        await using var api = await SendGridApi.Start();

        Assert.Equal(expected, Assert.IsType<Receipt.Refused>(await Send(SendGrids.Usual(api) with { From = from })).Why);
    }

    [Theory]
    [InlineData(1000, typeof(Receipt.Delivered))]
    [InlineData(1001, typeof(Receipt.Refused))]
    public async Task A_thousand_recipients_are_the_most(int count, Type expected)
    {
        await using var api = await SendGridApi.Start();
        var to = string.Join(',', Enumerable.Range(0, count).Select(i => $"p{i}@example.com"));

        Assert.IsType(expected, await Send(SendGrids.Usual(api) with { To = to }));
    }

    [Theory]
    [InlineData("SG.a\nb")]
    [InlineData("SG.ä")]
    [InlineData("")]
    public async Task A_key_that_no_header_may_hold_is_refused(string key)
    {
        await using var api = await SendGridApi.Start();

        Assert.IsType<Receipt.Refused>(await Send(SendGrids.Usual(api) with { ApiKey = Secret.Inline(key) }));
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task A_key_whose_file_is_missing_is_waited_for()
    {
        await using var api = await SendGridApi.Start();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var receipt = await Send(SendGrids.Usual(api) with { ApiKey = Secret.FromFile(file) });

        Assert.Equal($"nothing was sent: api_key_file: there is no file {file}", Assert.IsType<Receipt.Deferred>(receipt).Why);
    }

    [Fact]
    public async Task A_silent_api_leaves_the_outcome_unknown()
    {
        await using var api = await SendGridApi.Start();
        api.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task));
        using var deadline = new CancellationTokenSource();

        var sending = SendGrids.Send(SendGrids.Usual(api), notice => notice, clock, deadline.Token);
        await api.Received(Stop);
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"personalizations\":[{\"to\":[{\"email\":\"a@x.example\"},{\"email\":\"a@x.example\"}]}],\"from\":{\"email\":\"b@x.example\"},\"content\":[]}")]
    [InlineData("not json")]
    public void The_stand_in_refuses_what_sendgrid_refuses(string body) => Assert.NotNull(SendGridApi.Fault(new(
        "POST", "/v3/mail/send",
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" },
        System.Text.Encoding.UTF8.GetBytes(body))));

    private Task<Receipt> Send(Integration.SendGrid sendGrid) => SendGrids.Send(sendGrid, notice => notice, clock, Stop);
}
