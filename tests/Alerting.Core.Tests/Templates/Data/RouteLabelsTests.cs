using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Xunit;

namespace Alerting.Core.Tests.Templates.Data;

public sealed class RouteLabelsTests
{
    private static readonly TemplateData Group = new()
    {
        Receiver = "team",
        Status = "firing",
        Alerts = [],
        NotificationReason = "first notification",
        GroupLabels = LabelSet.From([new("alertname", "A")]),
        CommonLabels = LabelSet.From([new("team", "ml")]),
        CommonAnnotations = LabelSet.Empty,
        ExternalUrl = "http://test",
    };

    [Fact]
    public void A_value_is_a_template_over_the_group() => Assert.Equal(
        "ml has A, unknown", Rendered(("who", "{{ .CommonLabels.team }} has {{ .GroupLabels.alertname }}, {{ .NotificationReason }}"))["who"]);

    [Fact]
    public void One_may_ask_for_another_whichever_comes_first()
    {
        var labels = Rendered(("a", "<{{ routeLabels \"b\" }}>"), ("b", "{{ .CommonLabels.team }}"), ("c", "{{ routeLabels \"a\" }}!"));

        Assert.Equal(["<ml>", "ml", "<ml>!"], labels.Select(label => label.Value));
    }

    [Fact]
    public void What_is_asked_for_is_seen_as_it_is_written_by_its_field() =>
        Assert.Equal("{{ 1 }}", Rendered(("a", "{{ .RouteLabels.b }}"), ("b", "{{ 1 }}"))["a"]);

    [Fact]
    public void Those_of_a_circle_and_those_that_fail_are_left_out_and_no_others() => Assert.Equal(
        ["good"],
        Rendered(("a", "{{ routeLabels \"b\" }}"), ("b", "{{ routeLabels \"a\" }}"), ("bad", "{{ .Nothing }}"), ("good", "x"))
            .Select(label => label.Name));

    [Fact]
    public void One_that_nobody_has_is_empty() => Assert.Equal("", Rendered(("a", "{{ routeLabels \"none\" }}"))["a"]);

    private static LabelSet Rendered(params (string Name, string Value)[] labels) => RouteLabels.Of(
        LabelSet.From(labels.Select(label => new Label(label.Name, label.Value))), TemplateSet.BuiltIn, Group);
}
