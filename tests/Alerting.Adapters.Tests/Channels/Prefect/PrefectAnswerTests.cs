using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Prefect;

/// <summary>Credentials, tokens, and what an answer makes of an attempt.</summary>
public sealed class PrefectAnswerTests
{
    [Theory]
    [InlineData(200, "{}", typeof(Receipt.Delivered))]
    [InlineData(200, "<html>Prefect UI</html>", typeof(Receipt.Unknown))]
    [InlineData(201, "", typeof(Receipt.Delivered))]
    [InlineData(202, "", typeof(Receipt.Unknown))]
    [InlineData(204, "", typeof(Receipt.Delivered))]
    [InlineData(307, "", typeof(Receipt.Refused))]
    [InlineData(400, "", typeof(Receipt.Refused))]
    [InlineData(401, """{"exception_message":"Unauthorized"}""", typeof(Receipt.Refused))]
    [InlineData(403, "", typeof(Receipt.Refused))]
    [InlineData(404, "", typeof(Receipt.Refused))]
    [InlineData(408, "", typeof(Receipt.Unknown))]
    [InlineData(411, "", typeof(Receipt.Refused))]
    [InlineData(413, "", typeof(Receipt.Refused))]
    [InlineData(422, "{", typeof(Receipt.Refused))]
    [InlineData(429, "", typeof(Receipt.Deferred))]
    [InlineData(500, "", typeof(Receipt.Unknown))]
    [InlineData(503, "", typeof(Receipt.Deferred))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(int status, string body, Type expected)
    {
        await using var server = await PrefectServer.Start();
        server.Edge.Respond(VendorAnswer.Status(status, body, status == 429 ? "30" : null));

        var receipt = await PrefectCase.Send(server, Notices.Of(PrefectCase.To(server)));

        Assert.IsType(expected, receipt);
        Assert.StartsWith($"{server.Api}/events answered {status}", receipt.Why, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(30) : null, (receipt as Receipt.Deferred)?.After);
    }

    [Fact]
    public async Task Of_a_refusal_the_part_is_cited_that_says_what_is_wrong()
    {
        await using var server = await PrefectServer.Start();
        server.Edge.Respond(VendorAnswer.Status(422, """
            {"exception_message":"Invalid request received.","exception_detail":
            [{"loc":["body",0,"resource"],"msg":"Input should be a valid string","type":"string_type"}],
            "request_body":[{"id":"everything we sent"}]}
            """));

        var receipt = await PrefectCase.Send(server, Notices.Of(PrefectCase.To(server)));

        Assert.Equal(
            $"{server.Api}/events answered 422: body.0.resource: Input should be a valid string", receipt.Why);
    }

    [Fact]
    public async Task Cloud_gets_a_bearer_token_and_a_server_user_and_password()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server);

        server.Authorization = "Bearer pnu_0123456789";
        var cloud = integration with { ApiKey = Secret.Inline("pnu_0123456789") };
        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, Notices.Of(cloud)));

        server.Authorization = "Basic YWRtaW46cGE6c3M=";
        var own = integration with { AuthString = Secret.Inline("admin:pa:ss") };
        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, Notices.Of(own)));

        Assert.IsType<Receipt.Refused>(await PrefectCase.Send(server, Notices.Of(cloud)));
        Assert.IsType<Receipt.Refused>(await PrefectCase.Send(server, Notices.Of(integration)));
    }

    [Fact]
    public async Task A_key_in_a_file_may_be_missing_for_a_while_and_is_never_cited()
    {
        await using var server = await PrefectServer.Start();
        var missing = PrefectCase.To(server) with { ApiKey = Secret.FromFile("/nowhere/key") };
        var odd = PrefectCase.To(server) with { AuthString = Secret.FromFile("/nowhere/pair") };

        Assert.IsType<Receipt.Deferred>(await PrefectCase.Send(server, Notices.Of(missing)));
        Assert.IsType<Receipt.Deferred>(await PrefectCase.Send(server, Notices.Of(odd)));
        Assert.Empty(server.Edge.Requests);

        server.Edge.Respond(VendorAnswer.Status(403, "no such key pnu_0123456789"));
        var known = PrefectCase.To(server) with { ApiKey = Secret.Inline("pnu_0123456789") };
        Assert.EndsWith(
            "no such key <secret>", (await PrefectCase.Send(server, Notices.Of(known))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_CSRF_protection_is_asked_once_for_a_token()
    {
        await using var server = await PrefectServer.Start();
        server.CsrfToken = "t0ken";

        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, Many(server, 250)));

        Assert.Equal(
            ["POST", "GET", "POST", "POST", "POST"], server.Edge.Requests.Select(request => request.Method));
        Assert.Equal(250, server.Events.Count);
    }

    [Theory]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":"a b"}""")]
    [InlineData("""{"token":7}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task Without_a_token_the_refusal_stands(string answer)
    {
        await using var server = await PrefectServer.Start();
        server.Edge.Respond(
            VendorAnswer.Status(403, """{"detail":"Missing CSRF token."}"""), VendorAnswer.Status(200, answer));

        var receipt = await PrefectCase.Send(server, Notices.Of(PrefectCase.To(server)));

        Assert.EndsWith("answered 403: Missing CSRF token.", Assert.IsType<Receipt.Refused>(receipt).Why, StringComparison.Ordinal);
    }

    private static Notification Many(PrefectServer server, int alerts) => Notices.Of(
        PrefectCase.To(server), [.. Enumerable.Range(0, alerts).Select(i => Notices.Alert($"alertname=A;i={i}"))]);
}
