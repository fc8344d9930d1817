using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class UrlTests
{
    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript&colon;:alert(1)")]
    [InlineData("data:text/html,<script>")]
    [InlineData("vbscript:x")]
    [InlineData("  javascript:x")]
    [InlineData("java\nscript:x")]
    [InlineData("\u0001javascript:x")]
    [InlineData(":x")]
    public void A_URL_of_another_scheme_than_the_harmless_ones_is_refused(string value)
    {
        Assert.Equal("<a href=\"#ZgotmplZ\">", Page.Of("<a href=\"{{$x}}\">", value));
        Assert.Equal("<a href=' #ZgotmplZ'>", Page.Of("<a href=' {{$x}}'>", value));
        Assert.Equal("<a href=#ZgotmplZ>", Page.Of("<a href={{$x}}>", value));
    }

    [Theory]
    [InlineData("http://a:9093/#/alerts?x={a=\"b\"}&y", "http://a:9093/#/alerts?x=%7ba=%22b%22%7d&amp;y")]
    [InlineData("HTTPS://ä/ 'x'()%zz%20", "HTTPS://%c3%a4/%20%27x%27%28%29%25zz%20")]
    [InlineData("mailto:a@b", "mailto:a@b")]
    [InlineData("/javascript:x?a=<>", "/javascript:x?a=%3c%3e")]
    [InlineData("\0\u2028😀", "%00%e2%80%a8%f0%9f%98%80")]
    public void A_URL_is_written_so_that_it_can_stand_in_any_quotes(string value, string shown)
    {
        Assert.Equal($"<a href=\"{shown}\">", Page.Of("<a href=\"{{$x}}\">", value));
    }

    [Theory]
    [InlineData("<a href=\"/s?q={{$x}}\">", "<a href=\"/s?q=a%26b%3dc%2f%3f%23\">")]
    [InlineData("<a href=\"/s#{{$x}}\">", "<a href=\"/s#a%26b%3dc%2f%3f%23\">")]
    [InlineData("<a href=\"/s{{$x}}\">", "<a href=\"/sa&amp;b=c/?#\">")]
    [InlineData("<a href=\"{{$y}}/?a=b&amp;c={{$x}}\">", "<a href=\"http://h/?a=b&amp;c=a%26b%3dc%2f%3f%23\">")]
    [InlineData("<a href=\"/&quest;{{$x}}\">", "<a href=\"/&quest;a%26b%3dc%2f%3f%23\">")]
    [InlineData("<a href=\"/&#x3f;{{$x}}\">", "<a href=\"/&#x3f;a%26b%3dc%2f%3f%23\">")]
    [InlineData("<a href=\"/{{if true}}a?{{else}}b?{{end}}{{$x}}\">", "<a href=\"/a?a%26b%3dc%2f%3f%23\">")]
    public void In_a_query_or_fragment_a_value_is_only_data(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "a&b=c/?#", "http://h"));
    }

    [Fact]
    public void Where_branches_leave_it_open_whether_it_is_a_query_no_value_may_stand()
    {
        Assert.Contains(
            "{{$x}} appears in an ambiguous context within a URL",
            Page.Wrong("<a href=\"{{if true}}/a{{else}}/a?b={{end}}{{$x}}\">"),
            StringComparison.Ordinal);
        Assert.Equal(
            "<a href=\"/a\">", Page.Of("<a href=\"{{if true}}/a{{else}}/a?b={{end}}\">"));
    }

    [Theory]
    [InlineData("HTTPS", "HTTPS")]
    [InlineData("http://h", "http://h")]
    [InlineData("/a", "/a")]
    [InlineData("javascript", "#ZgotmplZ")]
    [InlineData("", "#ZgotmplZ")]
    public void A_value_before_a_colon_is_a_scheme(string value, string shown)
    {
        Assert.Equal($"<a href=\"{shown}://b\">", Page.Of("<a href=\"{{$x}}://b\">", value));
        Assert.Equal($"<a href={shown}:1>", Page.Of("<a href={{$x}}{{/**/}}:1>", value));
        Assert.Equal($"<a href=\"b/{value}:1\">", Page.Of("<a href=\"b/{{$x}}:1\">", value));
        Assert.Equal($"<p title=\"{value}:1\">", Page.Of("<p title=\"{{$x}}:1\">", value));
    }

    [Theory]
    [InlineData("<a href=\"javascript:f({{$x}})\">")]
    [InlineData("<a href=\" Java\n\tScript&colon;'{{$x}}'\">")]
    [InlineData("<a href=\"\u0001vbscript:?{{$x}}\">")]
    [InlineData("<p style=\"a:url('javascript:{{$x}}')\">")]
    public void No_value_is_in_a_script_within_a_URL(string template)
    {
        Assert.Contains("appears in a script within a URL", Page.Wrong(template), StringComparison.Ordinal);
        Assert.Equal("<a href=\"javascript:void(0)\">", Page.Of("<a href=\"javascript:void(0)\">"));
    }

    [Theory]
    [InlineData("<p onclick=\"f('&{{$x}}')\">")]
    [InlineData("<p onclick=\"f('&#x2{{$x}}')\">")]
    [InlineData("<p onclick=\"f('&quo{{$x}}')\">")]
    [InlineData("<p style=\"a:&#{{$x}}\">")]
    [InlineData("<a href=\"a&{{$x}}\">")]
    public void No_value_ends_a_character_reference_where_that_matters(string template)
    {
        Assert.Contains("unfinished character reference", Page.Wrong(template), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href=\"?a&{{$x}}\">", "<a href=\"?a&%2339\">")]
    [InlineData("<p title=\"&{{$x}}\">", "<p title=\"&#39\">")]
    [InlineData("<p onclick=\"a&&{{$x}}\">", "<p onclick=\"a&&&#34;#39&#34;\">")]
    [InlineData("<p onclick=\"f('?a&amp;b={{$x}}')\">", "<p onclick=\"f('?a&amp;b=#39')\">")]
    [InlineData("<p onclick=\"f('?a&zeta{{$x}}')\">", "<p onclick=\"f('?a&zeta#39')\">")]
    public void Elsewhere_it_may(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "#39"));
    }

    [Theory]
    [InlineData("src")]
    [InlineData("action")]
    [InlineData("formaction")]
    [InlineData("background")]
    [InlineData("cite")]
    [InlineData("poster")]
    [InlineData("xlink:href")]
    [InlineData("SVG:HREF")]
    [InlineData("data-href")]
    [InlineData("my-url")]
    [InlineData("data-uri-x")]
    [InlineData("xmlns:a")]
    public void Other_attributes_hold_URLs_too(string name)
    {
        Assert.Equal($"<p {name}=\"#ZgotmplZ\">", Page.Of($"<p {name}=\"{{{{$x}}}}\">", "javascript:alert(1)"));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("srclang")]
    [InlineData("data-x")]
    public void Others_do_not(string name)
    {
        Assert.Equal($"<p {name}=\"javascript:x\">", Page.Of($"<p {name}=\"{{{{$x}}}}\">", "javascript:x"));
    }

    [Theory]
    [InlineData("/a 2x, javascript:b 1x", "/a 2x,#ZgotmplZ")]
    [InlineData("/a 2x\",/b", "#ZgotmplZ,/b")]
    [InlineData(" /a'b 100w ,\thttp://c", " /a%27b 100w ,\thttp://c")]
    [InlineData(",", ",")]
    public void In_a_srcset_each_URL_is_looked_at(string value, string shown)
    {
        Assert.Equal($"<img srcset=\"{shown}\">", Page.Of("<img srcset=\"{{$x}}\">", value));
    }

    [Theory]
    [InlineData("<meta content=\"0;url={{$x}}\">", "<meta content=\"0;url=#ZgotmplZ\">")]
    [InlineData("<meta content='0; URL = {{$x}}; {{$y}}'>", "<meta content='0; URL = #ZgotmplZ; a:b'>")]
    [InlineData("<meta content={{$y}}>", "<meta content=a:b>")]
    [InlineData("<p content=\"url={{$x}}\">", "<p content=\"url=javascript:x\">")]
    public void A_refresh_leads_to_no_script(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "javascript:x", "a:b"));
    }
}
