using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class BranchTests
{
    [Theory]
    [InlineData("{{if true}}<a href=\"{{end}}{{$x}}", "{{if}} branches end in different contexts")]
    [InlineData("{{with $x}}<b{{else}}c{{end}}>", "{{with}} branches end in different contexts")]
    [InlineData("<a title={{if true}}'{{$x}}'{{else}}{{$x}}{{end}}>", "branches end in different contexts")]
    [InlineData("<script {{with $x}}type=\"{{.}}\"{{end}}><{{end}}", "unexpected {{end}}")]
    [InlineData("<script {{if true}}type=\"text/template\"{{end}}></script>", "branches end in different contexts")]
    [InlineData("<a {{if true}}href{{else}}title{{end}}=\"{{$x}}\">", "branches end in different contexts")]
    [InlineData("<script>[{{range .Alerts}}'{{.Status}},{{end}}]</script>", "on range loop re-entry: {{range}} branches")]
    [InlineData("{{range .Alerts}}a{{if .}}<a title=\"{{break}}{{end}}b{{end}}", "at range loop break: {{range}} branches")]
    [InlineData("{{range .Alerts}}<a title=\"{{if .Labels.n}}{{continue}}{{end}}\">{{end}}", "at range loop continue:")]
    [InlineData("<script>{{range .Alerts}} /{{.Status}}/{{end}}</script>", "could start a division or regexp")]
    [InlineData("{{range .Alerts}}{{else}}<b{{end}}", "{{range}} branches end in different contexts")]
    public void Branches_end_in_the_same_place(string template, string problem)
    {
        Assert.Contains(problem, Page.Wrong(template), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{range .Alerts}}<i>{{.Labels.n}}</i>{{if eq .Labels.n `one`}}{{continue}}{{end}}!{{end}}", "<i>one</i><i>two</i>!")]
    [InlineData("{{range .Alerts}}{{.Labels.n}}{{break}}<b title=\"{{.}}{{end}}", "one")]
    [InlineData("<a href=\"/?{{range .Alerts}}n={{.Labels.n}}&amp;{{end}}\">", "<a href=\"/?n=one&amp;n=two&amp;\">")]
    [InlineData("<script>f([{{range .Alerts}}{{.Labels.n}},{{end}}])</script>", "<script>f([\"one\",\"two\",])</script>")]
    [InlineData("{{range .Alerts}}{{range .Labels.SortedPairs}}<b {{.Name}}={{.Value}}>{{end}}{{end}}", "<b n=one><b n=two>")]
    [InlineData("<textarea>{{range .Alerts}}<{{.Labels.n}}>{{end}}</textarea>", "<textarea>&lt;one>&lt;two></textarea>")]
    public void A_loop_ends_where_it_begins(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template));
    }

    [Fact]
    public void A_turn_is_escaped_for_where_the_one_before_it_may_end()
    {
        Assert.Equal(
            "<a href=\"#ZgotmplZ/#ZgotmplZ/\">",
            Page.Of("<a href=\"{{range .Alerts}}{{$x}}/{{end}}\">", "javascript:x"));
    }

    [Fact]
    public void What_is_never_reached_is_left_out()
    {
        Assert.Equal("ab", Page.Of("{{range .Alerts}}a{{break}}<script>{{$x}}{{end}}b"));
    }
}
