using System.Buffers;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Tests.Routing;

/// <summary>Route trees and label sets at random; the same for the same seed.</summary>
internal sealed class RandomRoutes(int seed)
{
    private const int MostRoutes = 40;
    private const int MostDepth = 5;

    private static readonly string[] Names = ["team", "sev", "job", "q", "z", "_x", "A1"];

    private static readonly string[] Values =
    [
        "a", "b", "ab", "A", "a", "b", "", "a b", " a", "a,b", "ü", "東京", "😀", "a\nb", "\n", "\"a\"", "\\", "a\\n", "\t",
        "{a}", "0", "null", "1e3", "a=b", "İ", "ſ", "e\u0301", "\u2028", "\u007f", "'a'", "#a", "aab",
    ];

    private static readonly string[] Regexes =
    [
        "a", "a|b", "a|ab|", "", ".*", ".+", "a.*", ".*b", "[ab]+", "[^a]", "(?i)A", "(?i:a|B)b?", "a{2}b", "(a|b)*",
        "\\w+", "\\d", "\\s", "\\S*", "[[:alpha:]]+", "[[:punct:]]", "\\pL", "\\p{Lu}", "\\PL", "\\p{Greek}|\\p{Han}+",
        "(?s).*", "(?s:a.b)", "a\\nb", "a\nb", "(?m)^b$", "^a$", "$", "^", "a$|b", "\\Qa.b\\E", "\\x61", "\\x{1F600}",
        "ü", "[ü-ÿ]", "(?i)Ü", "(?i)S", "(?i)k", "\\.", "\\\\", "a\\b", "(?:)", "(?U)a+", "a+?", "a??b", "[a-]", "[]a]",
        "\\Aa\\z", "(a)(b)", "(?P<x>a)", ".", "..", "e\u0301", "a\\,b", "\\\"a\\\"", "[\\w\\s]+", "[^[:^alpha:]]+",
    ];

    // What only the classic grammar reads, or reads in its own way.
    private static readonly string[] Quirks = OfClassic(
    [
        "team=a b", "team= a ", "team=", "{team=a}", "{team=a", "team=a}", "team=a,sev=b", "team=a,", "team=\"a\",sev=~\"a|b\"",
        "team=~a|b", "team=a\\nb", "team=\\", "team=\\d", "team=~\\d", "team='a'", "team=\"'a'\"", "sev!=a", "sev!~a.*",
        "q==a", "q=~=a", "q=!a", "team=a=b", "team={a}", "team=ü", "team=😀", "team=[a", "q=\"a,b\"", "q=a\\,b", "q=\"\\\"a\\\"\"",
        " team = a , sev = b ", "team=\ta\t", "z!=\"\"", "z=\"\"", "z=~\"\"", "z!~\"\"", "a:b=a", ":=a", "team=a#b", "",
    ]);

    private readonly Random random = new(seed);

    /// <summary>A tree of up to 40 routes below its root, five levels deep at the most.</summary>
    public RandomRoute Tree()
    {
        var left = 1 + (int)((MostRoutes - 1) * Math.Pow(random.NextDouble(), 2));
        return new() { Receiver = Receiver(), Others = Others(), Routes = Below(ref left, depth: 1) };
    }

    /// <summary>Labels that may go some way down the tree.</summary>
    public LabelSet Labels(RandomRoute tree)
    {
        var labels = Names.Where(_ => random.Next(2) == 0).Select(name => new Label(name, Pick(Values))).ToList();
        for (var route = tree; route.Routes.Count > 0 && random.Next(5) > 0;)
        {
            route = route.Routes[random.Next(route.Routes.Count)];
            labels.AddRange(route.Match.Where(Classic));
            labels.AddRange(
                from text in route.Matchers
                from matcher in MatcherParser.Parse(text, MatcherMode.Classic).AsWritten
                where matcher.Operator == MatchOperator.Equal
                select new Label(matcher.Name, matcher.Value));
        }

        return LabelSet.From(labels);
    }

    private static string[] OfClassic(string[] texts) =>
        [.. texts.Where(text => MatcherParser.Parse(text, MatcherMode.Classic).Problem is null)];

    private static bool Classic(Label label) => LabelNames.IsClassic(label.Name);

    private RandomRoute[] Below(ref int left, int depth)
    {
        var routes = new List<RandomRoute>();
        while (left > 0 && depth <= MostDepth && random.Next(5) > 0)
        {
            left--;
            routes.Add(Route() with { Routes = random.Next(2) == 0 ? Below(ref left, depth + 1) : [] });
        }

        return [.. routes];
    }

    private RandomRoute Route() => new()
    {
        Receiver = random.Next(4) == 0 ? null : Receiver(),
        Continue = random.Next(5) < 2,
        Matchers = [.. Some(3).Select(_ => Matcher())],
        Match = random.Next(4) == 0 ? Map(Values) : [],
        MatchRegex = random.Next(5) == 0 ? Map(Regexes) : [],
        Others = Others(),
    };

    private string Receiver() => random.Next(8) == 0 ? Pick(["東 京", "a,b", "\"q\"", "receiver:"]) : "r" + random.Next(30);

    private Label[] Map(string[] values) =>
        [.. Some(2).Select(_ => new Label(Pick(Names), Pick(values))).DistinctBy(label => label.Name)];

    private string Matcher()
    {
        if (random.Next(4) == 0)
        {
            return Pick(Quirks);
        }

        var (op, values) = random.Next(8) switch
        {
            < 4 => ("=", Values),
            4 => ("!=", Values),
            5 or 6 => ("=~", Regexes),
            _ => ("!~", Regexes),
        };
        return $"{Pick(Names)}{op}{Written(Pick(values))}";
    }

    private static readonly SearchValues<char> Telling = SearchValues.Create(" \t\n\",{}\\");

    private string Written(string value)
    {
        var isPlain = value.Length > 0 && value.AsSpan().IndexOfAny(Telling) < 0;
        return isPlain && random.Next(2) == 0 ? value : Escaped(value);
    }

    /// <summary>In quotes, as the classic grammar reads them.</summary>
    public static string Escaped(string value) => '"' + value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + '"';

    private string[] Others()
    {
        string?[] others =
        [
            random.Next(3) > 0
                ? null
                : "group_by: " + Pick(["['...']", "[]", "~", "[team]", "[team, sev]", "[nobody_has_it]", "[_x]"]),
            random.Next(4) > 0 ? null : "group_wait: " + Pick(["0s", "1s", "1m30s", "1d", "~"]),
            random.Next(4) > 0 ? null : "group_interval: " + Pick(["1ms", "5m", "1h"]),
            random.Next(4) > 0 ? null : "repeat_interval: " + Pick(["1s", "4h", "1w2d"]),
        ];
        return [.. others.OfType<string>()];
    }

    private IEnumerable<int> Some(int most) => Enumerable.Range(0, random.Next(most + 1));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
