using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>Both grammars, as Alertmanager has had it by default since 0.27.</summary>
public sealed class FallbackTests
{
    [Theory]
    [InlineData("foo=bar")]
    [InlineData("{foo=\"bar\",a=~\"b|c\"}")]
    [InlineData("")]
    [InlineData("{}")]
    public void What_both_read_alike_needs_no_warning(string text)
    {
        var read = MatcherParser.Parse(text);

        Assert.Null(read.Problem);
        Assert.Null(read.Warning);
        Assert.Equal(MatcherParser.Parse(text, MatcherMode.Classic).Matchers, read.Matchers);
    }

    [Theory]
    [InlineData("foo=", """{foo=""}""", "end of input: expected label value")]
    [InlineData("foo=~a{2}", """{foo=~"a{2"}""", "6:7: unexpected {: expected a comma or close brace")]
    [InlineData("foo=~\\d+", """{foo=~"\\d+"}""", "5:6: \\: invalid input: expected label value")]
    [InlineData("{foo=bar", """{foo="bar"}""", "0:8: end of input: expected close brace")]
    public void What_only_the_classic_grammar_reads_comes_with_a_better_way_to_write_it(
        string text, string matchers, string reason)
    {
        var read = MatcherParser.Parse(text);

        Assert.Equal(matchers, read.Matchers?.ToString());
        Assert.Contains(reason, read.Warning, StringComparison.Ordinal);
        Assert.EndsWith("write it as " + matchers[1..^1], read.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"foo bar\"=\"x\"", "{\"foo bar\"=\"x\"}")]
    [InlineData("foo🙂=bar", "{foo🙂=\"bar\"}")]
    public void What_only_the_new_grammar_reads_needs_no_warning(string text, string matchers)
    {
        var read = MatcherParser.Parse(text);

        Assert.Equal(matchers, read.Matchers?.ToString());
        Assert.Null(read.Warning);
    }

    [Fact]
    public void Where_they_differ_the_classic_reading_counts()
    {
        var read = MatcherParser.Parse("""foo="\xf0\x9f\x99\x82" """);

        Assert.Equal(@"\xf0\x9f\x99\x82", read.Matchers?[0].Value);
        Assert.Contains("foo=\"🙂\"", read.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foo", "bad matcher format: foo")]
    [InlineData("foo=\"", "matcher value contains unescaped double quote: \"")]
    [InlineData("foo=~(", "error parsing regexp: missing closing ): `^(?:()$`")]
    public void Where_both_refuse_the_classic_words_are_given(string text, string problem)
    {
        Assert.Equal(problem, MatcherParser.Parse(text).Problem);
        Assert.Equal(problem, MatcherParser.ParseOne(text).Problem);
    }

    [Theory]
    [InlineData("{a=b}")]
    [InlineData("{a=b")]
    [InlineData("a=b}")]
    [InlineData("a=\"b\"}")]
    public void A_single_one_has_no_braces(string text) =>
        Assert.Equal("unexpected open or close brace: " + text, MatcherParser.ParseOne(text).Problem);

    [Fact]
    public void A_single_one_that_is_two_to_the_new_grammar_is_one_to_the_classic()
    {
        var read = MatcherParser.ParseOne("a=b,c=d");

        Assert.Equal("{a=\"b,c=d\"}", read.Matchers?.ToString());
        Assert.Contains("expected 1 matcher, found 2", read.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_as_written_is_kept_beside_the_sorted_one()
    {
        var read = MatcherParser.Parse("b=1,a=2");

        Assert.Equal(["b=\"1\"", "a=\"2\""], read.AsWritten.Select(matcher => matcher.ToString()));
        Assert.Equal("{a=\"2\",b=\"1\"}", read.Matchers?.ToString());
    }
}
