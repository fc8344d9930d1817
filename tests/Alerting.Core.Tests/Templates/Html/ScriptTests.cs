using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("</script><b>&\"'", "\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\\"'\"")]
    [InlineData("\u2028\u2029\0\n", "\"\\u2028\\u2029\\u0000\\n\"")]
    [InlineData("<!--", "\"\\u003c!--\"")]
    [InlineData("", "\"\"")]
    public void A_value_in_a_script_is_JSON(string value, string shown)
    {
        Assert.Equal($"<script>var a = {shown};</script>", Page.Of("<script>var a = {{$x}};</script>", value));
        Assert.Equal($"<script type=' '>{shown}</script>", Page.Of("<script type=' '>{{$x}}</script>", value));
    }

    [Theory]
    [InlineData("{{len .Alerts}}", " 2 ")]
    [InlineData("{{eq 1 1}}", " true ")]
    [InlineData("{{(index .Alerts 0).Labels.SortedPairs | len}}", " 1 ")]
    [InlineData("{{stringSlice `a` `<`}}", "[\"a\",\"\\u003c\"]")]
    [InlineData("{{(index .Alerts 0)}}", "{\"status\":\"firing\",\"labels\":{\"n\":\"one\"},\"annotations\":{},"
        + "\"startsAt\":\"1970-01-01T00:00:00Z\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"\","
        + "\"fingerprint\":\"0000000000000000\"}")]
    [InlineData("{{(index .Alerts 0).Labels}}", "\"n=one\"")]
    [InlineData("{{(index .Alerts 0).StartsAt}}", "\"1970-01-01T00:00:00Z\"")]
    public void Values_of_other_types_are_JSON_of_their_own(string action, string shown)
    {
        Assert.Equal($"<script>f({shown})</script>", Page.Of($"<script>f({action})</script>"));
    }

    [Theory]
    [InlineData("<button onclick='f({{$x}})'>", "<button onclick='f(&#34;\\&#34;&#39;&#34;)'>")]
    [InlineData("<button onclick=f({{$x}})>", "<button onclick=f(&#34;\\&#34;&#39;&#34;)>")]
    [InlineData("<button onclick=\"f('{{$x}}')\">", "<button onclick=\"f('\\u0022\\u0027')\">")]
    [InlineData("<button onclick='f(&quot;{{$x}}&quot;)'>", "<button onclick='f(&quot;\\u0022\\u0027&quot;)'>")]
    [InlineData("<button onclick='f(&#x22;{{$x}}&#34;)'>", "<button onclick='f(&#x22;\\u0022\\u0027&#34;)'>")]
    [InlineData("<p data-onx='{{$x}}'>", "<p data-onx='&#34;\\&#34;&#39;&#34;'>")]
    public void A_handler_is_a_script_within_quotes(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "\"'"));
    }

    [Theory]
    [InlineData("\"</script>'`\\", @"\u0022\u003c\/script\u003e\u0027\u0060\\")]
    [InlineData("+&\n\r\t\v\0\u2028", @"\u002b\u0026\n\r\t\u000b\u0000\u2028")]
    [InlineData("${a}", "${a}")]
    public void In_a_string_a_value_is_escaped_for_it(string value, string shown)
    {
        Assert.Equal($"<script>a='{shown}'</script>", Page.Of("<script>a='{{$x}}'</script>", value));
        Assert.Equal($"<script>a=\"{shown}\"</script>", Page.Of("<script>a=\"{{$x}}\"</script>", value));
    }

    [Theory]
    [InlineData("`{{$x}}`", @"`\u0024\u007ba\u007d\u0060\u003c`")]
    [InlineData("`${ f(`{{$x}}`) }{{$x}}`", @"`${ f(`\u0024\u007ba\u007d\u0060\u003c`) }\u0024\u007ba\u007d\u0060\u003c`")]
    [InlineData("`${ {a:{{$x}}} }`", "`${ {a:\"${a}`\\u003c\"} }`")]
    [InlineData("`a\\`{{$x}}`", @"`a\`\u0024\u007ba\u007d\u0060\u003c`")]
    public void In_a_template_literal_it_is_no_code(string script, string shown)
    {
        Assert.Equal($"<script>a={shown}</script>", Page.Of($"<script>a={script}</script>", "${a}`<"));
    }

    [Theory]
    [InlineData("a = /{{$x}}/g", "/$(a)", @"a = /\/\$\(a\)/g")]
    [InlineData("f(/[/]{{$x}}/)", "]+", @"f(/[/]\]\u002b/)")]
    [InlineData("return /{{$x}}/", "", "return /(?:)/")]
    [InlineData("a = b / {{$x}} / 2", "c", "a = b / \"c\" / 2")]
    [InlineData("a.in / {{$x}} / 2", "c", "a.in / \"c\" / 2")]
    [InlineData("`a` / {{$x}} / 2", "c", "`a` / \"c\" / 2")]
    public void A_regular_expression_looks_for_the_value(string script, string value, string shown)
    {
        Assert.Equal($"<script>{shown}</script>", Page.Of($"<script>{script}</script>", value));
    }

    [Theory]
    [InlineData("if (a) /{{$x}}/.test(b)")]
    [InlineData("{} /{{$x}}/ 1")]
    [InlineData("a++ / {{$x}}")]
    [InlineData("await /{{$x}}/")]
    [InlineData("function* f() { yield /{{$x}}/ }")]
    [InlineData("for (a of /{{$x}}/) {}")]
    [InlineData("a - /{{$x}}/")]
    [InlineData("a < /{{$x}}/")]
    [InlineData("(a) / 2; b = \"{{$x}}\"")]
    [InlineData("a = /</script{{$x}}/")]
    public void Behind_a_slash_that_was_guessed_at_no_value_may_stand(string script)
    {
        Assert.Contains("follows a slash", Page.Wrong($"<script>{script}</script>"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_without_values_may_have_any_slashes()
    {
        const string script = "<script>if (a) /b/.test((c) / 2)</script>";

        Assert.Equal(script, Page.Of(script));
        Assert.Equal(script + "<script>\"\"</script>", Page.Of(script + "<script>{{$x}}</script>"));
    }

    [Theory]
    [InlineData("<script>{{if true}}a = 1{{end}} /{{$x}}/</script>", "could start a division or regexp")]
    [InlineData("<script>a = \"\\{{$x}}\"</script>", "unfinished escape sequence in JS string")]
    [InlineData("<script>a = `\\{{$x}}`</script>", "unfinished escape sequence in JS string")]
    [InlineData("<script>a = /[{{$x}}]/</script>", "unfinished JS regexp charset")]
    public void What_cannot_be_told_is_an_error(string template, string problem)
    {
        Assert.Contains(problem, Page.Wrong(template), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/* b */c// {{$x}}\nd", "a c\nd")]
    [InlineData("a/*{{$x}}*/b", "a b")]
    [InlineData("a/*\n*/b", "a\nb")]
    [InlineData("a <!-- {{$x}}\nb\n--> {{$x}}\nc", "a \nb\n\nc")]
    [InlineData("#! {{$x}}\nb", "\nb")]
    public void Comments_are_left_out(string script, string shown)
    {
        Assert.Equal($"<script>{shown}</script>", Page.Of($"<script>{script}</script>", "*/alert(1)"));
    }

    [Fact]
    public void What_looks_like_tags_in_strings_is_written_otherwise()
    {
        Assert.Equal(
            "<script>a = \"\\x3C!-- \\x3CScript \\x3C/SCRIPT>\" + '\\x3C/script>'; f(\"\")</script>",
            Page.Of("<script>a = \"<!-- <Script </SCRIPT>\" + '</script>'; f({{$x}})</script>"));
    }

    [Theory]
    [InlineData("text/template", "&lt;")]
    [InlineData("text/html; charset=utf-8", "&lt;")]
    [InlineData("TEXT/JavaScript; a", "\"\\u003c\"")]
    [InlineData("module", "\"\\u003c\"")]
    [InlineData("application/ld+json", "\"\\u003c\"")]
    [InlineData("text&#47;javascript", "\"\\u003c\"")]
    [InlineData("", "\"\\u003c\"")]
    public void The_type_tells_whether_it_is_a_script(string type, string shown)
    {
        Assert.Equal(
            $"<script type=\"{type}\">{shown}</script>", Page.Of($"<script type=\"{type}\">{{{{$x}}}}</script>", "<"));
    }

    [Theory]
    [InlineData("<script type=\"text/javascript\" type=\"text/template\">")]
    [InlineData("<script type type=\"text/template\">")]
    [InlineData("<script type=\"text/{{$y}}\">")]
    [InlineData("<script type=\"{{$y}}/template\">")]
    [InlineData("<script type={{$y}}>")]
    [InlineData("<script {{if true}}type=\"module\" {{end}}type=\"text/template\">")]
    public void Only_the_first_type_counts_and_only_when_it_is_known_whole(string tag)
    {
        Assert.Contains("\"\\u003c\"", Page.Of(tag + "{{$x}}</script>", "<", "javascript"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</Script\r>")]
    [InlineData("</script >")]
    [InlineData("</script/x>")]
    public void A_script_ends_where_HTML_ends_it(string end)
    {
        Assert.Equal($"<SCRIPT>f(\"\\u003c\"){end}&lt;", Page.Of($"<SCRIPT>f({{{{$x}}}}){end}{{{{$x}}}}", "<"));
    }
}
