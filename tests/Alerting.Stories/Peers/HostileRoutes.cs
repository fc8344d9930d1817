using Alerting.Core.Alerts;

namespace Alerting.Stories.Peers;

/// <summary>
/// A tree of about 150 routes, and alerts, whose names and values are chosen to show in group keys whatever can show
/// there.
/// </summary>
internal static class HostileRoutes
{
    // Of Unicode 13 at the most, which is what Alertmanager 0.25 was built with.
    private static readonly string[] Values =
    [
        "plain", "with space", "a,b", "a=b", "{a}", "\"quoted\"", "back\\slash", "\\n", "line\nbreak", "tab\t", "\r\n", "\0",
        "\u0001\u001b\u007f", "\u0080\u009f", "ünïcode", "東京", "😀", "e\u0301", "\u00a0", "\u00ad", "\u200b\u200e", "\u2028\u2029",
        "\ufeff", "\ufffd", "\ue000", "\u0378", "\U0010ffff", "\U000e0001", "'single'", "`tick`", "<&>", "\a\b\f\v", "İſ", " ",
    ];

    private static readonly string[] Regexes =
    [
        ".*", ".+", "", "plain|with space", "(?i)PLAIN", "[a-z]+", "\\w+\\s\\w+", "a\\nb|line\\nbreak", "(?s).*", "\\x00", "[^a]*",
        "\"quoted\"", "back\\\\slash", "東.", "\\pL+", "\\p{Co}", "😀", "^plain$", "a,b", "\\{a\\}",
    ];

    private static readonly string[] GroupBys =
    [
        "", "group_by: ['...']", "group_by: [l1]", "group_by: [l2, l1]", "group_by: ~", "group_by: []",
        "group_by: [l4, alertname]", "group_by: [nobody_has_it]",
    ];

    /// <summary>The file; every receiver posts to the address.</summary>
    public static string Configuration(string url)
    {
        var routes = Routes().Select((route, n) => Route(n, route)).ToArray();
        var receivers = Enumerable.Range(0, 7).Select(Receiver).Append("root");
        var configs = receivers.Select(name => $"- {{name: {Quoted(name)}, webhook_configs: [{{url: '{url}'}}]}}");
        return $"""
            route:
              receiver: root
              group_by: []
              group_wait: 0s
              routes:
            {string.Join('\n', routes)}
            receivers:
            {string.Join('\n', configs)}
            """;
    }

    /// <summary>Label sets with every value under every name.</summary>
    public static IEnumerable<LabelSet> Alerts() =>
        from n in Enumerable.Range(0, 3 * Values.Length)
        let alertname = Values[n % Values.Length]
        let rest = Enumerable.Range(1, 4).Where(i => (n + i) % 5 > 0).Select(i => (Name: "l" + i, Place: (n * (i + 1)) + i))
        select LabelSet.From(
        [
            new("alertname", alertname),
            .. rest.Select(label => new Label(label.Name, Values[label.Place % Values.Length])),
        ]);

    private static IEnumerable<string> Routes()
    {
        foreach (var value in Values)
        {
            yield return $"matchers: [{Quoted($"l1={Matcher(value)}")}]";
            yield return $"match: {{l2: {Quoted(value)}}}";
            yield return $"matchers: [{Quoted($"l3!={Matcher(value)},l1=\"plain\"")}]";
        }

        foreach (var regex in Regexes)
        {
            yield return $"matchers: [{Quoted($"l4=~{Matcher(regex)}")}, 'l1!=\"\"']";
            yield return $"match_re: {{l2: {Quoted(regex)}, alertname: 'plain|a,b|İſ'}}";
        }

        yield return "matchers: ['{l1=plain,l2!~a.*}', ' alertname = with space ', l4=~]";
        yield return "match: {l1: plain}, match_re: {l1: plain}, matchers: ['l1=~plain', 'l1!=x']";
        foreach (var _ in GroupBys)
        {
            yield return "matchers: []";
        }
    }

    // Below each one a level or two, so that keys are paths; and its receiver is often the one above.
    private static string Route(int n, string route)
    {
        var below = (n % 4) switch
        {
            0 => $", routes: [{{matchers: [alertname=plain], {GroupBy(n + 3)}continue: true, routes: [{{match: {{l3: {Quoted(Values[n % Values.Length])}}}}}]}}, {{receiver: {Quoted(Receiver(n + 1))}, match_re: {{alertname: '[a-z].*'}}}}]",
            1 => $", routes: [{{continue: true, {GroupBy(n + 1)}}}, {{matchers: ['l4!~\".*\"']}}]",
            _ => "",
        };
        var receiver = n % 3 == 0 ? "" : $"receiver: {Quoted(Receiver(n))}, ";
        return $"  - {{{receiver}{GroupBy(n)}{route}, continue: true{below}}}";
    }

    // An empty list below another one inherits in Alertmanager before 0.31: only below the root, which has none either.
    private static string GroupBy(int n) =>
        GroupBys[n % GroupBys.Length] is { Length: > 0 } text ? text + ", " : "";

    // Nothing that a regular expression reads: Alertmanager quotes receivers for one in what it tells.
    private static string Receiver(int n) => (n % 7) switch
    {
        0 => "two words",
        1 => "東京 😀",
        2 => "\"q\" <,>",
        var other => "r" + other,
    };

    private static string Matcher(string value) => '"' + value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + '"';

    // Go's quotes are read as YAML's, too.
    private static string Quoted(string text) => GoQuote.Append(new(), text).ToString();
}
