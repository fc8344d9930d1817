using Alerting.Adapters.Channels.Http;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("https://hook.example/x", false)]
    [InlineData("https://hook.example/{{ .Status }}", false)]
    [InlineData("https://hook.example:8080/{{ .Status }}", false)]
    [InlineData("https://hook.example?x={{ .Status }}", false)]
    [InlineData("https://hook.example#{{ .Status }}", false)]
    [InlineData("https://u:p@hook.example/{{ .Status }}", false)]
    [InlineData("{{ .CommonLabels.url }}", true)]
    [InlineData("{{ .CommonLabels.scheme }}://hook.example/", true)]
    [InlineData("https://{{ .CommonLabels.host }}/x", true)]
    [InlineData("https://{{ .CommonLabels.team }}.example/x", true)]
    [InlineData("https://hook.example{{ .Status }}", true)]
    [InlineData("https://hook.example:{{ .Status }}/", true)]
    [InlineData("https://u:{{ .Status }}@hook.example/", true)]
    [InlineData("https://hook.example\\{{ .Status }}/", true)]
    [InlineData("{{ if true }}https://a{{ else }}https://b{{ end }}/", true)]
    [InlineData("{{/* x */}}https://hook.example/", true)]
    [InlineData("hook.example/{{ .Status }}", true)]
    public void The_host_comes_from_data_where_an_action_stands_before_its_end(string template, bool expected) =>
        Assert.Equal(expected, UrlTemplate.IsHostFromData(template));

    [Fact]
    public void Words_about_a_template_hide_what_stands_outside_its_actions() => Assert.Equal(
        "template: :1:30: <.Nope> is no field; near <secret> and <secret>",
        UrlTemplate.Hide("https://hook.example/t0ken-a/{{ .Nope }}?key=hunter22", "template: :1:30: <.Nope> is no field; near t0ken-a and hunter22"));
}
