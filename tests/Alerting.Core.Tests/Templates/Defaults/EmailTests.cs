using System.Text.RegularExpressions;
using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Xunit;

namespace Alerting.Core.Tests.Templates.Defaults;

/// <summary>What the mail shows, to a person and to a program that reads mail.</summary>
public sealed class EmailTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("firing", "critical", "#b42318")]
    [InlineData("firing", "page", "#b42318")]
    [InlineData("firing", "", "#b42318")]
    [InlineData("firing", "Warning", "#9a5b00")]
    [InlineData("firing", "info", "#0b5cad")]
    [InlineData("resolved", "critical", "#1a7f37")]
    public void The_head_has_the_colour_of_state_and_severity(string status, string severity, string colour) =>
        Assert.Contains($"bgcolor=\"{colour}\" style=\"background-color: {colour};", Mail([Alert(status, severity)]), StringComparison.Ordinal);

    [Fact]
    public void The_worst_of_what_fires_gives_the_colour()
    {
        var mail = Mail([Alert("firing", "info"), Alert("firing", "warning"), Alert("firing", "critical"), Alert("firing", "warning"), Alert("firing", "info")]);

        Assert.Contains("bgcolor=\"#b42318\"", mail, StringComparison.Ordinal);
        Assert.Contains("FIRING 5</div>", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fires_comes_first_with_since_when_and_what_is_over_with_until_when()
    {
        var mail = Mail([Alert("resolved", "critical"), Alert("firing", "critical")]);

        var firing = mail.IndexOf("firing since 2026-03-01 12:00:00 UTC", StringComparison.Ordinal);
        var over = mail.IndexOf("resolved, 2026-03-01 12:00:00 to 2026-03-01 12:07:00 UTC", StringComparison.Ordinal);
        Assert.True(firing > 0 && over > firing, $"{firing}, {over}");
        Assert.Contains("FIRING 1 &middot; RESOLVED 1", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_labels_of_an_alert_those_are_shown_that_differ()
    {
        var mail = Mail([Alert("firing", "critical", ("instance", "a")), Alert("firing", "critical", ("instance", "b"))]);

        Assert.Equal(1, Regex.Count(mail, ">eu</span>"));
        Assert.Equal(1, Regex.Count(mail, "instance <span[^>]*>a</span>"));
        Assert.Equal(1, Regex.Count(mail, "instance <span[^>]*>b</span>"));
    }

    [Fact]
    public void Addresses_are_links_and_what_is_none_is_not_one()
    {
        var alert = Alert("firing", "critical") with
        {
            Annotations = Set(("runbook_url", "https://w/a?b=c&d"), ("dashboard_url", "javascript:alert(1)"), ("log_url", "ftp://x")),
            GeneratorUrl = "",
        };

        var mail = Mail([alert]);

        Assert.Contains("<a class=\"link\" href=\"https://w/a?b=c&amp;d\" style=\"color: #0969da;\">Runbook</a>", mail, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(mail, "<a "));
        Assert.DoesNotContain("javascript", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("log_excerpt")]
    public void A_piece_of_the_log_is_shown_as_it_is_up_to_2000_characters(string annotation)
    {
        var log = "  <b>\n\tat x()\n" + new string('é', 3000);

        var mail = Mail([Alert("firing", "critical") with { Annotations = Set((annotation, log)) }]);

        Assert.Contains(">  &lt;b&gt;\n\tat x()\n" + new string('é', 2000 - 14) + "</pre>", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 0, null)]
    [InlineData(50, 1, "and 1 more")]
    [InlineData(60, 10, "and 20 more")]
    public void Fifty_alerts_are_shown_and_how_many_more_there_are(int firing, int resolved, string? more)
    {
        var mail = Mail([
            .. Enumerable.Range(0, resolved).Select(_ => Alert("resolved", "info")),
            .. Enumerable.Range(0, firing).Select(_ => Alert("firing", "info")),
        ]);

        Assert.Equal(50, Regex.Count(mail, "firing since"));
        Assert.Equal(0, Regex.Count(mail, "resolved, 2026"));
        Assert.Equal(more is not null, mail.Contains(more ?? " more<", StringComparison.Ordinal));
    }

    [Fact]
    public void The_foot_says_why_it_comes_and_to_whom()
    {
        var mail = Mail([Alert("firing", "info")]);

        Assert.Contains("</a> to ops (first notification)\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_no_longer_reported_says_so() =>
        Assert.Contains(
            "UTC (no longer reported)</span>",
            Mail([Alert("resolved", "info") with { Annotations = Set(("alerting_ended", "no longer reported")) }]),
            StringComparison.Ordinal);

    [Fact]
    public void Every_element_is_closed_and_every_style_is_where_it_applies()
    {
        var mail = Mail([Alert("firing", "critical"), Alert("resolved", "info")]);

        foreach (var element in new[] { "table", "tr", "td", "div", "span", "a", "pre", "strong", "html", "head", "body" })
        {
            Assert.Equal(Regex.Count(mail, $"<{element}[ >]"), Regex.Count(mail, $"</{element}>"));
        }

        Assert.DoesNotContain("ZgotmplZ", mail, StringComparison.Ordinal);
        Assert.Contains("width=\"600\"", mail, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", mail, StringComparison.Ordinal);
        Assert.True(mail.Split('\n').Max(line => line.Length) < 998, "RFC 5322: no line has more");
    }

    private static string Mail(TemplateAlert[] alerts) => TemplateSet.BuiltIn.Html(
        "{{ template \"email.default.html\" . }}",
        new()
        {
            Receiver = "ops",
            Status = alerts.Any(alert => alert.Status == "firing") ? "firing" : "resolved",
            Alerts = [.. alerts],
            GroupLabels = Set(("alertname", "A")),
            CommonLabels = LabelSet.Common(alerts.Select(alert => alert.Labels)),
            CommonAnnotations = LabelSet.Common(alerts.Select(alert => alert.Annotations).Append(LabelSet.Empty)),
            ExternalUrl = "http://am",
            NotificationReason = "first notification",
        });

    private static TemplateAlert Alert(string status, string severity, params (string, string)[] labels) => new(
        status, Set([("alertname", "A"), ("cluster", "eu"), .. severity.Length > 0 ? new[] { ("severity", severity) } : [], .. labels]),
        Set(("summary", "It is slow")), At, status == "firing" ? null : At.AddMinutes(7), "http://p/graph", "0123456789abcdef");

    private static LabelSet Set(params (string Name, string Value)[] labels) =>
        LabelSet.From(labels.Select(label => new Label(label.Name, label.Value)));
}
