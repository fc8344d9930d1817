using Alerting.Core.Templates;
using Xunit;

namespace Alerting.Core.Tests.Templates;

public sealed class TemplateSetTests
{
    [Fact]
    public void A_later_file_replaces_what_an_earlier_one_defined()
    {
        var set = Set("""{{define "x"}}1{{end}}{{define "y"}}[{{template "x"}}]{{end}}""", """{{define "x"}}2{{end}}""");

        Assert.Equal("[2]", Text(set, """{{template "y"}}"""));
    }

    [Theory]
    [InlineData("""{{define "x"}} {{end}}""")]
    [InlineData("""{{define "x"}}{{/* nothing */}}{{end}}""")]
    public void An_empty_definition_replaces_none(string later)
    {
        var set = Set("""{{define "x"}}1{{end}}""", later);

        Assert.Equal("1", Text(set, """{{template "x"}}"""));
    }

    [Fact]
    public void A_file_is_a_template_of_its_own_name() =>
        Assert.Equal("<firing>", Text(Set("<{{.Status}}>"), """{{template "f0.tmpl" .}}"""));

    [Fact]
    public void A_text_may_define_templates_for_itself_alone()
    {
        var set = Set("""{{define "x"}}set{{end}}{{define "y"}}{{template "x"}}{{end}}""");

        Assert.Equal("own", Text(set, """{{define "x"}}own{{end}}{{template "y"}}"""));
        Assert.Equal("set", Text(set, """{{define "x"}} {{end}}{{template "y"}}"""));
        Assert.Equal("set", Text(set, """{{template "y"}}"""));
    }

    [Fact]
    public void It_is_known_what_files_define()
    {
        var set = Set("""{{define "x"}}1{{end}}""", """{{define "y"}}{{end}}""");

        Assert.True(set.IsRedefined("x"));
        Assert.True(set.IsRedefined("y"));
        Assert.False(set.IsRedefined("z"));
        Assert.False(TemplateSet.BuiltIn.IsRedefined("slack.default.title"));
    }

    [Fact]
    public void A_file_that_is_no_template_is_refused_by_its_name() => Assert.Equal(
        "template: f1.tmpl:2: function \"nope\" not defined",
        Assert.Throws<TemplateException>(() => Set("ok", "\n{{nope}}")).Message);

    [Fact]
    public void Messages_name_the_file_and_the_template() => Assert.Equal(
        "template: f0.tmpl:2:5: executing \"x\" at <.Nope>: can't evaluate field Nope in type *template.Data",
        Assert.Throws<TemplateException>(
            () => Text(Set("{{define \"x\"}}\n  {{ .Nope }}{{end}}"), """{{template "x" .}}""")).Message);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("plain")]
    public void A_text_without_actions_stays_as_it_is(string text) => Assert.Equal(text, Text(Set(), text));

    [Fact]
    public void Any_number_may_render_at_the_same_time_and_texts_are_forgotten_only_to_be_parsed_again()
    {
        var set = Set("""{{define "x"}}{{len .Alerts}}{{end}}""");

        Parallel.For(0, 5000, n => Assert.Equal($"{n % 3000}:2", Text(set, $"{n % 3000}:{{{{template \"x\" .}}}}")));
    }

    private static TemplateSet Set(params string[] files) =>
        TemplateSet.Bare(files.Select((content, n) => new TemplateText($"f{n}.tmpl", content)));

    private static string Text(TemplateSet set, string template) => set.Text(template, Rendered.Data);
}
