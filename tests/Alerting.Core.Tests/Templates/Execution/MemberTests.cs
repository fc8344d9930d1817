using Xunit;

namespace Alerting.Core.Tests.Templates.Execution;

public sealed class MemberTests
{
    [Theory]
    [InlineData("{{.Receiver}} {{.Status}} {{.NotificationReason}} {{.ExternalURL}}",
        "hook\\.a firing first notification http://am:9093")]
    [InlineData("{{.GroupLabels}}|{{.CommonAnnotations}}|{{.RouteLabels.team}}",
        "alertname=HighCPU, job=node|summary=CPU <is> high & hot|infra")]
    [InlineData("{{range .Alerts}}{{.Status}} {{.Labels.instance}} {{.Annotations.value}} {{.Fingerprint}} {{.GeneratorURL}};{{end}}",
        "firing a:9100 95.5 0123456789abcdef http://prom/graph?a=b&c=d;resolved b:9100  fedcba9876543210 ;")]
    [InlineData("{{.Alerts.Firing | len}}{{.Alerts.Resolved | len}}", "11")]
    [InlineData("{{(index .Alerts 0).Labels.ünï}}", "wörld")]
    [InlineData("{{.CommonLabels.Remove .GroupLabels.Names}}", "severity=critical")]
    [InlineData("{{.CommonLabels.Names}} {{.CommonLabels.Values.Join \"+\"}}",
        "[alertname job severity] HighCPU+node+critical")]
    [InlineData("{{(.CommonLabels.Remove (stringSlice \"job\")).SortedPairs}}", "alertname=HighCPU, severity=critical")]
    [InlineData("{{(index .Alerts 0).StartsAt}} {{(index .Alerts 1).StartsAt}}",
        "2026-01-01 00:00:00.1234567 +0000 UTC 2026-01-01 14:05:09 +0200 +0200")]
    [InlineData("{{(index .Alerts 0).EndsAt}} {{(index .Alerts 0).EndsAt.IsZero}}", "0001-01-01 00:00:00 +0000 UTC true")]
    [InlineData("{{((index .Alerts 1).EndsAt.Sub (index .Alerts 1).StartsAt)}}", "1h30m0.5s")]
    [InlineData("{{((index .Alerts 0).StartsAt.Add 28800e9).Format \"2006-01-02 15:04:05\"}}", "2026-01-01 08:00:00")]
    public void The_data_has_the_names_that_Alertmanager_gives_it(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Theory]
    [InlineData("{{.Nope}}", ":1:2: executing \"\" at <.Nope>: can't evaluate field Nope in type *template.Data")]
    [InlineData("{{.Now}}", ":1:2: executing \"\" at <.Now>: can't evaluate field Now in type *template.Data")]
    [InlineData("{{.ExternalUrl}}", ":1:2: executing \"\" at <.ExternalUrl>: can't evaluate field ExternalUrl in type *template.Data")]
    [InlineData("{{.routeLabelsRendered}}", ":1:2: executing \"\" at <.routeLabelsRendered>: "
        + "routeLabelsRendered is an unexported field of struct type *template.Data")]
    [InlineData("{{.CommonLabels.job.name}}", ":1:15: executing \"\" at <.CommonLabels.job.name>: "
        + "can't evaluate field name in type string")]
    [InlineData("{{.Alerts.Firing.Resolved}}", ":1:9: executing \"\" at <.Alerts.Firing.Resolved>: "
        + "can't evaluate field Resolved in type []template.Alert")]
    [InlineData("{{(stringSlice).Join \"\"}}", ":1:3: executing \"\" at <stringSlice>: "
        + "can't evaluate field Join in type []string")]
    [InlineData("{{range list nil}}{{.x}}{{end}}", ":1:20: executing \"\" at <.x>: nil pointer evaluating interface {}.x")]
    [InlineData("{{(index .Alerts 0).StartsAt.Format}}", ":1:17: executing \"\" at <0>: "
        + "wrong number of args for Format: want 1 got 0")]
    [InlineData("{{(index .Alerts 0).StartsAt.ISOWeek}}", ":1:17: executing \"\" at <0>: "
        + "invalid function signature for ISOWeek: second return value should be error; is int")]
    public void What_it_has_not_is_an_error_in_the_words_of_Go(string template, string problem) =>
        Assert.Equal("template: " + problem, Rendered.Problem(template));
}
