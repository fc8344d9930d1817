using System.Text.RegularExpressions;
using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

/// <summary>Whole e-mails with alerts whose texts want to be more than that.</summary>
public sealed partial class EmailTests
{
    private const string Hostile = "\"'><script>alert(1)</script></style></title></textarea>-->`${x}\\ javascript:alert(1)";
    private const string Stock = "/usr/share/prometheus/alertmanager";

    [Fact]
    public void A_team_s_e_mail_says_what_the_alerts_say_and_does_nothing_else()
    {
        var page = TemplateSet.Of([new("team.tmpl", EmailTemplate.Text)]).Html("{{ template \"team.html\" . }}", Data(3));

        Assert.Single(Scripts().Matches(page));
        Assert.All(Links().Matches(page), link => Assert.Matches("^(https?://|#ZgotmplZ)", link.Groups[1].Value));
        Assert.DoesNotContain("onerror", Tags().Replace(page, ""), StringComparison.Ordinal);
        Assert.Contains("""<th align=left title="severity">severity</th>""", page, StringComparison.Ordinal);
        Assert.Contains("""<td id='v-severity' data-value=critical>critical</td>""", page, StringComparison.Ordinal);
        Assert.Contains("<h3 style=\"border-left: 4px solid #d32f2f; padding-left: 4px\">", page, StringComparison.Ordinal);
        Assert.Contains("content: \"team%5c.a \\2014 \"", page, StringComparison.Ordinal);
        Assert.Contains("<b>kept</b>", page, StringComparison.Ordinal);
        Assert.Contains("3 &lt; 3 &amp; more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<div class=\"alert firing\"").Length - 1);
    }

    [Fact]
    public void Fifty_alerts_are_shown_of_more()
    {
        var page = TemplateSet.Bare([new("team.tmpl", EmailTemplate.Text)]).Html("{{ template \"team.html\" . }}", Data(200));

        Assert.Equal(50, page.Split("<div class=\"alert firing\"").Length - 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task Amtool_renders_a_team_s_e_mail_the_same(int alerts)
    {
        var amtool = await AmtoolPages.Known();
        var set = TemplateSet.Bare([new("team.tmpl", EmailTemplate.Text)]);
        const string text = "{{ template \"team.html\" . }}";

        Assert.Equal(
            set.Html(text, Data(alerts)),
            await amtool.Render(EmailTemplate.Text, text, set.Text("{{ toJson . }}", Data(alerts))));
    }

    [Fact]
    public async Task Amtool_renders_its_own_e_mail_the_same()
    {
        var amtool = await AmtoolPages.Known();
        string[] names = ["default.tmpl", "email.tmpl"];
        if (!names.All(name => File.Exists(Path.Combine(Stock, name))))
        {
            Peer.Missing(Peer.HowToGet("prometheus-alertmanager"));
        }

        var texts = names.Select(name => File.ReadAllText(Path.Combine(Stock, name))).ToArray();
        var set = TemplateSet.Bare(texts.Select((text, i) => new TemplateText(names[i], text)));
        const string text = "{{ template \"email.default.html\" . }}";

        Assert.Equal(
            set.Html(text, Data(5)),
            await amtool.Render(string.Concat(texts), text, set.Text("{{ toJson . }}", Data(5))));
    }

    private static TemplateData Data(int alerts) => new()
    {
        Receiver = "team\\.a",
        Status = "firing",
        Alerts = [.. Enumerable.Range(0, alerts).Select(Alert)],
        GroupLabels = LabelSet.From([new("alertname", Hostile)]),
        CommonLabels = LabelSet.From([new("alertname", Hostile), new("severity", "critical")]),
        CommonAnnotations = LabelSet.From([new("summary", Hostile)]),
        ExternalUrl = "http://127.0.0.1:9093",
    };

    private static TemplateAlert Alert(int number) => new(
        "firing",
        LabelSet.From([new("alertname", Hostile), new("severity", "critical"), new("instance", $"h{number}:80"), new("é", "a b\tc")]),
        LabelSet.From(
        [
            new("summary", Hostile), new("description", "one\ntwo < three"), new("html", "<b>kept</b>"),
            new("runbook_url", "javascript:alert(1)"),
        ]),
        DateTimeOffset.UnixEpoch.AddHours(number),
        null,
        "http://prometheus:9090/graph?g0.expr=up%7Ba%3D%22b%22%7D&g0.tab=1",
        "0123456789abcdef");

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    [GeneratedRegex("(?:href|src|action)=[\"']?([^\"' >]*)")]
    private static partial Regex Links();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
