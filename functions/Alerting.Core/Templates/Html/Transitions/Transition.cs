using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Html.Transitions.Markup;
using Alerting.Core.Templates.Html.Transitions.Scripts;
using Alerting.Core.Templates.Html.Transitions.Styles;

namespace Alerting.Core.Templates.Html.Transitions;

/// <summary>
/// How a template's own text moves the place on. The rules are those of Go's html/template, of HTML, CSS and ECMAScript
/// where Go's fall behind them.
/// </summary>
internal static class Transition
{
    /// <summary>
    /// Reads a token or more off the front of a text that is not empty and holds no end of the value.
    /// </summary>
    public static Step Over(HtmlContext context, ReadOnlySpan<char> text) => context.State switch
    {
        HtmlState.Text => TagText.Text(context, text),
        HtmlState.Tag => TagText.Tag(context, text),
        HtmlState.AttributeName or HtmlState.PartialName => TagText.Name(context, text),
        HtmlState.AfterName => TagText.AfterName(context, text),
        HtmlState.BeforeValue => TagText.BeforeValue(context, text),
        HtmlState.HtmlComment => TagText.Comment(context, text),
        HtmlState.Url or HtmlState.Srcset => new(UrlText.Over(context, text), text.Length),
        HtmlState.MetaContent => UrlText.Meta(context, text),
        HtmlState.MetaContentUrl => UrlText.MetaUrl(context, text),
        HtmlState.Js => JsText.Code(context, text),
        HtmlState.JsDoubleQuoted or HtmlState.JsSingleQuoted => JsLiterals.Quoted(context, text),
        HtmlState.JsRegexp => JsLiterals.Regexp(context, text),
        HtmlState.JsTemplate => JsLiterals.Template(context, text),
        HtmlState.JsBlockComment => BlockComment(context, text, HtmlState.Js),
        HtmlState.CssBlockComment => BlockComment(context, text, HtmlState.Css),
        HtmlState.JsLineComment or HtmlState.JsHtmlOpenComment or HtmlState.JsHtmlCloseComment =>
            LineComment(context, text, "\n\r\u2028\u2029", HtmlState.Js),
        HtmlState.CssLineComment => LineComment(context, text, "\n\f\r", HtmlState.Css),
        HtmlState.Css => CssText.Code(context, text),
        HtmlState.CssDoubleQuoted or HtmlState.CssDoubleQuotedUrl => CssStrings.Over(context, text, "\\\""),
        HtmlState.CssSingleQuoted or HtmlState.CssSingleQuotedUrl => CssStrings.Over(context, text, @"\'"),
        HtmlState.CssUrl => CssStrings.Over(context, text, "\\\t\n\f\r )"),
        HtmlState.Rcdata or HtmlState.Attribute or HtmlState.Document or HtmlState.Error or HtmlState.Dead =>
            new(context, text.Length),
    };

    private static Step BlockComment(HtmlContext context, ReadOnlySpan<char> text, HtmlState behind)
    {
        var end = text.IndexOf("*/", StringComparison.Ordinal);
        return end < 0 ? new(context, text.Length) : new(context with { State = behind }, end + 2);
    }

    // The end of the line stays: it may end a statement.
    private static Step LineComment(HtmlContext context, ReadOnlySpan<char> text, string ends, HtmlState behind)
    {
        var end = text.IndexOfAny(ends);
        return end < 0 ? new(context, text.Length) : new(context with { State = behind }, end);
    }
}
