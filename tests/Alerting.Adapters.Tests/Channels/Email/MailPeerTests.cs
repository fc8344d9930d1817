using System.Text.Json.Nodes;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>Against a server and a reader of mail that other people wrote.</summary>
public sealed class MailPeerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "PLAIN")]
    [InlineData(false, "LOGIN")]
    [InlineData(false, "CRAM-MD5")]
    [InlineData(true, "PLAIN")]
    public async Task It_takes_what_we_send_over_tls_and_with_a_password(bool isImplicit, string method)
    {
        await using var peer = await MailPeer.Start(isImplicit, [method], Stop);
        var letter = Letters.To("Jörg Müller <jorg@example.com>", "b.c@example.com") with
        {
            Subject = "[FIRING:1] Übung 😀 " + new string('x', 200) + " " + new string('ß', 200),
            Text = "é.\n.\n..\n" + new string('=', 200) + "\ntrailing \n",
            Html = "<p>é</p>\n.\n",
            Headers = [new("Reply-To", "\"Jörg, M.\" <reply@example.com>"), new("X-Team", "Ü")],
        };

        var receipt = await Letters.Send(Secured(peer, isImplicit, "open sesame"), letter);

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Equal(["jorg@example.com", "b.c@example.com"], peer.Mails.Select(mail => (string)mail["to"]![0]!));
        var first = peer.Mails[0];
        Assert.Equal(("alerts@example.com", $"alerts by {method}", true), (Text(first, "from"), Text(first, "user"), (bool)first["isTls"]!));
        var parsed = first["parsed"]!;
        Assert.Equal(letter.Subject, Text(parsed, "subject"));
        Assert.Equal(letter.Text, Text(parsed, "text"));
        Assert.Equal(letter.Html, Text(parsed, "html"));
        Assert.Equal(("Jörg Müller", "jorg@example.com"), Named(parsed["to"]![0]!));
        Assert.Equal(("Jörg, M.", "reply@example.com"), Named(parsed["replyTo"]![0]!));
        Assert.Equal(("Alerts", "alerts@example.com"), Named(parsed["from"]!));
        Assert.Equal(letter.MessageId(letter.To[0]), Text(parsed, "messageId"));
        Assert.Equal((letter.Root, letter.Root), (Text(parsed, "references"), Text(parsed, "inReplyTo")));
        Assert.Equal("2026-11-21T12:00:00.000Z", Text(parsed, "date"));
        Assert.Equal("Ü", EncodedWords.Decode(MimePart.Parse(System.Text.Encoding.Latin1.GetBytes(Text(first, "raw")))["X-Team"]!));
    }

    [Fact]
    public async Task It_refuses_a_wrong_password_and_a_mail_without_one()
    {
        await using var peer = await MailPeer.Start(isImplicit: false, ["PLAIN", "LOGIN"], Stop);

        var wrong = await Letters.Send(Secured(peer, false, "another"), Letters.To("a@example.com"));
        var none = await Letters.Send(Secured(peer, false, "") with { Username = "" }, Letters.To("a@example.com"));

        Assert.Equal($"127.0.0.1:{peer.Port} answered 535 5.7.8 who are you", Assert.IsType<Receipt.Refused>(wrong).Why);
        Assert.IsType<Receipt.Refused>(none);
        Assert.Empty(peer.Mails);
    }

    [Fact]
    public async Task One_recipient_who_is_refused_or_put_off_keeps_it_from_no_other()
    {
        await using var peer = await MailPeer.Start(isImplicit: false, [], Stop);
        var letter = Letters.To("nobody@example.com", "a@example.com", "later@example.com", "jörg@example.com");

        var first = Assert.IsType<Receipt.Deferred>(await Letters.Send(Secured(peer, false, "") with { Username = "" }, letter));
        await Letters.Send(Secured(peer, false, "") with { Username = "" }, letter, first.Progress);

        Assert.EndsWith(
            "answered 450 4.7.1 greylisted; n***@example.com: 127.0.0.1:" + peer.Port
            + " answered 550 5.1.1 no such user; 2 of 4 recipients have it", first.Why, StringComparison.Ordinal);
        Assert.Equal(["a@example.com", "jörg@example.com"], peer.Mails.Select(mail => (string)mail["to"]![0]!));
    }

    [Fact]
    public async Task A_mail_that_is_too_big_for_it_is_refused_before_it_is_sent()
    {
        await using var peer = await MailPeer.Start(isImplicit: false, [], Stop);

        var receipt = await Letters.Send(
            Secured(peer, false, "") with { Username = "" },
            Letters.To("a@example.com") with { Text = new string('x', 300_000) });

        Assert.EndsWith("takes 200000 at the most", Assert.IsType<Receipt.Refused>(receipt).Why, StringComparison.Ordinal);
    }

    private static Integration.Email Secured(MailPeer peer, bool isImplicit, string password) => new()
    {
        Index = 0,
        SendResolved = true,
        To = "",
        From = "",
        Host = "127.0.0.1",
        Port = peer.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ImplicitTls = isImplicit,
        Username = "alerts",
        Password = Secret.Inline(password),
        CramSecret = Secret.Inline(password),
        Tls = new() { Authorities = Secret.Inline(peer.Authority) },
    };

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private static (string Name, string Address) Named(JsonNode node) => (Text(node, "name"), Text(node, "address"));
}
