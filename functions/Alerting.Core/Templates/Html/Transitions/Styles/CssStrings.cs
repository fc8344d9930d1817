using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Html.Transitions.Markup;

namespace Alerting.Core.Templates.Html.Transitions.Styles;

/// <summary>Strings and URLs of style sheets.</summary>
internal static class CssStrings
{
    /// <summary>Up to behind the end, which is any of the characters given but the backslash.</summary>
    public static Step Over(HtmlContext context, ReadOnlySpan<char> text, string stops)
    {
        var (from, seen) = (0, 0);
        while (text[from..].IndexOfAny(stops) is >= 0 and var found)
        {
            var at = from + found;
            if (text[at] != '\\')
            {
                return new(Behind(context), at + 1);
            }

            if (at + 1 == text.Length)
            {
                return new(HtmlContext.Failed(
                    $"unfinished escape sequence in CSS string: {Excerpt.Of(text)}"), text.Length);
            }

            // What is before the escape, and the escape as its first character makes it.
            context = UrlText.Over(context, CssEscapes.Decoded(text[seen..at]));
            context = UrlText.Over(context, CssEscapes.Decoded(text[at..(at + 2)]));
            (from, seen) = (at + 2, at);
        }

        return new(UrlText.Over(UrlText.Over(context, text[from..]), CssEscapes.Decoded(text[seen..])), text.Length);
    }

    // The next one begins a URL anew; behind a query Go goes on as in one, which escapes more.
    private static HtmlContext Behind(HtmlContext context) => context with
    {
        State = HtmlState.Css,
        UrlPart = context.UrlPart is UrlPart.BeforeQuery or UrlPart.Script ? UrlPart.Start : context.UrlPart,
    };
}
