using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>
/// Patterns that take an engine which tries one way after the other longer than there is time; here the work is at most
/// the pattern's length (repetitions written out) times the value's.
/// </summary>
public sealed class HostilePatternTests
{
    private const int Length = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Letters = new('a', Length);

    [Theory]
    [InlineData("(a+)+$", "b", false)]
    [InlineData("(a|a)*b", "", false)]
    [InlineData("(.*)*x", "", false)]
    [InlineData("(a*)*b?", "", true)]
    [InlineData("(a?){300}a{300}", "", false)]
    [InlineData("((a{0,6}){0,6}){0,6}", "", false)]
    [InlineData("(x+x+)+y|.*.*.*.*=.*", "", false)]
    [InlineData("(?:(?:a|b|.)*(?:a|.)*)*c", "", false)]
    [InlineData(@"(\w|\pL|[[:alpha:]]|(?i)A)*\b!", "", false)]
    [InlineData("(?:a{1000})*", "", true)]
    public async Task A_long_value_costs_no_more_than_its_length(string pattern, string end, bool matches)
    {
        var matcher = Matcher.Create("x", MatchOperator.Matches, pattern, out _)!;

        Assert.Equal(matches, await InTime(() => matcher.Matches(Letters + end)));
    }

    [Fact]
    public async Task A_pattern_whose_automaton_would_be_huge_is_matched_all_the_same()
    {
        var random = new Random(1);
        var value = string.Create(Length, random, (text, dice) => dice.GetItems("ab".AsSpan(), text));
        var matcher = Matcher.Create("x", MatchOperator.Matches, "(a|b)*a(a|b){60}", out _)!;

        Assert.Equal(value[^61] == 'a', await InTime(() => matcher.Matches(value)));
        Assert.True(await InTime(() => matcher.Matches(value + "a" + new string('b', 60))));
        Assert.False(await InTime(() => matcher.Matches(value + "b" + new string('a', 60))));
    }

    [Fact]
    public async Task A_pattern_of_many_different_classes_is_matched_all_the_same()
    {
        var classes = string.Concat(Enumerable.Range(0x4E00, 4000).Select(rune => $"[^{(char)rune}]?"));
        var matcher = Matcher.Create("x", MatchOperator.Matches, classes, out _)!;

        Assert.True(await InTime(() => matcher.Matches(Letters[..1000])));
        Assert.False(await InTime(() => matcher.Matches(Letters[..4001])));
    }

    [Fact]
    public async Task A_pattern_of_very_many_groups_needs_no_stack()
    {
        const int Groups = 50_000;
        var pattern = string.Concat(Enumerable.Repeat("(?:", Groups)) + "a" + new string(')', Groups);
        var matcher = Matcher.Create("x", MatchOperator.Matches, pattern, out _)!;

        Assert.True(await InTime(() => matcher.Matches("a")));
        Assert.False(await InTime(() => matcher.Matches("b")));
    }

    // A square of the length, or all that folds for each class, takes far longer.
    [Theory]
    [InlineData("(?i)", @"[\x{0}-\x{10ffff}]", 20_000, true)]
    [InlineData("(?i)", @"[\x{100}-\x{10fffe}]", 20_000, true)]
    [InlineData("[", "[:", 1_000_000, false)]
    public async Task A_pattern_of_many_items_is_read_soon(string start, string item, int times, bool isRead)
    {
        var pattern = start + string.Concat(Enumerable.Repeat(item, times));
        var reading = Task.Run(() => Matcher.Create("x", MatchOperator.Matches, pattern, out _));
        var read = await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(isRead, read is not null);
    }

    // Neither may all the ways in which a match can begin be written out.
    [Theory]
    [InlineData("(a|b)(a|b)(a|b)(a|b)", "c$", 100_000)]
    [InlineData("", "(c)", 66_000)]
    [InlineData("(?:x|", "(?:c|", 900)]
    public async Task A_pattern_of_many_parts_is_ready_soon(string start, string part, int times)
    {
        var ends = new string(')', start.Count(c => c == '(') - start.Count(c => c == ')')
            + (times * (part.Count(c => c == '(') - part.Count(c => c == ')'))));
        var pattern = start + string.Concat(Enumerable.Repeat(part, times)) + "[0-9]+" + ends;
        var matcher = Matcher.Create("x", MatchOperator.Matches, pattern, out var problem);
        Assert.Null(problem);
        var asking = Task.Run(() => matcher!.Matches("y"));

        Assert.False(await asking.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_pattern_as_large_as_Go_takes_is_matched()
    {
        var pattern = string.Concat(Enumerable.Repeat("(?:ab?){500}", 2000));
        var matcher = Matcher.Create("x", MatchOperator.Matches, pattern, out _)!;

        Assert.False(await InTime(() => matcher.Matches("abba")));
    }

    [Fact]
    public async Task Several_threads_may_ask_at_once()
    {
        var matcher = Matcher.Create("x", MatchOperator.Matches, @"(a|b)*a(a|b){12}|\w+-\d+", out _)!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => InTime(() => Disagreement(matcher, i))));

        Assert.All(answers, Assert.Null);
    }

    private static string? Disagreement(Matcher matcher, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var text = new string(random.GetItems("ab".AsSpan(), random.Next(10, 60)));
            if (matcher.Matches(text) != (text.Length > 12 && text[^13] == 'a'))
            {
                return text;
            }
        }

        return null;
    }

    private static Task<T> InTime<T>(Func<T> work) => Task.Run(work).WaitAsync(Patience, TestContext.Current.CancellationToken);
}
