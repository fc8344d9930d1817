using System.Globalization;
using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class InvocationTests
{
    [Fact]
    public void A_template_is_escaped_for_each_place_in_which_it_is_invoked()
    {
        const string template = "{{define \"v\"}}{{.}}{{end}}<p title='{{template \"v\" $x}}'>{{template \"v\" $x}}</p>"
            + "<a href=\"{{template \"v\" $x}}\"><a href=\"/?{{template \"v\" $x}}\"><script>f({{template \"v\" $x}})</script>"
            + "<style>a{{template \"v\" $x}}</style><b title={{template \"v\" $x}}>";

        Assert.Equal(
            "<p title='a:&lt;'>a:&lt;</p><a href=\"#ZgotmplZ\"><a href=\"/?a%3a%3c\"><script>f(\"a:\\u003c\")</script>"
                + "<style>aZgotmplZ</style><b title=a:&lt;>",
            Page.Of(template, "a:<"));
    }

    [Theory]
    [InlineData("{{define \"a\"}} title={{.}}{{end}}<p{{template \"a\" $x}}>", "<p title=&#34;>")]
    [InlineData("{{define \"a\"}}<p title=\"{{end}}{{template \"a\"}}{{$x}}\">", "<p title=\"&#34;\">")]
    [InlineData("{{define \"a\"}}{{.}}</script>{{end}}<script>{{template \"a\" $x}}{{$x}}", "<script>\"\\\"\"</script>&#34;")]
    public void What_follows_is_escaped_for_where_it_ends(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "\""));
    }

    [Fact]
    public void That_holds_when_it_is_invoked_again()
    {
        Assert.Equal(
            "<a href=\"#ZgotmplZ\"><a href=\"#ZgotmplZ\"><script>\"javascript:x\"</script><script>\"javascript:x\"</script>",
            Page.Of(
                "{{define \"a\"}}<a href=\"{{end}}{{define \"s\"}}<script>{{end}}{{template \"a\"}}{{$x}}\">{{template \"a\"}}{{$x}}\">"
                    + "{{template \"s\"}}{{$x}}</script>{{template \"s\"}}{{$x}}</script>",
                "javascript:x"));
    }

    [Fact]
    public void One_that_invokes_itself_ends_where_it_begins()
    {
        Assert.Equal(
            "<i>&lt;<i>two</i></i>",
            Page.Of("{{define \"t\"}}<i>{{.}}{{if eq . `<`}}{{template \"t\" `two`}}{{end}}</i>{{end}}{{template \"t\" $x}}", "<"));
    }

    [Theory]
    [InlineData("{{define \"t\"}}{{if .}}{{template \"t\" ``}}{{end}}\",{{end}}<script>[\"{{template \"t\" $x}}]</script>")]
    [InlineData("{{define \"t\"}}{{if .}}{{template \"t\" ``}}{{end}}<p title=\"{{end}}{{template \"t\" $x}}\">")]
    [InlineData("{{define \"t\"}}{{if .}}{{template \"t\" ``}}{{end}}{{.}}x{{end}}<a href=\"{{template \"t\" $x}}\">")]
    public void One_of_which_it_is_not_clear_where_it_ends_is_an_error(string template)
    {
        Assert.Matches("cannot compute output context|branches end|ambiguous", Page.Wrong(template));
    }

    [Fact]
    public void A_template_that_is_missing_is_an_error_wherever_it_would_be_invoked()
    {
        Assert.Contains("no such template \"t\"", Page.Wrong("{{if false}}{{template \"t\"}}{{end}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_would_be_escaped_for_ever_more_places_is_an_error()
    {
        Assert.Contains(
            "templates to escape",
            Page.Wrong("{{define \"t\"}}{ {{if .}}{{template \"t\" .}}{{end}}{{end}}<script>`${ {{template \"t\" $x}} }`</script>"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Loops_within_loops_take_no_more_than_a_bound()
    {
        var (open, close) = ("", "");
        for (var i = 0; i < 60; i++)
        {
            open += "{{range $.Alerts}}";
            close += string.Create(CultureInfo.InvariantCulture, $"{{{{if $y}}}}{{{{end}}}}{{{{end}}}}{{{{{i}}}}}");
        }

        Assert.Matches("steps to escape|characters", Page.Wrong($"<script>{open}a{close}</script>"));
    }

    [Fact]
    public void Template_literals_within_each_other_are_bounded()
    {
        Assert.Contains(
            "too many JS template literals",
            Page.Wrong($"<script>{string.Concat(Enumerable.Repeat("`${", 5000))}</script>"),
            StringComparison.Ordinal);
    }
}
