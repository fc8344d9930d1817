namespace Alerting.Core.Tests.Templates.Html;

/// <summary>Pieces of pages, one or more for each place that a value <c>$x</c> can stand in, and hostile values for them.</summary>
internal static class Snippets
{
    /// <summary>The pieces; each ends in text.</summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        "{{$x}}", "<p>{{$x}}</p>", "<{{$x}}", "a < {{$x}} < b", "<!DOCTYPE html>{{$x}}", "<!-- {{$x}} -->b",
        "<title>{{$x}}</title>", "<textarea><b>{{$x}}</textarea>",
        "<p title=\"{{$x}}\">", "<p title='a{{$x}}b'>", "<p title={{$x}}>", "<p title={{$x}} id=b{{$x}}>", "<p id=\"a\"{{if $x}} class='{{$x}}'{{end}}>",
        "<p {{$x}}>", "<p {{$x}}=\"{{$x}}\">", "<h{{$x}}>", "<img on{{$x}}=\"f({{$x}})\">", "<p data-{{$x}}={{$x}}>",
        "<a href=\"{{$x}}\">", "<a href='{{$x}}/{{$x}}'>", "<a href={{$x}}>", "<a href=\"/b/{{$x}}\">", "<a href=\"http://h/?q={{$x}}&amp;r={{$x}}\">",
        "<a href=\"/#{{$x}}\">", "<a href=\" {{$x}}\">", "<a href='{{if $x}}/a{{end}}{{$x}}'>", "<form action=/{{$x}}>", "<p data-url='{{$x}}'>",
        "<svg xlink:href=\"{{$x}}\">", "<img src=\"{{$x}}\">", "<img srcset=\"{{$x}}\">", "<img srcset='/a 2x, {{$x}} 3x'>", "<img srcset={{$x}}>",
        "<script>f({{$x}})</script>", "<script>a = \"{{$x}}\"</script>", "<script>a = 'b{{$x}}'</script>", "<script>a = /{{$x}}/g</script>",
        "<script>a = b / {{$x}}</script>", "<script>/* {{$x}} */a// {{$x}}\n</script>", "<script type=\"text/template\">{{$x}}</script>",
        "<script type='module'>{{$x}}</script>", "<script>[{{$x}}, {{$x}}]</script>", "<script>{{if $x}}a={{$x}}{{else}}b{{end}};</script>",
        "<p onclick=\"f({{$x}})\">", "<p onclick='f(\"{{$x}}\")'>", "<p onclick=f({{$x}})>", "<p onclick=\"f(&quot;{{$x}}&#34;)\">", "<p onclick='/{{$x}}/.test(a)'>",
        "<p style=\"a: {{$x}}\">", "<p style='a: \"{{$x}}\"'>", "<p style=\"a: url({{$x}})\">", "<p style=\"a: url('/{{$x}}')\">", "<p style=a:{{$x}}>",
        "<style>a{b:{{$x}}}</style>", "<style>a{b:\"{{$x}}\"}</style>", "<style>a{b:url({{$x}})}</style>", "<style>a{b:url('?{{$x}}')}</style>", "<style>/*{{$x}}*/</style>",
        "{{$x | html}}", "<p title=\"{{$x | html}}\">", "<a href=\"?{{$x | urlquery}}\">", "<a href=\"{{$x | urlquery}}\">", "<script>{{$x | html}}</script>",
        "{{safeHtml $x}}", "<p title=\"{{safeHtml $x}}\">", "<p title={{safeHtml $x}}>", "<title>{{safeHtml $x}}</title>", "<a href=\"{{safeHtml $x}}\">", "<script>{{safeHtml $x}}</script>",
        "{{range stringSlice $x `b`}}<a href=\"?{{.}}\">{{.}}</a>{{end}}", "<a href=\"{{range stringSlice $x `b`}}{{.}}/{{end}}\">", "{{with $x}}<p title='{{.}}'>{{else}}none{{end}}",
        "{{stringSlice $x}}", "<script>f({{stringSlice $x}})</script>", "<p title={{len $x}}>", "<script>{{len $x}}</script>",
        "<a title=\"{{$x}}\" href=\"{{$x}}\" onclick=\"f('{{$x}}')\" style=\"a:{{$x}}\">{{$x}}</a>",
    ];

    /// <summary>The values.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "", "a", "<script>alert(1)</script>", "</script><b>", "</style>", "</title></textarea>", "-->", "<!--", "\"'`", "&quot;&amp;&", "a b\t\n\r\v\f",
        "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,<b>", "http://a/?b=c&d=e#f", "mailto:a@b", "//a/b", ":", "/a:b", "%20%zz%", "a, b 2x,javascript:c",
        "\0", "\u2028\u2029", "é😀", "\ufdd0\uffff", "\\", "\\3a x", "\\22", "${a}", "*/", "//", "onclick", "href", "checked", "TITLE", "#fff", "10px", "expression(1)",
        "-moz-binding", "a;b:c", "url(x)", "--", "+1", "1", "]", "/", "<b title='x>y'>&iexcl;</b>z<script>w</script>", "<a<!--b-->c",
    ];
}
