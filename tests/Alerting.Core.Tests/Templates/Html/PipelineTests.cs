using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class PipelineTests
{
    [Theory]
    [InlineData("{{$x | html}}", "&lt;a+b&gt;")]
    [InlineData("{{html $x}}", "&lt;a+b&gt;")]
    [InlineData("{{html $x 1 2}}", "&lt;a+b&gt;1 2")]
    [InlineData("<p title=\"{{$x | html}}\">", "<p title=\"&lt;a+b&gt;\">")]
    [InlineData("<textarea>{{$x | html}}</textarea>", "<textarea>&lt;a+b&gt;</textarea>")]
    [InlineData("<a href=\"/?{{$x | urlquery}}\">", "<a href=\"/?%3Ca%2Bb%3E\">")]
    [InlineData("<a href=\"/{{$x | urlquery}}\">", "<a href=\"/%3Ca%2Bb%3E\">")]
    [InlineData("<a href=\"{{$x | html}}\">", "<a href=\"%3ca+b%3e\">")]
    public void Go_s_own_escaping_at_the_end_of_a_pipeline_stands_for_ours(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "<a+b>"));
    }

    [Theory]
    [InlineData("{{$x | urlquery}}", "%3Ca%2Bb%3E")]
    [InlineData("<script>{{$x | html}}</script>", "<script>\"\\u0026lt;a+b\\u0026gt;\"</script>")]
    [InlineData("<a href={{$x | html}}>", "<a href=&amp;lt;a&#43;b&amp;gt;>")]
    [InlineData("{{print (html $x)}}", "&amp;lt;a&#43;b&amp;gt;")]
    public void Elsewhere_it_adds_to_it(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "<a+b>"));
    }

    [Theory]
    [InlineData("{{$x | html | print}}", "html")]
    [InlineData("{{$x | urlquery | html}}", "urlquery")]
    [InlineData("{{html $x | print}}", "html")]
    [InlineData("<p title={{$x | html}}>", "html")]
    public void Before_the_end_or_without_quotes_it_is_an_error(string template, string name)
    {
        Assert.Contains(
            $"predefined escaper \"{name}\" disallowed in template", Page.Wrong(template), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{$z := $x}}<b>{{$z}}</b>", "<b>&lt;a&#43;b&gt;</b>")]
    [InlineData("{{$z := html $x}}<b>{{$z}}</b>", "<b>&amp;lt;a&#43;b&amp;gt;</b>")]
    [InlineData("{{with $z := $x}}{{$z}}{{end}}", "&lt;a&#43;b&gt;")]
    [InlineData("{{$z := ``}}<p title=\"{{$z = $x}}{{$z}}\">", "<p title=\"&lt;a&#43;b&gt;\">")]
    public void A_variable_is_escaped_where_it_is_printed(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "<a+b>"));
    }

    [Theory]
    [InlineData("{{nil}}")]
    [InlineData("{{$x | _html_text}}")]
    [InlineData("{{_html_printed $x}}")]
    public void No_template_calls_the_functions_of_escaping(string template)
    {
        Assert.StartsWith("template: ", Page.Wrong(template), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{safeHtml $x}}", "<b title='a'>&amp;\"</b><script>x</script>")]
    [InlineData("<p title=\"{{safeHtml $x}}\">", "<p title=\"&amp;&#34;\">")]
    [InlineData("<p title={{safeHtml $x}}>", "<p title=&amp;&#34;>")]
    [InlineData("<title>{{safeHtml $x}}</title>", "<title>&lt;b title=&#39;a&#39;&gt;&amp;&#34;&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;</title>")]
    [InlineData("<a href=\"{{safeHtml $x}}\">", "<a href=\"%3cb%20title=%27a%27%3e&amp;amp;%22%3c/b%3e%3cscript%3ex%3c/script%3e\">")]
    [InlineData("<script>{{safeHtml $x}}</script>", "<script>\"\\u003cb title='a'\\u003e\\u0026amp;\\\"\\u003c/b\\u003e\\u003cscript\\u003ex\\u003c/script\\u003e\"</script>")]
    [InlineData("<style>{{safeHtml $x}}</style>", "<style>ZgotmplZ</style>")]
    public void HTML_that_is_safe_is_so_in_text_only(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "<b title='a'>&amp;\"</b><script>x</script>"));
    }

    [Theory]
    [InlineData("<a href=\"{{safeUrl $x}}\">", "<a href=\"tel:&#43;1?a=b&amp;c=%22\">")]
    [InlineData("<a href=\"/?{{safeUrl $x}}\">", "<a href=\"/?tel:&#43;1?a=b&amp;c=%22\">")]
    [InlineData("<img srcset=\"{{safeUrl $x}}\">", "<img srcset=\"tel:&#43;1?a=b&amp;c=%22\">")]
    [InlineData("{{safeUrl $x}}", "tel:&#43;1?a=b&amp;c=&#34;")]
    [InlineData("<script>{{safeUrl $x}}</script>", "<script>\"tel:+1?a=b\\u0026c=\\\"\"</script>")]
    [InlineData("<a href=\"{{safeUrl $x | print}}\">", "<a href=\"#ZgotmplZ\">")]
    public void A_URL_that_is_safe_may_be_of_any_scheme(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "tel:+1?a=b&c=\""));
    }

    [Theory]
    [InlineData("{{.Alerts | len}}", "2")]
    [InlineData("{{stringSlice `<` `b`}}", "[&lt; b]")]
    [InlineData("{{(index .Alerts 0).StartsAt}}", "1970-01-01 00:00:00 &#43;0000 UTC")]
    [InlineData("<p title={{stringSlice `<` `b`}}>", "<p title=[&lt;&#32;b]>")]
    [InlineData("{{index .CommonLabels `none`}}", "")]
    public void Values_of_other_types_are_printed_first(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template));
    }
}
