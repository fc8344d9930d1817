using System.Text;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Adapters.Channels.Email.Mime;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

public sealed class MimeMessageTests
{
    [Fact]
    public void A_letter_has_its_text_first_and_its_html_last()
    {
        var message = Write(Letters.To("a@example.com", "B <b@example.com>"));

        Assert.Equal("multipart/alternative", message.Type);
        Assert.Equal(["text/plain", "text/html"], message.Parts.Select(part => part.Type));
        Assert.Equal("It burns.\n", message.Parts[0].Text);
        Assert.Equal("<p>It burns.</p>\n", message.Parts[1].Text);
    }

    [Fact]
    public void Its_head_says_who_what_when_and_which_thread()
    {
        var letter = Letters.To("a@example.com", "B <b@example.com>");

        var message = Write(letter);

        Assert.Equal(
            [
                "From: Alerts <alerts@example.com>",
                "To: a@example.com, B <b@example.com>",
                "Subject: [FIRING:1] A",
                "Date: Sat, 21 Nov 2026 12:00:00 +0000",
                $"Message-ID: <g1.email_0.1795227184000.{letter.To[0].Mark}@example.com>",
                "In-Reply-To: <alert-1@example.com>",
                "References: <alert-1@example.com>",
                "Auto-Submitted: auto-generated",
                "Alerting-Notice-Id: g1.email[0].1795227184000",
                "MIME-Version: 1.0",
            ],
            message.Headers.SkipLast(1).Select(header => $"{header.Key}: {header.Value}"));
    }

    [Fact]
    public void Each_recipient_has_a_message_id_of_its_own_and_the_same_in_each_attempt()
    {
        var letter = Letters.To("a@example.com", "A@example.com", "b@example.com");

        Assert.Equal(letter.MessageId(letter.To[0]), letter.MessageId(letter.To[1]));
        Assert.NotEqual(letter.MessageId(letter.To[0]), letter.MessageId(letter.To[2]));
    }

    [Fact]
    public void Without_html_it_is_a_text()
    {
        var message = Write(Letters.To("a@example.com") with { Html = null });

        Assert.Equal(("text/plain", "It burns.\n"), (message.Type, message.Text));
    }

    [Fact]
    public void What_the_configuration_names_comes_before_what_we_would_say()
    {
        var message = Write(Letters.To("a@example.com") with
        {
            Headers =
            [
                new("From", "Jörg <boss@example.com>"), new("To", "Everybody <all@example.com>"), new("Cc", "nonsense"),
                new("Date", "Thu, 01 Jan 1970 00:00:00 +0000"), new("Message-Id", "<mine@example.com>"),
                new("References", "<mine@example.com>"), new("X-Team", "Jörgs"),
            ],
            Root = null,
        });

        Assert.Equal("=?utf-8?q?J=C3=B6rg?= <boss@example.com>", message["From"]);
        Assert.Equal("Everybody <all@example.com>", message["To"]);
        Assert.Equal("nonsense", message["Cc"]);
        Assert.Equal("Thu, 01 Jan 1970 00:00:00 +0000", message["Date"]);
        Assert.Equal("<mine@example.com>", message["Message-Id"]);
        Assert.Equal(("<mine@example.com>", null), (message["References"], message["In-Reply-To"]));
        Assert.Equal("Jörgs", EncodedWords.Decode(message["X-Team"]!));
    }

    [Fact]
    public void An_address_beyond_ascii_is_named_only_where_the_server_can_take_it()
    {
        var letter = Letters.To("a@example.com", "jörg@example.com");

        Assert.Equal("a@example.com", Write(letter)["To"]);
        Assert.Equal(
            "a@example.com, jörg@example.com",
            MimePart.Parse(MimeMessage.Write(letter, letter.To[1], isUtf8: true))["To"]);
        Assert.Null(Write(Letters.To("jörg@example.com"))["To"]);
    }

    public static TheoryData<string> Texts =>
    [
        ".", "..\n.a\n.\n", "a=b", "trailing \nand\t\n", new string('x', 76), new string('x', 77), new string('x', 75) + "é",
        new string('é', 5000), string.Concat(Enumerable.Repeat("😀", 100)), "a\r\nb\rc\nd", "--=_x\n--=_x--\n", "\n\n\n", "From me\n",
        new string(' ', 200), "=", "\ud800half",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_body_is_read_as_it_was_written(string text)
    {
        var message = Write(Letters.To("a@example.com") with { Text = text, Html = text });

        var expected = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\ud800', '\uFFFD');
        expected = expected.EndsWith('\n') ? expected : expected + "\n";
        Assert.Equal([expected, expected], message.Parts.Select(part => part.Text));
    }

    [Fact]
    public void A_message_is_ascii_lines_that_end_in_cr_lf_and_begin_with_no_dot_that_is_lost()
    {
        var letter = Letters.To("a@example.com") with { Subject = "é" + new string('x', 900), Text = "é\n.\n..\n", Html = ".\n" };
        var content = MimeMessage.Write(letter, letter.To[0], isUtf8: false);
        var stuffed = new Alerting.Adapters.Channels.Email.Smtp.SmtpMail(letter.From, letter.To[0], content).Stuffed();

        Assert.True(Ascii.IsValid(content));
        var text = Encoding.ASCII.GetString(stuffed.Span);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
        Assert.Equal(text.Count(c => c == '\r'), text.Split("\r\n").Length - 1);
        Assert.DoesNotContain("\r\n.\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n..\r\n...\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_stand_above_all_else_in_both_parts()
    {
        var message = Write(Letters.To("a@example.com") with
        {
            Notes = ["first <b>", "second"],
            Html = "<html><BODY class='a>b' \"x\"><p>It burns.</p></BODY></html>",
        });

        Assert.Equal("first <b>\nsecond\n\nIt burns.\n", message.Parts[0].Text);
        Assert.StartsWith("<html><BODY class='a>b' \"x\"><div style=", message.Parts[1].Text, StringComparison.Ordinal);
        Assert.Contains("\">first &lt;b&gt;<br>second</div><p>It burns.</p>", message.Parts[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>a</p>", 0)]
    [InlineData("<bodyguard>a", 0)]
    [InlineData("<body", 0)]
    [InlineData("<body class=\"a>", 0)]
    [InlineData("<body>a", 6)]
    [InlineData("<bodyguard><body\n>a", 18)]
    public void Notes_stand_first_in_the_body_or_before_everything(string html, int at)
    {
        var noted = LetterNotes.AboveHtml(["note"], html);

        Assert.Equal(html[..at], noted[..at]);
        Assert.StartsWith("<div ", noted[at..], StringComparison.Ordinal);
        Assert.EndsWith(">note</div>" + html[at..], noted, StringComparison.Ordinal);
    }

    private static MimePart Write(Letter letter) =>
        MimePart.Parse(MimeMessage.Write(letter, letter.To[0], isUtf8: false));
}
