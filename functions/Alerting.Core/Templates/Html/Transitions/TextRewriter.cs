using System.Text;
using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Html.Transitions.Scripts;

namespace Alerting.Core.Templates.Html.Transitions;

/// <summary>
/// A template's own text as it is printed: without comments, and without signs that only look like tags.
/// </summary>
internal static class TextRewriter
{
    private const string Doctype = "<!DOCTYPE";

    /// <summary>The text and the place behind it, which says when it cannot be understood.</summary>
    public static (string Text, HtmlContext Behind) Rewrite(string text, HtmlContext context)
    {
        var (walk, shown) = (new TextWalk(text), new StringBuilder(text.Length));
        while (walk.Position < text.Length && context.State != HtmlState.Error)
        {
            var (from, before) = (walk.Position, context);
            context = walk.Next(before);
            Add(shown, text, from..walk.Position, before, context);
        }

        return (shown.ToString(), context);
    }

    private static void Add(StringBuilder shown, string text, Range piece, HtmlContext before, HtmlContext behind)
    {
        var isComment = before.State.IsComment && before.Delimiter == Delimiter.None;
        var signs = before.State == behind.State || behind.Delimiter != Delimiter.None ? 0 : SignLength(behind.State);
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var kept = text.AsSpan(from, length - (isComment ? 0 : signs));
        if (isComment)
        {
            shown.Append(from + length == 0 ? "" : InPlaceOf(before.State, kept));
        }
        else if (before.State is HtmlState.Text or HtmlState.Rcdata)
        {
            AddText(shown, text, from, kept, before.State != behind.State && signs == 0);
        }
        else if (before.State.IsScriptLiteral)
        {
            var isCut = from + length == text.Length && before.Delimiter == Delimiter.None;
            ScriptTags.AddHarmless(shown, kept, isCut);
        }
        else
        {
            shown.Append(kept);
        }
    }

    private static int SignLength(HtmlState comment) => comment switch
    {
        HtmlState.HtmlComment or HtmlState.JsHtmlOpenComment => 4,
        HtmlState.JsHtmlCloseComment => 3,
        _ => comment.IsComment ? 2 : 0,
    };

    // A comment parts words, and one over lines may end a statement.
    private static string InPlaceOf(HtmlState state, ReadOnlySpan<char> comment) => state switch
    {
        HtmlState.JsBlockComment => comment.IndexOfAny("\n\r\u2028\u2029") < 0 ? " " : "\n",
        HtmlState.CssBlockComment => " ",
        _ => "",
    };

    private static void AddText(StringBuilder shown, string text, int from, ReadOnlySpan<char> piece, bool endsInTag)
    {
        var tag = endsInTag ? piece.LastIndexOf('<') : -1;
        var plain = tag < 0 ? piece.Length : tag;
        for (var at = 0; at < plain; at++)
        {
            var isTag = piece[at] == '<'
                && !text.AsSpan(from + at).StartsWith(Doctype, StringComparison.OrdinalIgnoreCase);
            _ = isTag ? shown.Append("&lt;") : shown.Append(piece[at]);
        }

        shown.Append(piece[plain..]);
    }
}
