using Alerting.Core.Matching.Re2;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>What Go's regexp refuses, in its words.</summary>
public sealed class Re2SyntaxTests
{
    [Theory]
    [InlineData("(", "missing closing ): `(`")]
    [InlineData("a(b|c", "missing closing ): `a(b|c`")]
    [InlineData(@"\Qa)", null)]
    [InlineData(@"(\Qa)", @"missing closing ): `(\Qa)`")]
    [InlineData(")", "unexpected ): `)`")]
    [InlineData("a)b", "unexpected ): `a)b`")]
    [InlineData("*", "missing argument to repetition operator: `*`")]
    [InlineData("a|*?", "missing argument to repetition operator: `*?`")]
    [InlineData("(+)", "missing argument to repetition operator: `+`")]
    [InlineData("?{2}", "missing argument to repetition operator: `?`")]
    [InlineData("(?i)*", "missing argument to repetition operator: `*`")]
    [InlineData("a(?i)*", null)]
    [InlineData("^*", null)]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a*+?", "invalid nested repetition operator: `*+?`")]
    [InlineData("a{2}{3}", "invalid nested repetition operator: `{2}{3}`")]
    [InlineData("a??+", "invalid nested repetition operator: `??+`")]
    [InlineData("(a*)*", null)]
    [InlineData("a{1000}", null)]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("a{2,1}", "invalid repeat count: `{2,1}`")]
    [InlineData("a{1,1001}", "invalid repeat count: `{1,1001}`")]
    [InlineData("a{99999999999}", "invalid repeat count: `{99999999999}`")]
    [InlineData("(a{40}){25}", null)]
    [InlineData("(a{40}){26}", "invalid repeat count: `{26}`")]
    [InlineData("((a{10}){10}b){11}", "invalid repeat count: `{11}`")]
    [InlineData("(a{0}){1000}", null)]
    [InlineData("((a{100}){0}){1000}", null)]
    [InlineData("(a{100,}){11}", "invalid repeat count: `{11}`")]
    [InlineData("a{,2}", null)]
    [InlineData("a{02}", null)]
    [InlineData("a{", null)]
    [InlineData("{", null)]
    [InlineData("[", "missing closing ]: `[`")]
    [InlineData("x[a-", "missing closing ]: `[a-`")]
    [InlineData("[]", "missing closing ]: `[]`")]
    [InlineData("[]a]", null)]
    [InlineData("[c-a]", "invalid character class range: `c-a`")]
    [InlineData("[a-\\x41]", @"invalid character class range: `a-\x41`")]
    [InlineData("[[:foo:]]", "invalid character class range: `[:foo:]`")]
    [InlineData("[[:alpha]", null)]
    [InlineData(@"[a-\d]", @"invalid escape sequence: `\d`")]
    [InlineData(@"\p{Nope}", @"invalid character class range: `\p{Nope}`")]
    [InlineData(@"\pX", @"invalid character class range: `\pX`")]
    [InlineData(@"[\P{^Nope}]", @"invalid character class range: `\P{^Nope}`")]
    [InlineData(@"\p{Greek", @"invalid character class range: `\p{Greek`")]
    [InlineData(@"\p", @"invalid character class range: `\p`")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?!a)", "invalid or unsupported Perl syntax: `(?!`")]
    [InlineData("(?<=a)", "invalid named capture: `(?<=a)`")]
    [InlineData("(?<!a>b)", "invalid named capture: `(?<!a>`")]
    [InlineData("(?>a)", "invalid or unsupported Perl syntax: `(?>`")]
    [InlineData("(?#a)", "invalid or unsupported Perl syntax: `(?#`")]
    [InlineData("(?x)a", "invalid or unsupported Perl syntax: `(?x`")]
    [InlineData("(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`")]
    [InlineData("(?--i)a", "invalid or unsupported Perl syntax: `(?--`")]
    [InlineData("(?i", "invalid or unsupported Perl syntax: `(?i`")]
    [InlineData("(?P=n)", "invalid or unsupported Perl syntax: `(?P`")]
    [InlineData("(?)", null)]
    [InlineData("(?imsU-imsU)", null)]
    [InlineData("(?P<n>a)(?<m>b)", null)]
    [InlineData("(?P<n", "invalid named capture: `(?P<n`")]
    [InlineData("(?P<>a)", "invalid named capture: `(?P<>`")]
    [InlineData("(?<n-a>b)", "invalid named capture: `(?<n-a>`")]
    [InlineData(@"\", "trailing backslash at end of expression: ``")]
    [InlineData(@"\1", @"invalid escape sequence: `\1`")]
    [InlineData(@"\8", @"invalid escape sequence: `\8`")]
    [InlineData(@"\Z", @"invalid escape sequence: `\Z`")]
    [InlineData(@"\G", @"invalid escape sequence: `\G`")]
    [InlineData(@"\K", @"invalid escape sequence: `\K`")]
    [InlineData(@"\C", @"invalid escape sequence: `\C`")]
    [InlineData(@"\h", @"invalid escape sequence: `\h`")]
    [InlineData(@"\u1234", @"invalid escape sequence: `\u`")]
    [InlineData(@"\é", @"invalid escape sequence: `\é`")]
    [InlineData(@"\x", @"invalid escape sequence: `\x`")]
    [InlineData(@"\x4", @"invalid escape sequence: `\x4`")]
    [InlineData(@"\x4g", @"invalid escape sequence: `\x4g`")]
    [InlineData(@"\x{}", @"invalid escape sequence: `\x{}`")]
    [InlineData(@"\x{110000}", @"invalid escape sequence: `\x{110000`")]
    [InlineData(@"\x{10FFFF}", null)]
    [InlineData(@"[\b]", @"invalid escape sequence: `\b`")]
    [InlineData(@"\_\-\/\ ", null)]
    public void It_refuses_what_Go_refuses(string pattern, string? problem)
    {
        Assert.Equal(problem is null, Re2Regex.Shared(pattern, out var said) is not null);
        Assert.Equal(problem is null ? null : "error parsing regexp: " + problem, said);
    }

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public void Groups_nest_up_to_a_height_of_a_thousand(int groups, bool taken)
    {
        var pattern = $"^(?:{new string('(', groups)}a{new string(')', groups)})$";

        Assert.Equal(taken, Re2Regex.Shared(pattern, out var problem) is not null);
        Assert.Equal(taken ? null : $"error parsing regexp: expression nests too deeply: `{pattern}`", problem);
    }

    [Theory]
    [InlineData(3355, true)]
    [InlineData(3356, false)]
    public void The_size_is_bounded_as_in_Go(int thousands, bool taken)
    {
        var pattern = string.Concat(Enumerable.Repeat("a{1000}", thousands));

        Assert.Equal(taken, Re2Regex.Shared(pattern, out var problem) is not null);
        Assert.Equal(taken ? null : $"error parsing regexp: expression too large: `{pattern}`", problem);
    }

    [Fact]
    public void Half_a_character_is_invalid()
    {
        Assert.Null(Re2Regex.Shared("ab\uD83Dc", out var problem));
        Assert.Equal("error parsing regexp: invalid UTF-8: `\uD83Dc`", problem);
    }

    [Fact]
    public void Those_who_write_the_same_share_it() =>
        Assert.Same(Re2Regex.Shared("sha(r)ed", out _), Re2Regex.Shared("sha(r)" + "ed", out _));
}
