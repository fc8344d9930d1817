using Xunit;

namespace Alerting.Core.Tests.Templates.Parsing;

public sealed class LiteralTests
{
    [Theory]
    [InlineData("1_000 0x1F 0o17 017 0b11", "1000 31 15 15 3")]
    [InlineData("1.5 1e3 .5 0x1p-2 1_0.5", "1.5 1000 0.5 0.25 10.5")]
    [InlineData("'a' '\\n' 'é' '\\x41'", "97 10 233 65")]
    [InlineData("-5 +5 -0", "-5 5 0")]
    [InlineData("9223372036854775807 -9223372036854775808", "9223372036854775807 -9223372036854775808")]
    public void A_constant_without_a_type_is_what_it_looks_like(string constants, string printed) =>
        Assert.Equal(printed, Rendered.Text($"{{{{print {constants}}}}}"));

    [Theory]
    [InlineData("9223372036854775808", "template: :1:2: executing \"\" at <9223372036854775808>: "
        + "9223372036854775808 overflows int")]
    [InlineData("18446744073709551616", "template: :1: integer overflow: \"18446744073709551616\"")]
    [InlineData("089", "template: :1: integer overflow: \"089\"")]
    [InlineData("1__0", "template: :1: illegal number syntax: \"1__0\"")]
    [InlineData("0x1.8", "template: :1: illegal number syntax: \"0x1.8\"")]
    [InlineData("1e999", "template: :1: illegal number syntax: \"1e999\"")]
    [InlineData("1a", "template: :1: bad number syntax: \"1a\"")]
    [InlineData("''", "template: :1: invalid syntax")]
    [InlineData("'ab'", "template: :1: malformed character constant: 'ab'")]
    [InlineData("\"\\z\"", "template: :1: invalid syntax")]
    public void What_is_no_constant_is_refused(string constant, string problem) =>
        Assert.Equal(problem, Rendered.Problem($"{{{{{constant}}}}}"));

    [Theory]
    [InlineData(@"""\a\b\f\n\r\t\v\\\""\x41\101\u00e9\U0001F600""", "\a\b\f\n\r\t\v\\\"AAé😀")]
    [InlineData("`a\\n\r\n\"b\"`", "a\\n\n\"b\"")]
    public void Texts_are_read_as_Go_reads_them(string literal, string text) =>
        Assert.Equal(text, Rendered.Text($"{{{{{literal}}}}}"));
}
