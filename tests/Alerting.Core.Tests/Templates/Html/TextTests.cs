using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class TextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\"&'+", "&#34;&amp;&#39;&#43;")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("-->]]></title>", "--&gt;]]&gt;&lt;/title&gt;")]
    [InlineData("é 😀 \u2028`=/", "é 😀 \u2028`=/")]
    public void A_value_in_text_is_text(string value, string shown)
    {
        Assert.Equal($"<p>{shown}</p>", Page.Of("<p>{{$x}}</p>", value));
    }

    [Theory]
    [InlineData("a < b << c", "a &lt; b &lt;&lt; c")]
    [InlineData("<!doctype html><p>", "<!doctype html><p>")]
    [InlineData("<!x><?y>", "&lt;!x>&lt;?y>")]
    [InlineData("1<2</b>3>2", "1&lt;2</b>3>2")]
    [InlineData("<", "&lt;")]
    public void A_sign_that_begins_no_tag_is_text(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template));
    }

    [Theory]
    [InlineData("<{{$x}}", "script src=//e", "&lt;script src=//e")]
    [InlineData("<{{$x}}", "!--", "&lt;!--")]
    [InlineData("<!{{$x}}", "doctype", "&lt;!doctype")]
    public void A_value_begins_no_tag(string template, string value, string shown)
    {
        Assert.Equal(shown, Page.Of(template, value));
    }

    [Theory]
    [InlineData("textarea")]
    [InlineData("title")]
    public void A_title_is_text_up_to_its_end(string element)
    {
        Assert.Equal(
            $"<{element}>&lt;b>&lt;/titl &lt;/textarea&gt;&lt;/title&gt;</{element} ><b>&lt;</b>",
            Page.Of($"<{element}><b></titl {{{{$x}}}}</{element} ><b>{{{{$y}}}}</b>", "</textarea></title>", "<"));
    }

    [Fact]
    public void No_value_ends_a_title()
    {
        Assert.Equal(
            "<textarea>&lt;/textarea ...</textarea>",
            Page.Of("<textarea><{{$x}}...</textarea>", "/textarea "));
    }

    [Theory]
    [InlineData("a<!-- b -->c", "ac")]
    [InlineData("a<!-- {{$x}} -->c", "ac")]
    [InlineData("a<!--{{if true}}b -->{{$x}}{{else}}c -->{{$y}}{{end}}d", "a&lt;d")]
    [InlineData("a<!--[if mso]><b>{{$x}}</b><![endif]-->c", "ac")]
    [InlineData("<<!-- -->!--", "&lt;!--")]
    [InlineData("a<!--><script>-->b", "ab")]
    public void Comments_are_left_out(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "<", "--><script>"));
    }

    [Theory]
    [InlineData("<!-- a")]
    [InlineData("<div")]
    [InlineData("<div title=\"a>")]
    [InlineData("<script>f()")]
    [InlineData("<style>")]
    [InlineData("<textarea>a")]
    public void A_template_ends_in_text(string template)
    {
        Assert.Contains("ends in a non-text context", Page.Wrong(template), StringComparison.Ordinal);
    }
}
