using Alerting.Core.Templates;
using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

/// <summary>amtool 0.25, which was built with Go 1.19.8, against ours, which is to be as Go 1.27 or stricter.</summary>
public sealed class AmtoolHtmlDifferenceTests
{
    private const int AtOnce = 300;

    /// <summary>Places without quotes, where newer Go writes something for no value at all.</summary>
    private static readonly HashSet<(string, string)> NothingWithoutQuotes =
    [
        ("<p title={{$x}}>", ""), ("<p title={{$x}} id=b{{$x}}>", ""), ("<p data-{{$x}}={{$x}}>", ""),
        ("<a href={{$x}}>", ""), ("<form action=/{{$x}}>", ""), ("<img srcset={{$x}}>", ""),
        ("<p style=a:{{$x}}>", ""), ("<p style=a:{{$x}}>", "\\"), ("<p title={{safeHtml $x}}>", ""),
    ];

    /// <summary>What newer Go writes otherwise: a template, its value, and what 0.25 makes of it; null where it refuses it.</summary>
    public static TheoryData<string, string, string?, string> NewerGo => new()
    {
        // Go 1.20.4, CVE-2023-29400: the next attribute would become the value.
        { "<p title={{$x}} id=a>", "", "<p title= id=a>", "<p title=ZgotmplZ id=a>" },

        // Go 1.20.4, CVE-2023-24539: angle brackets in styles.
        { "<style>{{$x}}</style>", "a<b", "<style>a<b</style>", "<style>ZgotmplZ</style>" },

        // Go 1.21: values in JavaScript's template literals.
        { "<script>`{{$x}}`</script>", "${a}", null, "<script>`\\u0024\\u007ba\\u007d`</script>" },
        { "<script>`${ {{$x}} }`</script>", "a", null, "<script>`${ \"a\" }`</script>" },

        // Go 1.21.1, CVE-2023-39318: comments of HTML and hashbangs in scripts.
        { "<script>a <!-- {{$x}}\n</script>", "b", "<script>a <!-- \"b\"\n</script>", "<script>a \n</script>" },
        { "<script>#! {{$x}}\n</script>", "b", "<script>#! \"b\"\n</script>", "<script>\n</script>" },

        // Go 1.21.1, CVE-2023-39319: tags in strings of scripts.
        { "<script>a='<script>{{$x}}'</script>", "b", "<script>a='<script>b'</script>", "<script>a='\\x3Cscript>b'</script>" },

        // Go 1.22: JSON has short escapes for two more characters.
        { "<script>{{$x}}</script>", "\b\f", "<script>\"\\u0008\\u000c\"</script>", "<script>\"\\b\\f\"</script>" },

        // Go 1.26.1 and 1.26.3, CVE-2026-27142 and CVE-2026-39823: URLs to which a page is to go on.
        {
            "<meta content=\"0; url = {{$x}}\">", "javascript:a",
            "<meta content=\"0; url = javascript:a\">", "<meta content=\"0; url = #ZgotmplZ\">"
        },

        // Go 1.26.3, CVE-2026-39826: a type that is empty is JavaScript.
        { "<script type=\"\">{{$x}}</script>", "a", "<script type=\"\">a</script>", "<script type=\"\">\"a\"</script>" },
    };

    /// <summary>
    /// Where Go, the newest too, lets a value do what it must not: a template, its value, what 0.25 makes of it, and ours;
    /// null where ours refuses the template.
    /// </summary>
    public static TheoryData<string, string, string, string?> Stricter => new()
    {
        // Names of attributes and elements that are put together.
        { "<a hre{{$x}}='javascript:a'>", "f", "<a href='javascript:a'>", null },
        { "<a hr{{/**/}}ef='{{$x}}'>", "javascript:a", "<a href='javascript:a'>", null },
        { "<a {{$x}}{{`click`}}='a()'>", "on", "<a ZgotmplZclick='a()'>", null },
        { "<sc{{$x}}>a()</script>", "ript", "<script>a()</script>", null },

        // Attributes with a slash between.
        { "<svg/onload='{{$x}}'>", "a()", "<svg/onload='a()'>", "<svg/onload='&#34;a()&#34;'>" },

        // Documents in attributes.
        { "<iframe srcdoc='{{$x}}'>", "<script>", "<iframe srcdoc='&lt;script&gt;'>", null },

        // The place behind a template that is invoked again, and within one that invokes itself.
        {
            "{{define `t`}}<a href='{{end}}{{template `t`}}'>{{template `t`}}{{$x}}'>", "javascript:a",
            "<a href=''><a href='javascript:a'>", "<a href=''><a href='#ZgotmplZ'>"
        },
        {
            "{{define `t`}}{{if eq . ``}}{{template `t` `a`}}{{end}}{{.}}b{{end}}<a href='{{template `t` $x}}'>", "javascript:a",
            "<a href='javascript:ab'>", null
        },

        // The type of a script, of which only the first counts, and only a known one.
        {
            "<script type='module' type='a'>{{$x}}</script>", "a()",
            "<script type='module' type='a'>a()</script>", "<script type='module' type='a'>\"a()\"</script>"
        },
        {
            "<script type='{{`text`}}/javascript'>{{$x}}</script>", "a()",
            "<script type='text/javascript'>a()</script>", "<script type='text/javascript'>\"a()\"</script>"
        },

        // Regular expressions that are taken for divisions, and the other way round.
        { "<script>if (a) /{{$x}}/.test(b)</script>", "/;c()//", "<script>if (a) /\"/;c()//\"/.test(b)</script>", null },
        { "<script>a = {} /{{$x}}/ 1</script>", "b", "<script>a = {} /b/ 1</script>", null },

        // Character references of which a value is the end.
        { "<p onclick=\"f('?a&{{$x}}')\">", "#39);b()//", "<p onclick=\"f('?a&#39);b()\\/\\/')\">", null },
        { "<a href='&{{$x}}'>", "#106;avascript:a", "<a href='&#106;avascript:a'>", null },

        // URLs that are scripts, or may become that.
        { "<a href=\"javascript:f('{{$x}}')\">", "');b();('", "<a href=\"javascript:f('%27%29;b%28%29;%28%27')\">", null },
        { "<a href='{{$x}}://b'>", "javascript", "<a href='javascript://b'>", "<a href='#ZgotmplZ://b'>" },

        // Comments in strings of scripts of which a value is the end.
        { "<script>a='<{{$x}}'</script>", "!--", "<script>a='<!--'</script>", "<script>a='\\x3C!--'</script>" },

        // The second URL of a style sheet.
        {
            "<style>a{b:url('c{{$x}}');d:url('{{$x}}')}</style>", "javascript:a",
            "<style>a{b:url('cjavascript:a');d:url('javascript:a')}</style>",
            "<style>a{b:url('cjavascript:a');d:url('#ZgotmplZ')}</style>"
        },
    };

    [Fact]
    public async Task Both_render_the_same_for_every_value_in_every_place()
    {
        var amtool = await AmtoolPages.Known();
        (string Template, string Value)[] all =
        [
            .. Snippets.Templates.SelectMany(template => Snippets.Values.Select(value => (template, value)))
                .Where(piece => !NothingWithoutQuotes.Contains(piece)),
        ];
        var (differing, refused) = (new List<string>(), 0);
        foreach (var pieces in all.Chunk(AtOnce))
        {
            var theirs = await amtool.Render(pieces);
            refused += theirs.Count(page => page is null);
            differing.AddRange(pieces.Zip(theirs.Select(page => page?.Replace("\\u000c", "\\f", StringComparison.Ordinal)))
                .Where(pair => Ours(pair.First) != pair.Second)
                .Select(pair => $"{pair.First.Template} of {pair.First.Value}\n  amtool: {pair.Second}\n  ours:   {Ours(pair.First)}"));
        }

        Assert.True(differing.Count == 0, $"{differing.Count} of {all.Length}\n" + string.Join('\n', differing.Take(20)));
        Assert.InRange(all.Length - refused, 3000, all.Length);
    }

    [Theory]
    [MemberData(nameof(NewerGo))]
    public async Task Newer_Go_writes_these_otherwise(string template, string value, string? theirs, string ours)
    {
        var amtool = await AmtoolPages.Known();

        Assert.Equal([theirs], await amtool.Render([(template, value)]));
        Assert.Equal(ours, Ours((template, value)));
    }

    [Theory]
    [MemberData(nameof(Stricter))]
    public async Task Ours_is_stricter_where_Go_lets_a_value_out(string template, string value, string theirs, string? ours)
    {
        var amtool = await AmtoolPages.Known();

        Assert.Equal([theirs], await amtool.Render([(template, value)]));
        Assert.Equal(ours, Ours((template, value)));
    }

    [Theory]
    [InlineData("{{if true}}<b{{end}}>")]
    [InlineData("<p title={{$x | html}}>")]
    [InlineData("{{$x | html | print}}")]
    [InlineData("<script>{{if true}}a{{end}}/b/</script>")]
    [InlineData("<a href='{{if true}}a{{else}}b?{{end}}{{$x}}'>")]
    [InlineData("<a b=c=d>")]
    [InlineData("<a \"b\">")]
    [InlineData("<style>a{b:'\\{{$x}}'}</style>")]
    [InlineData("<script>a='\\{{$x}}'</script>")]
    [InlineData("<script>/[{{$x}}]/</script>")]
    [InlineData("{{template `none`}}")]
    [InlineData("<div>{{range .Alerts}}<p title='{{end}}</div>")]
    [InlineData("{{range .Alerts}}<b{{break}}>{{end}}")]
    [InlineData("<script>")]
    [InlineData("{{define `t`}}{{if .}}{{template `t` ``}}{{end}}<b title='{{end}}{{template `t` $x}}'>")]
    public async Task Both_refuse_what_neither_understands(string template)
    {
        var amtool = await AmtoolPages.Known();

        Assert.Equal([null], await amtool.Render([(template, "a")]));
        Assert.Null(Ours((template, "a")));
    }

    private static string? Ours((string Template, string Value) piece)
    {
        try
        {
            return TemplateSet.Bare([]).Html(AmtoolPages.Whole(piece), Page.Data("", ""));
        }
        catch (TemplateException)
        {
            return null;
        }
    }
}
