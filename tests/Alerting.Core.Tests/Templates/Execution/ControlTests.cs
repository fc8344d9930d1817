using Xunit;

namespace Alerting.Core.Tests.Templates.Execution;

/// <summary>What the language has since the version whose answers are recorded, and what alerts need most.</summary>
public sealed class ControlTests
{
    [Theory]
    [InlineData("{{with .Nope}}a{{else with .Status}}{{.}}{{else}}c{{end}}", "can't evaluate field Nope in type *template.Data")]
    [InlineData("{{with \"\"}}a{{else with .Status}}{{.}}{{else}}c{{end}}", null, "firing")]
    [InlineData("{{with \"\"}}a{{else with 0}}b{{else}}{{.Status}}{{end}}", null, "firing")]
    [InlineData("{{with $x := 1}}{{$x}}{{else with $y := 2}}{{$x}}{{$y}}{{end}}", null, "1")]
    [InlineData("{{with $x := 0}}{{$x}}{{else with $y := 2}}{{$x}}{{$y}}{{end}}", null, "02")]
    public void With_may_be_followed_by_another_one(string template, string? problem, string output = "")
    {
        if (problem is null)
        {
            Assert.Equal(output, Rendered.Text(template));
        }
        else
        {
            Assert.EndsWith(problem, Rendered.Problem(template), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{{range 3}}{{.}}{{end}}", "012")]
    [InlineData("{{range $i := 3}}{{$i}}{{end}}", "012")]
    [InlineData("{{range 0}}x{{else}}none{{end}}", "none")]
    [InlineData("{{range -1}}x{{else}}none{{end}}", "none")]
    [InlineData("{{range len .Alerts}}{{(index $.Alerts .).Status}} {{end}}", "firing resolved ")]
    [InlineData("{{range 5}}{{if eq . 1}}{{continue}}{{end}}{{if eq . 3}}{{break}}{{end}}{{.}}{{end}}", "02")]
    [InlineData("{{range (index \"\\x03\" 0)}}{{printf \"%T\" .}}{{end}}", "uint8uint8uint8")]
    public void A_range_over_a_number_counts(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Fact]
    public void A_range_over_a_number_has_no_index() => Assert.Equal(
        "template: :1:18: executing \"\" at <3>: can't use 3 to iterate over more than one variable",
        Rendered.Problem("{{range $i, $n := 3}}{{end}}"));

    [Theory]
    [InlineData("{{$k := \"\"}}{{$v := \"\"}}{{range $k, $v = .GroupLabels}}{{$k}}={{$v}};{{end}}{{$k}}",
        "alertname=HighCPU;job=node;job")]
    [InlineData("{{$a := 0}}{{range $a = .GroupLabels}}{{$a}} {{end}}{{$a}}", "HighCPU node node")]
    public void A_range_may_assign_to_variables_that_there_are(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Theory]
    [InlineData("{{$x := 1}}{{range .Alerts}}{{$x = 2}}{{end}}{{$x}}", "2")]
    [InlineData("{{$x := 1}}{{range .Alerts}}{{$x := 2}}{{end}}{{$x}}", "1")]
    [InlineData("{{$x := 1}}{{range .Alerts}}{{if eq .Status \"firing\"}}{{$x = .Status}}{{end}}{{end}}{{$x}}", "firing")]
    public void An_assignment_outlives_its_block_and_a_declaration_does_not(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Theory]
    [InlineData("{{range $k, $v := .CommonLabels}}{{$k}}={{$v}} {{end}}", "alertname=HighCPU job=node severity=critical ")]
    [InlineData("{{range dict \"b\" 1 \"a\" 2}}{{.}}{{end}}", "21")]
    [InlineData("{{range .CommonLabels.SortedPairs}}{{.Name}} {{end}}", "alertname job severity ")]
    public void Maps_are_gone_through_by_their_keys(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Fact]
    public void A_template_may_be_defined_behind_its_use_and_sees_no_variables_of_its_caller()
    {
        Assert.Equal("[node]", Rendered.Text("""{{template "x" .CommonLabels.job}}{{define "x"}}[{{.}}]{{end}}"""));
        Assert.Equal("node", Rendered.Text("""{{$y := 1}}{{template "x" .}}{{define "x"}}{{$.CommonLabels.job}}{{end}}"""));
    }

    [Theory]
    [InlineData("{{and 0 (index .Alerts 9)}} {{or 1 (index .Alerts 9)}}", "0 1")]
    [InlineData("{{or \"\" .CommonLabels.nope .CommonLabels.job}}", "node")]
    [InlineData("{{.CommonLabels.nope}}|{{(dict).nope}}", "|<no value>")]
    public void And_and_or_are_what_they_saw_last(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));
}
