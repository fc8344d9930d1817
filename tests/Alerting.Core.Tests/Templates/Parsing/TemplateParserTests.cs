using Alerting.Core.Templates;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Parsing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Parsing;

public sealed class TemplateParserTests
{
    [Fact]
    public void A_text_is_a_template_and_so_is_each_that_it_defines()
    {
        var templates = Parse("""a{{define "x"}}X{{end}}b{{define "z"}}{{end}}""", "file");

        Assert.Equal(["file", "x", "z"], templates.Keys.Order());
    }

    [Fact]
    public void A_block_defines_and_invokes()
    {
        var templates = Parse("""a{{block "y" .Status}}Y{{end}}""");

        Assert.Equal("""a{{template "y" .Status}}""", templates[""].ToString());
        Assert.Equal("Y", templates["y"].ToString());
    }

    [Fact]
    public void Every_body_knows_the_text_it_stood_in()
    {
        var templates = Parse("""{{define "x"}}X{{end}}""", "team.tmpl");

        Assert.All(templates.Values, body => Assert.Equal("team.tmpl", body.Source));
    }

    [Theory]
    [InlineData("{{ .A | b 1 2.5 'c' \"d\" `e` true nil $ ($.F).G }}", "{{.A | b 1 2.5 'c' \"d\" `e` true nil $ ($.F).G}}")]
    [InlineData("{{$x := 1}}{{ $x = 2 }}", "{{$x := 1}}{{$x = 2}}")]
    [InlineData("{{range $i,$a := .As}}x{{else}}y{{end}}", "{{range $i, $a := .As}}x{{else}}y{{end}}")]
    [InlineData("{{if .A}}1{{else if .B}}2{{else}}3{{end}}", "{{if .A}}1{{else}}{{if .B}}2{{else}}3{{end}}{{end}}")]
    [InlineData("{{with .A}}1{{else with .B}}2{{end}}", "{{with .A}}1{{else}}{{with .B}}2{{end}}{{end}}")]
    [InlineData("a {{- /* c */ -}} b{{/* d */}}", "ab")]
    [InlineData("a \n{{- .A -}}\t\n b", "a{{.A}}b")]
    [InlineData("{{template `t`}}{{template \"u\" .}}", "{{template \"t\"}}{{template \"u\" .}}")]
    public void A_tree_can_be_written_as_it_could_have_stood(string text, string written) =>
        Assert.Equal(written, Parse(text)[""].ToString());

    [Fact]
    public void Nodes_know_their_line_and_the_bytes_before_them()
    {
        var action = Assert.IsType<Node.Action>(Parse("é\nü {{ .A }}")[""].Nodes[1]);

        Assert.Equal((2, 6), (action.Line, action.Column));
    }

    [Theory]
    [InlineData("{{define \"x\"}}a{{end}}{{define \"x\"}} {{end}}", "a")]
    [InlineData("{{define \"x\"}} {{/* c */}} {{end}}{{define \"x\"}}b{{end}}", "b")]
    public void An_empty_definition_replaces_none(string text, string body) =>
        Assert.Equal(body, Parse(text)["x"].ToString());

    [Theory]
    [InlineData("{{if .A}}1{{else with .B}}2{{end}}", "template: t:1: unexpected <with> in input")]
    [InlineData("{{with .A}}1{{else if .B}}2{{end}}", "template: t:1: unexpected <if> in input")]
    [InlineData("{{range .A}}1{{else if .B}}2{{end}}", "template: t:1: unexpected <if> in input")]
    [InlineData("{{ .A) }}", "template: t:1: unexpected right paren")]
    [InlineData("{{define \"x\"}}a{{end}}{{define \"x\"}}b{{end}}",
        "template: t:1: template: multiple definition of template \"x\"")]
    [InlineData("a\n{{ .A\n\"x", "template: t:3: unterminated quoted string in action started at t:2")]
    [InlineData("{{ .A\n", "template: t:2: unclosed action started at t:1")]
    [InlineData("{{ break }}", "template: t:1: {{break}} outside {{range}}")]
    [InlineData("{{range .}}{{template \"x\"}}{{define \"x\"}}{{end}}{{end}}", "template: t:1: unexpected <define> in command")]
    [InlineData("{{ nope }}", "template: t:1: function \"nope\" not defined")]
    [InlineData("{{ $y }}", "template: t:1: undefined variable \"$y\"")]
    [InlineData("{{ 1i }}", "template: t:1: illegal number syntax: \"1i\"")]
    public void What_is_no_template_is_refused_in_the_words_of_Go(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<TemplateException>(() => Parse(text, "t")).Message);

    [Fact]
    public void A_keyword_that_is_a_function_is_none()
    {
        var templates = TemplateParser.Parse("", "{{break}}", name => name == "break");

        Assert.Equal("{{break}}", templates[""].ToString());
        Assert.IsType<Node.Action>(Assert.Single(templates[""].Nodes));
    }

    [Theory]
    [InlineData(TemplateParser.LongestText, false)]
    [InlineData(TemplateParser.LongestText + 1, true)]
    public void A_text_has_an_end(int characters, bool isRefused) =>
        Assert.Equal(isRefused, Record.Exception(() => Parse(new string('a', characters))) is TemplateException);

    [Theory]
    [InlineData("{{if 1}}", "{{end}}")]
    [InlineData("{{range .}}", "{{end}}")]
    [InlineData("{{if 0}}{{else if 1}}", "{{end}}")]
    public void Control_structures_stand_so_deep_within_each_other_at_most(string open, string close)
    {
        var once = open.Split("if").Length > 2 ? 2 : 1;
        Assert.NotEmpty(Parse(Nested(open, close, TemplateParser.DeepestNesting / once)));
        Assert.Equal(
            "template: t:1: nested more than 500 deep",
            Assert.Throws<TemplateException>(
                () => Parse(Nested(open, close, (TemplateParser.DeepestNesting / once) + 1), "t")).Message);
    }

    [Fact]
    public void Parentheses_stand_so_deep_within_each_other_at_most()
    {
        Assert.NotEmpty(Parse("{{" + Nested("(", ")", TemplateParser.DeepestNesting, "1") + "}}"));
        Assert.Throws<TemplateException>(
            () => Parse("{{" + Nested("(", ")", TemplateParser.DeepestNesting + 1, "1") + "}}"));
    }

    [Fact]
    public void A_chain_of_conditions_may_be_long()
    {
        var chain = "{{if 0}}" + string.Concat(Enumerable.Repeat("{{else if 0}}x", 400)) + "{{else}}last{{end}}";

        Assert.Equal("last", Rendered.Text(chain));
    }

    private static string Nested(string open, string close, int times, string inner = "") =>
        string.Concat(Enumerable.Repeat(open, times)) + inner + string.Concat(Enumerable.Repeat(close, times));

    private static IReadOnlyDictionary<string, Node.List> Parse(string text, string name = "") =>
        TemplateParser.Parse(name, text, word => word == "b" || TemplateFunctions.Standard.Contains(word));
}
