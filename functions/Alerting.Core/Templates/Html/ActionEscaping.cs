using System.Collections.Immutable;
using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html;

/// <summary>What a value needs in the place where it is printed.</summary>
internal static class ActionEscaping
{
    /// <summary>Why nothing can be printed there; null where something can. The place is nudged.</summary>
    public static string? Problem(HtmlContext before, HtmlContext context) => context switch
    {
        _ when before.State == HtmlState.PartialName => "would be a part of a name",
        { State: HtmlState.Document } => "appears in a document within an attribute",
        { IsDoubtful: true } => "follows a slash of which it is not sure whether it divides or begins a regexp",
        { UrlPart: UrlPart.Unknown } when context.State.IsUrl => "appears in an ambiguous context within a URL",
        { UrlPart: UrlPart.Script } when context.State.IsUrl => "appears in a script within a URL",
        _ => null,
    };

    /// <summary>
    /// The functions, in the order in which they are called. A colon behind the value makes a scheme of it where it
    /// begins a link.
    /// </summary>
    public static ImmutableArray<string> Functions(HtmlContext context, bool isBeforeColon)
    {
        var inner = Inner(context);
        inner = isBeforeColon && context is { State: HtmlState.Url, UrlPart: UrlPart.Start }
            ? inner.Replace(HtmlFunctions.UrlStart, HtmlFunctions.UrlScheme)
            : inner;
        return context.Delimiter switch
        {
            Delimiter.None => inner,
            Delimiter.SpaceOrTagEnd => inner.Add(HtmlFunctions.Bare),
            Delimiter.DoubleQuote or Delimiter.SingleQuote => inner.Add(HtmlFunctions.Quoted),
        };
    }

    /// <summary>The place behind the value.</summary>
    public static HtmlContext Behind(HtmlContext context) => context switch
    {
        { State: HtmlState.Js } => context with { Slash = SlashMeaning.Division },
        { Attribute: HtmlAttribute.ScriptType } => context.WithoutType(),
        _ => context,
    };

    private static ImmutableArray<string> Inner(HtmlContext context) => context.State switch
    {
        HtmlState.Text => [HtmlFunctions.Text],
        HtmlState.Tag or HtmlState.AttributeName or HtmlState.PartialName => [HtmlFunctions.Name],
        HtmlState.Rcdata => [HtmlFunctions.Rcdata],
        HtmlState.Attribute or HtmlState.MetaContent => [],
        HtmlState.MetaContentUrl => [HtmlFunctions.UrlStart],
        HtmlState.Srcset => [HtmlFunctions.Srcset],
        HtmlState.Url or HtmlState.CssDoubleQuotedUrl or HtmlState.CssSingleQuotedUrl or HtmlState.CssUrl =>
            InUrl(context.UrlPart, HtmlFunctions.Url),
        HtmlState.CssDoubleQuoted or HtmlState.CssSingleQuoted => InUrl(context.UrlPart, HtmlFunctions.CssQuoted),
        HtmlState.Css => [HtmlFunctions.CssWord],
        HtmlState.Js => [HtmlFunctions.Js],
        HtmlState.JsDoubleQuoted or HtmlState.JsSingleQuoted => [HtmlFunctions.JsQuoted],
        HtmlState.JsTemplate => [HtmlFunctions.JsTemplate],
        HtmlState.JsRegexp => [HtmlFunctions.JsRegexp],
        HtmlState.HtmlComment or HtmlState.JsBlockComment or HtmlState.JsLineComment or HtmlState.JsHtmlOpenComment
            or HtmlState.JsHtmlCloseComment or HtmlState.CssBlockComment or HtmlState.CssLineComment =>
            [HtmlFunctions.Comment],
        HtmlState.AfterName or HtmlState.BeforeValue or HtmlState.Document or HtmlState.Error or HtmlState.Dead =>
            throw new TemplateException($"html/template: nothing can be printed in {context}"),
    };

    private static ImmutableArray<string> InUrl(UrlPart part, string normal) => part switch
    {
        UrlPart.Start => [HtmlFunctions.UrlStart, normal],
        UrlPart.BeforeQuery => [normal],
        UrlPart.QueryOrFragment => [HtmlFunctions.UrlPart],
        UrlPart.Script or UrlPart.Unknown =>
            throw new TemplateException("html/template: nothing can be printed in such a URL"),
    };
}
