using Alerting.Core.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Beyond;

/// <summary><c>sources</c> of <c>alerting.yml</c>.</summary>
public sealed class SourcesFileTests
{
    private const string Path = "not a path such as $.run.id, $['run id'] or $.runs[0].id";
    private const string Name = "not a name of 1 to 50 lower-case letters, digits, - and _";

    [Theory]
    [InlineData("{}")]
    [InlineData("sources: ~")]
    [InlineData("sources: []")]
    public void There_need_not_be_any(string text) => Assert.Empty(Read(text).Configuration!.Sources);

    [Fact]
    public void Sources_are_read_in_order()
    {
        var sources = Read("""
            sources:
              - { name: a, event: { job: j, type: $.t } }
              - { name: b-2_x, each: $.all, alert: { labels: { alertname: x } } }
            """).Configuration!.Sources;

        Assert.Equal(["a", "b-2_x"], sources.Select(source => source.Name));
        Assert.Equal("$.t", Assert.Single(sources[0].Event!.Type.From).Text);
        Assert.Equal(("j", "$.all"), (sources[0].Event!.Job.Otherwise, sources[1].Each!.Text));
        Assert.Null(sources[1].Event);
    }

    [Theory]
    [InlineData("sources: {}", "sources: cannot unmarshal !!map into []config.Source")]
    [InlineData("sources: [7]", "sources[0]: cannot unmarshal !!int `7` into config.plain")]
    [InlineData("sources: [{event: {job: j, type: fail}}]", "sources[0]: missing name in source")]
    [InlineData("sources: [{name: a}]", "sources[0]: expected one of event and alert in source")]
    [InlineData("sources: [{name: a, event: {job: j, type: x}, alert: {labels: {a: b}}}]",
        "sources[0]: expected one of event and alert in source")]
    [InlineData("sources: [{name: A b, event: {job: j, type: x}}]", "sources[0].name: " + Name + " (value \"A b\")")]
    [InlineData("sources: [{name: '', event: {job: j, type: x}}]", "sources[0].name: " + Name + " (value \"\")")]
    [InlineData("sources: [{name: gcp, event: {job: j, type: x}}]",
        "sources[0].name: source name \"gcp\" is that of a source that is built in")]
    [InlineData("sources: [{name: a, event: {job: j, type: x}}, {name: a, event: {job: j, type: x}}]",
        "sources[1].name: source name \"a\" is not unique")]
    [InlineData("sources: [{name: a, each: all, event: {job: j, type: x}}]", "sources[0].each: " + Path + " (value \"all\")")]
    [InlineData("sources: [{name: a, event: {type: x}}]", "sources[0].event: missing job in event of source")]
    [InlineData("sources: [{name: a, event: {job: j}}]", "sources[0].event: missing type in event of source")]
    [InlineData("sources: [{name: a, event: {job: j, type: x, rowz: $.n}}]",
        "sources[0].event.rowz: unknown key \"rowz\" (did you mean \"rows\"?)")]
    [InlineData("sources: [{name: a, event: {job: $..j, type: x}}]", "sources[0].event.job: " + Path + " (value \"$..j\")")]
    [InlineData("sources: [{name: a, event: {job: j, type: {map: {a: fail}}}}]",
        "sources[0].event.type: missing from: a path, or a list of paths of which the first with a value counts")]
    [InlineData("sources: [{name: a, event: {job: j, type: {from: $.a, map: {a: fail, A: fail}}}}]",
        "sources[0].event.type.map.A: this value is there twice: the case of its letters does not count")]
    [InlineData("sources: [{name: a, event: {job: j, type: {from: [$.a, b]}}}]",
        "sources[0].event.type.from[1]: " + Path + " (value \"b\")")]
    [InlineData("sources: [{name: a, event: {job: j, type: x, labels: {'': x}}}]",
        "sources[0].event.labels.?: expected a name that is not empty")]
    [InlineData("sources: [{name: a, alert: {status: firing}}]", "sources[0].alert: missing labels in alert of source")]
    [InlineData("sources: [{name: a, alert: {labels: []}}]",
        "sources[0].alert.labels: cannot unmarshal !!seq into map[string]config.Value")]
    [InlineData("sources: [{name: a, alerts: {}}]", "sources[0].alerts: unknown key \"alerts\" (did you mean \"alert\"?)")]
    public void What_is_wrong_is_told_with_its_place(string text, string error) =>
        Assert.Contains(
            Read(text).Errors, finding => finding.ToString() == "alerting.yml:1: " + error.TrimEnd());

    private static ConfigurationResult Read(string text) =>
        ConfigurationReader.Read(null, new("alerting.yml", text));
}
