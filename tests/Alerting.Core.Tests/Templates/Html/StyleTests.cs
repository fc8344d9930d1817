using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class StyleTests
{
    [Theory]
    [InlineData("#8ff")]
    [InlineData("100%")]
    [InlineData("Times New Roman")]
    [InlineData(".my_class")]
    [InlineData("-1.5em")]
    [InlineData("color: red")]
    public void A_word_or_quantity_is_shown(string value)
    {
        Assert.Equal($"<p style=\"a: {value}\">", Page.Of("<p style=\"a: {{$x}}\">", value));
        Assert.Equal($"<style>p {{ a: {value} }}</style>", Page.Of("<style>p { a: {{$x}} }</style>", value));
    }

    [Theory]
    [InlineData("</style><script>")]
    [InlineData("a;b")]
    [InlineData("url(x)")]
    [InlineData("expre/**/ssion(1)")]
    [InlineData("e\\78 pression")]
    [InlineData("EXPR-ESSION expression")]
    [InlineData("-moz\\62 inding mozbinding")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\\22 ")]
    [InlineData("{}")]
    [InlineData("@import")]
    [InlineData("-->")]
    [InlineData("a--b")]
    [InlineData("\0")]
    [InlineData("`")]
    [InlineData("<!--")]
    public void What_could_be_more_is_refused(string value)
    {
        Assert.Equal("<p style=\"a: ZgotmplZ\">", Page.Of("<p style=\"a: {{$x}}\">", value));
        Assert.Equal("<style>ZgotmplZ</style>", Page.Of("<style>{{$x}}</style>", value));
    }

    [Theory]
    [InlineData("\"</style>", @"\22\3c\2fstyle\3e ")]
    [InlineData("'\\\n()", @"\27\\\a\28\29 ")]
    [InlineData("a&+;{}\0", @"a\26\2b\3b\7b\7d\0 ")]
    [InlineData("/a /b", @"\2f a \2f b")]
    public void In_a_string_a_value_is_escaped_for_it(string value, string shown)
    {
        Assert.Equal($"<style>a{{b:\"{shown}\"}}</style>", Page.Of("<style>a{b:\"{{$x}}\"}</style>", value));
        Assert.Equal($"<p style='b:\"{shown}\"'>", Page.Of("<p style='b:\"{{$x}}\"'>", value));
        Assert.Equal($"<p style=\"b:'{shown}'\">", Page.Of("<p style=\"b:'{{$x}}'\">", value));
    }

    [Theory]
    [InlineData("<style>a{b:url({{$x}})}</style>")]
    [InlineData("<style>a{b: URL( '{{$x}}')}</style>")]
    [InlineData("<style>a{b:url(\"{{$x}}\")}</style>")]
    [InlineData("<style>a{b:\"{{$x}}\"}</style>")]
    [InlineData("<p style=\"b:url(&quot;{{$x}}&quot;)\">")]
    [InlineData("<p style=b:url({{$x}})>")]
    [InlineData("<style>a{b:url(\"c{{$y}}\");d:url(\"{{$x}}\")}</style>")]
    public void A_URL_there_is_one_of_a_harmless_scheme(string template)
    {
        Assert.Contains("#ZgotmplZ", Page.Of(template, "javascript:alert(1)", "y"), StringComparison.Ordinal);
        Assert.Contains("x.png", Page.Of(template, "x.png", "y"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<style>a{b:url(/i?n={{$x}})}</style>", "<style>a{b:url(/i?n=%27%29%2f%26)}</style>")]
    [InlineData("<style>a{b:'\\3f{{$x}}'}</style>", "<style>a{b:'\\3f%27%29%2f%26'}</style>")]
    [InlineData("<style>a{b:url('/{{$x}}')}</style>", "<style>a{b:url('/%27%29/&')}</style>")]
    public void Its_query_is_only_data(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "')/&"));
    }

    [Theory]
    [InlineData("<style>a/*{{$x}}*/b// {{$x}}\nc</style>", "<style>a b\nc</style>")]
    [InlineData("<p style=\"a/* {{$x}} */\">", "<p style=\"a/*  */\">")]
    [InlineData("<style>/*{{$x}}</style>{{$x}}", "<style></style>&lt;")]
    public void Comments_hold_no_values(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "<"));
    }

    [Theory]
    [InlineData("<style>a{b:\"\\{{$x}}\"}</style>")]
    [InlineData("<style>a{b:url(\\{{$x}})}</style>")]
    public void An_escape_is_whole(string template)
    {
        Assert.Contains("unfinished escape sequence in CSS string", Page.Wrong(template), StringComparison.Ordinal);
    }
}
