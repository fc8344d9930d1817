using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Matching;
using Alerting.Core.Routing;
using Xunit;

namespace Alerting.Core.Tests.Routing;

/// <summary>
/// All that differs from amtool 0.25 on purpose, with the release that changed it: we follow Alertmanager 0.34. What does
/// not show in receivers or drawings is here as well, so that this list is the whole.
/// </summary>
public sealed class RouteDifferencesTests
{
    private const string Refused = "refused";

    public static TheoryData<string, string, string, string, string> Differences => new()
    {
        { "0.27: the UTF-8 grammar of matchers", """{matchers: ['"a b"=c'], receiver: r1}""", "a=b", "r0", Refused },
        { "0.27: the UTF-8 grammar of matchers", """{matchers: ['ü=x'], receiver: r1}""", "ü=x", "r1", Refused },
        { "0.27: label names in UTF-8", "{receiver: r1}", "ü=x", "r1", Refused },
        { "0.27: label names in UTF-8", "{group_by: ['a b'], receiver: r1}", "a=b", "r1", Refused },
        { "0.27: labels in braces are refused in other words", "{receiver: r1}", "{a=b}", Refused, Refused },
        { "0.27: labels with other operators are refused in other words", "{receiver: r1}", "a=~b", Refused, Refused },
        { "0.27: (?<name>) in regular expressions, by Go 1.22", "{matchers: ['a=~\"(?<x>b)\"'], receiver: r1}", "a=b", "r1", Refused },
        { "0.31: an empty group_by is not inherited over; shows in groups only", "{group_by: [], receiver: r1}", "a=b", "r1", "r1" },
        { "0.34: labels of routes", "{labels: {a: b}, receiver: r1}", "a=b", "r1", Refused },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task This_differs_from_amtool_025(string since, string route, string label, string here, string there)
    {
        var text = $"route: {{receiver: r0, group_by: [a], routes: [{route}]}}\nreceivers: [{{name: r0}}, {{name: r1}}]\n";
        using var amtool = new Amtool();
        await amtool.Configure(text);

        var said = await amtool.Routes("test", label);

        Assert.True(there == (said.Code == 0 ? said.Output.TrimEnd() : Refused), $"{since}: {said}");
        Assert.Equal(here, Here(text, label));
    }

    [Fact]
    public void An_empty_group_by_is_one_group_for_all_since_031()
    {
        var route = Read("route: {receiver: r0, group_by: [a], routes: [{group_by: []}, {}]}\nreceivers: [{name: r0}]\n")!.Route;

        Assert.Empty(route.Routes[0].GroupBy);
        Assert.Equal(["a"], route.Routes[1].GroupBy);
    }

    // Debian built amtool 0.25 with a drawing library of 2018; Alertmanager's own 0.25 has 1.1.0, and draws as we do.
    [Fact]
    public async Task A_name_of_several_lines_is_drawn_in_its_column_and_spaces_are_plain()
    {
        const string Text = "route: {receiver: \"a\\nb\", routes: [{receiver: c, routes: [{}]}, {}]}\nreceivers: [{name: \"a\\nb\"}, {name: c}]\n";
        using var amtool = new Amtool();
        await amtool.Configure(Text);

        var said = await amtool.Routes("show");

        Assert.Equal(
            """
            .
            └── default-route  receiver: a
                b
                ├── default-route  receiver: c
                │   └── default-route  receiver: c
                └── default-route  receiver: a
                    b

            """,
            RouteDrawing.Whole(Read(Text)!.Route));
        Assert.Contains("\nb\n", said.Output, StringComparison.Ordinal);
        Assert.Contains("│\u00a0\u00a0 └", said.Output, StringComparison.Ordinal);
    }

    private static string Here(string text, string label) =>
        Read(text) is { } read
        && MatcherParser.ParseOne(label) is { AsWritten: [{ Operator: MatchOperator.Equal } one] }
            ? string.Join(',', read.Routes.Match(LabelSet.From([new(one.Name, one.Value)])).Select(route => route.Receiver))
            : Refused;

    private static AlertingConfiguration? Read(string text) =>
        ConfigurationReader.Read(new("alertmanager.yml", text), null).Configuration;
}
