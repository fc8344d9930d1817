using System.Text.Json;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Schemas;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.SendGrid;

/// <summary>What SendGrid is sent.</summary>
public sealed class SendGridBodyTests
{
    private const string Root = "<alert-5c4d@example.com>";

    [Fact]
    public async Task A_mail_whose_template_failed_is_delivered_with_a_flaw()
    {
        await using var api = await SendGridApi.Start();

        var receipt = await Send(SendGrids.Usual(api) with { Subject = "{{ .Nothing }}" });

        Assert.StartsWith(
            "a template failed: ", Assert.IsType<Receipt.Delivered>(receipt).Flaw, StringComparison.Ordinal);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task Each_recipient_has_a_personalization_in_one_request()
    {
        await using var api = await SendGridApi.Start();

        var receipt = await Send(SendGrids.Usual(api) with
        {
            To = "\"On-call, ML; nights\" <ml@example.com>, A@example.com, a@example.com, nobody",
            ReplyTo = "Team <team@example.com>",
            Categories = ["batch-alert", "critical"],
        });

        var delivered = Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Equal(
            $"{api.Url}/v3/mail/send answered 202; entries that are no address for it: 1", delivered.Why);
        Assert.Equal("entries that are no address for it: 1", delivered.Flaw);
        using var sent = JsonDocument.Parse(Assert.Single(api.Requests).Body);
        var mail = sent.RootElement;
        Assert.Equal(
            [("ml@example.com", "On-call  ML  nights"), ("A@example.com", "")],
            mail.GetProperty("personalizations").EnumerateArray().Select(it => Named(it.GetProperty("to")[0])));
        Assert.Equal(("alerts@example.com", "Alerts"), Named(mail.GetProperty("from")));
        Assert.Equal(("team@example.com", "Team"), Named(mail.GetProperty("reply_to")));
        Assert.Equal("[FIRING:1] A", mail.GetProperty("subject").GetString());
        Assert.Equal(["batch-alert", "critical"], mail.GetProperty("categories").EnumerateArray().Select(it => it.GetString()));
        Assert.Equal(
            [("text/plain", "It burns.")],
            mail.GetProperty("content").EnumerateArray().Select(it => (Text(it, "type"), Text(it, "value"))));
        Assert.False(mail.GetProperty("tracking_settings").GetProperty("click_tracking").GetProperty("enable").GetBoolean());
        Assert.False(mail.GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean());
    }

    [Fact]
    public async Task Its_headers_name_the_message_its_thread_and_the_notice()
    {
        await using var api = await SendGridApi.Start();

        var receipt = await Send(SendGrids.Usual(api), notice => notice with { Earlier = $"{Root} 14c5d75ce93" });

        using var sent = JsonDocument.Parse(api.Requests[0].Body);
        var personal = sent.RootElement.GetProperty("personalizations")[0];
        var headers = personal.GetProperty("headers");
        Assert.Matches("^<g1\\.webhook_0\\.1\\.[0-9a-f]{12}@example\\.com>$", Text(headers, "Message-ID"));
        Assert.Equal((Root, Root), (Text(headers, "References"), Text(headers, "In-Reply-To")));
        Assert.Equal("auto-generated", Text(headers, "Auto-Submitted"));
        Assert.Equal("g1.webhook[0].1", Text(personal.GetProperty("custom_args"), "notice_id"));
        Assert.Equal($"{Root} {SendGridApi.MessageId}", Assert.IsType<Receipt.Delivered>(receipt).Reference);
    }

    [Fact]
    public async Task The_first_mail_of_a_trouble_begins_its_thread()
    {
        await using var api = await SendGridApi.Start();

        var first = Assert.IsType<Receipt.Delivered>(await Send(SendGrids.Usual(api)));
        var second = Assert.IsType<Receipt.Delivered>(await Send(
            SendGrids.Usual(api), notice => notice with { NoticeId = "g1.webhook[0].2", Earlier = first.Reference }));

        Assert.Matches("^<alert-[0-9a-f]{16}-webhook_0\\.1@example\\.com> ", first.Reference);
        Assert.Equal(first.Reference, second.Reference);
    }

    [Fact]
    public async Task The_sandbox_is_asked_for_and_its_200_is_a_success()
    {
        await using var api = await SendGridApi.Start();

        Assert.IsType<Receipt.Delivered>(await Send(SendGrids.Usual(api) with { Sandbox = true }));

        using var sent = JsonDocument.Parse(api.Requests[0].Body);
        Assert.True(sent.RootElement.GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean());
    }

    [Fact]
    public async Task What_is_sent_keeps_to_sendgrids_own_description()
    {
        var file = SharedFile.Find("schemas/sendgrid_tsg_mail_v3.openapi.json");
        var schema = JsonSchema.Load(file, SendGridApi.Place);
        await using var api = await SendGridApi.Start();
        await Send(SendGrids.Usual(api) with { ReplyTo = "b@example.com, c@example.com", Categories = ["a"], Html = "" });
        var body = api.Requests[0].Text;

        Assert.Empty(schema.Problems(api.Requests[0].Body));
        Assert.NotEmpty(schema.Problems(System.Text.Encoding.UTF8.GetBytes(
            body.Replace("\"subject\":\"[FIRING:1] A\"", "\"subject\":\"\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_request_that_is_too_big_is_not_sent()
    {
        await using var api = await SendGridApi.Start();

        var receipt = await Send(SendGrids.Usual(api) with { Text = new string('x', 30_000_001) });

        Assert.EndsWith("SendGrid takes 30000000 at the most", Assert.IsType<Receipt.Refused>(receipt).Why, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task The_usual_templates_make_a_text_and_then_a_page_with_the_notes_above_both()
    {
        await using var api = await SendGridApi.Start();

        var receipt = await Send(
            SendGrids.Usual(api) with { Subject = null, Text = null, Html = null },
            notice => notice with { IsDrill = true });

        Assert.IsType<Receipt.Delivered>(receipt);
        using var sent = JsonDocument.Parse(api.Requests[0].Body);
        Assert.Equal("[DRILL] [FIRING:1] A", Text(sent.RootElement, "subject"));
        var content = sent.RootElement.GetProperty("content");
        Assert.Equal(("text/plain", "text/html"), (Text(content[0], "type"), Text(content[1], "type")));
        Assert.StartsWith("This is a drill: ", Text(content[0], "value"), StringComparison.Ordinal);
        Assert.Matches("<body[^>]*><div style=\"[^\"]*\">This is a drill: ", Text(content[1], "value"));
    }

    private static Task<Receipt> Send(
        Integration.SendGrid sendGrid, Func<Notification, Notification>? change = null) =>
        SendGrids.Send(sendGrid, change ?? (notice => notice), new FixedClock(), TestContext.Current.CancellationToken);

    private static (string Email, string Name) Named(JsonElement box) =>
        (Text(box, "email"), box.TryGetProperty("name", out var name) ? name.GetString()! : "");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
