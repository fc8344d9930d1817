using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Matching;

public sealed class ClassicGrammarTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("  ", "")]
    [InlineData("{", "")]
    [InlineData("}", "")]
    [InlineData("foo=bar", """foo="bar" """)]
    [InlineData("foo = bar", """foo="bar" """)]
    [InlineData(" \tfoo\n!= \r\fbar\t ", """foo!="bar" """)]
    [InlineData("foo=~b.*,bar!~\"x|y\"", """foo=~"b.*",bar!~"x|y" """)]
    [InlineData("{foo=bar", """foo="bar" """)]
    [InlineData("foo=bar}", """foo="bar" """)]
    [InlineData("{{foo=bar", null, "bad matcher format: {foo=bar")]
    [InlineData("foo=bar}}", """foo="bar}" """)]
    [InlineData("foo=bar,", """foo="bar" """)]
    [InlineData("foo=bar, \u00A0", """foo="bar" """)]
    [InlineData("{foo=bar, }", """foo="bar" """)]
    [InlineData("foo=bar,,", null, "bad matcher format: ")]
    [InlineData(",foo=bar", null, "bad matcher format: ")]
    [InlineData("foo=bar, ,a=b", null, "bad matcher format:  ")]
    [InlineData("foo=", """foo="" """)]
    [InlineData("foo=\"\"", """foo="" """)]
    [InlineData("a:b=c", """a:b="c" """)]
    [InlineData(":=c", """:="c" """)]
    [InlineData("9a=c", null, "bad matcher format: 9a=c")]
    [InlineData("a-b=c", null, "bad matcher format: a-b=c")]
    [InlineData("\u000Ba=c,b=d", null, "bad matcher format: \u000Ba=c")]
    [InlineData("foo", null, "bad matcher format: foo")]
    [InlineData("foo!bar", null, "bad matcher format: foo!bar")]
    [InlineData("foo==bar", """foo="=bar" """)]
    [InlineData("foo=~=bar", """foo=~"=bar" """)]
    [InlineData("foo!=~bar", """foo!="~bar" """)]
    [InlineData("foo=b a r", """foo="b a r" """)]
    [InlineData("foo='bar'", """foo="'bar'" """)]
    [InlineData("foo={bar}", """foo="{bar" """)]
    [InlineData("foo=\"a,b\",c=d", """foo="a,b",c="d" """)]
    [InlineData("foo=\"a\\\",b\"", """foo="a\",b" """)]
    [InlineData("foo=\"a\\\\\",b=c", """foo="a\\",b="c" """)]
    [InlineData("foo=a\\,b=c", """foo="a\\",b="c" """)]
    [InlineData(@"foo=""\n\d\\""", """foo="\n\\d\\" """)]
    [InlineData("foo=a\nb", """foo="a\nb" """)]
    [InlineData(@"foo=a\", """foo="a\\" """)]
    [InlineData(@"foo=""\x41""", """foo="\\x41" """)]
    [InlineData("foo=\"bar", null, "matcher value contains unescaped double quote: \"bar")]
    [InlineData("foo=bar\"", null, "matcher value contains unescaped double quote: bar\"")]
    [InlineData("foo=b\"ar", null, "matcher value contains unescaped double quote: b\"ar")]
    [InlineData("foo=\"b\"ar\"", null, "matcher value contains unescaped double quote: \"b\"ar\"")]
    [InlineData("foo=\"", null, "matcher value contains unescaped double quote: \"")]
    [InlineData("foo=\\\"bar\\\"", """foo="\"bar\"" """)]
    [InlineData("foo=~(", null, "error parsing regexp: missing closing ): `^(?:()$`")]
    [InlineData("foo=🙂", """foo="🙂" """)]
    public void A_list_is_read_as_pkg_labels_reads_it(string text, string? matchers, string? problem = null)
    {
        var read = MatcherParser.Parse(text, MatcherMode.Classic);

        Assert.Equal(problem, read.Problem);
        Assert.Equal(matchers?.TrimEnd(), read.Matchers is null ? null : string.Join(',', read.AsWritten));
        Assert.Null(read.Warning);
    }

    [Theory]
    [InlineData("a=b,c=d", """a="b,c=d" """)]
    [InlineData("a=b}", """a="b}" """)]
    [InlineData("a=b,", """a="b," """)]
    [InlineData("{a=b}", null, "bad matcher format: {a=b}")]
    [InlineData("", null, "bad matcher format: ")]
    [InlineData(" a", null, "bad matcher format:  a")]
    public void A_single_one_has_no_braces_and_no_commas(string text, string? matcher, string? problem = null)
    {
        var read = MatcherParser.ParseOne(text, MatcherMode.Classic);

        Assert.Equal(problem, read.Problem);
        Assert.Equal(matcher?.TrimEnd(), read.Matchers?[0].ToString());
    }

    [Fact]
    public void A_value_is_valid_Unicode()
    {
        const string Half = "foo=\"\uD83D\"";

        Assert.Equal("matcher value not valid UTF-8: \"\uD83D\"", MatcherParser.ParseOne(Half, MatcherMode.Classic).Problem);
    }
}
