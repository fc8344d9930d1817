using Alerting.Adapters.Configuration.Globs;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration.Globs;

/// <summary>Rows of Go's filepath.Match.</summary>
public sealed class GoPatternTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*", ".hidden", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*", "ab", true)]
    [InlineData("a*b*c*d*e*f", "axbxcxdxexf", true)]
    [InlineData("a*b*c*d*e*f", "axbxcxdxexg", false)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzx", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzy", false)]
    [InlineData("*x", "xxx", true)]
    [InlineData("a?b", "a☺b", true)]
    [InlineData("a???b", "a☺b", false)]
    [InlineData("?", "", false)]
    [InlineData("a[^a]b", "a☺b", true)]
    [InlineData("a[^a][^a][^a]b", "a☺b", false)]
    [InlineData("ab[c]", "abc", true)]
    [InlineData("ab[b-d]", "abc", true)]
    [InlineData("ab[^b-d]", "abc", false)]
    [InlineData("[a-ζ]*", "α", true)]
    [InlineData("[]a]", "]", null)]
    [InlineData("[-]", "-", null)]
    [InlineData("[x-]", "x", null)]
    [InlineData("[-x]", "x", null)]
    [InlineData("[a-b-c]", "a", null)]
    [InlineData("[", "a", null)]
    [InlineData("[^", "a", null)]
    [InlineData("[^bc", "a", null)]
    [InlineData("a[", "ab", null)]
    [InlineData("[]", "a", null)]
    public void A_pattern_is_all_of_a_name_as_in_go(string pattern, string name, bool? isMatch) =>
        Assert.Equal(isMatch, GoPattern.Parse(pattern)?.Matches(name));

    [Theory]
    [InlineData(@"a\*", "a*", true)]
    [InlineData(@"a\*", "ab", false)]
    [InlineData(@"[\]a]", "]", true)]
    [InlineData(@"[\-x]", "-", true)]
    [InlineData(@"[x\-]", "-", true)]
    [InlineData(@"[\-", "x", null)]
    [InlineData(@"a\", "a", null)]
    public void A_backslash_takes_the_meaning_of_what_follows(string pattern, string name, bool? isMatch)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there it parts folders");

        Assert.Equal(isMatch, GoPattern.Parse(pattern)?.Matches(name));
    }

    [Fact]
    public void A_pattern_full_of_stars_does_not_take_for_ever() =>
        Assert.False(GoPattern.Parse(string.Concat(Enumerable.Repeat("*a", 200)) + "b")!.Matches(new string('a', 2000)));
}
