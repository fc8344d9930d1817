using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Styles;

/// <summary>Style sheets. All strings are taken for URLs: most that matter are, and it harms no others.</summary>
internal static class CssText
{
    private const string Space = "\t\n\f\r ";

    /// <summary>Up to behind the beginning of the next string, URL or comment.</summary>
    public static Step Code(HtmlContext context, ReadOnlySpan<char> text)
    {
        var from = 0;
        while (text[from..].IndexOfAny("(\"'/") is >= 0 and var found)
        {
            from += found + 1;
            if (Begun(text, from) is var (state, length) && state != HtmlState.Css)
            {
                return new(context with { State = state }, from + length);
            }
        }

        return new(context, text.Length);
    }

    private static (HtmlState State, int Length) Begun(ReadOnlySpan<char> text, int behind) => text[behind - 1] switch
    {
        '"' => (HtmlState.CssDoubleQuoted, 0),
        '\'' => (HtmlState.CssSingleQuoted, 0),
        '(' => IsUrl(text[..(behind - 1)].TrimEnd(Space)) ? Url(text[behind..]) : (HtmlState.Css, 0),
        _ => text[behind..].StartsWith('/') ? (HtmlState.CssLineComment, 1)
            : text[behind..].StartsWith('*') ? (HtmlState.CssBlockComment, 1)
            : (HtmlState.Css, 0),
    };

    private static (HtmlState State, int Length) Url(ReadOnlySpan<char> rest)
    {
        var start = rest.Length - rest.TrimStart(Space).Length;
        return (start < rest.Length ? rest[start] : '\0') switch
        {
            '"' => (HtmlState.CssDoubleQuotedUrl, start + 1),
            '\'' => (HtmlState.CssSingleQuotedUrl, start + 1),
            _ => (HtmlState.CssUrl, start),
        };
    }

    // The word is url, not the end of another one.
    private static bool IsUrl(ReadOnlySpan<char> before) => before.EndsWith("url", StringComparison.OrdinalIgnoreCase)
        && (before.Length == 3 || !CssEscapes.IsNamePart(before[^4]));
}
