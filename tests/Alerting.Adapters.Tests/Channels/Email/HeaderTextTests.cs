using System.Text;
using Alerting.Adapters.Channels.Email.Mime;
using Alerting.Core.Configuration.Addresses;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

public sealed class HeaderTextTests
{
    public static TheoryData<string> Values =>
    [
        "[FIRING:2] churn-nightly-train (critical)",
        "",
        "Übung für Jörg",
        "a=?utf-8?q?b?=",
        new string('x', 500),
        new string('x', 501),
        new string('x', 10_000),
        new string('ß', 900),
        string.Concat(Enumerable.Repeat("😀", 400)),
        string.Concat(Enumerable.Repeat("a😀é", 300)),
        string.Join(' ', Enumerable.Repeat("word", 200)),
        string.Join(' ', Enumerable.Repeat("wörd", 200)),
        "? = _ \" , ; : <a@b> (c) \\ é",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_read_as_it_was_written(string value)
    {
        var lines = Text("Subject", value).Split("\r\n");

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 510));
        Assert.All(lines.Where(line => line.Contains("=?", StringComparison.Ordinal)), line =>
            Assert.InRange(line.Length, 0, 76));
        Assert.Equal(value, Read("Subject", lines));
    }

    [Theory]
    [InlineData("a\r\nBcc: evil@example.com", "a  Bcc: evil@example.com")]
    [InlineData("a\nb\rc\0d\te", "a b c d e")]
    [InlineData("\r\n\r\nbody", "body")]
    [InlineData("a\u2028b\u0085c", "a b c")]
    [InlineData("a\u202eb", "a b")]
    [InlineData(" a ", "a")]
    public void A_value_is_one_line(string value, string expected) =>
        Assert.Equal(expected, HeaderText.OneLine(value));

    [Fact]
    public void Half_a_character_is_a_sign_that_it_was_one() =>
        Assert.Equal("a\ufffdb", HeaderText.OneLine("a\ud800b"));

    [Fact]
    public void Long_values_are_folded_between_words()
    {
        var lines = Text("Subject", string.Join(' ', Enumerable.Repeat("12345678", 20))).Split("\r\n");

        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 76));
        Assert.All(lines[1..], line => Assert.StartsWith(" 12345678", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ML on-call <a@x.example>", "ML on-call <a@x.example>")]
    [InlineData("\"On-call, ML\" <a@x.example>", "\"On-call, ML\" <a@x.example>")]
    [InlineData("\"a \\\"b\\\" \\\\c\" <a@x.example>", "\"a \\\"b\\\" \\\\c\" <a@x.example>")]
    [InlineData("Jörg, b@x.example", "b@x.example")]
    [InlineData("\"Jörg, M.\" <a@x.example>, b@x.example", "=?utf-8?q?J=C3=B6rg=2C_M=2E?= <a@x.example>, b@x.example")]
    [InlineData("=?utf-8?q?J=C3=B6rg?= <a@x.example>", "=?utf-8?q?J=C3=B6rg?= <a@x.example>")]
    public void Names_of_people_are_quoted_or_encoded_as_they_need(string list, string expected)
    {
        var head = new StringBuilder();

        HeaderText.AppendAddresses(head, "To", MailboxList.Parse(list).Boxes);

        Assert.Equal($"To: {expected}\r\n", head.ToString());
    }

    [Fact]
    public void Many_addresses_are_folded_between_them()
    {
        var head = new StringBuilder();
        var boxes = Enumerable.Range(0, 100).Select(i => Letters.Box($"Person {i} <person.{i}@example.com>")).ToList();

        HeaderText.AppendAddresses(head, "To", boxes);

        Assert.All(head.ToString().Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
        Assert.Equal(100, MailboxList.Parse(Read("To", head.ToString().TrimEnd().Split("\r\n"))).Boxes.Length);
    }

    [Theory]
    [InlineData("X-Team", true)]
    [InlineData("X Team", false)]
    [InlineData("X-Team:", false)]
    [InlineData("X\r\nBcc", false)]
    [InlineData("Ü", false)]
    [InlineData("", false)]
    public void A_name_of_a_field_is_visible_ascii_without_a_colon(string name, bool isOne) =>
        Assert.Equal(isOne, HeaderText.IsName(name));

    private static string Text(string name, string value)
    {
        var head = new StringBuilder();
        HeaderText.AppendText(head, name, value);
        return head.ToString().TrimEnd('\n').TrimEnd('\r');
    }

    private static string Read(string name, string[] lines)
    {
        var whole = string.Concat(lines);
        Assert.StartsWith(name + ":", whole, StringComparison.Ordinal);
        return EncodedWords.Decode(whole[(name.Length + 1)..].TrimStart());
    }
}
