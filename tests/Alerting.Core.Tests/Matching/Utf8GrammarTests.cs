using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Matching;

public sealed class Utf8GrammarTests
{
    private const string Operators = "expected an operator such as '=', '!=', '=~' or '!~'";

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("{}", "")]
    [InlineData(" { } ", "")]
    [InlineData("foo=bar", """foo="bar" """)]
    [InlineData("{foo=bar}", """foo="bar" """)]
    [InlineData("{foo=bar,}", """foo="bar" """)]
    [InlineData("foo=bar,", """foo="bar" """)]
    [InlineData("foo=bar,a!=b,c=~d,e!~f", """foo="bar",a!="b",c=~"d",e!~"f" """)]
    [InlineData("foo🙂=bar", """foo🙂="bar" """)]
    [InlineData("a-b=c:d/e[0]", """a-b="c:d/e[0]" """)]
    [InlineData("9=9", """9="9" """)]
    [InlineData("\"foo bar\"=\"x\"", @"""foo bar""=""x""")]
    [InlineData("\"foo\"=\"x\"", """foo="x" """)]
    [InlineData("\"\"=\"\"", """="" """)]
    [InlineData("foo\u2003=\u2003bar", """foo="bar" """)]
    [InlineData("""a="\a\b\f\n\r\t\v\\\"" """, "a=\"\a\b\f\\n\r\t\v\\\\\\\"\"")]
    [InlineData("""a="\x41\u00e9\U0001F642\101\xf0\x9f\x99\x82" """, """a="Aé🙂A🙂" """)]
    [InlineData("""a="{},=!~'` " """, """a="{},=!~'` " """)]
    public void What_the_grammar_knows_is_read(string text, string matchers)
    {
        var read = MatcherParser.Parse(text, MatcherMode.Utf8Strict);

        Assert.Null(read.Problem);
        Assert.Equal(matchers.TrimEnd(' '), string.Join(',', read.AsWritten));
    }

    [Theory]
    [InlineData("foo=", "end of input: expected label value")]
    [InlineData("foo=,", "4:5: unexpected ,: expected label value")]
    [InlineData("foo=}", "4:5: unexpected }: expected label value")]
    [InlineData("foo==bar", "4:5: unexpected =: expected label value")]
    [InlineData("foo", "end of input: " + Operators)]
    [InlineData("foo bar", "4:7: unexpected bar: " + Operators)]
    [InlineData("foo,", "3:4: unexpected ,: " + Operators)]
    [InlineData("🙂 x", "2:3: unexpected x: " + Operators)]
    [InlineData("=bar", "0:1: unexpected =: expected label name")]
    [InlineData(",foo=bar", "0:1: unexpected ,: expected label name")]
    [InlineData("{,}", "1:2: unexpected ,: expected label name")]
    [InlineData("{{", "1:2: unexpected {: expected label name")]
    [InlineData("}", "0:1: }: expected opening brace")]
    [InlineData(" }", "0:2: }: expected opening brace")]
    [InlineData("foo=bar}", "0:8: }: expected opening brace")]
    [InlineData("foo=bar,}", "0:9: }: expected opening brace")]
    [InlineData("{", "0:1: end of input: expected close brace")]
    [InlineData("{foo=bar", "0:8: end of input: expected close brace")]
    [InlineData("{foo=bar, ", "0:9: end of input: expected close brace")]
    [InlineData("foo=bar baz", "8:11: unexpected baz: expected a comma or close brace")]
    [InlineData("foo=bar=baz", "7:8: unexpected =: expected a comma or close brace")]
    [InlineData("{foo=bar{", "8:9: unexpected {: expected a comma or close brace")]
    [InlineData("foo=bar,,", "8:9: unexpected ,: expected a matcher or close brace after comma")]
    [InlineData("foo=bar,!=", "8:10: unexpected !=: expected a matcher or close brace after comma")]
    [InlineData("foo=bar,'", "8:9: ': invalid input: expected a matcher or close brace after comma")]
    [InlineData("{}foo", "2:5: foo: expected end of input")]
    [InlineData("{foo=bar}}", "9:10: }: expected end of input")]
    [InlineData("{} 'x", "3:4: ': invalid input: expected end of input")]
    [InlineData("\"foo", "0:4: \"foo: missing end \"")]
    [InlineData("a=\"b\\\"", "2:6: \"b\\\": missing end \": expected label value")]
    [InlineData("'foo'=bar", "0:1: ': invalid input")]
    [InlineData("{`", "1:2: `: invalid input")]
    [InlineData("foo='bar'", "4:5: ': invalid input: expected label value")]
    [InlineData("foo\\=bar", "3:4: \\: invalid input: " + Operators)]
    [InlineData("foo~bar", "3:4: ~: invalid input: " + Operators)]
    [InlineData("!", "0:1: unexpected end of input, expected one of '=~'")]
    [InlineData("foo!", "3:4: unexpected end of input, expected one of '=~': " + Operators)]
    [InlineData("foo !bar", "4:5: !: expected one of '=~': " + Operators)]
    [InlineData("""foo="\d" """, "4:8: \"\\d\": invalid input")]
    [InlineData("""foo="\'" """, "4:8: \"\\'\": invalid input")]
    [InlineData("""foo="\xf0" """, "4:10: \"\\xf0\": invalid input")]
    [InlineData("""foo="\ud800" """, "4:12: \"\\ud800\": invalid input")]
    [InlineData("""foo="\U00110000" """, "4:16: \"\\U00110000\": invalid input")]
    [InlineData("""foo="\x4" """, "4:9: \"\\x4\": invalid input")]
    [InlineData("""foo="\400" """, "4:10: \"\\400\": invalid input")]
    [InlineData("""foo="\08" """, "4:9: \"\\08\": invalid input")]
    [InlineData("foo=\"a\nb\"", "4:9: \"a\nb\": invalid input")]
    [InlineData("""x="y",foo=~"(" """, "failed to create matcher: error parsing regexp: missing closing ): `^(?:()$`")]
    public void What_it_does_not_know_is_refused_with_place_and_reason(string text, string problem)
    {
        var read = MatcherParser.Parse(text, MatcherMode.Utf8Strict);

        Assert.Equal(problem, read.Problem);
        Assert.Null(read.Matchers);
        Assert.Empty(read.AsWritten);
    }

    [Theory]
    [InlineData("", "no matchers")]
    [InlineData("a=b,c=d", "expected 1 matcher, found 2")]
    [InlineData("{a=b}", "unexpected open or close brace: {a=b}")]
    [InlineData("{a=b", "unexpected open or close brace: {a=b")]
    [InlineData("a=b}", "unexpected open or close brace: a=b}")]
    [InlineData("a=", "end of input: expected label value")]
    public void A_single_one_is_exactly_one_without_braces(string text, string problem) =>
        Assert.Equal(problem, MatcherParser.ParseOne(text, MatcherMode.Utf8Strict).Problem);

    [Fact]
    public void A_single_one_may_end_in_a_comma() =>
        Assert.Equal("{a=\"b\"}", MatcherParser.ParseOne("a=b,", MatcherMode.Utf8Strict).Matchers?.ToString());
}
