using Alerting.Core.Configuration.Addresses;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Addresses;

public sealed class MailboxListTests
{
    [Theory]
    [InlineData("a@example.com", "", "a@example.com")]
    [InlineData(" <a@example.com> ", "", "a@example.com")]
    [InlineData("ML on-call <a@Example.COM>", "ML on-call", "a@example.com")]
    [InlineData("\"On-call, ML\" <a@example.com>", "On-call, ML", "a@example.com")]
    [InlineData("\"say \\\"hi\\\"\" <a@example.com>", "say \"hi\"", "a@example.com")]
    [InlineData("Jörg Müller <j@example.com>", "Jörg Müller", "j@example.com")]
    [InlineData("=?utf-8?q?J=C3=B6rg?= <j@example.com>", "=?utf-8?q?J=C3=B6rg?=", "j@example.com")]
    [InlineData("a@example.com (the (one) at \\) work)", "", "a@example.com")]
    [InlineData("\"a b\"@example.com", "", "\"a b\"@example.com")]
    [InlineData("\"a\"@example.com", "", "a@example.com")]
    [InlineData("a+b_c=d@x-y.example", "", "a+b_c=d@x-y.example")]
    [InlineData("a@bücher.example", "", "a@xn--bcher-kva.example")]
    [InlineData("a@BÜCHER.example", "", "a@xn--bcher-kva.example")]
    [InlineData("jörg@example.com", "", "jörg@example.com")]
    [InlineData("root@localhost", "", "root@localhost")]
    [InlineData("a@[192.0.2.1]", "", "a@[192.0.2.1]")]
    public void An_address_is_read_with_its_name(string text, string name, string address)
    {
        var list = MailboxList.Parse(text);

        Assert.Equal((0, 1), (list.Invalid, list.Boxes.Length));
        Assert.Equal((name, address), (list.Boxes[0].Name, list.Boxes[0].Address));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@b@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("a @example.com")]
    [InlineData("a@ example.com")]
    [InlineData("a..b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a@example..com")]
    [InlineData("a@-example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("<a@example.com")]
    [InlineData("A <a@example.com> B")]
    [InlineData("\"a@example.com")]
    [InlineData("a@example.com (")]
    [InlineData("a@[192.0.2.1")]
    [InlineData("a@[x]y")]
    [InlineData("team: a@example.com;")]
    [InlineData("a\r\nRCPT TO:<b@example.com>")]
    [InlineData("a\r\n@example.com")]
    [InlineData("\"a\r\nb\"@example.com")]
    [InlineData("\"a\0b\"@example.com")]
    [InlineData("a@example.com\0")]
    [InlineData("a@exam\nple.com")]
    [InlineData("<>")]
    [InlineData("\"\"@example.com")]
    public void What_is_no_address_is_counted(string text)
    {
        var list = MailboxList.Parse(text);

        Assert.Equal((1, 0), (list.Invalid, list.Boxes.Length));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    public void A_local_part_has_64_bytes_at_the_most(int length, int invalid) =>
        Assert.Equal(invalid, MailboxList.Parse(new string('a', length) + "@example.com").Invalid);

    [Theory]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 0)]
    public void A_text_that_is_too_long_holds_nobody(int length, int boxes) =>
        Assert.Equal(boxes, MailboxList.Parse("a@example.com,".PadRight(length)).Boxes.Length);

    [Fact]
    public void Commas_part_the_list_but_in_quotes_and_comments()
    {
        var list = MailboxList.Parse(", a@x.example,(b, c) \"d, e\" <f@x.example>,,nobody, A@x.example ,");

        Assert.Equal(["a@x.example", "f@x.example"], list.Boxes.Select(box => box.Address));
        Assert.Equal("d, e", list.Boxes[1].Name);
        Assert.Equal(1, list.Invalid);
    }

    [Theory]
    [InlineData("oncall@example.com", "o***@example.com")]
    [InlineData("😀x@example.com", "😀***@example.com")]
    public void Receipts_name_nobody_whole(string address, string masked) =>
        Assert.Equal(masked, Assert.Single(MailboxList.Parse(address).Boxes).Masked);
}
