using Alerting.Core.Matching;
using Alerting.Core.Matching.Re2;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>Where Go's regular expressions and .NET's differ, and the rest of what they mean.</summary>
public sealed class Re2MeaningTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "a\n", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("a$\n", "a\n", false)]
    [InlineData("(?m)a$\n", "a\n", true)]
    [InlineData("(?m)a$\n^b", "a\nb", true)]
    [InlineData("a\n^b", "a\nb", false)]
    [InlineData("(?m:a$)\n(?-m:^)b", "a\nb", false)]
    [InlineData(@"(?m)\Aa\n\Ab", "a\nb", false)]
    [InlineData(@"(?m)a\z\n", "a\n", false)]
    [InlineData(@"\Aa\z", "a", true)]
    [InlineData(".", "\n", false)]
    [InlineData("(?s).", "\n", true)]
    [InlineData("(?s:.).", "\n\n", false)]
    [InlineData("[^a]", "\n", true)]
    [InlineData(@"\d", "5", true)]
    [InlineData(@"\d", "٣", false)]
    [InlineData(@"\D", "٣", true)]
    [InlineData(@"\w", "é", false)]
    [InlineData(@"\w", "_", true)]
    [InlineData(@"\s", "\u00A0", false)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"[[:space:]]", "\v", true)]
    [InlineData(@"a\bé", "aé", true)]
    [InlineData(@"é\bé", "éé", false)]
    [InlineData(@"é\Bé", "éé", true)]
    [InlineData(@"a\b b", "a b", true)]
    [InlineData(@"a\bb", "ab", false)]
    [InlineData(@"\b", "", false)]
    [InlineData(@"\B", "", true)]
    [InlineData(@"\ba\b", "a", true)]
    [InlineData(@"\Qa.b\E+", "a.bbb", true)]
    [InlineData(@"\Qa.b\E", "axb", false)]
    [InlineData(@"\Q\E", "", true)]
    [InlineData("(?P<n>a)(?<m>b)", "ab", true)]
    [InlineData("(?i)ab", "Ab", true)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("(?i)a(?-i)b", "AB", false)]
    [InlineData("(?i)(?-i:a)b", "aB", true)]
    [InlineData("a(?i)b|c", "C", true)]
    [InlineData("(a(?i)b)c", "aBC", false)]
    [InlineData("(?i)k", "\u212A", true)]
    [InlineData("(?i)\u212A", "k", true)]
    [InlineData("(?i)s", "ſ", true)]
    [InlineData("(?i)[r-t]", "ſ", true)]
    [InlineData("(?i)[^s]", "ſ", false)]
    [InlineData("(?i)\\w", "ſ", true)]
    [InlineData("(?i)\\W", "ſ", false)]
    [InlineData("(?i)[[:lower:]]", "K", true)]
    [InlineData("(?i)σ", "ς", true)]
    [InlineData("(?i)ß", "ẞ", true)]
    [InlineData("(?i)ß", "ss", false)]
    [InlineData("(?i)i", "İ", false)]
    [InlineData("(?i)i", "ı", false)]
    [InlineData("(?i)ǆ", "ǅ", true)]
    [InlineData("(?i)𐐀", "𐐨", true)]
    [InlineData("(?i)\\p{Lu}", "a", true)]
    [InlineData("(?i)\\P{Lu}", "a", false)]
    [InlineData(@"\pL", "é", true)]
    [InlineData(@"\PL", "é", false)]
    [InlineData(@"\p{Greek}", "λ", true)]
    [InlineData(@"\p{Greek}", "l", false)]
    [InlineData(@"\p{^Greek}", "l", true)]
    [InlineData(@"\P{^Greek}", "λ", true)]
    [InlineData(@"\p{greek}\p{Letter}\p{Old_Italic}\p{olditalic}", "λx𐌀𐌀", true)]
    [InlineData(@"\p{Any}\p{ASCII}\p{LC}\p{Nd}", "🙂aǅ٣", true)]
    [InlineData(@"\p{Cn}\p{C}\P{Assigned}", "\u0378\u0378\u0378", true)]
    [InlineData(@"\p{Han}+", "漢字", true)]
    [InlineData(@"\p{Common}", "1", true)]
    [InlineData("[[:alpha:][:^digit:]]", "-", true)]
    [InlineData("[[:word:]]+", "a_1", true)]
    [InlineData(@"[\d\-x]+", "1-x", true)]
    [InlineData(@"[^\D]", "1", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[]-a]", "^", true)]
    [InlineData("[^]a]", "]", false)]
    [InlineData(@"\x41\x{1F642}\101\07\0", "A🙂A\a\0", true)]
    [InlineData(@"\a\f\n\r\t\v", "\a\f\n\r\t\v", true)]
    [InlineData(".", "🙂", true)]
    [InlineData("..", "🙂", false)]
    [InlineData("🙂{2}", "🙂🙂", true)]
    [InlineData("🙂?x", "x", true)]
    [InlineData("[😀-😎]+", "😀😃😎", true)]
    [InlineData("[😀-😎]+", "🙂", false)]
    [InlineData("[^😀]", "😁", true)]
    [InlineData("a{2}", "aa", true)]
    [InlineData("a{2}", "aaa", false)]
    [InlineData("a{2,}", "a", false)]
    [InlineData("a{2,}", "aaaa", true)]
    [InlineData("a{0,2}b", "aab", true)]
    [InlineData("a{0,2}b", "aaab", false)]
    [InlineData("a{0}b", "ab", false)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("a{1", "a{1", true)]
    [InlineData("a*?b+?c??", "aabb", true)]
    [InlineData("(?U)a*", "aaa", true)]
    [InlineData("|a", "", true)]
    [InlineData("a||b", "", true)]
    [InlineData("(|a)b", "b", true)]
    [InlineData("(a*)*", "aaa", true)]
    [InlineData("(|a)+", "aaa", true)]
    [InlineData("(^a$)", "a", true)]
    [InlineData("a^", "a", false)]
    [InlineData("[^\\x00-\\x{10FFFF}]", "a", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void A_value_matches_as_a_whole(string pattern, string value, bool matches)
    {
        Assert.Equal(matches, Matcher.Create("x", MatchOperator.Matches, pattern, out _)!.Matches(value));
        Assert.Equal(!matches, Matcher.Create("x", MatchOperator.NotMatches, pattern, out _)!.Matches(value));
    }

    [Theory]
    [InlineData("a)|(?:b", "axx", true)]
    [InlineData("a)|(?:b", "xxb", true)]
    [InlineData("a)|(?:b", "xax", false)]
    public void A_pattern_that_breaks_out_of_its_anchors_does_so_as_in_Go(string pattern, string value, bool matches) =>
        Assert.Equal(matches, Matcher.Create("x", MatchOperator.Matches, pattern, out _)!.Matches(value));

    [Theory]
    [InlineData("a|b|", "a;b;", "c;ab;a\n")]
    [InlineData("(pre|post)fix[12]?", "prefix;postfix1;prefix2", "fix;prefix3;prefix12")]
    [InlineData("a(b|c(d|e))f", "abf;acdf;acef", "acf;abdf")]
    [InlineData(".*", ";a;🙂", "\n;a\n;a\nb")]
    [InlineData(".+", "a;🙂", ";\n")]
    [InlineData("(?s).*", ";\n;a\nb", null)]
    [InlineData("(?s)a.+", "a\n;ab", "a")]
    [InlineData("web-.*", "web-;web-1", "web;aweb-;web-\n")]
    [InlineData(".*-db", "-db;x-db", "db;-dbx;\n-db")]
    [InlineData("ab.*ba", "abba;abxba", "aba;ab\nba")]
    [InlineData("ab.+ba", "abxba", "abba;aba")]
    [InlineData("^(?:^(?:b|c)$)$", "b;c", "bc;")]
    [InlineData("(?i)web-.*", "WEB-1", "wob-")]
    [InlineData("host-1([a-z]+(-[0-9]+)?)?|node1", "host-1;host-1a-2;node1", "host-12;host-2;node12;host-1-2;nod;")]
    [InlineData("(a|b)(c+|d)e*", "ac;bcce;bde", "c;acd;ae;bd\n;xac")]
    [InlineData("(ab)+c*", "ab;abc;ababcc", "a;aba;cab;abca")]
    [InlineData("a{2,}b?|c[0-9]+", "aa;aaab;c7", "a;ab;c;baa")]
    [InlineData("(?:x(?:y|z[0-9]))?w+", "w;xyww;xz1w", "x;xzw;yw")]
    [InlineData("\\bcrit.*\\b|🙂[a-z]+", "critical;🙂a", "crit.;🙂;xcritical")]
    [InlineData("ß[a-z]+|(?i:k)[0-9]+", "ßa;k1;K1;\u212a1", "ss1;ß1")]
    public void The_short_ways_say_the_same_as_the_automaton(string pattern, string matching, string? others)
    {
        Assert.Null(Verdicts($"^(?:{pattern})$", matching, true));
        Assert.Null(others is null ? null : Verdicts($"^(?:{pattern})$", others, false));
        Assert.Null(Verdicts($"^(?:{pattern}|\\b\\B)$", matching, true));
        Assert.Null(others is null ? null : Verdicts($"^(?:{pattern}|\\b\\B)$", others, false));
    }

    [Theory]
    [InlineData("host-1([a-z]+(-[0-9]+)?)?|node1", "host-1;node1")]
    [InlineData("(a|b)(c+|d)e*", "ac;ad;bc;bd")]
    [InlineData("(ab|)c+", "abc;c")]
    [InlineData("\\Ba[0-9]", "a")]
    [InlineData("(a|[0-9]+)b", "")]
    [InlineData("a*b", "")]
    [InlineData("(?i)a[0-9]", "")]
    [InlineData("a)|(?:b[0-9]", "")]
    [InlineData("(a|b)(c|d)(e|f)(g|h){2,}i", "aceg;aceh;acfg;acfh;adeg;adeh;adfg;adfh;bceg;bceh;bcfg;bcfh;bdeg;bdeh;bdfg;bdfh")]
    [InlineData("(a|b)(c|d|e)(f|g|h)i*", "ac;ad;ae;bc;bd;be")]
    [InlineData("(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q)r*", "")]
    public void What_every_match_begins_with_is_known_where_it_is_few_texts(string pattern, string openings)
    {
        var root = Re2Parser.Parse($"^(?:{pattern})$", out _)!;

        Assert.Equal(openings, string.Join(';', Openings.Of(root).Order(StringComparer.Ordinal)));
    }

    private static string? Verdicts(string pattern, string values, bool matches)
    {
        var regex = Re2Regex.Shared(pattern, out _)!;
        return values.Split(';').FirstOrDefault(value => regex.IsMatch(value) != matches);
    }
}
