using Alerting.Core.Matching.Re2.Captures;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>What Go's <c>Regexp.ReplaceAllString</c> makes of texts.</summary>
public sealed class Re2ReplacerTests
{
    [Theory]
    [InlineData("a+?", "x", "aaa", "xxx")]
    [InlineData("(?U)a+", "x", "aaa", "xxx")]
    [InlineData("(?U)a+?", "x", "aaa", "x")]
    [InlineData("a*", "x", "baaac", "xbxcx")]
    [InlineData("", "-", "aé😀", "-a-é-😀-")]
    [InlineData("(a|ab)(c|bcd)(d*)", "[$1,$2,$3]", "abcd", "[a,bcd,]")]
    [InlineData("(a*)*", "<$1>", "b", "<>b<>")]
    [InlineData("(a*)+", "<$1>", "b", "<>b<>")]
    [InlineData("(|a)*", "x", "aa", "xaxax")]
    [InlineData("(?:(a)|b)*", "[$1]", "ab", "[a]")]
    [InlineData("(?P<user>\\w+)@(\\w+)", "${user} at $2, $$1", "me@home", "me at home, $1")]
    [InlineData("(a)", "$1x|${1}x|$2|${01}|$name|$|${1", "a", "|ax||||$|${1")]
    [InlineData("(?i)straße", "x", "STRAßE", "x")]
    [InlineData("(?m)^", "> ", "a\nb", "> a\n> b")]
    [InlineData("\\bx\\b", "y", "x éx ax x", "y éy ax y")]
    [InlineData(".", "x", "a😀\n", "xx\n")]
    public void The_match_and_its_groups_are_those_that_Go_prefers(string pattern, string with, string text, string made) =>
        Assert.Equal(made, Re2Replacer.Shared(pattern, out _)!.ReplaceAll(text, with, 1000));

    [Fact]
    public void A_pattern_that_is_none_is_refused_in_the_words_of_Go()
    {
        Assert.Null(Re2Replacer.Shared("a(", out var problem));
        Assert.Equal("error parsing regexp: missing closing ): `a(`", problem);
    }

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)[^a]")]
    [InlineData("(x+x+)+y")]
    public void No_text_makes_a_pattern_slow(string pattern)
    {
        var text = new string('a', 2000) + new string('x', 2000);

        Assert.NotNull(Re2Replacer.Shared(pattern, out _)!.ReplaceAll(text, "-", 10_000));
    }

    [Theory]
    [InlineData("((((a{10}){10}){10}){10})", 1)]
    [InlineData("a{1000}", 60_000)]
    public void What_is_too_much_work_is_not_begun(string pattern, int length) => Assert.Null(
        Re2Replacer.Shared(pattern, out _)?.ReplaceAll(new string('a', length + 1000), "", 1_000_000));

    [Fact]
    public void The_result_has_an_end() =>
        Assert.Null(Re2Replacer.Shared("a", out _)!.ReplaceAll(new string('a', 100), new string('b', 100), 1000));
}
