using System.Collections.Concurrent;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>
/// amtool 0.25, which knows the classic grammar only and was built with Go 1.19, against ours in classic mode.
/// </summary>
public sealed class AmtoolDifferenceTests
{
    private const string Release = "0.25";
    private const int Files = 300;
    private const int Routes = 200;
    private const int LabelSets = 30;

    /// <summary>
    /// What newer Go reads otherwise: the matchers, whether 0.25 refuses them, and a value on which the verdicts differ.
    /// Alertmanager has each since the first release built with that Go.
    /// </summary>
    public static TheoryData<string, bool, string?> KnownDifferences => new()
    {
        // Go 1.22: (?<name>...) is the same as (?P<name>...).
        { "a=~\"(?<n>b)\"", true, null },

        // Go 1.25: names of Unicode classes in any case, and the long names of categories.
        { @"a=~""\\p{greek}""", true, null },
        { @"a=~""\\pl""", true, null },
        { @"a=~""\\p{Letter}""", true, null },
        { @"a=~""\\p{Cn}""", true, null },
        { @"a=~""\\p{ASCII}""", true, null },

        // Go 1.25: unassigned code points are in C.
        { @"a=~""\\pC""", false, "\u0378" },

        // Go 1.21: Unicode 15.
        { @"a=~""\\p{Kawi}""", true, null },
        { "a=~\"(?i)\uA7C1\"", false, "\uA7C0" },
    };

    [Theory]
    [MemberData(nameof(KnownDifferences))]
    public async Task Newer_Go_reads_these_otherwise(string matchers, bool refused, string? value)
    {
        var amtool = new Amtool(await PeerVersion.Known("amtool", Release));
        var ours = MatcherParser.Parse(matchers, MatcherMode.Classic);

        Assert.Null(ours.Problem);
        Assert.Equal(refused, await amtool.Problem(matchers) is not null);
        if (value is not null)
        {
            var labels = LabelSet.From([new("a", value)]);
            Assert.True(ours.Matchers!.Matches(labels));
            Assert.Empty(await amtool.Matching([matchers], labels));
        }
    }

    [Fact]
    public async Task Newer_Go_has_its_own_words_for_what_is_too_large()
    {
        var amtool = new Amtool(await PeerVersion.Known("amtool", Release));
        var matchers = "a=~\"" + string.Concat(Enumerable.Repeat("b{1000}", 3356)) + "\"";

        Assert.Contains("regexp/syntax: internal error", await amtool.Problem(matchers), StringComparison.Ordinal);
        Assert.Contains("expression too large", MatcherParser.Parse(matchers, MatcherMode.Classic).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_take_and_refuse_the_same_texts_with_the_same_words()
    {
        var amtool = new Amtool(await PeerVersion.Known("amtool", Release));
        var random = new RandomMatchers(RandomMatchers.Seed);
        var texts = Enumerable.Range(0, Files).Select(_ => random.Text()).ToArray();
        var differing = await Where(texts, text => DifferInProblem(amtool, text));

        Assert.True(differing is null, differing is null ? "" : await Shown(
            differing, text => DifferInProblem(amtool, text), async text => $"amtool: {await amtool.Problem(text)}"));
        Assert.True(texts.Count(Taken) > Files / 10 && texts.Count(Taken) < Files * 9 / 10, "too few are taken, or refused");
    }

    [Fact]
    public async Task Both_match_the_same_labels()
    {
        var amtool = new Amtool(await PeerVersion.Known("amtool", Release));
        var random = new RandomMatchers(RandomMatchers.Seed + 1);
        var lists = Lists(random);
        var sets = Enumerable.Range(0, LabelSets)
            .Select(_ => LabelSet.From([new("a", random.Value()), new("b", random.Value())])).ToArray();
        var differing = new ConcurrentBag<(string List, LabelSet Labels)>();
        await Each(sets, async labels =>
        {
            var theirs = await amtool.Matching(lists, labels);
            for (var i = 0; i < lists.Length; i++)
            {
                if (theirs.Contains(i) != Matches(lists[i], labels))
                {
                    differing.Add((lists[i], labels));
                }
            }
        });

        Assert.True(differing.IsEmpty, differing.IsEmpty ? "" : await Shown(
            differing.MinBy(pair => pair.List.Length).List,
            text => DifferInMatch(amtool, text, differing.MinBy(pair => pair.List.Length).Labels),
            _ => Task.FromResult($"on {differing.MinBy(pair => pair.List.Length).Labels}")));
        Assert.InRange(sets.Sum(labels => lists.Count(list => Matches(list, labels))), 300, (Routes * LabelSets) - 300);
    }

    [Fact]
    public async Task Both_print_the_same()
    {
        var amtool = new Amtool(await PeerVersion.Known("amtool", Release));
        string[] lists =
        [
            .. Lists(new(RandomMatchers.Seed + 2)), "b=1,a!~2,a=~2,a!=2,a=2,a=10,B=1,a:b=c,a=2", "a=\"\\\\\\\"\\n\t\r\"",
            "a=\"é\u00A0😀\u0001\"",
        ];

        var printed = await amtool.Printed(lists);

        Assert.Equal(lists.Select(list => MatcherParser.Parse(list, MatcherMode.Classic).Matchers!.ToString()), printed);
    }

    private static string[] Lists(RandomMatchers random) =>
        [.. Enumerable.Range(0, 100 * Routes).Select(_ => random.List()).Where(Taken).Take(Routes)];

    private static bool Taken(string text) => MatcherParser.Parse(text, MatcherMode.Classic).Problem is null;

    private static bool Matches(string list, LabelSet labels) =>
        MatcherParser.Parse(list, MatcherMode.Classic).Matchers!.Matches(labels);

    private static async Task<bool> DifferInProblem(Amtool amtool, string text)
    {
        var theirs = await amtool.Problem(text);
        var ours = MatcherParser.Parse(text, MatcherMode.Classic).Problem;
        return ours is null || theirs is null
            ? ours != theirs
            : !theirs.EndsWith(ours.TrimEnd('\n'), StringComparison.Ordinal);
    }

    private static async Task<bool> DifferInMatch(Amtool amtool, string list, LabelSet labels) =>
        Taken(list) && await amtool.Problem(list) is null
        && (await amtool.Matching([list], labels)).Count > 0 != Matches(list, labels);

    private static async Task<string?> Where(IEnumerable<string> texts, Func<string, Task<bool>> differ)
    {
        var found = new ConcurrentBag<string>();
        await Each(texts, async text =>
        {
            if (await differ(text))
            {
                found.Add(text);
            }
        });
        return found.MinBy(text => text.Length);
    }

    private static Task Each<T>(IEnumerable<T> all, Func<T, Task> act) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) => await act(one));

    // Leaves out a character at a time for as long as both still differ.
    private static async Task<string> Shown(string text, Func<string, Task<bool>> differ, Func<string, Task<string>> theirs)
    {
        for (var i = 0; i < text.Length;)
        {
            var shorter = text.Remove(i, char.IsSurrogatePair(text, i) ? 2 : 1);
            (text, i) = await differ(shorter) ? (shorter, 0) : (text, i + (char.IsSurrogatePair(text, i) ? 2 : 1));
        }

        var ours = MatcherParser.Parse(text, MatcherMode.Classic);
        return $"ALERTING_SEED={RandomMatchers.Seed}: {text}\nours: {ours.Problem ?? ours.Matchers!.ToString()}\n{await theirs(text)}";
    }
}
