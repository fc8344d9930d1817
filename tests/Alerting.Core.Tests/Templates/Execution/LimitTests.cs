using Alerting.Core.Templates;
using Alerting.Core.Templates.Execution;
using Xunit;

namespace Alerting.Core.Tests.Templates.Execution;

/// <summary>No template takes more than it may, whatever it does.</summary>
public sealed class LimitTests
{
    private static readonly TemplateLimits Small = new() { Characters = 100, Steps = 1000, Depth = 5 };

    [Theory]
    [InlineData("{{range 10}}0123456789{{end}}", true)]
    [InlineData("{{range 10}}0123456789{{end}}x", false)]
    [InlineData("{{range 50}}{{.}}{{end}}", true)]
    [InlineData("{{range 100}}{{.}}{{end}}", false)]
    [InlineData("{{range 10}}{{$.CommonLabels}}{{end}}", false)]
    public void Output_has_an_end(string template, bool fits) =>
        AssertLimit(template, fits, "more than 100 characters");

    [Theory]
    [InlineData("{{range 480}}{{end}}", true)]
    [InlineData("{{range 1000}}{{end}}", false)]
    [InlineData("{{range 9223372036854775807}}{{end}}", false)]
    [InlineData("{{range 40}}{{range 40}}{{end}}{{end}}", false)]
    [InlineData("{{$x := printf \"%090d\" 1}}{{range 100}}{{$y := toUpper $x}}{{end}}", false)]
    public void Steps_have_an_end(string template, bool fits) => AssertLimit(template, fits, "more than 1000 steps");

    [Theory]
    [InlineData("{{define \"a\"}}{{template \"a\" .}}{{end}}{{template \"a\"}}", false)]
    [InlineData("{{template \"\" .}}", false)]
    [InlineData("{{define \"a\"}}{{if .}}{{template \"a\" (slice . 1)}}{{end}}{{end}}{{template \"a\" \"1234\"}}", true)]
    [InlineData("{{define \"a\"}}{{if .}}{{template \"a\" (slice . 1)}}{{end}}{{end}}{{template \"a\" \"12345\"}}", false)]
    public void Templates_invoke_each_other_only_so_deep(string template, bool fits) =>
        AssertLimit(template, fits, "exceeded maximum template depth (5)");

    [Theory]
    [InlineData("{{printf \"%1000000d\" 1 | len}}", null)]
    [InlineData("{{printf \"%1000000d%1000000d\" 1 1 | len}}", "error calling printf: more than 1048576 characters")]
    [InlineData("{{printf \"%.1000000f\" 1.0 | len}}", null)]
    [InlineData("{{$x := printf \"%999999d\" 1}}{{$x = print $x $x}}", "error calling print: more than 1048576 characters")]
    [InlineData("{{$x := printf \"%999999d\" 1}}{{join $x (stringSlice \"a\" \"b\" \"c\")}}",
        "error calling join: more than 1048576 characters")]
    [InlineData("{{$x := printf \"%999999d\" 1}}{{reReplaceAll \" \" \"ab\" $x}}",
        "error calling reReplaceAll: ` ` is too much for a text of 999999 characters")]
    [InlineData("{{$x := \"&\"}}{{range 30}}{{$x = html (print $x $x)}}{{end}}", "more than 1048576 characters")]
    [InlineData("{{$l := list}}{{range 30}}{{$l = list $l $l}}{{end}}{{$l}}", "more than 1048576 characters")]
    [InlineData("{{$l := list}}{{range 300}}{{$l = list $l}}{{end}}{{$l}}", "values within values more than 200 deep")]
    [InlineData("{{$l := list}}{{range 300}}{{$l = list $l}}{{end}}{{toJson $l}}",
        "error calling toJson: values within values more than 200 deep")]
    [InlineData("{{$l := list}}{{range 100000}}{{$l = append $l 1}}{{end}}", "more than 5000000 steps")]
    [InlineData("{{$x := printf \"%999999d\" 1}}{{range 1000}}{{$y := toUpper $x}}{{end}}", "more than 5000000 steps")]
    public void What_functions_make_has_an_end(string template, string? problem)
    {
        if (problem is null)
        {
            Assert.NotEmpty(Rendered.Text(template));
        }
        else
        {
            Assert.EndsWith(problem, Rendered.Problem(template), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_nesting_is_too_much_for_a_small_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("{{if .}}", 450)) + "{{template \"a\" .}}"
            + string.Concat(Enumerable.Repeat("{{end}}", 450));
        Exception? problem = null;
        var thread = new Thread(
            () => problem = Record.Exception(() => Rendered.Text($"{{{{define \"a\"}}}}{deep}{{{{end}}}}{{{{template \"a\" .}}}}")),
            1 << 20);
        thread.Start();
        thread.Join();

        Assert.IsType<TemplateException>(problem);
    }

    [Fact]
    public void Messages_are_of_one_line() =>
        Assert.DoesNotContain('\n', Rendered.Problem("{{template \"x\" `a\nb`}}"));

    private static void AssertLimit(string template, bool fits, string problem)
    {
        if (fits)
        {
            Assert.NotNull(Rendered.Within(Small, template));
            return;
        }

        var refused = Assert.Throws<TemplateException>(() => Rendered.Within(Small, template));
        Assert.EndsWith(problem, refused.Message, StringComparison.Ordinal);
    }
}
