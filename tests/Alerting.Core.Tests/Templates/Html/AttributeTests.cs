using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class AttributeTests
{
    [Theory]
    [InlineData("\" onclick=\"alert(1)", "&#34; onclick=&#34;alert(1)")]
    [InlineData("'><script>", "&#39;&gt;&lt;script&gt;")]
    [InlineData("&quot; a=b\n", "&amp;quot; a=b\n")]
    [InlineData("\0", "\uFFFD")]
    [InlineData("", "")]
    public void A_value_between_quotes_stays_there(string value, string shown)
    {
        Assert.Equal($"<p title=\"{shown}\" alt='{shown}'>", Page.Of("<p title=\"{{$x}}\" alt='{{$x}}'>", value));
    }

    [Theory]
    [InlineData("a b\t\n\v\f\r", "a&#32;b&#9;&#10;&#11;&#12;&#13;")]
    [InlineData("x onclick=alert(1)>", "x&#32;onclick&#61;alert(1)&gt;")]
    [InlineData("\"'`<&+\0", "&#34;&#39;&#96;&lt;&amp;&#43;&#xfffd;")]
    [InlineData("\ufdd0\ufffe", "&#xfdd0;&#xfffe;")]
    [InlineData("", "ZgotmplZ")]
    public void A_value_without_quotes_stays_one_and_is_never_none(string value, string shown)
    {
        Assert.Equal($"<p title={shown} id=a>", Page.Of("<p title={{$x}} id=a>", value));
    }

    [Theory]
    [InlineData("<p {{$x}}>", "checked", "<p checked>")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "TITLE", "<p title=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "onclick", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "style", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "href", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "srcdoc", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "http-equiv", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "type", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}=\"{{$y}}\">", "", "<p ZgotmplZ=\"&#34;\">")]
    [InlineData("<p {{$x}}>", "a=b onclick", "<p ZgotmplZ>")]
    [InlineData("<p {{$x}}>", "a/onclick", "<p ZgotmplZ>")]
    [InlineData("<h{{$x}}></h{{$x}}>", "3", "<h3></h3>")]
    public void A_value_names_only_attributes_of_text(string template, string value, string shown)
    {
        Assert.Equal(shown, Page.Of(template, value, "\""));
    }

    [Theory]
    [InlineData("<input{{if true}} checked{{end}} name=n>", "<input checked name=n>")]
    [InlineData("<input {{if true}}checked{{end}}>", "<input checked>")]
    [InlineData("<input {{if true}}checked {{end}}name={{$x}}>", "<input checked name=&#34;>")]
    [InlineData("<input {{if false}}{{$y}} {{end}}onclick=\"f({{$x}})\">", "<input onclick=\"f(&#34;\\&#34;&#34;)\">")]
    [InlineData("<td{{if true}} class=\"{{$x}}\"{{end}}{{if true}} id='{{$x}}'{{end}}>", "<td class=\"&#34;\" id='&#34;'>")]
    [InlineData("<p title={{if true}}{{$x}}{{end}}>", "<p title=&#34;>")]
    [InlineData("<p title={{if true}}\"{{$x}}\"{{else}}\"b\"{{end}}>", "<p title=\"&#34;\">")]
    [InlineData("<s{{if true}} class='a'{{end}}>", "<s class='a'>")]
    [InlineData("<br {{if true}}clear{{end}}/>", "<br clear/>")]
    public void Parts_of_a_tag_may_depend_on_conditions(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "\""));
    }

    [Theory]
    [InlineData("<img on{{$y}}=\"f({{$x}})\">", "<img onload=\"f(&#34;\\&#34;&#34;)\">")]
    [InlineData("<img data-{{$y}}=\"{{$x}}\">", "<img data-load=\"&#34;\">")]
    [InlineData("<img data-url{{$y}}=\"{{$x}}\">", "<img data-urlload=\"%22\">")]
    public void A_value_may_end_a_name_that_tells_its_kind_already(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "\"", "load"));
    }

    [Theory]
    [InlineData("<a hre{{$x}}=\"{{$y}}\">")]
    [InlineData("<a {{$x}}{{$y}}>")]
    [InlineData("<a {{$x}}click=\"\">")]
    [InlineData("<a hr{{/**/}}ef=\"\">")]
    [InlineData("<a {{if true}}on{{end}}click=\"\">")]
    [InlineData("<sc{{$x}}>")]
    [InlineData("<sc{{/**/}}ript>")]
    [InlineData("<STYL{{$x}}>")]
    [InlineData("<script{{$x}}>")]
    [InlineData("<p src{{$x}}=\"\">")]
    public void No_value_is_a_part_of_a_name_that_could_change_what_it_is(string template)
    {
        Assert.Matches("would be a part of a name|in attribute name|branches end", Page.Wrong(template));
    }

    [Theory]
    [InlineData("<a x/href=\"{{$x}}\">", "<a x/href=\"#ZgotmplZ\">")]
    [InlineData("<svg/onload=\"{{$x}}\">", "<svg/onload=\"&#34;javascript:alert(1)&#34;\">")]
    [InlineData("<a/href={{$x}}>", "<a/href=#ZgotmplZ>")]
    public void A_slash_parts_attributes(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "javascript:alert(1)"));
    }

    [Theory]
    [InlineData("<a \"b\">")]
    [InlineData("<a b'c>")]
    [InlineData("<a <b>")]
    [InlineData("<a =b>")]
    [InlineData("<a b=c\"d>")]
    [InlineData("<a b=`c`>")]
    [InlineData("<a b=c=d>")]
    public void A_tag_that_browsers_would_read_in_different_ways_is_an_error(string template)
    {
        Assert.StartsWith("html/template:", Page.Wrong(template), StringComparison.Ordinal);
    }

    [Fact]
    public void No_value_is_in_a_document_within_an_attribute()
    {
        Assert.Contains("in a document within an attribute", Page.Wrong("<iframe srcdoc=\"<b>{{$x}}\">"), StringComparison.Ordinal);
        Assert.Equal("<iframe srcdoc=\"<b>\">", Page.Of("<iframe srcdoc=\"<b>\">"));
    }
}
