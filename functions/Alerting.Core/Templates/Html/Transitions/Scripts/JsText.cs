using System.Buffers;
using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Scripts;

/// <summary>The code of scripts.</summary>
internal static class JsText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\"'`/{}<-#");

    /// <summary>Up to behind the next string, regular expression, comment or brace.</summary>
    public static Step Code(HtmlContext context, ReadOnlySpan<char> text)
    {
        var at = Next(text);
        var before = context with { Slash = Slashes.After(text[..at], context.Slash) };
        return at == text.Length ? new(before, at) : text[at] switch
        {
            '"' => new(In(before, HtmlState.JsDoubleQuoted), at + 1),
            '\'' => new(In(before, HtmlState.JsSingleQuoted), at + 1),
            '`' => new(In(before, HtmlState.JsTemplate), at + 1),
            '{' => new(Opened(before), at + 1),
            '}' => new(Closed(before), at + 1),
            '/' => Slash(before, text, at),
            '<' => new(OddComment(before, HtmlState.JsHtmlOpenComment), at + 4),
            '-' => new(OddComment(before, HtmlState.JsHtmlCloseComment), at + 3),
            _ => new(OddComment(before, HtmlState.JsLineComment), at + 2),
        };
    }

    // Signs that begin comments count only where they do.
    private static int Next(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (text[from..].IndexOfAny(Special) is >= 0 and var found)
        {
            from += found;
            if (text[from] switch
            {
                '<' => text[from..].StartsWith("<!--", StringComparison.Ordinal),
                '-' => text[from..].StartsWith("-->", StringComparison.Ordinal),
                '#' => text[from..].StartsWith("#!", StringComparison.Ordinal),
                _ => true,
            })
            {
                return from;
            }

            from++;
        }

        return text.Length;
    }

    private static HtmlContext In(HtmlContext context, HtmlState state) =>
        context with { State = state, Slash = SlashMeaning.Regexp };

    // Not everywhere does it begin a comment; in an attribute it is not left out.
    private static HtmlContext OddComment(HtmlContext context, HtmlState state) => context with
    {
        State = state,
        IsDoubtful = context.IsDoubtful || context.Delimiter != Delimiter.None,
    };

    private static Step Slash(HtmlContext context, ReadOnlySpan<char> text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return next switch
        {
            '/' => new(context with { State = HtmlState.JsLineComment }, at + 2),
            '*' => new(context with { State = HtmlState.JsBlockComment }, at + 2),
            _ => new(Slashes.Taken(context, text[at..]), at + 1),
        };
    }

    private static HtmlContext Opened(HtmlContext context) => context with
    {
        Slash = SlashMeaning.Regexp,
        Interpolation = context.Interpolation is { } inner ? inner with { Braces = inner.Braces + 1 } : null,
    };

    private static HtmlContext Closed(HtmlContext context) => context.Interpolation switch
    {
        null => context with { Slash = SlashMeaning.MaybeRegexp },
        { Braces: 0, Outer: var outer } =>
            context with { State = HtmlState.JsTemplate, Slash = SlashMeaning.Regexp, Interpolation = outer },
        var inner => context with
        {
            Slash = SlashMeaning.MaybeRegexp,
            Interpolation = inner with { Braces = inner.Braces - 1 },
        },
    };
}
