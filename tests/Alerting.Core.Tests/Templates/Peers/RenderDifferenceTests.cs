using Alerting.Core.Templates;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>
/// What differs from amtool 0.25, row by row: templates render as Alertmanager 0.34, built with Go 1.25, renders them.
/// </summary>
public sealed class RenderDifferenceTests
{
    // Null: it fails.
    public static TheoryData<string, string, string?, string?> Rows => new()
    {
        { "0.26: label sets print as pairs", "{{ .GroupLabels }}", "alertname=HighLatency, cluster=eu", "map[alertname:HighLatency cluster:eu]" },
        { "0.26: also within a text", "{{ printf \"%s\" .GroupLabels }}", "alertname=HighLatency, cluster=eu", "map[alertname:HighLatency cluster:eu]" },
        { "0.26: lists of pairs do", "{{ .GroupLabels.SortedPairs }}", "alertname=HighLatency, cluster=eu", "[{alertname HighLatency} {cluster eu}]" },
        { "0.26: and can be turned into text", "{{ .GroupLabels.String }}", "alertname=HighLatency, cluster=eu", "" },
        { "0.34: names and values can be joined", "{{ .GroupLabels.Values.Join \"-\" }}", "HighLatency-eu", null },
        { "0.34: names and values are of a type", "{{ printf \"%T\" .GroupLabels.Names }}", "template.Strings", "[]string" },
        { "0.32: why it is sent", "{{ .NotificationReason }}", "", null },
        { "0.34: labels of the route", "{{ .RouteLabels.team }}{{ routeLabels \"team\" }}", "", null },
        { "0.26: function", "{{ trimSpace \" a \" }}", "a", null },
        { "0.28: function", "{{ date \"2006\" (index .Alerts 0).StartsAt }}", "2026", null },
        { "0.28: function", "{{ (tz \"Asia/Tokyo\" (index .Alerts 0).StartsAt).Format \"15:04\" }}", "12:04", null },
        { "0.28: function", "{{ humanizeDuration 3661 }}", "1h 1m 1s", null },
        { "0.28: function", "{{ lt (since (index .Alerts 0).StartsAt).Hours -1e9 }}", "false", null },
        { "0.30: function", "{{ toJson .GroupLabels }}", "{\"alertname\":\"HighLatency\",\"cluster\":\"eu\"}", null },
        { "0.30: function", "{{ urlUnescape \"a%20b+c\" }}", "a b c", null },
        { "0.30: function", "{{ safeUrl \"x\" }}", "x", null },
        { "0.32: functions", "{{ append (list 1 \"a\") 2 | len }}{{ (dict \"a\" 1).a }}", "31", null },
        { "0.33: function", "{{ now.IsZero }}", "false", null },
        { "0.34: functions", "{{ base64encode \"a?\" }} {{ base64decode \"YT8=\" }}", "YT8= a?", null },
        { "0.34: functions", "{{ (toDate \"2006\" \"x\").IsZero }}{{ (mustToDate \"2006\" \"2026\").Year }}", "true2026", null },
        { "Go 1.22: range over whole numbers", "{{ range 3 }}{{ . }}{{ end }}", "012", null },
        { "Go 1.23: else with", "{{ with .CommonLabels.gone }}{{ else with .Receiver }}{{ . }}{{ end }}", "ops-slack", null },
        { "Go 1.22: a named capture without a P", "{{ reReplaceAll \"(?<x>a)\" \"${x}!\" \"ab\" }}", "a!b", null },
    };

    public static TheoryData<string, string, string?, string?> HtmlRows => new()
    {
        { "Go 1.20.4: nothing without quotes is not left empty", "<a href={{ .CommonLabels.gone }}>x</a>", "<a href=ZgotmplZ>x</a>", "<a href=>x</a>" },
        { "Go 1.20.4: no angle brackets in styles", "<style>a { color: {{ \"r <b>\" }} }</style>", "<style>a { color: ZgotmplZ }</style>", "<style>a { color: r <b> }</style>" },
        { "Go 1.21.1: a script does not end within a text", "<script>var a = \"{{ .Status }};</script>", null, "<script>var a = \"firing;</script>" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_a_later_release_renders_otherwise_is_rendered_as_there(
        string why, string template, string? here, string? theirs)
    {
        using var amtool = new Amtool(await PeerVersion.Known("amtool", "0.25"));

        var found = await amtool.Render(PeerData.All[0], isHtml: false, [(template, true)]);

        Assert.Equal((why, theirs), (why, found[0].Text));
        Assert.Equal((why, here), (why, Here(template, isHtml: false)));
    }

    [Theory]
    [MemberData(nameof(HtmlRows))]
    public async Task What_a_later_go_escapes_otherwise_is_escaped_as_there(string why, string template, string? here, string? theirs)
    {
        using var amtool = new Amtool(await PeerVersion.Known("amtool", "0.25"));

        var found = await amtool.Render(PeerData.All[0], isHtml: true, [(template, true)]);

        Assert.Equal((why, theirs), (why, found[0].Text));
        Assert.Equal((why, here), (why, Here(template, isHtml: true)));
    }

    // Go's memory behind the end of a list is Go's.
    [Fact]
    public void A_list_ends_where_it_ends_also_when_it_was_cut_from_a_longer_one() =>
        Assert.Throws<TemplateException>(() =>
            TemplateSet.Bare([]).Text("{{ slice (slice .Alerts 0 0) 0 1 }}", PeerData.Read(PeerData.All[0])));

    private static string? Here(string template, bool isHtml)
    {
        var (set, data) = (TemplateSet.Bare([]), PeerData.Read(PeerData.All[0]));
        try
        {
            return isHtml ? set.Html(template, data) : set.Text(template, data);
        }
        catch (TemplateException)
        {
            return null;
        }
    }
}
