using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Matching;

public sealed class MatcherTests
{
    [Theory]
    [InlineData("foo=", true)]
    [InlineData("foo=bar", false)]
    [InlineData("foo!=bar", true)]
    [InlineData("foo!=", false)]
    [InlineData("foo=~.*", true)]
    [InlineData("foo=~.+", false)]
    [InlineData("foo=~|x", true)]
    [InlineData("foo=~x", false)]
    [InlineData("foo!~x", true)]
    [InlineData("foo!~.+", true)]
    [InlineData("foo!~.*", false)]
    public void A_missing_label_is_an_empty_one(string text, bool matches)
    {
        var matchers = MatcherParser.Parse(text).Matchers!;

        Assert.Equal(matches, matchers.Matches(LabelSet.From([new("other", "bar")])));
        Assert.Equal(matches, matchers.Matches(LabelSet.From([new("foo", "")])));
        Assert.Equal(matches, matchers[0].MatchesEmpty);
    }

    [Theory]
    [InlineData("1", "2", true)]
    [InlineData("1", "3", false)]
    [InlineData("2", "2", false)]
    public void All_of_a_list_must_match(string a, string b, bool matches) =>
        Assert.Equal(matches, MatcherParser.Parse("a=1,b!=3").Matchers!.Matches(LabelSet.From([new("a", a), new("b", b)])));

    [Fact]
    public void No_matchers_match_everything() => Assert.True(MatcherParser.Parse("{}").Matchers!.Matches(LabelSet.Empty));

    [Theory]
    [InlineData("foo", "a\\b\"c\nd\te", """foo="a\\b\"c\nd""" + "\te\"")]
    [InlineData("foo🙂", "é", """foo🙂="é" """)]
    [InlineData("foo bar", "a\\b\"c\nd\te", @"""foo bar""=""a\\b\""c\nd\te""")]
    [InlineData("foo\u00A0", "é\u0001", @"""foo\u00a0""=""é\x01""")]
    [InlineData("a=b", "c", @"""a=b""=""c""")]
    [InlineData("a'b", "c", @"""a'b""=""c""")]
    [InlineData("a\"b\\", "c", @"""a\""b\\""=""c""")]
    [InlineData("", "c", """="c" """)]
    public void It_is_printed_as_Alertmanager_prints_it(string name, string value, string printed) =>
        Assert.Equal(printed.TrimEnd(' '), Matcher.Create(name, MatchOperator.Equal, value, out _)!.ToString());

    [Fact]
    public void A_list_is_sorted_by_name_then_value_then_operator()
    {
        // By UTF-8 bytes, in which U+FFFD comes before the surrogates of U+1F642.
        var sorted = MatcherParser.Parse("b=1,a!~2,a=~2,a!=2,a=2,a=10,B=1,🙂=1,\uFFFD=1,a=2", MatcherMode.Utf8Strict).Matchers;

        Assert.Equal(
            """{B="1",a="10",a="2",a="2",a!="2",a=~"2",a!~"2",b="1",""" + "\uFFFD" + """="1",🙂="1"}""", sorted?.ToString());
    }

    [Fact]
    public void Equal_ones_share_name_operator_and_value()
    {
        var one = Matcher.Create("a", MatchOperator.Matches, "b", out _);

        Assert.Equal(one, Matcher.Create("a", MatchOperator.Matches, "b", out _));
        Assert.NotEqual(one, Matcher.Create("a", MatchOperator.NotMatches, "b", out _));
        Assert.NotEqual(one, Matcher.Create("a", MatchOperator.Matches, "c", out _));
        Assert.NotEqual(one, Matcher.Create("c", MatchOperator.Matches, "b", out _));
        Assert.True(one == Matcher.Create("a", MatchOperator.Matches, "b", out _) && one != null && one > null);
        Assert.Equal(MatcherParser.Parse("a=b,c=d").Matchers, MatcherParser.Parse("c=d,a=b").Matchers);
    }

    [Theory]
    [InlineData("b", true)]
    [InlineData("c", true)]
    [InlineData("bc", false)]
    [InlineData("", false)]
    public void An_anchored_pattern_of_match_re_shows_its_anchors_and_matches_the_same(string value, bool matches)
    {
        var matcher = Matcher.Create("a", MatchOperator.Matches, "^(?:b|c)$", out _)!;

        Assert.Equal("a=~\"^(?:b|c)$\"", matcher.ToString());
        Assert.Equal(matches, matcher.Matches(value));
    }

    [Fact]
    public void What_Go_says_of_a_pattern_shows_the_anchors()
    {
        Assert.Null(Matcher.Create("a", MatchOperator.NotMatches, "(", out var problem));
        Assert.Equal("error parsing regexp: missing closing ): `^(?:()$`", problem);
        Assert.NotNull(Matcher.Create("a", MatchOperator.NotEqual, "(", out _));
    }

    [Theory]
    [InlineData("foo", true, true)]
    [InlineData("_1", true, true)]
    [InlineData("1_", false, true)]
    [InlineData("a:b", false, true)]
    [InlineData("foo bar", false, true)]
    [InlineData("é", false, true)]
    [InlineData("", false, false)]
    public void A_label_name_is_classic_or_any_Unicode_text(string name, bool classic, bool modern)
    {
        Assert.Equal(classic, LabelNames.IsClassic(name));
        Assert.Equal(classic, LabelNames.IsValid(name, MatcherMode.Classic));
        Assert.Equal(modern, LabelNames.IsValid(name, MatcherMode.Fallback));
        Assert.Equal(modern, LabelNames.IsValid(name, MatcherMode.Utf8Strict));
    }

    [Fact]
    public void Half_a_character_is_no_label_name() => Assert.False(LabelNames.IsValid("a\uD83D", MatcherMode.Fallback));
}
