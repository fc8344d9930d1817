using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Defaults;
using Alerting.Core.Tests.Templates.Peers;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Defaults;

public sealed class DefaultTemplatesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

    public static TheoryData<TemplateData> Notifications => new(
        [SampleData.Firing, SampleData.Resolved, SampleData.Bare, .. PeerData.All.Select(PeerData.Read)]);

    [Theory]
    [MemberData(nameof(Notifications))]
    public void Every_name_is_there_and_renders_whatever_is_missing(TemplateData data)
    {
        foreach (var name in DefaultNames.OfData)
        {
            var text = Render(name, data);
            var html = TemplateSet.BuiltIn.Html($"{{{{ template \"{name}\" . }}}}", data);

            Assert.True(!DefaultNames.Empty.Contains(name) || (text + html).Length == 0, name);
            Assert.DoesNotContain("<no value>", text, StringComparison.Ordinal);
        }

        foreach (var name in DefaultNames.OfAlerts)
        {
            Assert.Equal(data.Alerts.IsEmpty, TemplateSet.BuiltIn.Text($"{{{{ template \"{name}\" .Alerts }}}}", data).Length == 0);
        }
    }

    [Fact]
    public void What_says_nothing_in_alertmanager_says_nothing_here_and_the_rest_says_something()
    {
        var empty = DefaultNames.OfData.Where(name => Render(name, SampleData.Firing).Length == 0);

        Assert.Equal(DefaultNames.Empty.Order(StringComparer.Ordinal), empty.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, 0, "[FIRING:2] A (eu)")]
    [InlineData(2, 3, "[FIRING:2] A (eu)")]
    [InlineData(0, 1, "[RESOLVED] A (eu)")]
    public void The_subject_counts_what_fires_and_names_the_group_and_what_else_is_common(int firing, int resolved, string subject)
    {
        var data = Of([.. Enumerable.Range(0, firing).Select(n => Alert($"f{n}")), .. Enumerable.Range(0, resolved).Select(n => Over($"r{n}"))]);

        Assert.Equal(subject, Render("__subject", data));
        Assert.Equal(subject, Render("email.default.subject", data));
    }

    [Fact]
    public void The_subject_ends_behind_the_group_where_nothing_else_is_common() =>
        Assert.Equal("[FIRING:1] Watchdog", Render("__subject", SampleData.Bare));

    [Fact]
    public void Links_go_to_the_alerts_of_the_receiver()
    {
        var data = Of(Alert("a")) with { Receiver = @"team\.a b/c", ExternalUrl = "https://am.example/x" };

        Assert.Equal("https://am.example/x/#/alerts?receiver=team%5C.a+b%2Fc", Render("__alertmanagerURL", data));
        Assert.Contains("href=\"https://am.example/x/#/alerts?receiver=team%5C.a&#43;b%2Fc\"", Mail(data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("critical", "warning", "High")]
    [InlineData("info", "warning", "Medium")]
    [InlineData("info", "none", "Low")]
    [InlineData("none", "", "")]
    public void The_priority_of_an_issue_is_that_of_the_worst(string one, string other, string priority)
    {
        var firing = Of(Alert("a", one), Alert("b", other), Over("c", "critical"));
        var resolved = Of(Over("a", one), Over("b", other));

        Assert.Equal(priority.Length == 0 ? "High" : priority, Render("jira.default.priority", firing));
        Assert.Equal(priority, Render("jira.default.priority", resolved));
    }

    [Fact]
    public void Short_texts_name_ten_alerts_and_say_how_many_more()
    {
        var text = Render("pushover.default.message", Of([.. Enumerable.Range(0, 13).Select(n => Alert($"i{n}"))]));

        Assert.Contains("- A (critical) i9: It is slow\nand 3 more\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("i10", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_shows_what_labels_say_and_does_not_read_it()
    {
        var alert = Alert("*b* [x](http://evil) <i>");
        var text = TemplateSet.BuiltIn.Text("{{ template \"__text_alert_list_markdown\" .Alerts }}", Of(alert));

        Assert.Contains("- instance = \\*b\\* \\[x\\](http://evil) \\<i\\>\n", text, StringComparison.Ordinal);
        Assert.Contains("- runbook_url: https://wiki.example/a_b\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_render_in_amtool_as_here(bool isHtml)
    {
        using var amtool = new Amtool(await PeerVersion.Known("amtool", "0.25"));
        var all = string.Concat(DefaultTemplates.All.Select(file => file.Content));

        // The one field that amtool does not know.
        all = all.Replace("{{ with .NotificationReason }} ({{ . }}){{ end }}", "{{ \"\" }}", StringComparison.Ordinal);
        var calls = all + string.Concat(DefaultNames.OfData.Select(name => $"== {name} ==\n{{{{ template \"{name}\" . }}}}\n"));
        foreach (var json in PeerData.All)
        {
            var theirs = (await amtool.Render(json, isHtml, [(calls, true)]))[0];

            var data = PeerData.Read(json);
            var here = isHtml ? TemplateSet.Bare([]).Html(calls, data) : TemplateSet.Bare([]).Text(calls, data);
            Assert.Equal(theirs.Text ?? theirs.Problem, here);
        }
    }

    private static string Render(string name, TemplateData data) => TemplateSet.BuiltIn.Text($"{{{{ template \"{name}\" . }}}}", data);

    private static string Mail(TemplateData data) => TemplateSet.BuiltIn.Html("{{ template \"email.default.html\" . }}", data);

    private static TemplateAlert Alert(string instance, string severity = "critical") => new(
        "firing", Set(("alertname", "A"), ("cluster", "eu"), ("severity", severity), ("instance", instance)),
        Set(("summary", "It is slow"), ("runbook_url", "https://wiki.example/a_b")), At, null, "http://p.example/graph?a=b", "0123456789abcdef");

    private static TemplateAlert Over(string instance, string severity = "critical") =>
        Alert(instance, severity) with { Status = "resolved", EndsAt = At.AddMinutes(7) };

    private static TemplateData Of(params TemplateAlert[] alerts) => new()
    {
        Receiver = "ops",
        Status = alerts.Any(alert => alert.Status == "firing") ? "firing" : "resolved",
        Alerts = [.. alerts],
        GroupLabels = Set(("alertname", "A")),
        CommonLabels = Set(("alertname", "A"), ("cluster", "eu")),
        CommonAnnotations = LabelSet.Empty,
        ExternalUrl = "http://am",
        NotificationReason = "first notification",
    };

    private static LabelSet Set(params (string Name, string Value)[] labels) =>
        LabelSet.From(labels.Select(label => new Label(label.Name, label.Value)));
}
